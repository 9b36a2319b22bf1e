import {
  CorrectInvoiceDocument,
  type DecisionReason,
  DisputeInvoiceDocument,
  RejectInvoiceDocument,
  WithdrawInvoiceDocument,
} from '../../graphql/documents.js';
import { useViewer } from '../../app/market.js';
import type { FormValues } from '../../lib/form-values.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField, TextArea } from '../../parts/fields.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { ProposeOverride } from '../operator/propose-override.js';
import { OpenAuctionDialog } from '../supplier/open-auction-dialog.js';
import type { InvoiceNode } from '../nodes.js';

/** What the viewer can do with an invoice now. */
export function InvoiceActions({ invoice }: { invoice: InvoiceNode }) {
  const t = useTexts();
  const { organization } = useViewer();
  const { id, number, state, availableActions } = invoice;
  const can = (action: (typeof availableActions)[number]) => availableActions.includes(action);
  const decided = (values: FormValues, idempotencyKey: string) => ({
    invoiceId: id,
    reason: values.choice<DecisionReason>('reason'),
    note: values.optional('note'),
    idempotencyKey,
  });
  const acted = (_: FormValues, idempotencyKey: string) => ({ invoiceId: id, idempotencyKey });
  return (
    <>
      {organization.roles.includes('OPERATOR') && state === 'OVERDUE' && (
        <ProposeOverride act="DEFAULT_INVOICE" subjectId={id} about={number} />
      )}
      {can('OPEN_AUCTION') && <OpenAuctionDialog invoice={invoice} />}
      {can('CORRECT') && (
        <ActionDialog
          name={`correct-invoice:${id}`}
          label={t('correctInvoice.button')}
          title={t('correctInvoice.title', { number })}
          document={CorrectInvoiceDocument}
          input={acted}
          done={t('correctInvoice.done')}
        >
          <p>{t('correctInvoice.explained')}</p>
        </ActionDialog>
      )}
      {can('DISPUTE') && (
        <ActionDialog
          name={`dispute-invoice:${id}`}
          label={t('disputeInvoice.button')}
          title={t('disputeInvoice.title', { number })}
          document={DisputeInvoiceDocument}
          input={decided}
          done={t('disputeInvoice.done')}
        >
          <Decision />
        </ActionDialog>
      )}
      {can('REJECT') && (
        <ActionDialog
          name={`reject-invoice:${id}`}
          label={t('rejectInvoice.button')}
          title={t('rejectInvoice.title', { number })}
          tone="danger"
          document={RejectInvoiceDocument}
          input={decided}
          done={t('rejectInvoice.done')}
        >
          <Decision />
        </ActionDialog>
      )}
      {can('WITHDRAW') && (
        <ActionDialog
          name={`withdraw-invoice:${id}`}
          label={t('withdrawInvoice.button')}
          title={t('withdrawInvoice.title', { number })}
          tone="danger"
          document={WithdrawInvoiceDocument}
          input={acted}
          done={t('withdrawInvoice.done')}
        >
          <p>{t('withdrawInvoice.explained')}</p>
        </ActionDialog>
      )}
    </>
  );
}

/** Why an invoice is disputed or rejected. */
function Decision() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <>
      <SelectField
        name="reason"
        label={t('decision.reason')}
        none={t('decision.choose')}
        options={Object.entries(catalogue.decisionReason)}
      />
      <TextArea name="note" label={t('decision.note')} hint={t('decision.noteHint')} rows={3} />
    </>
  );
}
