import { SuspendAuctionDocument, WithdrawAuctionDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { TextArea } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';
import type { AuctionNode } from '../nodes.js';
import { ProposeOverride } from '../operator/propose-override.js';

/** What can be done with an auction as a whole. */
export function AuctionActions({ auction: { id, availableActions } }: { auction: AuctionNode }) {
  const t = useTexts();
  return (
    <>
      {availableActions.includes('WITHDRAW') && (
        <ActionDialog
          name={`withdraw-auction:${id}`}
          label={t('withdrawAuction.button')}
          title={t('withdrawAuction.title')}
          tone="danger"
          document={WithdrawAuctionDocument}
          input={(_, idempotencyKey) => ({ auctionId: id, idempotencyKey })}
          done={t('withdrawAuction.done')}
        >
          <p>{t('withdrawAuction.explained')}</p>
        </ActionDialog>
      )}
      {availableActions.includes('SUSPEND') && (
        <ActionDialog
          name={`suspend-auction:${id}`}
          label={t('suspendAuction.button')}
          title={t('suspendAuction.title')}
          tone="danger"
          document={SuspendAuctionDocument}
          input={(values, idempotencyKey) => ({ auctionId: id, reason: values.text('reason'), idempotencyKey })}
          done={t('suspendAuction.done')}
        >
          <TextArea name="reason" label={t('suspendAuction.reason')} rows={3} />
        </ActionDialog>
      )}
      {availableActions.includes('RESUME') && <ProposeOverride act="RESUME_AUCTION" subjectId={id} />}
    </>
  );
}
