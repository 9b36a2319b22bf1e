import { localDate } from '../../server/platform/local-date.js';
import { eur } from '../support/api-client.js';
import { entry, notification } from '../support/bank-reports.js';
import { ledgerTable, movementsOf, partyNames, unbalancedOwn } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { cents, isTargetDay, nextTargetDay, plusDays, written } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { acceptTerms, newMember, newOrganization, newSupplier } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  accept,
  approve,
  bid,
  clockOf,
  list,
  type Market,
  moveTo,
  newNumber,
  offersOf,
  openMarket,
  Party,
  paymentsFor,
  paymentsOf,
  releaseAll,
  submit,
} from '../support/trade.js';

/*
 * The ledger's example, lived through in one market and read as its parties read it: 100,000.00 EUR at 4.50 % for 60 days of
 * 360, with a fee of 50.00 that the funder pays. What else can become of it becomes of a claim of its own: leg 1 late or
 * returned, credit notes, money that comes wrongly, late, in part or never. The buyer is in Germany, and one is in France.
 */

jest.setTimeout(120_000);

/** An invoice, and its financing where it is sold. */
interface Lot {
  readonly number: string;
  readonly invoiceId: string;
  readonly financingId: string | null;
}

let database: TestDatabase;
let server: ServerProcess;
/** With the buyer in France. */
let french: Market;
let market: Market;
let days: TradeDays;
/** Sold, each by what becomes of it. */
let quiet: Lot;
let lateLeg1: Lot;
let returned: Lot;
let sentBack: Lot;
let sentOn: Lot;
let inPart: Lot;
let lost: Lot;
/** Kept by the supplier. */
let credited: Lot;
let unnamed: Lot;
let netted: Lot;
let owedInFrance: Lot;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  french = await openMarket(server);
  market = await germanMarket();
  days = await nextDays();
  await moveTo(market, days.trade);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test('UNDERTAKING at the release; an award posts nothing', async () => {
  const { due, lostDue } = days;
  const sold: Lot[] = [];
  for (const day of [due, due, due, due, due, due, lostDue]) sold.push(await land('100000.00', day));
  credited = await land('100000.00', plusDays(due, 20));
  unnamed = await land('40000.00', due);
  await approve(
    market,
    [...sold, credited, unnamed].map(({ invoiceId }) => invoiceId),
  );
  const [funderA, funderB] = funders();
  quiet = await sell(sold[0]!, funderB, '450');
  const ofA: Lot[] = [];
  for (const lot of sold.slice(1, 6)) ofA.push(await sell(lot, funderA, '450'));
  [lateLeg1, returned, sentBack, sentOn, inPart] = ofA as [Lot, Lot, Lot, Lot, Lot];
  // 100,000.00 at 5.40 % for 50 days are 750.00 as well.
  lost = await sell(sold[6]!, funderA, '540');

  await expectPosted(quiet, ['UNDERTAKING', 'PURCHASE', 'FEE'], UNDERTAKING);
});

test('PURCHASE and FEE when leg 1 settles: 99,250.00, 750.00, 50.00', async () => {
  const [funderA, funderB] = funders();
  await plan(lateLeg1, 'DISBURSEMENT', { behaviour: 'DELAY', delayDays: 2, reason: 'slow' });
  await plan(returned, 'DISBURSEMENT', { behaviour: 'RETURN', reason: 'AC04 account closed' });
  for (const funder of [funderA, funderB]) await releaseDue(funder);
  await moveTo(market, days.value, '12:00');
  owedInFrance = await land('100000.00', days.due, french);
  await approve(french, [owedInFrance.invoiceId]);

  await expectPosted(
    quiet,
    ['PURCHASE', 'FEE'],
    `
FEE              Funder B FEE_COST        <- Operator FEE_INCOME             50.00
FEE              Operator FEE_RECEIVABLE  <- Funder B FEE_PAYABLE            50.00
PURCHASE         Funder B CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder B BANK               99,250.00
PURCHASE         Supplier DISCOUNT_COST   <- Funder B DISCOUNT_UNEARNED     750.00
`,
  );
});

