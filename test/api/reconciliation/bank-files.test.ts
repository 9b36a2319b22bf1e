import { randomUUID } from 'node:crypto';
import { confirmOverride, proposeOverride } from '../../../server/overrides/index.js';
import { toWireId } from '../../../server/platform/ids.js';
import { localDate } from '../../../server/platform/local-date.js';
import type { MemberViewer } from '../../../server/platform/viewer.js';
import { bankFileForViewer, closeBankFileReaders, submitBankFile } from '../../../server/reconciliation/index.js';
import {
  doctored,
  entry,
  entryOf,
  expectBooksToHold,
  notification,
  silentBank,
  statement,
  statusReport,
} from '../../support/bank-reports.js';
import { type MoneyMarket, openMoneyMarket, type Party, unexpected } from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(async () => {
  await expectBooksToHold(market).finally(() => market.close());
});
afterAll(() => closeBankFileReaders());

interface Answer {
  readonly bankFileId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly problems: readonly { code: string; path: string }[];
  readonly reports: readonly {
    readonly bankReportId: string;
    readonly state: string;
    readonly reason: string | null;
    readonly entries: object | null;
  }[];
}

async function bring(by: Party | MemberViewer, bytes: Buffer, name = 'file.xml'): Promise<Answer & { status: number }> {
  const { work, database } = market;
  const viewer = 'checker' in by ? by.checker : by;
  const { status, body } = await submitBankFile({ work, database, report: unexpected }, viewer, { name, bytes });
  return { status, ...(body as Answer) };
}

const counts = (of: object) => ({ new: 0, repeated: 0, followed: 0, suspense: 0, held: 0, waiting: 0, ...of });

/** A leg 1 that the funder has released, and that is on its way. */
async function instructed() {
  const invoice = await market.approve();
  await market.award(invoice);
  const payment = await market.payment(invoice, 'DISBURSEMENT');
  await market.release(payment);
  const { payments } = { payments: await market.rows<{ messageId: string }>('payment_file') };
  await market.asAdmin('UPDATE payment_file SET sending_at = business_now(), sent_at = business_now()');
  return { invoice, payment, messageId: payments[0]!.messageId };
}

test('a statement is answered entry by entry: what speaks of a payment is followed, the rest is in suspense', async () => {
  const { payment } = await instructed();
  const { funder, supplier } = market;
  const file = statement(funder, 50_000_000n, [
    entryOf(payment, 'DEBIT', { payer: funder, payee: supplier }),
    entry({ side: 'CREDIT', amountMinor: 4_000_000n, remittance: 'rent' }),
  ]);
  const answer = await bring(funder, file, 'statement.xml');
  expect(answer).toEqual({
    status: 200,
    bankFileId: expect.stringMatching(/^bkf_/),
    name: 'statement.xml',
    sizeBytes: file.length,
    message: 'camt.053',
    messageId: expect.stringMatching(/^BANK/),
    state: 'TAKEN',
    reason: null,
    problems: [],
    reports: [
      {
        bankReportId: expect.stringMatching(/^bkr_/),
        message: 'camt.053',
        reference: expect.stringMatching(/^BANK/),
        iban: funder.iban,
        currency: 'EUR',
        sequence: 1,
        day: '2031-03-06',
        opening: { amount: '500000.00', currency: 'EUR' },
        closing: { amount: '440750.00', currency: 'EUR' },
        state: 'TAKEN',
        reason: null,
        entries: counts({ new: 2, followed: 1, suspense: 1 }),
      },
    ],
  });
  expect((await bankFileForViewer(market.database, funder.checker, answer.bankFileId))?.body).toEqual(file);
  expect((await bankFileForViewer(market.database, market.operator.checker, answer.bankFileId))?.body).toEqual(file);
  for (const { checker } of [supplier, market.buyer])
    expect(await bankFileForViewer(market.database, checker, answer.bankFileId)).toBeNull();
});

