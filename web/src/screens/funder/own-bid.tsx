import { WithdrawBidDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Rate } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/page.js';
import { QuoteFacts } from '../../parts/quote-facts.js';
import { Instant, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { AuctionNode } from '../nodes.js';

/** The funder's own bid in an auction, as it stands. */
export function OwnBid({ bid, canWithdraw }: { bid: NonNullable<AuctionNode['ownBid']>; canWithdraw: boolean }) {
  const t = useTexts();
  const { lostReason } = bid;
  return (
    <Section title={t('ownBid.title')}>
      <Facts
        rows={[
          [t('bid.state'), <StateBadge key="state" machine="bid" state={bid.state} />],
          [t('bid.lostReason'), lostReason && t(`lostReason.${lostReason}` as 'lostReason.OUTBID')],
          [t('bid.rate'), <Rate key="rate" bps={bid.rateBps} />],
          [t('bid.priceKind'), t(`priceKind.${bid.priceKind}`)],
          [t('bid.dayCount'), t(`dayCount.${bid.dayCount}`)],
          [t('bid.version'), bid.version],
          [t('bid.placedAt'), <Instant key="placed" value={bid.placedAt} />],
          [t('bid.validUntil'), bid.state === 'LIVE' && <Until key="valid" value={bid.validUntil} />],
        ]}
      />
      <h3>{t('bidPanel.quote')}</h3>
      <QuoteFacts quote={bid.quote} />
      {canWithdraw && <WithdrawBidDialog bidId={bid.id} />}
    </Section>
  );
}

export function WithdrawBidDialog({ bidId, about }: { bidId: string; about?: string }) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`withdraw-bid:${bidId}`}
      label={t('withdrawBid.button')}
      about={about}
      title={t('withdrawBid.title')}
      tone="danger"
      document={WithdrawBidDocument}
      input={(_, idempotencyKey) => ({ bidId, idempotencyKey })}
      done={t('withdrawBid.done')}
    >
      <p>{t('withdrawBid.explained')}</p>
    </ActionDialog>
  );
}
