import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  BooksDocument,
  type BooksQuery,
  JournalDocument,
  type JournalQuery,
  NumberJournalDocument,
} from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useProblemText } from '../../parts/problem-text.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { accountText, Deal, ledgerCauses, LedgerViews, movementText, OfOrganization } from './ledger-names.js';
import { BooksDialog } from './set-books-dialog.js';

type Search = Readonly<Record<string, string | undefined>>;
type Books = NonNullable<BooksQuery['books']>;
type Entry = JournalQuery['journal']['edges'][number]['node'];

/** Every movement as an entry of the organization's own books, and the file of a fiscal year that a tax office asks for. */
export function JournalPage() {
  const t = useTexts();
  const { organization, from, until, after } = useSearch({ strict: false }) as Search;
  const books = useLive(BooksDocument, { organizationId: organization });
  const variables = { organizationId: organization, from: from || undefined, until: until || undefined, after };
  const journal = useLive(JournalDocument, variables, { lists: ledgerCauses, keep: true });
  const { after: _, ...parameters } = variables;
  return (
    <Page title={t('journal.title')} lead={t('journal.lead')}>
      <LedgerViews />
      {organization && <OfOrganization id={organization} />}
      <Loaded live={books}>
        {data =>
          data.books && (
            <FecSection
              books={data.books}
              organization={organization}
              changed={() => {
                books.refetch();
                journal.refetch();
              }}
            />
          )
        }
      </Loaded>
      <Section title={t('journal.entries')}>
        <Filter>
          {search => (
            <>
              {organization && <input type="hidden" name="organization" value={organization} />}
              <TextField name="from" type="date" label={t('statements.from')} value={search.from} />
              <TextField name="until" type="date" label={t('statements.until')} value={search.until} />
            </>
          )}
        </Filter>
        <Loaded live={journal}>
          {data => (
            <>
              <Entries entries={data.journal.edges.map(({ node }) => node)} parameters={parameters} />
              <Pager pageInfo={data.journal.pageInfo} />
            </>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

interface FecProps {
  readonly books: Books;
  readonly organization: string | undefined;
  readonly changed: () => void;
}

function FecSection({ books, organization, changed }: FecProps) {
  const t = useTexts();
  const problemText = useProblemText();
  const [done, setDone] = useState<{ readonly yearEnd: string; readonly numbered: number }>();
  const { yearEnds, availableActions } = books;
  const years = yearEnds.map(day => [day, dayText(day)] as const);
  return (
    <Section title={t('fec.title')}>
      <p>{t('fec.explained')}</p>
      {availableActions.includes('SET_BOOKS') && <BooksDialog books={books} onSet={changed} />}
      {years.length === 0 && <p className="empty">{t('ledger.noAccounts')}</p>}
      {availableActions.includes('NUMBER_JOURNAL') && years.length > 0 ? (
        <MutationForm
          name="number-journal"
          document={NumberJournalDocument}
          input={values => ({ yearEnd: values.choice('yearEnd') })}
          submit={t('fec.number')}
          onSuccess={success => {
            setDone(success);
            changed();
          }}
          onProblem={() => setDone(undefined)}
          explain={problem =>
            problem.code === 'JOURNAL_NOT_READY' ? <Missing problem={problem} /> : problemText(problem)
          }
        >
          <SelectField name="yearEnd" label={t('fec.yearEnd')} options={years} />
        </MutationForm>
      ) : (
        years.map(([day]) => <FecLink key={day} yearEnd={day} organization={organization} />)
      )}
      {done && (
        <div role="status">
          <p>{t('fec.numbered', { count: done.numbered })}</p>
          <FecLink yearEnd={done.yearEnd} organization={organization} />
        </div>
      )}
    </Section>
  );
}

function FecLink({ yearEnd, organization }: { yearEnd: string; organization: string | undefined }) {
  const t = useTexts();
  const query = new URLSearchParams({ yearEnd, ...(organization ? { organizationId: organization } : {}) });
  return (
    <p className="export">
      <a href={`/exports/fec.txt?${query}`} download>
        {t('fec.file', { day: dayText(yearEnd) })}
      </a>
    </p>
  );
}

interface NotReady {
  readonly unmappedKinds?: readonly string[];
  readonly otherCurrencies?: readonly string[];
  readonly lacksSiren?: boolean;
}

/** Everything that is missing, at once. */
function Missing({ problem }: { problem: object }) {
  const t = useTexts();
  const { unmappedKinds = [], otherCurrencies = [], lacksSiren = false } = problem as NotReady;
  return (
    <>
      <p>{t('problem.JOURNAL_NOT_READY')}</p>
      <ul>
        {unmappedKinds.map(kind => (
          <li key={kind}>{t('fec.unmapped', { kind: accountText(t, kind) })}</li>
        ))}
        {otherCurrencies.map(currency => (
          <li key={currency}>{t('fec.otherCurrency', { currency })}</li>
        ))}
        {lacksSiren && <li>{t('fec.noSiren')}</li>}
      </ul>
    </>
  );
}

/** One row a line; the entry stands before the first. */
function Entries({
  entries,
  parameters,
}: {
  entries: readonly Entry[];
  parameters: Readonly<Record<string, unknown>>;
}) {
  const t = useTexts();
  const rows = entries.flatMap(entry => entry.lines.map((line, index) => ({ entry, line, index })));
  return (
    <Table
      caption={t('journal.caption')}
      file={{ list: 'journal', parameters }}
      rows={rows}
      rowKey={({ entry, index }) => `${entry.id} ${index}`}
      empty={t('ledger.noMovements')}
      columns={[
        { head: t('journal.number'), cell: ({ entry }) => entry.number ?? <span className="absent">–</span> },
        { head: t('ledger.businessDay'), cell: ({ entry }) => <Day value={entry.businessDay} /> },
        { head: t('journal.journal'), cell: ({ entry }) => entry.journalCode },
        {
          head: t('ledger.movement'),
          names: true,
          cell: ({ entry, index }) => (
            <span className={index === 0 ? undefined : 'hint'}>
              {movementText(t, entry.kind)} <span className="hint block">{entry.piece}</span>
            </span>
          ),
        },
        {
          head: t('ledger.account'),
          cell: ({ line: { accountKind, accountNumber } }) =>
            accountNumber ? `${accountNumber} ${accountText(t, accountKind)}` : accountText(t, accountKind),
        },
        { head: t('statements.counterparty'), cell: ({ line }) => line.counterparty },
        { head: t('ledger.debit'), cell: ({ line }) => <Amount value={line.debit} />, figures: true },
        { head: t('ledger.credit'), cell: ({ line }) => <Amount value={line.credit} />, figures: true },
        { head: t('journal.letter'), cell: ({ line }) => line.letter },
        { head: t('ledger.deal'), cell: ({ line }) => <Deal {...line} /> },
      ]}
    />
  );
}