test('the same file twice gives the same answer and changes nothing; a copy in other hands takes nobody’s place', async () => {
  const { funder, supplier } = market;
  const file = statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 100n })]);
  // Whoever is not the account's brings it first: nothing of it counts, and the owner's own still does.
  const foreign = await bring(supplier, file);
  expect(foreign.reports).toMatchObject([{ state: 'HELD', reason: 'FOREIGN_ACCOUNT', entries: null }]);
  const first = await bring(funder, file);
  expect(first.bankFileId).not.toBe(foreign.bankFileId);
  expect(first.reports).toMatchObject([{ state: 'TAKEN', entries: counts({ new: 1, suspense: 1 }) }]);
  const ledger = await market.ledger();
  expect(await bring(funder, file)).toEqual(first);
  expect(await market.ledger()).toEqual(ledger);
  expect(await market.rows('bank_file')).toHaveLength(2);
});

test('what a notification told first is part of the statement that comes after it, once', async () => {
  const { funder } = market;
  const entries = [entry({ side: 'CREDIT', amountMinor: 100n }), entry({ side: 'DEBIT', amountMinor: 30n })];
  expect((await bring(funder, notification(funder, [entries[0]!]))).reports).toMatchObject([
    { state: 'TAKEN', entries: counts({ new: 1, suspense: 1 }) },
  ]);
  expect((await bring(funder, notification(funder, entries, 'camt.052'))).reports).toMatchObject([
    { entries: counts({ new: 1, repeated: 1, suspense: 1 }) },
  ]);
  expect((await bring(funder, statement(funder, 0n, entries))).reports).toMatchObject([
    { entries: counts({ repeated: 2 }) },
  ]);
  expect(await market.rows('bank_entry', 'statement_id IS NOT NULL')).toHaveLength(2);
});

test('every kind of bad file is kept with its reason and place, and changes nothing', async () => {
  const { funder, buyer } = market;
  const good = statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 12_345n })]);
  const cases: readonly [string, Buffer, object][] = [
    [
      'truncated',
      good.subarray(0, 700),
      { reason: 'UNREADABLE', problems: [{ code: 'XML_MALFORMED', path: expect.stringMatching(/^line \d+, column/) }] },
    ],
    [
      'in another encoding than it says',
      Buffer.concat([good.subarray(0, 200), Buffer.from([0xff, 0xe9]), good.subarray(200)]),
      { reason: 'UNREADABLE', problems: [{ code: 'ENCODING_INVALID', path: '/' }] },
    ],
    ['no XML', Buffer.from('Date;Amount\n2031-03-06;12.00\n'), { reason: 'UNREADABLE' }],
    [
      'an invoice',
      Buffer.from('<Invoice xmlns="urn:x"><ID>1</ID></Invoice>'),
      { reason: 'UNSUPPORTED', problems: [{ code: 'MESSAGE_UNSUPPORTED', path: '/' }] },
    ],
    [
      'an amount below zero',
      doctored(good, /123\.45/g, '-123.45'),
      {
        reason: 'IMPOSSIBLE',
        problems: expect.arrayContaining([
          expect.objectContaining({ code: 'AMOUNT_INVALID', path: 'Stmt[1]/Ntry[1]/Amt' }),
        ]),
      },
    ],
    ['speaks of no file of ours', statusReport('MNOTOURS', { X1: 'RJCT' }), { reason: 'UNKNOWN_FILE' }],
  ];
  for (const [what, bytes, expected] of cases) {
    expect([what, await bring(funder, bytes, `${what}.xml`)]).toEqual([
      what,
      expect.objectContaining({ status: 422, state: 'HELD', reports: [], ...problemsLike(expected) }),
    ]);
  }
  expect(await market.rows('bank_entry')).toEqual([]);
  expect(await market.rows('bank_file')).toHaveLength(cases.length);
  const unpermitted = { ...buyer.checker, permissions: ['VIEWER', 'DEALER', 'ADMINISTRATOR'] as const };
  expect(await bring(unpermitted, good)).toMatchObject({ status: 403, problems: [{ code: 'NOT_PERMITTED' }] });
});

function problemsLike(expected: object): object {
  const { problems, ...rest } = expected as { problems?: unknown };
  return Array.isArray(problems)
    ? { ...rest, problems: problems.map(problem => expect.objectContaining(problem)) }
    : expected;
}

