import { markDefaulted, markOverdue } from '../../server/financings/index.js';
import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/* An invoice is late from the beginning of the day after its last day in time, and never on it. */

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(() => market.close());

const dueDate: LocalDate = localDate('2031-05-02');

test.each([
  [0, '2031-05-02', '2031-05-03'],
  // Friday and two business days: Tuesday.
  [2, '2031-05-06', '2031-05-07'],
])(
  'with %i business days of grace, not until the end of %s, and from the beginning of %s',
  async (grace, last, late) => {
    await market.asAdmin('UPDATE programme SET grace_business_days = $1', [grace]);
    const { id } = await market.approve({ adjustedDueDate: dueDate });
    await market.setClock(`${last}T23:59:58+02:00`);
    expect(await markOverdue(market.work)).toBe(0);
    await market.setClock(`${late}T00:00:01+02:00`);
    expect(await markOverdue(market.work)).toBe(1);
    expect(await market.rows('invoice', 'id = $1', [id])).toMatchObject([{ state: 'OVERDUE' }]);
    expect(await markDefaulted(market.work)).toBe(0);
  },
);
