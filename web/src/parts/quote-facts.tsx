import type { Money } from '../lib/decimal-text.js';
import { useTexts } from '../texts/index.js';
import { Amount, Percent } from './amount.js';
import { Facts } from './facts.js';
import { Day, Until } from './time.js';

/** A price turned into money. */
export interface QuoteFigures {
  readonly face: Money;
  readonly valueDate: string;
  readonly maturity: string;
  readonly days: number;
  readonly dayBasis: number;
  readonly discount: Money;
  readonly flatFee: Money;
  readonly platformFee: Money;
  readonly platformFeePayer: string;
  readonly net: Money;
  readonly repayment: Money;
  readonly totalCost: Money;
  readonly simpleYield: string;
  readonly effectiveRate: string;
  readonly holdsUntil: string;
}

/** All figures of a quote. */
export function QuoteFacts({ quote }: { quote: QuoteFigures }) {
  const t = useTexts();
  const days = t('quote.daysOf', { days: quote.days, basis: quote.dayBasis });
  const payer = t(`party.${quote.platformFeePayer}` as 'party.FUNDER');
  return (
    <Facts
      rows={[
        [t('quote.net'), <Amount key="net" value={quote.net} />],
        [t('quote.discount'), <Amount key="discount" value={quote.discount} />],
        [t('quote.flatFee'), <Amount key="fee" value={quote.flatFee} />],
        [t('quote.platformFee', { payer }), <Amount key="platform" value={quote.platformFee} />],
        [t('quote.totalCost'), <Amount key="cost" value={quote.totalCost} />],
        [t('quote.simple'), <Percent key="simple" value={quote.simpleYield} />],
        [t('quote.effective'), <Percent key="effective" value={quote.effectiveRate} />],
        [t('quote.valueDate'), <Day key="value" value={quote.valueDate} />],
        [t('quote.maturity'), <Day key="maturity" value={quote.maturity} />],
        [t('quote.days'), days],
        [t('quote.face'), <Amount key="face" value={quote.face} />],
        [t('quote.repayment'), <Amount key="repayment" value={quote.repayment} />],
        [t('quote.holdsUntil'), <Until key="holds" value={quote.holdsUntil} />],
      ]}
    />
  );
}