test('CORRECTION by two persons of the operator: the fee of 50.00 back, 45.00 anew', async () => {
  await override('CORRECT_FEE', inPart.financingId!, { amount: eur('45.00') });
  await expectPosted(
    inPart,
    ['FEE', 'REVERSAL'],
    `
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             50.00
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            50.00
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             45.00
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            45.00
REVERSAL         Funder A FEE_PAYABLE     <- Operator FEE_RECEIVABLE         50.00
REVERSAL         Operator FEE_INCOME      <- Funder A FEE_COST               50.00
`,
  );
});

test('CREDIT_NOTE before an award lowers what is owed; after one it is owed back, and NETTED: 40,000, 5,000, 35,000', async () => {
  const noteId = await creditNote(credited);
  await creditNote(quiet);
  await releaseNotes(noteId);
  await expectPosted(
    credited,
    ['CREDIT_NOTE'],
    `
CREDIT_NOTE      Buyer PAYABLE            <- Supplier CLAIM               5,000.00
CREDIT_NOTE      Supplier SALES           <- Buyer PURCHASES              5,000.00
`,
  );
  await expectPosted(
    quiet,
    ['CREDIT_NOTE', 'CREDIT_NETTED'],
    `
CREDIT_NOTE      Buyer CREDIT_RECEIVABLE  <- Supplier CREDIT_PAYABLE      5,000.00
CREDIT_NOTE      Supplier SALES           <- Buyer PURCHASES              5,000.00
`,
  );

  netted = await land('40000.00', plusDays(days.due, 20));
  await approve(market, [netted.invoiceId]);
  await expectPosted(
    netted,
    ['UNDERTAKING', 'CREDIT_NETTED'],
    `
CREDIT_NETTED    Buyer PAYABLE            <- Supplier CLAIM               5,000.00
CREDIT_NETTED    Supplier CREDIT_PAYABLE  <- Buyer CREDIT_RECEIVABLE      5,000.00
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES              40,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE               40,000.00
`,
  );
  expect(await liveTo('SUPPLIER_PAYMENT', credited)).toEqual(['DUE 95000.00']);
  expect(await liveTo('SUPPLIER_PAYMENT', netted)).toEqual(['DUE 35000.00']);
  expect(await liveTo('REPAYMENT', quiet)).toEqual(['DUE 100000.00']);
});

test('REVERSAL of PURCHASE and FEE when leg 1 comes back', async () => {
  await moveTo(market, nextTargetDay(days.value), '12:00');
  await expectPosted(
    returned,
    ['REVERSAL'],
    `
REVERSAL         Funder A BANK            <- Supplier BANK               99,250.00
REVERSAL         Funder A DISCOUNT_UNEARNED <- Supplier DISCOUNT_COST         750.00
REVERSAL         Funder A FEE_PAYABLE     <- Operator FEE_RECEIVABLE         50.00
REVERSAL         Operator FEE_INCOME      <- Funder A FEE_COST               50.00
REVERSAL         Supplier CLAIM           <- Funder A CLAIM             100,000.00
`,
  );
});

test('PURCHASE two days late: the discount of 58 days is 725.00, and 25.00 are owed and PRICE_ADJUSTED', async () => {
  await moveTo(market, plusDays(days.value, 2), '12:00');
  await expectPosted(
    lateLeg1,
    ['PURCHASE'],
    `
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,250.00
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     725.00
PURCHASE         Supplier PRICE_RECEIVABLE <- Funder A PRICE_PAYABLE          25.00
`,
  );
  const [funderA] = funders();
  await releaseDue(funderA, 'PRICE_ADJUSTMENT');
  await moveTo(market, nextTargetDay(plusDays(days.value, 2)), '12:00');
  await expectPosted(
    lateLeg1,
    ['PRICE_ADJUSTED'],
    `
PRICE_ADJUSTED   Funder A PRICE_PAYABLE   <- Supplier PRICE_RECEIVABLE       25.00
PRICE_ADJUSTED   Supplier BANK            <- Funder A BANK                   25.00
`,
  );
});

