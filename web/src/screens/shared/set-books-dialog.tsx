import { type BooksQuery, SetBooksDocument } from '../../graphql/documents.js';
import { DialogButton } from '../../parts/dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Table } from '../../parts/table.js';
import { monthNames } from '../../lib/market-time.js';
import type { FormValues } from '../../lib/form-values.js';
import { useTexts } from '../../texts/index.js';
import { accountText, movementText } from './ledger-names.js';

type Books = NonNullable<BooksQuery['books']>;

/** The organization's own chart of accounts and journals; a field that was never filled in holds what is suggested. */
export function BooksDialog({ books, onSet }: { books: Books; onSet: () => void }) {
  const t = useTexts();
  return (
    <DialogButton label={t('setBooks.button')} title={t('setBooks.title')}>
      {close => (
        <SetBooks
          books={books}
          onSet={() => {
            close();
            onSet();
          }}
        />
      )}
    </DialogButton>
  );
}

function SetBooks({ books, onSet }: { books: Books; onSet: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  // Accounts before those that the organization does not have yet.
  const accounts = [...books.accounts].sort((a, b) => Number(b.used) - Number(a.used));
  const { journals } = books;
  const isNew = accounts.every(({ number }) => number === null);
  return (
    <MutationForm
      name="set-books"
      document={SetBooksDocument}
      input={values => inputOf(values, accounts, journals)}
      submit={t('setBooks.submit')}
      onSuccess={() => {
        notify(t('setBooks.done'));
        onSet();
      }}
    >
      <p>{t('setBooks.explained')}</p>
      <TextField name="siren" label={t('setBooks.siren')} value={books.siren ?? ''} />
      <SelectField
        name="yearEndMonth"
        label={t('setBooks.yearEndMonth')}
        options={monthNames().map((name, index) => [String(index + 1), name] as const)}
        value={String(books.yearEndMonth)}
      />
      <Table
        caption={t('setBooks.accounts')}
        rows={accounts}
        rowKey={({ kind }) => kind}
        columns={[
          { head: t('ledger.account'), cell: ({ kind }) => accountText(t, kind) },
          {
            head: t('setBooks.number'),
            cell: ({ kind, number, suggestedNumber }, index) => (
              <TextField
                name={`accounts.${index}.number`}
                label={`${t('setBooks.number')}: ${accountText(t, kind)}`}
                labelUnseen
                value={(isNew ? suggestedNumber : number) ?? ''}
              />
            ),
          },
          {
            head: t('setBooks.label'),
            cell: ({ kind, label, suggestedLabel }, index) => (
              <TextField
                name={`accounts.${index}.label`}
                label={`${t('setBooks.label')}: ${accountText(t, kind)}`}
                labelUnseen
                value={(isNew ? suggestedLabel : label) ?? ''}
              />
            ),
          },
        ]}
      />
      <p>{t('setBooks.journalsExplained')}</p>
      <Table
        caption={t('setBooks.journals')}
        rows={journals}
        rowKey={({ kind }) => kind}
        columns={[
          { head: t('ledger.movement'), cell: ({ kind }) => movementText(t, kind) },
          {
            head: t('setBooks.code'),
            cell: ({ kind, code }, index) => (
              <TextField
                name={`journals.${index}.code`}
                label={`${t('setBooks.code')}: ${movementText(t, kind)}`}
                labelUnseen
                value={code ?? ''}
              />
            ),
          },
          {
            head: t('setBooks.label'),
            cell: ({ kind, label }, index) => (
              <TextField
                name={`journals.${index}.label`}
                label={`${t('setBooks.label')}: ${movementText(t, kind)}`}
                labelUnseen
                value={label ?? ''}
              />
            ),
          },
        ]}
      />
    </MutationForm>
  );
}

/** Rows without a number, or code, are left out: what they say is not set. */
function inputOf(values: FormValues, accounts: Books['accounts'], journals: Books['journals']) {
  return {
    siren: values.optional('siren') ?? null,
    yearEndMonth: Number(values.text('yearEndMonth')),
    accounts: accounts.flatMap(({ kind }, index) => {
      const number = values.optional(`accounts.${index}.number`);
      return number === undefined ? [] : [{ kind, number, label: values.text(`accounts.${index}.label`) }];
    }),
    journals: journals.flatMap(({ kind }, index) => {
      const code = values.optional(`journals.${index}.code`);
      return code === undefined ? [] : [{ kind, code, label: values.text(`journals.${index}.label`) }];
    }),
  };
}
