import { bandsOf } from '../../../server/auctions/payment-history.reads.js';

const history = { paid: 0, averageDaysLate: null, submitted: 0, disputed: 0 };

test('a pair without a past', () => {
  expect(bandsOf(history)).toEqual({
    invoicesPaidBand: 'NONE',
    averageDaysLateBand: 'UNKNOWN',
    disputedBand: 'UNKNOWN',
  });
});

test.each([
  [1, '1-9'],
  [9, '1-9'],
  [10, '10-49'],
  [50, '50-199'],
  [199, '50-199'],
  [200, '200+'],
])('%i paid', (paid, band) => {
  expect(bandsOf({ ...history, paid }).invoicesPaidBand).toBe(band);
});

test.each([
  [0, '0'],
  [1, '1-5'],
  [5, '1-5'],
  [6, '6-15'],
  [16, '16-30'],
  [31, '31+'],
])('%i days late', (days, band) => {
  expect(bandsOf({ ...history, averageDaysLate: days }).averageDaysLateBand).toBe(band);
});

test.each([
  [0, 10, '0 %'],
  [1, 1000, '1-4 %'],
  [4, 100, '1-4 %'],
  [5, 100, '5-14 %'],
  [15, 100, '15+ %'],
  [1, 1, '15+ %'],
])('%i of %i disputed', (disputed, submitted, band) => {
  expect(bandsOf({ ...history, submitted, disputed }).disputedBand).toBe(band);
});