test('WRITE_OFF at default: 99,250.00 and 750.00; RECOVERY of 30,000.00 after it', async () => {
  const [funderA] = funders();
  await moveTo(market, plusDays(days.lostDue, 1));
  await override('DEFAULT_INVOICE', lost.invoiceId);
  await expectPosted(
    lost,
    ['WRITE_OFF'],
    `
WRITE_OFF        Funder A DISCOUNT_UNEARNED <- Funder A LOSS_ALLOWANCE        750.00
WRITE_OFF        Funder A LOSS            <- Funder A LOSS_ALLOWANCE     99,250.00
`,
  );
  // The claim stays, and the buyer still owes it.
  expect(await liveTo('REPAYMENT', lost)).toEqual(['DUE 100000.00']);

  const [asked] = (await paymentsFor(market, lost.invoiceId)).filter(({ kind }) => kind === 'REPAYMENT');
  const entryId = await suspended(funderA, { from: market.buyer, to: funderA, amount: '30000.00' });
  await resolve(funderA, { entryId, kind: 'PAYMENT', paymentId: asked!.id });
  await expectPosted(
    lost,
    ['RECOVERY'],
    `
RECOVERY         Buyer PAYABLE            <- Funder A CLAIM              30,000.00
RECOVERY         Funder A BANK            <- Buyer BANK                  30,000.00
RECOVERY         Funder A LOSS_ALLOWANCE  <- Funder A RECOVERY_INCOME    30,000.00
`,
  );
});

test('SUSPENSE of 40,000.00, and what two persons say it is; REFUND_HELD and FORWARDED, with 750.00 earned', async () => {
  const { supplier, buyer } = market;
  const [funderA] = funders();
  await moveTo(market, days.due, '06:00');
  const entryId = await suspended(supplier, { from: buyer, to: supplier, amount: '40000.00' });
  expect(await postedBeside(supplier, ['SUSPENSE'])).toBe(`
SUSPENSE         Supplier BANK            <- Supplier SUSPENSE           40,000.00
`);
  const [asked] = await paymentsFor(market, unnamed.invoiceId);
  await resolve(supplier, { entryId, kind: 'PAYMENT', paymentId: asked!.id });
  expect(await postedBeside(supplier, ['REVERSAL'])).toBe(`
REVERSAL         Supplier SUSPENSE        <- Supplier BANK               40,000.00
`);
  await expectPosted(
    unnamed,
    ['PAID_TO_SUPPLIER'],
    `
PAID_TO_SUPPLIER Buyer PAYABLE            <- Supplier CLAIM              40,000.00
PAID_TO_SUPPLIER Supplier BANK            <- Buyer BANK                  40,000.00
`,
  );

  for (const lot of [sentBack, sentOn]) {
    const { number: remittance } = lot;
    const wrong = await suspended(supplier, { from: buyer, to: supplier, amount: '100000.00', remittance });
    await resolve(supplier, { entryId: wrong, kind: 'REFUND', invoiceId: lot.invoiceId });
    await expectPosted(
      lot,
      ['REFUND_HELD', 'REPAYMENT'],
      `
REFUND_HELD      Buyer REFUND_RECEIVABLE  <- Supplier REFUND_PAYABLE    100,000.00
REFUND_HELD      Supplier BANK            <- Buyer BANK                 100,000.00
`,
    );
    // The buyer still owes the holder.
    expect(await liveTo('REPAYMENT', lot)).toEqual(['DUE 100000.00']);
  }

  const passedOn = await suspended(supplier, { from: supplier, to: funderA, amount: '100000.00' });
  await resolve(supplier, { entryId: passedOn, kind: 'SENT_ON', refundId: await refundOf(sentOn) });
  await expectPosted(
    sentOn,
    ['FORWARDED', 'REPAYMENT'],
    `
FORWARDED        Buyer PAYABLE            <- Funder A CLAIM             100,000.00
FORWARDED        Funder A BANK            <- Supplier BANK              100,000.00
FORWARDED        Funder A DISCOUNT_UNEARNED <- Funder A DISCOUNT_EARNED       750.00
FORWARDED        Supplier REFUND_PAYABLE  <- Buyer REFUND_RECEIVABLE    100,000.00
`,
  );
});

