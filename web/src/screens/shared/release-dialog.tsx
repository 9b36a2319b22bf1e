import { useState } from 'react';
import { ReleasePaymentsDocument } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { PaymentNode } from '../nodes.js';

interface Props {
  readonly payments: readonly PaymentNode[];
  readonly total: Money | undefined;
  readonly onReleased: () => void;
}

/** Releases the chosen payments to the bank, bound to the total that is shown. */
export function ReleaseDialog(props: Props) {
  const t = useTexts();
  return (
    <DialogButton label={t('release.button')} title={t('release.title')} tone="primary" disabled={!props.total}>
      {close => <Release {...props} close={close} />}
    </DialogButton>
  );
}

function Release({ onReleased, close, ...chosen }: Props & { close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  // What was shown when the dialog opened is what is released, whatever happens to the list behind it.
  const [{ payments, total }] = useState(chosen);
  return (
    <>
      <p>
        {t('release.explained', { count: payments.length })} <Amount value={total} />
      </p>
      <Table
        caption={t('release.caption')}
        rows={payments}
        rowKey={({ id }) => id}
        empty={t('payments.empty')}
        columns={[
          { head: t('payment.payee'), cell: ({ payee, payeeHolderName }) => payeeHolderName ?? payee.name },
          { head: t('payment.iban'), cell: ({ payeeIban }) => payeeIban },
          { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
          { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        ]}
      />
      {total && (
        <MutationForm
          name="release-payments"
          document={ReleasePaymentsDocument}
          input={(_, idempotencyKey) => ({
            paymentIds: payments.map(({ id }) => id),
            total: { amount: total.amount, currency: total.currency },
            idempotencyKey,
          })}
          submit={t('release.submit')}
          explain={problem => 'faults' in problem && <Faults faults={problem.faults} payments={payments} />}
          onSuccess={success => {
            close();
            onReleased();
            notify(t('release.done', { count: success.payments.length, files: success.fileCount }));
          }}
        />
      )}
    </>
  );
}

interface FaultsProps {
  readonly faults: readonly { readonly paymentId: string; readonly code: string; readonly message: string }[];
  readonly payments: readonly PaymentNode[];
}

/** Which of the payments stand in the way, and why. */
function Faults({ faults, payments }: FaultsProps) {
  const t = useTexts();
  const nameOf = (id: string) => payments.find(payment => payment.id === id)?.endToEndId ?? id;
  return (
    <>
      <p>{t('problem.PAYMENTS_NOT_RELEASABLE')}</p>
      <ul>
        {faults.map(({ paymentId, code, message }) => (
          <li key={`${paymentId} ${code}`}>
            {nameOf(paymentId)}: {t(`releaseFault.${code}` as 'releaseFault.NOT_DUE', { defaultValue: message })}
          </li>
        ))}
      </ul>
    </>
  );
}
