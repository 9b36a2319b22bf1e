import { SettleDifferenceDocument, type Side } from '../../graphql/documents.js';
import { Amount } from '../../parts/amount.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField } from '../../parts/fields.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { InvoiceNode } from '../nodes.js';

/** Where the two copies differ, and the act that settles which one stands. */
export function Differences({ invoice }: { invoice: InvoiceNode }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const canSettle = invoice.availableActions.includes('SETTLE_DIFFERENCE');
  if (invoice.differences.length === 0 && !canSettle) return null;
  return (
    <Section title={t('differences.title')}>
      <Table
        caption={t('differences.caption')}
        rows={invoice.differences}
        rowKey={({ field }) => field}
        empty={t('differences.none')}
        columns={[
          {
            head: t('differences.field'),
            cell: ({ field }) => t(`invoiceField.${field}` as 'invoiceField.payable', { defaultValue: field }),
          },
          { head: t('side.SUPPLIER'), cell: row => <Written {...row} value={row.supplierValue} of={invoice.id} /> },
          { head: t('side.BUYER'), cell: row => <Written {...row} value={row.buyerValue} of={invoice.id} /> },
        ]}
      />
      {canSettle && (
        <ActionDialog
          name={`settle-difference:${invoice.id}`}
          label={t('settleDifference.button')}
          title={t('settleDifference.title', { number: invoice.number })}
          document={SettleDifferenceDocument}
          input={(values, idempotencyKey) => ({
            invoiceId: invoice.id,
            keep: values.choice<Side>('keep'),
            idempotencyKey,
          })}
          done={t('settleDifference.done')}
        >
          <p>{t('settleDifference.explained')}</p>
          <SelectField name="keep" label={t('settleDifference.keep')} options={Object.entries(catalogue.side)} />
        </ActionDialog>
      )}
    </Section>
  );
}

/** What one copy says: an amount as `66999.00 EUR`, a day as it is. */
function Written({ field, value, of }: { field: string; value: string; of: string }) {
  const [amount, currency] = value.split(' ');
  if (field !== 'payable' || !amount || !currency) return value;
  return <Amount value={{ amount, currency }} source="INVOICE.differences" of={of} />;
}