test('REPAYMENT when leg 2 settles, 750.00 earned; PAID_TO_SUPPLIER where nobody bought the claim', async () => {
  const lots = [quiet, lateLeg1, returned].map(({ invoiceId }) => invoiceId);
  const due = (await paymentsOf(market.buyer)).filter(
    ({ state, invoice }) => state === 'DUE' && lots.includes(invoice?.id ?? ''),
  );
  await releaseAll(market.buyer, due);
  await moveTo(market, days.due, '12:00');
  await expectPosted(
    quiet,
    ['REPAYMENT'],
    `
REPAYMENT        Buyer PAYABLE            <- Funder B CLAIM             100,000.00
REPAYMENT        Funder B BANK            <- Buyer BANK                 100,000.00
REPAYMENT        Funder B DISCOUNT_UNEARNED <- Funder B DISCOUNT_EARNED       750.00
`,
  );
  await expectPosted(
    returned,
    ['PAID_TO_SUPPLIER'],
    `
PAID_TO_SUPPLIER Buyer PAYABLE            <- Supplier CLAIM             100,000.00
PAID_TO_SUPPLIER Supplier BANK            <- Buyer BANK                 100,000.00
`,
  );
});

test('REFUNDED; and LATE_CHARGE of the first day: 40.00 and 28.49', async () => {
  const { supplier, buyer } = market;
  await enterRates();
  await moveTo(market, plusDays(days.due, 1));
  await expectPosted(
    sentBack,
    ['LATE_CHARGE'],
    `
LATE_CHARGE      Buyer LATE_COST          <- Funder A LATE_INCOME            28.49
LATE_CHARGE      Buyer LATE_COST          <- Funder A LATE_INCOME            40.00
LATE_CHARGE      Funder A LATE_RECEIVABLE <- Buyer LATE_PAYABLE              28.49
LATE_CHARGE      Funder A LATE_RECEIVABLE <- Buyer LATE_PAYABLE              40.00
`,
  );
  const entryId = await suspended(supplier, { from: supplier, to: buyer, amount: '100000.00' });
  await resolve(supplier, { entryId, kind: 'SENT_BACK', refundId: await refundOf(sentBack) });
  await expectPosted(
    sentBack,
    ['REFUNDED'],
    `
REFUNDED         Buyer BANK               <- Supplier BANK              100,000.00
REFUNDED         Supplier REFUND_PAYABLE  <- Buyer REFUND_RECEIVABLE    100,000.00
`,
  );
});

test('LATE_CHARGE until the twelfth day: 341.92 and 381.92 in the Union, 407.67 and 447.67 in France', async () => {
  const [funderA] = funders();
  await moveTo(market, days.lateDay, '06:00');
  const inUnion = ['28.49', '28.50', '28.49', '28.49', '28.50', '28.49', '28.49', '28.50', '28.49', '28.49', '28.49'];
  for (const party of [market.buyer, funderA, market.operator])
    expect(await chargesOf(party, 'Financing', sentBack.financingId!)).toEqual({
      daily: [...inUnion, '28.50'],
      lumpSum: '40.00',
      interest: '341.92',
      together: '381.92',
      total: '100381.92',
    });
  const inFrance = ['33.97', '33.98', '33.97', '33.97', '33.97', '33.98', '33.97', '33.97', '33.97', '33.98', '33.97'];
  for (const party of [french.buyer, french.supplier, market.operator])
    expect(await chargesOf(party, 'Invoice', owedInFrance.invoiceId)).toEqual({
      daily: [...inFrance, '33.97'],
      lumpSum: '40.00',
      interest: '407.67',
      together: '447.67',
      total: '100447.67',
    });
});

