import { useViewer } from '../../app/market.js';
import { BestOffersDocument, type BestOffersQuery } from '../../graphql/documents.js';
import { differenceOf } from '../../lib/decimal-text.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { ChartAndTable, grouped } from '../../parts/chart-and-table.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { OwnRateForm } from './own-rate.js';

type Line = BestOffersQuery['bestOffers']['lines'][number];

/** What the best offers cost, beside what waiting until the due date would cost at the supplier's own rate. */
export function CostOfWaiting() {
  const t = useTexts();
  const { ownRateBps } = useViewer().organization;
  const live = useLive(BestOffersDocument, {}, { lists: ['Auction', 'Bid', 'Organization'], keep: true });
  return (
    <Section title={t('costOfWaiting.title')}>
      <p className="lead">{t('costOfWaiting.lead')}</p>
      <Loaded live={live}>
        {({ bestOffers: { lines, hasMore } }) => {
          const rows = lines.flatMap(rowOf);
          return (
            <>
              {hasMore && <p className="notice warn">{t('costOfWaiting.more')}</p>}
              {rows.length === 0 && <p className="empty">{t('costOfWaiting.empty')}</p>}
              {rows.length > 0 && !ownRateBps && <p className="notice warn">{t('costOfWaiting.noRate')}</p>}
              {grouped(rows, ({ quote }) => quote.totalCost.currency).map(([currency, ofCurrency]) => (
                <Compared key={currency} currency={currency} rows={ofCurrency} />
              ))}
              <OwnRateForm />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

type Row = ReturnType<typeof rowOf>[number];

function rowOf({ auction, offer: { bidId } }: Line) {
  const quote = auction.offers?.find(offer => offer.bidId === bidId)?.quote;
  return quote ? [{ auction, quote }] : [];
}

function Compared({ currency, rows }: { currency: string; rows: readonly Row[] }) {
  const t = useTexts();
  return (
    <ChartAndTable
      caption={t('costOfWaiting.caption', { currency })}
      rows={rows}
      rowKey={({ auction }) => auction.id}
      label={({ auction }) => auction.invoice?.number ?? auction.buyer.name}
      series={[
        { label: t('costOfWaiting.cost'), value: ({ quote }) => quote.totalCost.amount },
        { label: t('costOfWaiting.waiting'), value: ({ quote }) => quote.waitingCost?.amount ?? null },
      ]}
      columns={[
        { head: t('costOfWaiting.invoice'), cell: ({ auction }) => <InvoiceLink invoice={auction.invoice} /> },
        { head: t('invoice.due'), cell: ({ auction }) => <Day value={auction.maturity} /> },
        { head: t('costOfWaiting.cost'), cell: ({ quote }) => <Amount value={quote.totalCost} />, figures: true },
        { head: t('costOfWaiting.waiting'), cell: ({ quote }) => <Amount value={quote.waitingCost} />, figures: true },
        {
          head: t('costOfWaiting.saved'),
          cell: ({ quote }) => <Amount value={quote.waitingCost && differenceOf(quote.waitingCost, quote.totalCost)} />,
          figures: true,
        },
      ]}
    />
  );
}
