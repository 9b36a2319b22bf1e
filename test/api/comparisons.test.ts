import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { pageDocument } from '../support/page-documents.js';

/* A calculator needs no market: it reads no rows, and answers everybody alike. */

interface Shown {
  readonly __typename: string;
  readonly maturity: string;
  readonly movedBecause: string | null;
  readonly offers: readonly Record<string, unknown>[];
  readonly fields: readonly { readonly path: string; readonly code: string }[];
}

async function compare(input: object): Promise<Shown> {
  const source = pageDocument('CompareOffers');
  const { data, errors } = await graphql({ schema: await apiSchema(), source, variableValues: { input } });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data!['compareOffers'] as Shown;
}

const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** What one offer comes to: the figures that are asked for, amounts as they are written. */
async function figures(claim: object, offer: object, ...wanted: readonly string[]): Promise<unknown[]> {
  const { offers } = await compare({ ...claim, offers: [{ name: 'Offer', ...offer }] });
  return wanted.map(name => {
    const value = offers[0]![name];
    return value && typeof value === 'object' ? (value as { amount: string }).amount : value;
  });
}

/** 57 days, from a Thursday to a Friday. */
const claim = { face: euros('100000.00'), valueDate: '2027-01-07', dueDate: '2027-03-05' };
const yearly = (rateBps: string, more: object = {}) => ({ discountKind: 'DISCOUNT_ON_FACE', rateBps, ...more });

describe('the prices of one claim', () => {
  test.each([
    ['on face, 360', yearly('600'), ['950.00', '99050.00', '6.1417', '6.3031']],
    ['on face, 365', yearly('600', { dayCount: 'ACT_365' }), ['936.99', '99063.01', '6.0568', '6.2137']],
    [
      'true discount, 360',
      yearly('600', { discountKind: 'TRUE_DISCOUNT' }),
      ['941.06', '99058.94', '6.0833', '6.2417'],
    ],
    [
      'true discount, 365',
      yearly('600', { discountKind: 'TRUE_DISCOUNT', dayCount: 'ACT_365' }),
      ['928.29', '99071.71', '6.0000', '6.1540'],
    ],
  ])('100,000.00 at 6 %% for 57 days, %s', async (_, offer, expected) => {
    expect(await figures(claim, offer, 'discount', 'net', 'simpleYield', 'effectiveRate')).toEqual(expected);
  });

  /** Due on a Sunday. */
  const million = { face: euros('1000000.00'), dueDate: '2027-03-07' };
  const fee = (platformFeePayer: string) =>
    yearly('750', { dayCount: 'ACT_365', platformFeeBps: '30', platformFeePayer });
  const legs = ['discount', 'net', 'repayment', 'platformFee', 'totalCost'];

  test('1,000,000.00 at 7.5 % for 60 days, and a platform fee of 0.30 %', async () => {
    const sixtyDays = { ...million, valueDate: '2027-01-04', rollConvention: 'PRECEDING' };
    expect((await compare({ ...sixtyDays, offers: [{ name: 'A' }] })).maturity).toBe('2027-03-05');
    expect(await figures(sixtyDays, fee('FUNDER'), ...legs)).toEqual([
      '12328.77',
      '987671.23',
      '1000000.00',
      '493.15',
      '12328.77',
    ]);
    expect(await figures(sixtyDays, fee('SUPPLIER'), ...legs)).toEqual([
      '12328.77',
      '987671.23',
      '1000000.00',
      '493.15',
      '12821.92',
    ]);
    const buyerBears = { ...sixtyDays, costBearer: 'BUYER' };
    expect(await figures(buyerBears, fee('FUNDER'), 'net', 'repayment')).toEqual(['1000000.00', '1012328.77']);
  });

  test('due on a Sunday it is due on Monday, a day later', async () => {
    const sunday = { ...million, valueDate: '2027-01-06' };
    const { maturity, movedBecause } = await compare({ ...sunday, offers: [{ name: 'A' }] });
    expect([maturity, movedBecause]).toEqual(['2027-03-08', 'Sunday']);
    expect(await figures(sunday, fee('FUNDER'), 'days', 'discount')).toEqual([61, '12534.25']);
  });

  test('a factoring contract: 90 % at once, 3.5 %, and a commission of 0.6 %', async () => {
    const classic = yearly('350', { advanceBps: 9000, commissionBps: '60', commissionOn: 'FACE' });
    expect(await figures(claim, classic, 'discount', 'commission', 'net', 'reserve', 'simpleYield')).toEqual([
      '498.75',
      '600.00',
      '88901.25',
      '10000.00',
      '7.9142',
    ]);
  });

  test('85 % at once for 2 % flat', async () => {
    const unassigned = { advanceBps: 8500, commissionBps: '200' };
    expect(await figures(claim, unassigned, 'advance', 'commission', 'net', 'simpleYield')).toEqual([
      '85000.00',
      '1700.00',
      '83300.00',
      '13.0684',
    ]);
  });

  test('three invoices, each by itself', async () => {
    const parts = [
      ['40000.00', '2027-02-10', '200.00'],
      ['25000.00', '2027-02-25', '187.50'],
      ['35000.00', '2027-03-12', '350.00'],
    ] as const;
    for (const [amount, dueDate, discount] of parts) {
      const part = { face: euros(amount), valueDate: '2027-01-11', dueDate, calendars: ['TARGET'] };
      expect(await figures(part, yearly('600'), 'discount')).toEqual([discount]);
    }
  });

  test('a sliding discount: 2 % on day 10, nothing on day 30, paid on day 18', async () => {
    const sliding = { discountKind: 'SLIDING_DISCOUNT', rateBps: '200', earliestDate: '2027-03-11' };
    const days = { face: euros('100000.00'), valueDate: '2027-03-19', dueDate: '2027-03-31' };
    expect(await figures(days, sliding, 'discount', 'net')).toEqual(['1200.00', '98800.00']);
  });

  test('waiting costs what the supplier’s own money costs', async () => {
    const waiting = { ...claim, ownRateBps: '900' };
    expect(await figures(waiting, yearly('600'), 'waitingCost', 'discount')).toEqual(['1392.13', '950.00']);
    expect(await figures(claim, yearly('600'), 'waitingCost')).toEqual([null]);
  });
});