test('REPAYMENT 12 days late: 100,381.92 in full; of 100,000.00 alone 99,618.08 are principal and 381.92 stay', async () => {
  const { buyer } = market;
  const [funderA] = funders();
  expect(await liveTo('REPAYMENT', sentBack)).toEqual(['DUE 100381.92']);
  for (const [payer, { invoiceId }] of [
    [buyer, sentBack],
    [french.buyer, owedInFrance],
  ] as const) {
    const asked = (await paymentsOf(payer)).filter(
      ({ state, invoice }) => state === 'DUE' && invoice?.id === invoiceId,
    );
    await releaseAll(payer, asked);
  }
  // Of this one the buyer sends the face in its own way, naming the invoice.
  await bring(funderA, { from: buyer, to: funderA, amount: '100000.00', remittance: inPart.number });
  await moveTo(market, days.lateDay, '12:00');

  await expectPosted(
    sentBack,
    ['REPAYMENT'],
    `
REPAYMENT        Buyer LATE_PAYABLE       <- Funder A LATE_RECEIVABLE       381.92
REPAYMENT        Buyer PAYABLE            <- Funder A CLAIM             100,000.00
REPAYMENT        Funder A BANK            <- Buyer BANK                 100,381.92
REPAYMENT        Funder A DISCOUNT_UNEARNED <- Funder A DISCOUNT_EARNED       750.00
`,
  );
  await expectPosted(
    inPart,
    ['REPAYMENT'],
    `
REPAYMENT        Buyer LATE_PAYABLE       <- Funder A LATE_RECEIVABLE       381.92
REPAYMENT        Buyer PAYABLE            <- Funder A CLAIM              99,618.08
REPAYMENT        Funder A BANK            <- Buyer BANK                 100,000.00
`,
  );
  expect(await liveTo('REPAYMENT', inPart)).toEqual(['SETTLED 100000.00', 'DUE 381.92']);
  await expectPosted(
    owedInFrance,
    ['PAID_TO_SUPPLIER'],
    `
PAID_TO_SUPPLIER Buyer LATE_PAYABLE       <- Supplier LATE_RECEIVABLE       447.67
PAID_TO_SUPPLIER Buyer PAYABLE            <- Supplier CLAIM             100,000.00
PAID_TO_SUPPLIER Supplier BANK            <- Buyer BANK                 100,447.67
`,
    french,
  );
});

test('FEE_PAID when the bill of the month settles: 50.00', async () => {
  const [, funderB] = funders();
  await releaseDue(funderB, 'FEE_BILL');
  await moveTo(market, nextTargetDay(days.lateDay), '12:00');
  const expected = `
FEE_PAID         Funder B FEE_PAYABLE     <- Operator FEE_RECEIVABLE         50.00
FEE_PAID         Operator BANK            <- Funder B BANK                   50.00
`;
  for (const party of [funderB, market.operator]) expect(await postedBeside(party, ['FEE_PAID'])).toBe(expected);
});

test('journal, statements and trial balances of a funder that bought the quiet claim alone: the example is all of its books', async () => {
  const [, funderB] = funders();
  const amounts = 'debit { amount } credit { amount }';
  const { journal, statements, trialBalances } = await funderB.reader.query<{
    journal: { edges: { node: { kind: string; lines: BookLine[] } }[] };
    statements: (BookLine & { account: { kind: string }; closing: { amount: string } })[];
    trialBalances: object[];
  }>(`{ journal { edges { node { kind lines { accountKind ${amounts} } } } }
        statements { account { kind } ${amounts} closing { amount } } trialBalances { currency ${amounts} } }`);
  const side = (line: BookLine) => (line.debit ? `+${line.debit.amount}` : `-${line.credit!.amount}`);
  expect(
    journal.edges.map(
      ({ node }) =>
        `${node.kind} ${node.lines
          .map(line => `${line.accountKind} ${side(line)}`)
          .sort()
          .join(', ')}`,
    ),
  ).toEqual([
    'PURCHASE BANK -99250.00, CLAIM +100000.00, DISCOUNT_UNEARNED -750.00',
    'FEE FEE_COST +50.00, FEE_PAYABLE -50.00',
    'REPAYMENT BANK +100000.00, CLAIM -100000.00, DISCOUNT_EARNED -750.00, DISCOUNT_UNEARNED +750.00',
    'FEE_PAID BANK -50.00, FEE_PAYABLE +50.00',
  ]);
  expect(
    statements.map(
      ({ account, debit, credit, closing }) =>
        `${account.kind} +${debit!.amount} -${credit!.amount} = ${closing.amount}`,
    ),
  ).toEqual([
    'BANK +100000.00 -99300.00 = 700.00',
    'CLAIM +100000.00 -100000.00 = 0.00',
    'DISCOUNT_EARNED +0.00 -750.00 = -750.00',
    'DISCOUNT_UNEARNED +750.00 -750.00 = 0.00',
    'FEE_COST +50.00 -0.00 = 50.00',
    'FEE_PAYABLE +50.00 -50.00 = 0.00',
  ]);
  expect(trialBalances).toEqual([{ currency: 'EUR', debit: { amount: '200850.00' }, credit: { amount: '200850.00' } }]);
});

