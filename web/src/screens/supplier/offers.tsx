import { differenceOf } from '../../lib/decimal-text.js';
import { Amount, Percent, Rate } from '../../parts/amount.js';
import { Section } from '../../parts/page.js';
import { type Column, Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';
import type { AuctionNode, Offer } from '../nodes.js';
import { AcceptOfferDialog } from './accept-offer-dialog.js';
import { OwnRateForm } from './own-rate.js';

/** The offers in the server's order: the cheapest over its life first, which need not be the lowest rate. */
export function Offers({ auction, offers }: { auction: AuctionNode; offers: readonly Offer[] }) {
  const t = useTexts();
  const canAccept = auction.availableActions.includes('ACCEPT_OFFER');
  return (
    <Section title={t('offers.title')}>
      <Table
        caption={t('offers.caption')}
        file={{ list: 'offers', parameters: { auction: auction.id } }}
        rows={offers}
        rowKey={offer => offer.bidId}
        empty={t('offers.empty')}
        columns={[
          { head: t('offers.rank'), cell: ({ rank }) => rank },
          { head: t('party.FUNDER'), cell: ({ funderName }) => funderName, names: true },
          { head: t('quote.net'), cell: ({ quote }) => <Amount value={quote.net} />, figures: true },
          { head: t('quote.totalCost'), cell: ({ quote }) => <Amount value={quote.totalCost} />, figures: true },
          ...(offers.some(({ quote }) => quote.waitingCost) ? againstWaiting(t) : []),
          { head: t('quote.simple'), cell: ({ quote }) => <Percent value={quote.simpleYield} />, figures: true },
          { head: t('quote.effective'), cell: ({ quote }) => <Percent value={quote.effectiveRate} />, figures: true },
          {
            head: t('bid.rate'),
            cell: ({ rateBps, priceKind }) => <RateOf rateBps={rateBps} priceKind={priceKind} />,
            figures: true,
          },
          { head: t('quote.valueDate'), cell: ({ quote }) => <Day value={quote.valueDate} /> },
          { head: t('quote.holdsUntil'), cell: ({ holdsUntil }) => <Until value={holdsUntil} /> },
          { head: t('table.actions'), cell: offer => canAccept && <AcceptOfferDialog offer={offer} /> },
        ]}
      />
      <p className="hint">{t('offers.order')}</p>
      {offers.length > 0 && <OwnRateForm />}
    </Section>
  );
}

/** What waiting for the due date would cost at the supplier's own rate, and how much better the offer is. */
function againstWaiting(t: Texts): Column<Offer>[] {
  return [
    { head: t('offers.waitingCost'), cell: ({ quote }) => <Amount value={quote.waitingCost} />, figures: true },
    {
      head: t('offers.saved'),
      cell: ({ quote: { waitingCost, totalCost } }) => (
        <Amount value={waitingCost && differenceOf(waitingCost, totalCost)} />
      ),
      figures: true,
    },
  ];
}

function RateOf({ rateBps, priceKind }: Pick<Offer, 'rateBps' | 'priceKind'>) {
  const t = useTexts();
  return (
    <>
      <Rate bps={rateBps} /> <span className="hint block">{t(`priceKind.${priceKind}`)}</span>
    </>
  );
}
