import { useNavigate } from '@tanstack/react-router';
import { type ApprovalLineInput, PrepareApprovalDocument, ProgrammesDocument } from '../../graphql/documents.js';
import { compareDecimals, typed } from '../../lib/decimal-text.js';
import type { FormValues } from '../../lib/form-values.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { InvoiceRow } from '../nodes.js';

interface Props {
  readonly invoices: readonly InvoiceRow[];
  readonly onPrepared: () => void;
}

/** Freezes the chosen invoices into a batch that another person releases. */
export function PrepareApprovalDialog({ invoices, onPrepared }: Props) {
  const t = useTexts();
  const label = t('prepareApproval.button', { count: invoices.length });
  return (
    <DialogButton label={label} title={t('prepareApproval.title')} tone="primary" disabled={invoices.length === 0}>
      {close => <PrepareApproval invoices={invoices} onPrepared={onPrepared} close={close} />}
    </DialogButton>
  );
}

function PrepareApproval({ invoices, onPrepared, close }: Props & { close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const programmes = useLive(ProgrammesDocument, { first: 100 }, { lists: ['Programme'] });
  return (
    <Loaded live={programmes}>
      {data => (
        <MutationForm
          name="prepare-approval"
          document={PrepareApprovalDocument}
          input={(values, idempotencyKey) => ({
            programmeId: values.choice('programmeId'),
            lines: invoices.map((invoice, index) => lineOf(values, invoice, index)),
            idempotencyKey,
          })}
          submit={t('prepareApproval.submit')}
          onSuccess={({ approval }) => {
            close();
            onPrepared();
            notify(t('prepareApproval.done'));
            void navigate({ to: '/approvals/$id', params: { id: approval.id } });
          }}
        >
          <p>{t('prepareApproval.explained')}</p>
          <SelectField
            name="programmeId"
            label={t('programme.one')}
            options={data.programmes.edges.map(({ node }) => [node.id, `${node.name} (${node.currency})`] as const)}
            value={invoices.find(({ programme }) => programme)?.programme?.id}
          />
          <Lines invoices={invoices} />
        </MutationForm>
      )}
    </Loaded>
  );
}

/** The full amount where nothing lower was typed. */
function lineOf(values: FormValues, { id, payable }: InvoiceRow, index: number): ApprovalLineInput {
  const amount = values.optionalAmount(`lines.${index}.amount`, payable.currency);
  const lowerReason = values.optionalChoice<NonNullable<ApprovalLineInput['lowerReason']>>(
    `lines.${index}.lowerReason`,
  );
  const full = !amount?.amount || compareDecimals(amount.amount, payable.amount) === 0;
  return full ? { invoiceId: id } : { invoiceId: id, amount, lowerReason };
}

function Lines({ invoices }: Pick<Props, 'invoices'>) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const reasons = Object.entries(catalogue.decisionReason);
  return (
    <Table
      caption={t('prepareApproval.caption')}
      rows={invoices}
      rowKey={({ id }) => id}
      empty={t('prepareApproval.empty')}
      columns={[
        { head: t('invoice.number'), cell: ({ number }) => number },
        { head: t('party.SUPPLIER'), cell: ({ supplier }) => supplier.name },
        { head: t('invoice.payable'), cell: ({ payable }) => <Amount value={payable} />, figures: true },
        {
          head: t('prepareApproval.amount'),
          cell: ({ number, payable }, index) => (
            <TextField
              name={`lines.${index}.amount`}
              label={t('prepareApproval.amountOf', { number })}
              labelUnseen
              value={typed(payable.amount)}
              figures
            />
          ),
        },
        {
          head: t('prepareApproval.lowerReason'),
          cell: ({ number }, index) => (
            <SelectField
              name={`lines.${index}.lowerReason`}
              label={t('prepareApproval.lowerReasonOf', { number })}
              labelUnseen
              none={t('prepareApproval.noReason')}
              options={reasons}
            />
          ),
        },
      ]}
    />
  );
}