test('whatever became of them, the books of all of them hold', async () => {
  for (const party of [market.operator, market.buyer, market.supplier, ...funders(), french.buyer, french.supplier])
    expect({ party: party.name, unbalanced: unbalancedOwn(await movementsOf(party)) }).toEqual({
      party: party.name,
      unbalanced: [],
    });
  await expectNoViolation(database);
});

interface BookLine {
  readonly accountKind: string;
  readonly debit: { readonly amount: string } | null;
  readonly credit: { readonly amount: string } | null;
}

const UNDERTAKING = `
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
`;

/** A buyer in Germany with a programme and a supplier of its own, each of two persons, and the demo's funders. */
async function germanMarket(): Promise<Market> {
  const operator = french.operator.as('ADMINISTRATOR');
  const buyer = await withSecondPerson(await newOrganization(french, 'BUYER', 'Handelshaus Elbe GmbH'));
  const created = await operator.succeedPlain(
    'createProgramme',
    {
      buyerId: buyer.id,
      name: 'Elbe early payment',
      currency: 'EUR',
      auctionKind: 'CONTINUOUS',
      auctionMinutes: 60,
      acceptanceMinutes: 0,
      // The claim that is lost stops nothing, and no document is too long for it.
      overdueStopDays: 0,
      paymentDaysMax: 90,
    },
    'programme { id }',
  );
  const { id: programmeId } = created.programme as { id: string };
  const terms = {
    programmeId,
    initiator: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount: 'ACT_360',
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    costBearer: 'SUPPLIER',
    text: 'Terms.',
    undertakingText: 'We pay.',
  };
  await operator.succeedPlain('publishTerms', terms, 'terms { version }');
  const here = { ...french, buyer, programmeId };
  const supplier = await withSecondPerson(await newSupplier(here, programmeId, 'Weberei Havel GmbH'));
  for (const funder of french.funders) {
    await operator.succeedPlain('addFunder', { programmeId, funderId: funder.id }, 'programme { id }');
    await acceptTerms(funder, programmeId);
    const limit = { scope: 'BUYER', buyerId: buyer.id, limit: eur('1000000.00') };
    await funder.as('RISK').succeed('setLimit', limit, 'limit { id }');
  }
  return { ...here, supplier };
}

/** The second one stands first: it is the one who checks. */
async function withSecondPerson(party: Party): Promise<Party> {
  const permissions = ['CHECKER'] as const;
  const client = await newMember(party, permissions);
  return new Party(party.id, party.facts, party.roles, [{ client, memberId: '', permissions }, ...party.members]);
}

/** Banks are open on all of them; leg 1 is due on the day after the trade date that they are. */
interface TradeDays {
  readonly trade: string;
  readonly value: string;
  /** 50 days after the value date. */
  readonly lostDue: string;
  /** 60 days after it. */
  readonly due: string;
  /** Twelve days later. */
  readonly lateDay: string;
}