test('the lowest rate is the dearest', async () => {
  const days61 = { face: euros('80000.00'), valueDate: '2027-01-06', dueDate: '2027-03-08' };
  const { offers } = await compare({
    ...days61,
    offers: [
      yearly('490', { name: '4', flatFee: euros('75.00') }),
      yearly('520', { name: '3' }),
      yearly('525', { name: '2', dayCount: 'ACT_365' }),
      yearly('510', { name: '1', discountKind: 'TRUE_DISCOUNT' }),
    ],
  });
  const shown = offers.map(({ name, rank, totalCost, net, simpleYield, effectiveRate }) =>
    [
      name,
      rank,
      (totalCost as { amount: string }).amount,
      (net as { amount: string }).amount,
      simpleYield,
      effectiveRate,
    ].join(' '),
  );
  expect(shown).toEqual([
    '4 4 739.22 79260.78 5.5806 5.7119',
    '3 3 704.89 79295.11 5.3191 5.4383',
    '2 2 701.92 79298.08 5.2965 5.4147',
    '1 1 685.41 79314.59 5.1708 5.2835',
  ]);
});

test('offers of one advance stand by cost, all of them by what the money costs a year', async () => {
  const { offers } = await compare({
    ...claim,
    offers: [
      yearly('800', { name: 'all, dear' }),
      yearly('350', { name: 'ninety', advanceBps: 9000, commissionBps: '60', commissionOn: 'FACE' }),
      yearly('600', { name: 'all, cheap' }),
    ],
  });
  expect(offers.map(({ name, rank, overallRank }) => [name, rank, overallRank])).toEqual([
    ['all, dear', 2, 3],
    ['ninety', 1, 2],
    ['all, cheap', 1, 1],
  ]);
});

test('every fault at once', async () => {
  const places = async (input: object) => (await compare(input)).fields.map(({ path, code }) => `${path} ${code}`);
  expect(
    await places({
      face: euros('0.00'),
      valueDate: '2027-01-07',
      dueDate: '2027-03-05',
      offers: [{ name: ' ', discountKind: 'TRUE_DISCOUNT', advanceBps: 10001 }, yearly('-1', { name: 'A' })],
    }),
  ).toEqual([
    'face.amount NOT_POSITIVE',
    'offers.0.name REQUIRED',
    'offers.0.advanceBps OUT_OF_RANGE',
    'offers.0.rateBps REQUIRED',
    'offers.1.rateBps NOT_A_RATE',
  ]);
  expect(
    await places({
      ...claim,
      dueDate: '2027-01-06',
      costBearer: 'BUYER',
      offers: [
        { name: 'A', flatFee: { amount: '1', currency: 'JPY' } },
        { name: 'B', discountKind: 'SLIDING_DISCOUNT', rateBps: '200', earliestDate: '2027-01-10' },
      ],
    }),
  ).toEqual([
    'dueDate BEFORE_BEGIN',
    'offers.0.flatFee.currency CURRENCY_MISMATCH',
    'offers.1.discountKind OTHER_BEARER',
  ]);
  expect(await places({ ...claim, offers: [{ name: 'A', flatFee: euros('100000.00') }] })).toEqual([
    'offers.0.rateBps NOTHING_LEFT',
  ]);
  expect(await places({ ...claim, offers: [] })).toEqual(['offers TOO_SMALL']);
});
