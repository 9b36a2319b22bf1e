import { type BankBehaviour, PaymentsDocument, PlanPaymentDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Loaded, Section } from '../../parts/page.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { PaymentNode } from '../nodes.js';
import { PaymentsTable } from '../shared/payments-table.js';

/** What the bank is to do with a payment that is not over yet. */
export function PlanPayments() {
  const t = useTexts();
  const variables = { first: 100, filter: { state: ['DUE' as const, 'INSTRUCTED' as const] } };
  const live = useLive(PaymentsDocument, variables, { lists: ['Payment'] });
  return (
    <Section title={t('planPayment.section')}>
      <Loaded live={live}>
        {({ payments }) => (
          <PaymentsTable
            caption={t('planPayment.caption')}
            payments={payments.edges.map(({ node }) => node)}
            after={[{ head: t('table.actions'), cell: payment => <PlanDialog payment={payment} /> }]}
          />
        )}
      </Loaded>
    </Section>
  );
}

/** What the bank is to do with one payment. */
export function PlanDialog({ payment: { id, endToEndId } }: { payment: Pick<PaymentNode, 'id' | 'endToEndId'> }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <ActionDialog
      name={`plan-payment:${id}`}
      label={t('planPayment.button')}
      about={endToEndId}
      title={t('planPayment.title')}
      document={PlanPaymentDocument}
      input={(values, idempotencyKey) => ({
        paymentId: id,
        behaviour: values.choice<BankBehaviour>('behaviour'),
        delayDays: values.optionalInteger('delayDays'),
        reason: values.text('reason'),
        idempotencyKey,
      })}
      done={t('planPayment.done')}
    >
      <SelectField name="behaviour" label={t('planPayment.behaviour')} options={Object.entries(catalogue.behaviour)} />
      <TextField name="delayDays" label={t('planPayment.delayDays')} hint={t('planPayment.delayHint')} figures />
      <TextField name="reason" label={t('planPayment.reason')} hint={t('planPayment.reasonHint')} />
    </ActionDialog>
  );
}