test('one side turned round, balances that do not add up, and a hole in the line hold a statement', async () => {
  const { funder } = market;
  const day = (date: string, sequence: number) => ({ day: localDate(date), sequence });
  const money = entry({ side: 'CREDIT', amountMinor: 10_000n });
  const wrongSign = doctored(
    statement(funder, 0n, [money]),
    '<CdtDbtInd>CRDT</CdtDbtInd><Sts>',
    '<CdtDbtInd>DBIT</CdtDbtInd><Sts>',
  );
  expect((await bring(funder, wrongSign)).reports).toMatchObject([{ state: 'HELD', reason: 'BALANCES_DIFFER' }]);
  const without = doctored(statement(funder, 0n, [money]), '<Cd>CLBD</Cd>', '<Cd>ITBD</Cd>');
  expect((await bring(funder, without)).reports).toMatchObject([{ state: 'HELD', reason: 'BALANCES_MISSING' }]);
  expect(await market.rows('bank_entry')).toEqual([]);

  const [first, second, third] = [
    statement(funder, 0n, [money], day('2031-03-06', 1)),
    statement(funder, 10_000n, [entry({ side: 'DEBIT', amountMinor: 4_000n })], day('2031-03-07', 2)),
    statement(funder, 6_000n, [entry({ side: 'CREDIT', amountMinor: 1_000n })], day('2031-03-10', 3)),
  ];
  expect((await bring(funder, first)).reports).toMatchObject([{ state: 'TAKEN' }]);
  expect((await bring(funder, third)).reports).toMatchObject([{ state: 'HELD', reason: 'OUT_OF_SEQUENCE' }]);
  expect((await bring(funder, second)).reports).toMatchObject([{ state: 'TAKEN' }]);
  // What waited for it followed.
  const taken = await market.rows<{ sequence: number }>(
    'bank_report',
    `state = 'TAKEN' AND message = 'camt.053' ORDER BY sequence`,
  );
  expect(taken.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  const other = statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 9_999n })], day('2031-03-06', 1));
  expect((await bring(funder, other)).reports).toMatchObject([{ state: 'HELD', reason: 'STATEMENT_DIFFERS' }]);
});

test('the pages of a statement are taken one after the other, each once', async () => {
  const { funder } = market;
  const page = (openingMinor: bigint, amountMinor: bigint, sequence = 7) =>
    statement(funder, openingMinor, [entry({ side: 'CREDIT', amountMinor })], { sequence });
  const [first, second, third] = [page(0n, 10n), page(10n, 20n), page(30n, 40n)];
  for (const file of [first, second, third])
    expect((await bring(funder, file)).reports).toMatchObject([{ state: 'TAKEN' }]);
  const again = doctored(second, '<MsgId>', '<MsgId>X');
  expect((await bring(funder, again)).reports).toMatchObject([{ state: 'REPEATED' }]);
  for (const other of [page(10n, 21n), page(31n, 40n)])
    expect((await bring(funder, other)).reports).toMatchObject([{ state: 'HELD', reason: 'STATEMENT_DIFFERS' }]);
  const next = statement(funder, 70n, [], { sequence: 8, day: localDate('2031-03-07') });
  expect((await bring(funder, next)).reports).toMatchObject([{ state: 'TAKEN' }]);
});

test('a reference that comes again with another amount is held, and nothing is posted', async () => {
  const { funder } = market;
  const money = entry({ side: 'CREDIT', amountMinor: 10_000n, remittance: 'rent of March' });
  await bring(funder, notification(funder, [money]));
  const before = await market.ledger();
  const changed = doctored(notification(funder, [money]), /100\.00/g, '900.00');
  expect((await bring(funder, changed)).reports).toMatchObject([{ entries: counts({ new: 1, held: 1 }) }]);
  expect(await market.ledger()).toEqual(before);
});

test('a rejection of what is booked is held for the operator; the payment stays settled', async () => {
  const { invoice, payment, messageId } = await instructed();
  const { funder, supplier } = market;
  await bring(funder, notification(funder, [entryOf(payment, 'DEBIT', { payer: funder, payee: supplier })]));
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'SETTLED' });
  expect(await bring(funder, statusReport(messageId, { [payment.endToEndId]: 'RJCT' }))).toMatchObject({
    status: 200,
    state: 'TAKEN',
    reports: [],
  });
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'SETTLED' });
  expect(await market.rows('bank_message_receipt', `outcome = 'HELD'`)).toMatchObject([{ reason: 'ALREADY_BOOKED' }]);
});

