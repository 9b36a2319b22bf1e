import { Link } from '@tanstack/react-router';
import { Amount } from '../../parts/amount.js';
import { Facts } from '../../parts/facts.js';
import { useTexts } from '../../texts/index.js';
import type { ApprovalNode } from '../nodes.js';

/** How far a release has come, slice by slice, and what became of the invoices so far. */
export function ReleaseProgress({ approval }: { approval: ApprovalNode }) {
  const t = useTexts();
  const { invoiceCount, pendingCount, approvedCount, approvedTotal } = approval;
  const done = invoiceCount - pendingCount;
  const text = t('releaseProgress.done', { done, count: invoiceCount });
  return (
    <>
      {pendingCount > 0 && (
        <div className="progress">
          <progress value={done} max={invoiceCount} aria-label={t('releaseProgress.label')} />
          <span role="status">{text}</span>
        </div>
      )}
      <Facts
        rows={[
          [
            t('lineOutcome.APPROVED'),
            <Counted key="approved" approval={approval} outcome="APPROVED" count={approvedCount} />,
          ],
          [t('releaseProgress.approvedTotal'), <Amount key="total" value={approvedTotal} />],
          ...outcomesOf(approval).map(
            ([outcome, count]) =>
              [
                t(`lineOutcome.${outcome}`),
                <Counted key={outcome} approval={approval} outcome={outcome} count={count} />,
              ] as const,
          ),
        ]}
      />
    </>
  );
}

/** What was not approved, where there is such. */
function outcomesOf({ leftOutCount, failedCount, excludedCount, pendingCount }: ApprovalNode) {
  const counts = [
    ['LEFT_OUT', leftOutCount],
    ['FAILED', failedCount],
    ['EXCLUDED', excludedCount],
    ['PENDING', pendingCount],
  ] as const;
  return counts.filter(([, count]) => count > 0);
}

/** The count, as the way to the invoices with that outcome and their reasons. */
function Counted({ approval, outcome, count }: { approval: ApprovalNode; outcome: string; count: number }) {
  const t = useTexts();
  return (
    <Link to="/approvals/$id" params={{ id: approval.id }} search={{ outcome } as never}>
      {t('approval.invoiceCount', { count })}
    </Link>
  );
}
