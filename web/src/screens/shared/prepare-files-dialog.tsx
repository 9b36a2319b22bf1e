import { useState } from 'react';
import { type PaymentFileDirection, PreparePaymentFilesDocument } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { PaymentFaults } from './payment-faults.js';
import type { PaymentNode } from '../nodes.js';

interface Props {
  readonly direction: PaymentFileDirection;
  readonly payments: readonly PaymentNode[];
  readonly total: Money | undefined;
  readonly onPrepared: () => void;
}

/** What it says, by what its files do. */
const textsOf = { TRANSFER: 'prepareFiles', COLLECTION: 'prepareCollections' } as const;

/** Puts the chosen payments into files for a second person, bound to the total that is shown. */
export function PrepareFilesDialog(props: Props) {
  const t = useTexts();
  return (
    <DialogButton
      label={t(`${textsOf[props.direction]}.button`)}
      title={t(`${textsOf[props.direction]}.title`)}
      tone="primary"
      disabled={!props.total}
    >
      {close => <Prepare {...props} close={close} />}
    </DialogButton>
  );
}

function Prepare({ direction, onPrepared, close, ...chosen }: Props & { close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  // What was shown when the dialog opened is what is prepared, whatever happens to the list behind it.
  const [{ payments, total }] = useState(chosen);
  return (
    <>
      <p>
        {t(`${textsOf[direction]}.explained`, { count: payments.length })} <Amount value={total} />
      </p>
      <Table
        caption={t(`${textsOf[direction]}.caption`)}
        rows={payments}
        rowKey={({ id }) => id}
        empty={t('payments.empty')}
        columns={[
          { head: t('payment.payer'), cell: ({ payer }) => payer.name },
          { head: t('payment.payee'), cell: ({ payee, payeeHolderName }) => payeeHolderName ?? payee.name },
          { head: t('payment.iban'), cell: ({ payeeIban }) => payeeIban },
          { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
          { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        ]}
      />
      {total && (
        <MutationForm
          name={`prepare-payment-files:${direction}`}
          document={PreparePaymentFilesDocument}
          input={(_, idempotencyKey) => ({
            paymentIds: payments.map(({ id }) => id),
            total: { amount: total.amount, currency: total.currency },
            direction,
            idempotencyKey,
          })}
          submit={t('prepareFiles.submit')}
          explain={problem => 'faults' in problem && <PaymentFaults faults={problem.faults} payments={payments} />}
          onSuccess={success => {
            close();
            onPrepared();
            notify(t('prepareFiles.done', { count: success.files.length }));
          }}
        />
      )}
    </>
  );
}