test('a status that decides nothing is none, and a transaction that has none has that of its part', async () => {
  const { invoice, payment, messageId } = await instructed();
  const { funder } = market;
  const report = (status: string) => statusReport(messageId, { [payment.endToEndId]: status });
  for (const undecided of ['PDNG', 'RCVD', 'RVNM', 'BLCK', 'PART']) await bring(funder, report(undecided));
  expect(await market.rows('bank_message_receipt')).toEqual([]);
  const ofPart = doctored(report('RJCT'), '<TxSts>RJCT</TxSts>', '').toString();
  await bring(funder, Buffer.from(ofPart.replace('</OrgnlPmtInfId>', '</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>')));
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'REJECTED' });
});

test('a file that the bank rejects because it came twice is paid once', async () => {
  const { invoice, payment, messageId } = await instructed();
  const { funder, supplier } = market;
  await bring(
    funder,
    doctored(statusReport(messageId, { [payment.endToEndId]: 'RJCT' }), '<Cd>AC04</Cd>', '<Cd>DU01</Cd>'),
  );
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'INSTRUCTED' });
  expect(await market.rows('bank_message_receipt')).toMatchObject([{ outcome: 'HELD', reason: 'NOT_BOOKED_YET' }]);
  await bring(funder, notification(funder, [entryOf(payment, 'DEBIT', { payer: funder, payee: supplier })]));
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'SETTLED' });
  expect(await market.rows('bank_message_receipt', `outcome = 'HELD'`)).toEqual([]);
});

test('entries for which a bank has no reference are no copies of one another', async () => {
  const { funder } = market;
  const rent = entry({ side: 'CREDIT', amountMinor: 10_000n, remittance: 'rent', reference: 'NONREF' });
  const tax = entry({ side: 'CREDIT', amountMinor: 20_000n, remittance: 'tax', reference: 'NONREF' });
  await bring(funder, notification(funder, [rent]));
  expect((await bring(funder, notification(funder, [tax]))).reports).toMatchObject([
    { entries: counts({ new: 1, suspense: 1 }) },
  ]);
});

test('an organization hears of its own payments alone, whoever’s file it brings', async () => {
  const { invoice, payment, messageId } = await instructed();
  // The supplier says that the funder's bank rejected: it does not speak for the funder.
  expect(await bring(market.supplier, statusReport(messageId, { [payment.endToEndId]: 'RJCT' }))).toMatchObject({
    status: 422,
    reason: 'UNKNOWN_FILE',
  });
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'INSTRUCTED' });
});

test('a large file is read aside, and gives the same answer', async () => {
  const { funder } = market;
  const entries = [entry({ side: 'CREDIT', amountMinor: 1_000n }), entry({ side: 'DEBIT', amountMinor: 10n })];
  const large = doctored(statement(funder, 0n, entries), '<Stmt>', `${' '.repeat(300 * 1024)}<Stmt>`);
  await bring(funder, notification(funder, entries));
  expect((await bring(funder, large)).reports).toMatchObject([{ state: 'TAKEN', entries: counts({ repeated: 2 }) }]);
  expect(await bring(funder, large.subarray(0, large.length - 20))).toMatchObject({
    reason: 'UNREADABLE',
    problems: [{ code: 'XML_MALFORMED' }],
  });
});

test('a report split over files is the same as one', async () => {
  const { funder } = market;
  const entries = Array.from({ length: 6 }, (_, index) =>
    entry({ side: index % 2 ? 'DEBIT' : 'CREDIT', amountMinor: BigInt(1000 + index), remittance: `row ${index}` }),
  );
  for (const part of [entries.slice(0, 2), entries.slice(2)]) await bring(funder, notification(funder, part));
  const before = await market.ledger();
  expect((await bring(funder, statement(funder, 0n, entries))).reports).toMatchObject([
    { state: 'TAKEN', entries: counts({ repeated: 6 }) },
  ]);
  expect(await market.ledger()).toEqual(before);
});

