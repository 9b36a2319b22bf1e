import { Link, useSearch } from '@tanstack/react-router';
import { type BidState, BidsDocument } from '../../graphql/documents.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount, Percent, Rate } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { WithdrawBidDialog } from './own-bid.js';

/** The funder's own bids and what became of them. */
export function BidsPage() {
  const t = useTexts();
  const { state, sort } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = {
    state: state ? [state as BidState] : undefined,
    ...sortingOf(sort, ['PLACED', 'VALID_UNTIL', 'RATE'] as const),
  };
  const live = useLiveList(BidsDocument, variables, {
    rowsOf: ({ bids }) => bids,
    rowKey: ({ id }) => id,
    lists: ['Bid'],
  });
  return (
    <Page title={t('bids.title')}>
      <StateFilter machine="bid" />
      <Loaded live={live}>
        {rows => (
          <Table
            caption={t('bids.caption')}
            file={{ list: 'bids', parameters: variables }}
            rows={rows}
            sortedBy="-PLACED"
            readOn={live}
            rowKey={bid => bid.id}
            empty={t('bids.empty')}
            columns={[
              {
                head: t('party.BUYER'),
                cell: ({ auction }) => (
                  <Link to="/auctions/$id" params={{ id: auction.id }}>
                    {auction.buyer.name}
                  </Link>
                ),
              },
              { head: t('party.SUPPLIER'), cell: ({ auction }) => auction.supplierAlias?.label ?? '–' },
              { head: t('auction.face'), cell: ({ auction }) => <Amount value={auction.face} />, figures: true },
              { head: t('auction.maturity'), cell: ({ auction }) => <Day value={auction.maturity} /> },
              { head: t('bid.rate'), cell: ({ rateBps }) => <Rate bps={rateBps} />, figures: true, sort: 'RATE' },
              { head: t('quote.net'), cell: ({ quote }) => <Amount value={quote.net} />, figures: true },
              {
                head: t('quote.effective'),
                cell: ({ quote }) => <Percent value={quote.effectiveRate} />,
                figures: true,
              },
              {
                head: t('bid.state'),
                cell: ({ state: bidState, lostReason }) => (
                  <>
                    <StateBadge machine="bid" state={bidState} />
                    {lostReason && (
                      <span className="hint block">{t(`lostReason.${lostReason}` as 'lostReason.OUTBID')}</span>
                    )}
                  </>
                ),
              },
              {
                head: t('bid.validUntil'),
                cell: ({ validUntil }) => <Until value={validUntil} />,
                sort: 'VALID_UNTIL',
              },
              {
                head: t('table.actions'),
                cell: ({ id, state: bidState, auction }) =>
                  bidState === 'LIVE' &&
                  auction.availableActions.includes('WITHDRAW_BID') && (
                    <WithdrawBidDialog bidId={id} about={auction.buyer.name} />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
