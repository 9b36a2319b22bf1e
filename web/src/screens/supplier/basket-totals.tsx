import type { BasketQuery } from '../../graphql/documents.js';
import { Amount, Percent } from '../../parts/amount.js';
import { Facts } from '../../parts/facts.js';
import { Day, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

export type BasketTotal = BasketQuery['basket']['totals'][number];

/** The figures of several offers in one currency. */
export function BasketTotals({ total }: { total: BasketTotal }) {
  const t = useTexts();
  const { firstValueDate, lastValueDate } = total;
  return (
    <Facts
      rows={[
        [t('basket.totalNet'), <Amount key="net" value={total.net} />],
        [t('basket.totalCost'), <Amount key="cost" value={total.totalCost} />],
        [t('offers.waitingCost'), total.waitingCost && <Amount key="waiting" value={total.waitingCost} />],
        [t('basket.rate'), <Percent key="rate" value={total.effectiveRate} />],
        [
          t('quote.valueDate'),
          <span key="value">
            <Day value={firstValueDate} />
            {lastValueDate !== firstValueDate && (
              <>
                {' – '}
                <Day value={lastValueDate} />
              </>
            )}
          </span>,
        ],
        [t('quote.holdsUntil'), <Until key="holds" value={total.holdsUntil} />],
      ]}
    />
  );
}
