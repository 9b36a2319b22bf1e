import { clockText, instantText } from '../lib/market-time.js';
import { useTexts } from '../texts/index.js';
import { useMarketNow, useZone } from './market.js';

/** The market's day and time; it ticks here, without asking anybody. */
export function MarketClock({ businessDay, cutOffAt }: { businessDay: boolean; cutOffAt: string }) {
  const t = useTexts();
  const now = useMarketNow();
  const zone = useZone();
  if (!now || !zone) return null;
  const { day, time } = clockText(now, zone);
  return (
    <span className="clock" title={t('clock.cutOff', { at: instantText(cutOffAt, zone) })}>
      <span className="unseen">{t('clock.label')} </span>
      <time dateTime={now.toISOString()}>
        {day} <span className="time">{time}</span>
      </time>{' '}
      <span className="hint">{businessDay ? t('clock.businessDay') : t('clock.holiday')}</span>
    </span>
  );
}
