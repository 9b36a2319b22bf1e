import type { MandateRow } from '../mandates/index.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import { addBusinessDays, adjust, calendarOfCurrency } from '../pricing/index.js';
import type { AccountChoice } from './choose-accounts.js';
import type { PaymentView } from './payment.policy.js';
import type { ReleaseFaultCode } from './payment.problems.js';

/**
 * The day a payment is collected: that on which it is due, or the first business day of its currency on which the debtor has
 * been told as long before as its mandate says, where that is later.
 */
export function collectionDateOf(
  { dueOn, currency }: Pick<PaymentView, 'dueOn' | 'currency'>,
  { noticeDays }: Pick<MandateRow, 'noticeDays'>,
  today: LocalDate,
): LocalDate {
  const calendar = calendarOfCurrency(currency);
  const earliest = addBusinessDays(today, noticeDays, calendar);
  return adjust(dueOn > earliest ? dueOn : earliest, 'FOLLOWING', calendar).date;
}

/** The first day on which it is too late to tell the debtor of what is collected on the day. */
export function noticeIsOverOn(collectionDate: LocalDate, noticeDays: number, currency: string): LocalDate {
  return addBusinessDays(collectionDate, 1 - noticeDays, calendarOfCurrency(currency));
}

/** What speaks against collecting a payment under its mandate on a day; null where nothing does. */
export function collectionFault(
  { amountMinor, currency }: PaymentView,
  mandate: MandateRow,
  { payerAccount, payeeAccount }: AccountChoice,
  collectionDate: LocalDate,
): ReleaseFaultCode | null {
  if (mandate.state !== 'ACTIVE' || mandate.lapsesOn < collectionDate) return 'MANDATE_ENDED';
  if (mandate.currency !== currency) return 'MANDATE_MISSING';
  if (mandate.ceilingMinor !== null && amountMinor > mandate.ceilingMinor) return 'ABOVE_MANDATE';
  if (!payerAccount) return 'MANDATE_ACCOUNT_CLOSED';
  return payeeAccount ? null : 'OWN_ACCOUNT_MISSING';
}

/** The end of a file's time: of transfers its day of execution, or its last day where that is earlier. */
export function transferIsOverOn(executionDate: LocalDate, lastDay: LocalDate | null): LocalDate {
  return addDays(lastDay !== null && lastDay < executionDate ? lastDay : executionDate, 1);
}
