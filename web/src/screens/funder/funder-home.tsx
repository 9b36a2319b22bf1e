import { Link } from '@tanstack/react-router';
import { FunderHomeDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount, Rate } from '../../parts/amount.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

export function FunderHome() {
  const t = useTexts();
  const live = useLive(FunderHomeDocument, {}, { lists: ['Auction', 'Bid', 'Payment'] });
  return (
    <Loaded live={live}>
      {({ auctions, bids, payments }) => (
        <>
          <Section title={t('funderHome.payments')}>
            <Table
              caption={t('funderHome.paymentsCaption')}
              file={{ list: 'payments', parameters: { direction: 'OUT', state: 'DUE' } }}
              rows={payments.edges.map(({ node }) => node)}
              rowKey={payment => payment.id}
              empty={t('funderHome.noPayments')}
              columns={[
                { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
                { head: t('payment.payee'), cell: ({ payee }) => payee.name, names: true },
                { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              ]}
            />
            <p>
              <Link to="/payments">{t('funderHome.toPayments')}</Link>
            </p>
          </Section>
          <Section title={t('funderHome.auctions')}>
            <Table
              caption={t('funderHome.auctionsCaption')}
              file={{ list: 'auctions', parameters: { state: 'OPEN' } }}
              rows={auctions.edges.map(({ node }) => node)}
              rowKey={auction => auction.id}
              empty={t('funderHome.noAuctions')}
              columns={[
                {
                  head: t('party.BUYER'),
                  cell: ({ id, buyer }) => (
                    <Link to="/auctions/$id" params={{ id }}>
                      {buyer.name}
                    </Link>
                  ),
                },
                { head: t('auction.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
                { head: t('auction.maturity'), cell: ({ maturity }) => <Day value={maturity} /> },
                {
                  head: t('auction.tenor'),
                  cell: ({ tenorDays }) => t('auction.days', { count: tenorDays }),
                  figures: true,
                },
                { head: t('auction.closes'), cell: ({ closesAt }) => <Until value={closesAt} /> },
                {
                  head: t('auction.ownBid'),
                  cell: ({ ownBid }) => (ownBid ? t(`state.bid.${ownBid.state}`) : t('funderHome.noBid')),
                },
              ]}
            />
          </Section>
          <Section title={t('funderHome.bids')}>
            <Table
              caption={t('funderHome.bidsCaption')}
              file={{ list: 'bids', parameters: { state: 'LIVE' } }}
              rows={bids.edges.map(({ node }) => node)}
              rowKey={bid => bid.id}
              empty={t('funderHome.noBids')}
              columns={[
                {
                  head: t('party.BUYER'),
                  cell: ({ auction }) => (
                    <Link to="/auctions/$id" params={{ id: auction.id }}>
                      {auction.buyer.name}
                    </Link>
                  ),
                },
                { head: t('auction.face'), cell: ({ auction }) => <Amount value={auction.face} />, figures: true },
                { head: t('bid.rate'), cell: ({ rateBps }) => <Rate bps={rateBps} />, figures: true },
                { head: t('bid.validUntil'), cell: ({ validUntil }) => <Until value={validUntil} /> },
              ]}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}
