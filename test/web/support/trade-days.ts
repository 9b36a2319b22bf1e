import { isTargetDay, nextTargetDay, plusDays, weekday } from '../../support/figures.js';

/** The days of a trade that is accepted on `tradeDay`, paid the next day, and repaid exactly so many days after that. */
export interface TradeDays {
  readonly tradeDay: string;
  readonly valueDay: string;
  readonly dueDay: string;
}

/** The first such days after `today` without a weekend or a holiday between acceptance and payment. */
export function tradeDaysAfter(today: string, tenorDays: number): TradeDays {
  let tradeDay = nextTargetDay(today);
  for (;;) {
    const valueDay = plusDays(tradeDay, 1);
    const dueDay = plusDays(valueDay, tenorDays);
    if (weekday(valueDay) >= 2 && [valueDay, dueDay].every(isTargetDay)) return { tradeDay, valueDay, dueDay };
    tradeDay = nextTargetDay(tradeDay);
  }
}
