import { useState } from 'react';
import {
  RefuseApprovalDocument,
  ReleaseApprovalDocument,
  type ReleaseApprovalMutation,
} from '../../graphql/documents.js';
import type { SuccessOf } from '../../lib/outcome.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { Facts } from '../../parts/facts.js';
import { TextArea } from '../../parts/fields.js';
import { InvoiceLink } from '../../parts/links.js';
import { useTexts } from '../../texts/index.js';
import type { ApprovalNode } from '../nodes.js';

export type Released = SuccessOf<ReleaseApprovalMutation>;

interface Props {
  readonly approval: ApprovalNode;
  readonly onReleased: (released: Released) => void;
}

/** The promise itself: bound to the hash of what is shown, with the text of the undertaking before the eyes. */
export function ReleaseApprovalDialog({ approval, onReleased }: Props) {
  const t = useTexts();
  // The hash that this page was opened with: what changed since is refused, not released unseen.
  const [contentHash] = useState(approval.contentHash);
  return (
    <ActionDialog
      name={`release-approval:${approval.id}`}
      label={t('releaseApproval.button')}
      title={t('releaseApproval.title')}
      tone="primary"
      document={ReleaseApprovalDocument}
      input={(_, idempotencyKey) => ({ approvalId: approval.id, contentHash, idempotencyKey })}
      done={t('releaseApproval.done')}
      onSuccess={onReleased}
    >
      <Facts
        rows={[
          [t('approval.count'), approval.invoiceCount],
          [t('approval.total'), <Amount key="total" value={approval.total} />],
          [t('approval.credit'), <CreditTotal key="credit" approval={approval} />],
          [t('approval.contentHash'), <code key="hash">{contentHash}</code>],
        ]}
      />
      <p className="document">{approval.undertakingText}</p>
    </ActionDialog>
  );
}

/** What credit notes take off invoices by the release; nothing where there are none. */
export function CreditTotal({ approval: { creditTotal } }: Pick<Props, 'approval'>) {
  const isNothing = /^[0.]+$/.test(creditTotal.amount);
  return isNothing ? '–' : <Amount value={creditTotal} />;
}

export function RefuseDialog({ approval }: Pick<Props, 'approval'>) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`refuse-approval:${approval.id}`}
      label={t('refuseApproval.button')}
      title={t('refuseApproval.title')}
      tone="danger"
      document={RefuseApprovalDocument}
      input={(values, idempotencyKey) => ({ approvalId: approval.id, reason: values.text('reason'), idempotencyKey })}
      done={t('refuseApproval.done')}
    >
      <TextArea name="reason" label={t('refuseApproval.reason')} rows={3} />
    </ActionDialog>
  );
}

/** How many of what was left out are named at once; the list below names all. */
const NAMED = 20;

/** What the release did, and what it left out because it had changed. */
export function ReleaseReport({ approval, released }: { approval: ApprovalNode; released: Released }) {
  const t = useTexts();
  const { approvedCount, leftOutCount } = approval;
  return (
    <div className={`notice ${leftOutCount > 0 ? 'warn' : 'good'}`} role="status">
      <p>{t('releaseApproval.approved', { count: approvedCount })}</p>
      {leftOutCount > 0 && (
        <>
          <p>{t('releaseApproval.leftOut', { count: leftOutCount })}</p>
          <ul>
            {released.leftOut.slice(0, NAMED).map(({ invoice, leftOutReason }) => (
              <li key={invoice.id}>
                <InvoiceLink invoice={invoice} /> {leftOutReason && `– ${t(`leftOut.${leftOutReason}`)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
