import { useState } from 'react';
import { RefusePaymentFileDocument, ReleasePaymentFilesDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { Facts } from '../../parts/facts.js';
import { TextArea } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { PaymentFileNode } from '../nodes.js';
import { PaymentFaults } from './payment-faults.js';

interface Props {
  readonly label: string;
  readonly about?: string;
  readonly files: readonly PaymentFileNode[];
}

/** The second person lets files go, each by the hash of what is shown. */
export function ReleaseFilesDialog({ label, about, files }: Props) {
  const t = useTexts();
  return (
    <DialogButton label={label} about={about} title={t('releaseFiles.title')} tone="primary">
      {close => <Release files={files} close={close} />}
    </DialogButton>
  );
}

function Release({ close, ...shown }: { files: readonly PaymentFileNode[]; close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  // What was shown when the dialog opened is what is released, whatever happens to the list behind it.
  const [files] = useState(shown.files);
  return (
    <>
      <p>{t('releaseFiles.explained', { count: files.length })}</p>
      {files.map(file => (
        <Contents key={file.id} file={file} />
      ))}
      <MutationForm
        name={`release-payment-files:${files.map(({ id }) => id).join()}`}
        document={ReleasePaymentFilesDocument}
        input={(_, idempotencyKey) => ({
          files: files.map(({ id, sha256 }) => ({ fileId: id, sha256 })),
          idempotencyKey,
        })}
        submit={t('releaseFiles.button')}
        explain={problem =>
          'faults' in problem && (
            <PaymentFaults
              faults={problem.faults}
              payments={files.flatMap(({ lines }) => lines.map(({ payment }) => payment))}
            />
          )
        }
        onSuccess={success => {
          close();
          notify(t('releaseFiles.done', { count: success.files.length }));
        }}
      />
    </>
  );
}

interface OfFile {
  readonly file: PaymentFileNode;
}

export function RefuseFileDialog({ file: { id, messageId } }: OfFile) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`refuse-payment-file:${id}`}
      label={t('refuseFile.button')}
      about={messageId}
      title={t('refuseFile.title')}
      tone="danger"
      document={RefusePaymentFileDocument}
      input={(values, idempotencyKey) => ({ fileId: id, reason: values.text('reason'), idempotencyKey })}
      done={t('refuseFile.done')}
    >
      <TextArea name="reason" label={t('refuseFile.reason')} rows={3} />
    </ActionDialog>
  );
}

export function LookInsideDialog({ file }: OfFile) {
  const t = useTexts();
  return (
    <DialogButton label={t('paymentFile.look')} about={file.messageId} title={file.messageId}>
      {() => <Contents file={file} />}
    </DialogButton>
  );
}

type Line = PaymentFileNode['lines'][number];

/** A file as it stands: who let it go, its hash in full, and each payment in it. */
function Contents({ file }: OfFile) {
  const t = useTexts();
  const { messageId, sha256, total, direction, executionDate, preparedBy, releasedBy, decidedFor, lines } = file;
  const isCollection = direction === 'COLLECTION';
  return (
    <>
      <Facts
        rows={[
          [t('paymentFile.messageId'), messageId],
          [t('paymentFile.direction'), t(`paymentFileDirection.${direction}`)],
          [t('paymentFile.executionDate'), <Day key="day" value={executionDate} />],
          [t('feeBill.total'), <Amount key="total" value={total} />],
          [t('paymentFile.preparedBy'), preparedBy?.name],
          [t('paymentFile.releasedBy'), releasedBy?.name],
          [t('approval.decidedFor'), decidedFor?.name],
          [t('paymentFile.sha256'), <code key="sha256">{sha256}</code>],
        ]}
      />
      <Table
        caption={t('paymentFile.lines')}
        rows={lines}
        rowKey={({ payment }) => payment.id}
        columns={[
          ...(isCollection
            ? [
                { head: t('payment.payer'), cell: ({ payment }: Line) => payment.payer.name },
                { head: t('payment.iban'), cell: ({ payerIban }: Line) => payerIban },
                { head: t('payment.mandate'), cell: ({ mandate }: Line) => mandate?.reference },
              ]
            : [
                { head: t('payment.payee'), cell: ({ payeeHolderName }: Line) => payeeHolderName },
                { head: t('payment.iban'), cell: ({ payeeIban }: Line) => payeeIban },
              ]),
          { head: t('payment.kind'), cell: ({ payment }) => t(`paymentKind.${payment.kind}`) },
          { head: t('payment.reference'), cell: ({ payment }) => payment.endToEndId },
          { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        ]}
      />
    </>
  );
}
