import fc from 'fast-check';
import {
  type AuctionClock,
  hasRunOut,
  isAcceptable,
  isRevealed,
  isUnfinished,
  latestAcceptance,
  lossReason,
  movedBySuspension,
  takesAcceptance,
  takesBids,
  windowOf,
} from '../../../server/auctions/auction.rules.js';
import { addDays, daysBetween, localDate } from '../../../server/platform/local-date.js';
import { type SettlementRule, targetCalendar, valueDateOf } from '../../../server/pricing/index.js';

const at = (time: string) => new Date(`2031-03-03T${time}:00.000Z`);
const auction = (over: Partial<AuctionClock> = {}): AuctionClock => ({
  kind: 'CONTINUOUS',
  state: 'OPEN',
  closesAt: at('12:00'),
  acceptUntil: over.kind === 'SEALED_WINDOW' ? at('14:00') : at('12:00'),
  suspendedAt: null,
  decidedAt: null,
  ...over,
});
const sealed = (over: Partial<AuctionClock> = {}) => auction({ kind: 'SEALED_WINDOW', ...over });

/** The last millisecond before an instant. */
const before = (time: string) => new Date(at(time).getTime() - 1);

describe('the close is the first instant at which it is over', () => {
  test('bids', () => {
    expect([takesBids(auction(), before('12:00')), takesBids(auction(), at('12:00'))]).toEqual([true, false]);
    expect(takesBids(auction({ state: 'SUSPENDED', suspendedAt: at('11:00') }), at('11:30'))).toBe(false);
  });

  test('CONTINUOUS: acceptance with the bids', () => {
    expect([takesAcceptance(auction(), before('12:00')), takesAcceptance(auction(), at('12:00'))]).toEqual([
      true,
      false,
    ]);
  });

  test('SEALED_WINDOW: acceptance from the close to the end of the window, whether or not the sweep came by', () => {
    const times = [before('12:00'), at('12:00'), before('14:00'), at('14:00')];
    expect(times.map(time => takesAcceptance(sealed(), time))).toEqual([false, true, true, false]);
    expect(times.map(time => takesAcceptance(sealed({ state: 'CLOSED' }), time))).toEqual([false, true, true, false]);
  });

  test.each(['AWARDED', 'LAPSED', 'WITHDRAWN'] as const)('%s takes nothing any more', state => {
    expect(takesBids(auction({ state }), at('11:00'))).toBe(false);
    expect(takesAcceptance(sealed({ state }), at('13:00'))).toBe(false);
    expect(isUnfinished(auction({ state }), at('11:00'))).toBe(false);
  });
});

test('an auction is unfinished until the last moment of acceptance, and while it is suspended', () => {
  expect([before('12:00'), at('12:00')].map(time => isUnfinished(auction(), time))).toEqual([true, false]);
  expect([before('14:00'), at('14:00')].map(time => isUnfinished(sealed({ state: 'CLOSED' }), time))).toEqual([
    true,
    false,
  ]);
  expect(isUnfinished(auction({ state: 'SUSPENDED', suspendedAt: at('11:00') }), at('23:00'))).toBe(true);
});

test('time ran out: closed or lapsed, or open past its close; not suspended, withdrawn or awarded', () => {
  expect([before('12:00'), at('12:00')].map(time => hasRunOut(auction(), time))).toEqual([false, true]);
  const states = ['CLOSED', 'LAPSED', 'SUSPENDED', 'WITHDRAWN', 'AWARDED'] as const;
  expect(states.map(state => hasRunOut(auction({ state }), at('13:00')))).toEqual([true, true, false, false, false]);
});

describe('sealed bids are revealed by the close alone', () => {
  test('and from that instant on', () => {
    expect([before('12:00'), at('12:00')].map(time => isRevealed(sealed(), time))).toEqual([false, true]);
    expect(isRevealed(auction(), at('09:00'))).toBe(true);
  });

  test('never where the auction was withdrawn or stood still before it', () => {
    expect(isRevealed(sealed({ state: 'WITHDRAWN', decidedAt: at('11:00') }), at('20:00'))).toBe(false);
    expect(isRevealed(sealed({ state: 'SUSPENDED', suspendedAt: at('11:00') }), at('20:00'))).toBe(false);
    expect(isRevealed(sealed({ state: 'SUSPENDED', suspendedAt: at('12:30') }), at('20:00'))).toBe(true);
    expect(isRevealed(sealed({ state: 'LAPSED', decidedAt: at('14:00') }), at('20:00'))).toBe(true);
  });
});

