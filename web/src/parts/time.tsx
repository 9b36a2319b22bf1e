import { dayText, instantText, monthText, remainingText } from '../lib/market-time.js';
import { useMarketNow, useZone } from '../app/market.js';
import { useLanguage, useTexts } from '../texts/index.js';

/** A calendar day. */
export function Day({ value }: { value: string | null | undefined }) {
  useLanguage();
  return value ? <time dateTime={value}>{dayText(value)}</time> : <span className="absent">–</span>;
}

/** A month, by its first day. */
export function Month({ value }: { value: string }) {
  useLanguage();
  return <time dateTime={value.slice(0, 7)}>{monthText(value)}</time>;
}

/** An instant, as the market's clocks show it. */
export function Instant({ value }: { value: string | null | undefined }) {
  useLanguage();
  const zone = useZone();
  return value ? <time dateTime={value}>{instantText(value, zone)}</time> : <span className="absent">–</span>;
}

/** An instant to come and how long it is until then, by the market's clock. */
export function Until({ value }: { value: string }) {
  const t = useTexts();
  const now = useMarketNow();
  const remaining = now && remainingText(Date.parse(value) - now.getTime());
  return (
    <span>
      <Instant value={value} />{' '}
      <span className="hint">({remaining ? t('time.left', { remaining }) : t('time.over')})</span>
    </span>
  );
}