async function nextDays(): Promise<TradeDays> {
  let trade = nextTargetDay((await clockOf(market)).today);
  for (;;) {
    const value = nextTargetDay(trade);
    const [second, third, lostDue, due, lateDay] = [1, 2, 50, 60, 72].map(count => plusDays(value, count)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    if ([second, third, lostDue, due, lateDay].every(isTargetDay)) return { trade, value, lostDue, due, lateDay };
    trade = value;
  }
}

function funders(): [Party, Party] {
  return market.funders as [Party, Party];
}

/** The supplier submits an invoice of that amount. */
async function land(payable: string, dueDate: string, here = market): Promise<Lot> {
  const number = newNumber();
  const { today } = await clockOf(market);
  return {
    number,
    invoiceId: await submit(here, { number, payable, issueDate: today, dueDate }),
    financingId: null,
  };
}

async function sell(lot: Lot, funder: Party, rateBps: string): Promise<Lot> {
  const auctionId = await list(market, lot.invoiceId);
  await bid(funder, auctionId, { rateBps });
  const [offer] = await offersOf(market, auctionId);
  expect(offer!.quote).toMatchObject({ net: eur('99250.00'), discount: eur('750.00'), valueDate: days.value });
  return { ...lot, financingId: await accept(market, offer!) };
}

async function plan({ invoiceId }: Lot, kind: string, behaviour: object): Promise<void> {
  const payment = (await paymentsFor(market, invoiceId)).find(found => found.kind === kind);
  const input = { paymentId: payment!.id, ...behaviour };
  await market.operator.as('ADMINISTRATOR').succeed('planPayment', input, 'payment { id }');
}

/** Two persons of the payer let everything of the kind go. */
async function releaseDue(payer: Party, kind = 'DISBURSEMENT'): Promise<void> {
  const due = (await paymentsOf(payer)).filter(
    found => found.kind === kind && found.state === 'DUE' && found.payer.id === payer.id,
  );
  await releaseAll(payer, due);
}

/** Two persons of the operator act by exception. */
async function override(act: string, subjectId: string, of: object = {}): Promise<void> {
  const [first, second] = market.operator.members;
  const input = { act, subjectId, reason: 'As it was agreed.', ...of };
  const proposed = await first!.client.succeed('proposeOverride', input, 'override { id }');
  const { id: overrideId } = proposed.override as { id: string };
  await second!.client.succeed('confirmOverride', { overrideId }, 'override { state }');
}

/** The supplier sends a credit note of 5,000.00 for the invoice; its id. */
async function creditNote({ number: precedingInvoice }: Lot): Promise<string> {
  const { supplier, buyer } = market;
  const { today } = await clockOf(market);
  const parties = { supplier: supplier.facts, buyer: buyer.facts };
  const note = { ...parties, number: newNumber('CN'), issueDate: today, dueDate: today, payable: '5000.00' };
  const file = csvInvoices([{ ...note, precedingInvoice }]);
  const { report } = await supplier.as('MAKER').upload('notes.csv', file, 'text/csv');
  expect(report.refused).toEqual([]);
  return report.creditNotes[0]!.creditNoteId;
}

/** Two persons of the buyer take a credit note off the invoice that is promised already. */
async function releaseNotes(creditNoteId: string): Promise<void> {
  const { buyer, programmeId } = market;
  const input = { programmeId, creditNoteIds: [creditNoteId] };
  const prepared = await buyer.as('MAKER').succeed('prepareApproval', input, 'approval { id contentHash }');
  const { id: approvalId, contentHash } = prepared.approval as { id: string; contentHash: string };
  await buyer.as('CHECKER').succeed('releaseApproval', { approvalId, contentHash }, 'approvedCount');
}

interface Booked {
  readonly from: Party;
  readonly to: Party;
  readonly amount: string;
  readonly remittance?: string;
}

/** A file of the party's own bank with one booking of today. */
async function bring(owner: Party, { from, to, amount, remittance = 'with thanks' }: Booked): Promise<void> {
  const [debtor, creditor] = await Promise.all([from, to].map(accountOf));
  const booked = entry({
    side: to === owner ? 'CREDIT' : 'DEBIT',
    amountMinor: cents(amount),
    bookedOn: localDate((await clockOf(market)).today),
    debtor: debtor!,
    creditor: creditor!,
    remittance,
  });
  const file = notification(await accountOf(owner), [booked]);
  const { status, body } = await owner.as('CHECKER').bringBankFile('booked.xml', new Uint8Array(file));
  expect({ status, body }).toMatchObject({ status: 200 });
}

/** As `bring`, for what matches nothing: the id of the entry. */
async function suspended(owner: Party, booked: Booked): Promise<string> {
  await bring(owner, booked);
  const found = await owner.reader.all<{ id: string }>('bankEntries', 'id', 'state: [SUSPENSE]');
  expect(found).toHaveLength(1);
  return found[0]!.id;
}

async function accountOf({ id, name, reader }: Party): Promise<{ name: string; iban: string }> {
  const { node } = await reader.query<{ node: { bankAccounts: { iban: string; state: string }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Organization { bankAccounts { iban state } } } }',
    { id },
  );
  return { name, iban: node.bankAccounts.find(({ state }) => state === 'VERIFIED')!.iban };
}

/** One person of the account's owner says what the entry is, and another confirms. */
async function resolve({ members }: Party, of: object): Promise<void> {
  const [first, second] = members;
  const input = { reason: 'Seen with the bank.', ...of };
  const proposed = await first!.client.succeed('proposeResolution', input, 'resolution { id }');
  const { id: resolutionId } = proposed.resolution as { id: string };
  const confirmed = await second!.client.succeed('confirmResolution', { resolutionId }, 'resolution { state }');
  expect(confirmed.resolution).toEqual({ state: 'CONFIRMED' });
}