test('a bid is acceptable before the end of its validity', () => {
  const bid = { state: 'LIVE', validUntil: at('12:00') } as const;
  expect([before('12:00'), at('12:00')].map(time => isAcceptable(bid, time))).toEqual([true, false]);
  expect(isAcceptable({ ...bid, state: 'WITHDRAWN' }, at('11:00'))).toBe(false);
});

describe('the window of an auction', () => {
  const minutes = (auctionMinutes: number, acceptanceMinutes = 60) => ({ auctionMinutes, acceptanceMinutes });
  const far = at('23:00');

  test('CONTINUOUS: acceptance ends with the close', () => {
    const window = windowOf(at('10:00'), { kind: 'CONTINUOUS', ...minutes(90) }, far);
    expect(window).toEqual({ closesAt: at('11:30'), acceptUntil: at('11:30') });
  });

  test('SEALED_WINDOW: acceptance follows the close', () => {
    const window = windowOf(at('10:00'), { kind: 'SEALED_WINDOW', ...minutes(90) }, far);
    expect(window).toEqual({ closesAt: at('11:30'), acceptUntil: at('12:30') });
  });

  test('ends at the latest when the claim becomes too short', () => {
    expect(windowOf(at('10:00'), { kind: 'CONTINUOUS', ...minutes(90) }, at('11:00'))).toEqual({
      closesAt: at('11:00'),
      acceptUntil: at('11:00'),
    });
    expect(windowOf(at('10:00'), { kind: 'SEALED_WINDOW', ...minutes(90) }, at('12:00'))).toEqual({
      closesAt: at('11:30'),
      acceptUntil: at('12:00'),
    });
    expect(windowOf(at('10:00'), { kind: 'SEALED_WINDOW', ...minutes(180) }, at('12:00'))).toEqual({
      closesAt: at('11:00'),
      acceptUntil: at('12:00'),
    });
  });
});

describe('the latest acceptance', () => {
  const rule: SettlementRule = { cutOff: '16:00', zone: 'Europe/Paris', settlementDays: 1, calendar: targetCalendar };

  test('is the cut-off of the last day whose value date leaves the tenor', () => {
    // 20 April 2031 less 15 days is Saturday the 5th: value Friday the 4th, traded on Thursday the 3rd.
    expect(latestAcceptance(localDate('2031-04-20'), 15, rule)).toEqual(new Date('2031-04-03T14:00:00.000Z'));
  });

  test('before it the tenor is kept, from it on not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(0, 1, 2),
        (days, tenorDaysMin, settlementDays) => {
          const maturity = addDays(localDate('2031-01-02'), days);
          const latest = latestAcceptance(maturity, tenorDaysMin, { ...rule, settlementDays });
          const tenorAt = (instant: Date) =>
            daysBetween(valueDateOf(instant, { ...rule, settlementDays }).valueDate, maturity);
          expect(tenorAt(new Date(latest.getTime() - 1))).toBeGreaterThanOrEqual(tenorDaysMin);
          expect(tenorAt(latest)).toBeLessThan(tenorDaysMin);
        },
      ),
    );
  });
});

test('a suspension moves what was still to come', () => {
  expect(movedBySuspension(at('12:00'), at('11:00'), at('11:45'))).toEqual(at('12:45'));
  expect(movedBySuspension(at('10:59'), at('11:00'), at('11:45'))).toEqual(at('10:59'));
});

test('a loser that ranked better was not chosen; one that ranked worse was outbid', () => {
  expect([lossReason(1, 2), lossReason(3, 2)]).toEqual(['NOT_CHOSEN', 'OUTBID']);
});
