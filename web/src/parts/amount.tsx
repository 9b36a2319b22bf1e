import { sourceOf } from '../lib/amount-sources.js';
import { grouped, THIN_SPACE, type Money, percentOfBps, percentText } from '../lib/decimal-text.js';
import { useLanguage } from '../texts/index.js';

interface AmountProps {
  readonly value: Money | null | undefined;
  /** Where it comes from, where no answer of the server brought it as it is. */
  readonly source?: string;
  readonly of?: string;
}

/**
 * An amount, from its decimal string alone. A program finds it in the attributes, with the field of the API that it comes
 * from: `<data data-amount-minor="9905000" data-currency="EUR" data-source="FINANCING.price" data-of="fin_…">`.
 */
export function Amount({ value, source, of }: AmountProps) {
  useLanguage();
  if (!value) return <span className="absent">–</span>;
  const noted = sourceOf(value);
  // A document may write more digits than its currency has.
  const isWrittenElsewhere = source === 'DOCUMENT';
  return (
    <data
      className="amount"
      value={value.amount}
      data-amount={value.amount}
      data-amount-minor={isWrittenElsewhere ? undefined : value.amount.replace('.', '')}
      data-currency={value.currency}
      data-source={source ?? noted?.source}
      data-of={of ?? noted?.of}
    >
      {grouped(value.amount)}
      {THIN_SPACE}
      <span className="currency">{value.currency}</span>
    </data>
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
