import { grouped, THIN_SPACE, type Money, percentOfBps, percentText } from '../lib/decimal-text.js';
import { useLanguage } from '../texts/index.js';

/** An amount, from its decimal string alone. A program finds it in the two attributes. */
export function Amount({ value }: { value: Money | null | undefined }) {
  useLanguage();
  if (!value) return <span className="absent">–</span>;
  return (
    <span className="amount" data-amount={value.amount} data-currency={value.currency}>
      {grouped(value.amount)}
      {THIN_SPACE}
      <span className="currency">{value.currency}</span>
    </span>
  );
}

/** A yearly rate that is in basis points on the wire. */
export function Rate({ bps }: { bps: string | null | undefined }) {
  useLanguage();
  if (bps === null || bps === undefined) return <span className="absent">–</span>;
  return <span className="amount">{percentText(percentOfBps(bps))}</span>;
}

/** A yearly figure that is in percent on the wire. */
export function Percent({ value }: { value: string }) {
  useLanguage();
  return <span className="amount">{percentText(value)}</span>;
}