/** What is held of money that was meant for the invoice. */
async function refundOf({ invoiceId }: Lot): Promise<string> {
  const refunds = await market.supplier.reader.all<{ id: string; state: string; invoice: { id: string } | null }>(
    'refunds',
    'id state invoice { id }',
  );
  return refunds.find(({ state, invoice }) => state === 'HELD' && invoice?.id === invoiceId)!.id;
}

/** A reference rate of 2.40 % for the half-years of the lateness. */
async function enterRates(): Promise<void> {
  const halfYears = [days.lostDue, days.lateDay].map(
    day => `${day.slice(0, 4)}-${day.slice(5, 7) < '07' ? '01' : '07'}-01`,
  );
  for (const halfYear of new Set(halfYears)) {
    const input = { zone: 'EUR', halfYear, rateBps: '240' };
    await market.operator.as('RISK').succeed('setReferenceRate', input, 'lateRates { missing { halfYear } }');
  }
}

interface Charge {
  readonly lumpSum: { readonly amount: string };
  readonly interest: { readonly amount: string };
  readonly total: { readonly amount: string };
}

/** What the party reads of lateness: the interest of each day, the first day first, and what all of it comes to. */
async function chargesOf({ reader }: Party, type: string, id: string): Promise<object> {
  const { node } = await reader.query<{ node: { late: Charge; lateCharges: Charge[] } }>(
    `query ($id: ID!) { node(id: $id) { ... on ${type} {
       late { lumpSum { amount } interest { amount } total { amount } }
       lateCharges { lumpSum { amount } interest { amount } total { amount } } } } }`,
    { id },
  );
  const { late, lateCharges } = node;
  return {
    daily: lateCharges.map(({ interest }) => interest.amount).reverse(),
    lumpSum: written(lateCharges.reduce((sum, { lumpSum }) => sum + cents(lumpSum.amount), 0n)),
    interest: late.interest.amount,
    together: lateCharges[0]!.total.amount,
    total: late.total.amount,
  };
}

/** `STATE amount` of the payments of the kind for the invoice, the first attempt first, as the buyer sees them. */
async function liveTo(kind: string, { invoiceId }: Lot): Promise<string[]> {
  const payments = (await paymentsOf(market.buyer)).filter(
    found => found.kind === kind && found.invoice?.id === invoiceId && found.state !== 'CANCELLED',
  );
  return payments.sort((a, b) => a.attempt - b.attempt).map(({ state, amount }) => `${state} ${amount.amount}`);
}

/** What is posted of the kinds for the invoice, as the operator sees it; each party sees its own lines of it and no other. */
async function expectPosted(
  { invoiceId, financingId }: Lot,
  kinds: readonly string[],
  expected: string,
  here = market,
): Promise<void> {
  const seenBy = async (party: Party) => {
    const of = party.roles.includes('FUNDER') ? { financingId: financingId ?? '' } : { invoiceId };
    return tableOf(
      (await movementsOf(party, of)).filter(({ kind }) => kinds.includes(kind)),
      here,
    );
  };
  expect(await seenBy(here.operator)).toBe(expected);
  for (const party of [here.buyer, here.supplier, ...here.funders]) {
    const name = partyNames(here).get(party.name)!;
    const own = expected.split('\n').filter(line => line.includes(`${name} `));
    expect({ party: name, table: await seenBy(party) }).toEqual({
      party: name,
      table: `\n${own.map(line => `${line}\n`).join('')}`,
    });
  }
}

/** What the party sees of the kinds that is of no invoice. */
async function postedBeside(party: Party, kinds: readonly string[]): Promise<string> {
  const movements = await movementsOf(party);
  return tableOf(
    movements.filter(
      ({ kind, transfers }) => kinds.includes(kind) && transfers.every(({ invoiceId }) => invoiceId === null),
    ),
    market,
  );
}

function tableOf(movements: Parameters<typeof ledgerTable>[0], here: Market): string {
  return movements.length === 0 ? '\n' : ledgerTable(movements, partyNames(here));
}
