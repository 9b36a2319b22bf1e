import { useTexts } from '../texts/index.js';
import type { en } from '../texts/en.js';

type Machine = keyof typeof en.state;

/** How a state looks: waiting for somebody, done well, gone wrong, or over. */
const tones: Readonly<Record<string, 'wait' | 'good' | 'bad' | 'over'>> = {
  SUBMITTED: 'wait',
  PENDING: 'wait',
  RECEIVED: 'wait',
  WAITING: 'wait',
  UNDOING: 'wait',
  TAKEN: 'good',
  FOLLOWED: 'good',
  RESOLVED: 'good',
  SENT: 'good',
  SUSPENSE: 'bad',
  HELD: 'bad',
  PROPOSED: 'wait',
  CONFIRMED: 'good',
  REQUESTED: 'wait',
  DELIVERED: 'good',
  ACTIVE: 'good',
  DISABLED: 'bad',
  READY: 'good',
  PREPARED: 'wait',
  OPEN: 'wait',
  CLOSED: 'wait',
  LIVE: 'wait',
  DUE: 'wait',
  DRAWN: 'wait',
  AGREED: 'wait',
  DISBURSING: 'wait',
  INSTRUCTED: 'wait',
  APPROVED: 'good',
  ADMITTED: 'good',
  VERIFIED: 'good',
  RELEASED: 'good',
  AWARDED: 'good',
  WON: 'good',
  DISBURSED: 'good',
  REPAID: 'good',
  SETTLED: 'good',
  PAID: 'good',
  DISPUTED: 'bad',
  REJECTED: 'bad',
  RETURNED: 'bad',
  FAILED: 'bad',
  OVERDUE: 'bad',
  DEFAULTED: 'bad',
  SUSPENDED: 'bad',
  REFUSED: 'bad',
  CLAIMED: 'bad',
};

/** A state in words, and in a colour that repeats them. */
export function StateBadge({ machine, state }: { machine: Machine; state: string }) {
  const t = useTexts();
  const text = t(`state.${machine}.${state}` as 'state.invoice.PAID');
  return (
    <span className={`badge ${tones[state] ?? 'over'}`} data-state={state}>
      {text}
    </span>
  );
}