describe('two persons of the operator end the waiting of a held report', () => {
  const reason = 'The bank confirmed it by telephone.';
  const second = (): MemberViewer => ({
    ...market.operator.checker,
    personId: secondOfOperator,
    memberId: randomUUID(),
  });
  let secondOfOperator: string;
  beforeEach(async () => {
    const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [market.operator.accountId]);
    secondOfOperator = account!.verifiedBy;
  });

  async function conclude(act: string, subjectId: string) {
    const proposal = { act, subjectId, reason, idempotencyKey: randomUUID() };
    const proposed = await market.work.run(proposeOverride, market.operator.checker, proposal);
    if ('code' in proposed) return proposed;
    const overrideId = toWireId('override', (proposed as { overrideId: string }).overrideId);
    const confirm = { overrideId, idempotencyKey: randomUUID() };
    expect(
      await market.work.run(confirmOverride, market.operator.checker, { ...confirm, idempotencyKey: randomUUID() }),
    ).toMatchObject({
      code: 'SAME_PERSON',
    });
    return market.work.run(confirmOverride, second(), confirm);
  }

  test('a rejection of what came twice is one, where the bank has nothing of it', async () => {
    const { invoice, payment, messageId } = await instructed();
    const report = doctored(
      statusReport(messageId, { [payment.endToEndId]: 'RJCT' }),
      '<Cd>AC04</Cd>',
      '<Cd>AM05</Cd>',
    );
    await bring(market.funder, report);
    await market.settle(silentBank);
    const [held] = await market.rows<{ id: string }>('bank_message_receipt', `outcome = 'HELD'`);
    expect(await conclude('APPLY_BANK_MESSAGE', toWireId('bankMessage', held!.id))).not.toHaveProperty('code');
    expect(await market.payment(invoice, 'DISBURSEMENT')).toMatchObject({ state: 'REJECTED' });
  });

  test('taken: its entries count, and what waited for it follows', async () => {
    const { funder } = market;
    const [one, two, three] = [
      statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 100n })]),
      statement(funder, 500n, [entry({ side: 'CREDIT', amountMinor: 10n })], {
        sequence: 5,
        day: localDate('2031-03-12'),
      }),
      statement(funder, 510n, [entry({ side: 'CREDIT', amountMinor: 1n })], {
        sequence: 6,
        day: localDate('2031-03-13'),
      }),
    ];
    await bring(funder, one);
    const held = await bring(funder, two);
    await bring(funder, three);
    expect(await conclude('TAKE_BANK_REPORT', held.reports[0]!.bankReportId)).not.toHaveProperty('code');
    await market.settle(silentBank);
    const reports = await market.rows<{ sequence: number; state: string }>('bank_report', 'true ORDER BY sequence');
    expect(reports.map(({ sequence, state }) => [sequence, state])).toEqual([
      [1, 'TAKEN'],
      [5, 'TAKEN'],
      [6, 'TAKEN'],
    ]);
    expect(await market.rows('bank_entry', `state = 'SUSPENSE'`)).toHaveLength(3);
    expect(await conclude('SET_ASIDE_BANK_REPORT', held.reports[0]!.bankReportId)).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'TAKEN',
    });
  });

  test('one of a foreign account can only be set aside, under both names', async () => {
    const { funder, supplier } = market;
    const held = await bring(supplier, statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 100n })]));
    const { bankReportId } = held.reports[0]!;
    expect(await conclude('TAKE_BANK_REPORT', bankReportId)).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'FOREIGN_ACCOUNT',
    });
    expect(await conclude('SET_ASIDE_BANK_REPORT', bankReportId)).not.toHaveProperty('code');
    expect(await market.rows('bank_report')).toMatchObject([{ state: 'SET_ASIDE', reason: 'FOREIGN_ACCOUNT' }]);
    expect(await market.rows('event', `type = 'bankReport.setAside'`)).toMatchObject([
      { personId: secondOfOperator, proposedBy: market.operator.checker.personId },
    ]);
    expect(await market.rows('bank_entry')).toEqual([]);
  });
});
