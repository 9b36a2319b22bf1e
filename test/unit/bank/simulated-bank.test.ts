import {
  type BankFile,
  type BankQuery,
  bankSettings,
  closeDay,
  type PaymentOrder,
  type PlannedBehaviour,
  planInstruction,
  readBankFile,
  type SimulatedBank,
  setNoise,
  simulatedBank,
  writeCollectionFile,
  writePaymentFile,
} from '../../../server/bank/index.js';
import { type LocalDate, localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { isBusinessDay, targetCalendar } from '../../../server/pricing/index.js';
import { openTestMarket, type TestMarket } from '../../support/test-market.js';

let market: TestMarket;
let now: Date;
let bank: SimulatedBank;
beforeEach(async () => {
  market = await openTestMarket();
  bank = simulatedBank({
    transaction,
    now: async () => now,
    zone: 'Europe/Paris',
    isOpen: day => isBusinessDay(day, targetCalendar),
  });
  now = new Date('2031-03-03T10:00:00+01:00');
});
afterEach(() => market.close());

function transaction<T>(work: (query: BankQuery) => Promise<T>): Promise<T> {
  return market.work.perform(systemViewer, tx => work((sql, parameters) => tx.query(sql, parameters)));
}

const debtor = { name: 'Payer', iban: 'FR7630006000011234567890189', bic: null, address: null };
const creditor = { name: 'Payee', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', address: null };

function order(executionDate: string, ...endToEndIds: string[]): PaymentOrder {
  return {
    messageId: `M${endToEndIds.join('')}`,
    createdAt: new Date('2031-03-03T09:00:00Z'),
    debtor,
    executionDate: localDate(executionDate),
    currency: 'EUR',
    format: 'PAIN_001_001_09',
    instructions: endToEndIds.map(endToEndId => ({ endToEndId, creditor, amountMinor: 12_34n, remittance: null })),
  };
}

async function submit(given: PaymentOrder): Promise<void> {
  await bank.submit({ messageId: given.messageId, body: writePaymentFile(given) });
}

function plan(endToEndId: string, behaviour: PlannedBehaviour['behaviour'], delayDays = 1): Promise<boolean> {
  const planned = { behaviour, delayDays, reason: 'AC04 closed' } as PlannedBehaviour;
  return transaction(query => planInstruction(query, endToEndId, planned, now));
}

async function playAt(instant: string): Promise<number> {
  now = new Date(instant);
  return bank.play();
}

/** Everything the bank has said, in its files. */
async function files(of = bank): Promise<BankFile[]> {
  const received = await of.waitingFiles(1000);
  return received.map(({ bytes }) => {
    const file = readBankFile(bytes);
    if ('problem' in file) throw new Error(file.problem.message);
    return file;
  });
}

/** What it said of each instruction and each account, statements left aside, as `id WHAT day`. */
async function said(of = bank): Promise<string[]> {
  return (await files(of)).flatMap(file => {
    if (file.message === 'pain.002')
      return file.payments.flatMap(part =>
        part.transactions.map(({ endToEndId, status }) => `${endToEndId}-${status}`),
      );
    if (!('statements' in file) || file.message === 'camt.053') return [];
    return file.statements.flatMap(({ entries }) =>
      entries.map(({ side, bookedOn, transactions: [transaction] }) => {
        const what = transaction!.returnReason ? `RTRN-${side}` : side === 'DBIT' ? 'DEBIT' : 'CREDIT';
        return `${transaction!.endToEndId}-${what} ${bookedOn}`;
      }),
    );
  });
}

test('it books at the opening of the execution date, at the payer and at the payee', async () => {
  await submit(order('2031-03-06', 'A'));
  expect(await said()).toEqual(['A-ACCP']);
  expect(await bank.nextDueAt()).toEqual(new Date('2031-03-06T09:00:00+01:00'));
  expect(await playAt('2031-03-06T08:59:59.999+01:00')).toBe(0);
  expect(await playAt('2031-03-06T09:00:00+01:00')).toBe(1);
  expect(await said()).toEqual(['A-ACCP', 'A-DEBIT 2031-03-06', 'A-CREDIT 2031-03-06']);
  expect(await bank.nextDueAt()).toEqual(new Date('2031-03-07T00:00:00+01:00'));
  const [, debit, credit] = await files();
  const entry = { amount: '12.34', currency: 'EUR', bookedOn: '2031-03-06', valueOn: '2031-03-06', status: 'BOOK' };
  const transaction = {
    endToEndId: 'A',
    paymentInformationId: 'MA',
    debtor: 'Payer',
    debtorAccount: debtor.iban,
    creditor: 'Payee',
    creditorAccount: creditor.iban,
  };
  expect(debit).toMatchObject({
    message: 'camt.054',
    statements: [{ account: debtor.iban, entries: [{ ...entry, side: 'DBIT', transactions: [transaction] }] }],
  });
  expect(credit).toMatchObject({
    statements: [{ account: creditor.iban, entries: [{ ...entry, side: 'CRDT', transactions: [transaction] }] }],
  });
});

test('each account has a statement of its day when the next open one begins; each opens as the last closed', async () => {
  await submit(order('2031-03-07', 'A', 'B'));
  await playAt('2031-03-07T18:00:00+01:00');
  await plan('A', 'RETURN');
  await playAt('2031-03-07T18:00:00+01:00');
  expect(await bank.nextDueAt()).toEqual(new Date('2031-03-10T00:00:00+01:00'));
  expect(await playAt('2031-03-09T23:59:59+01:00')).toBe(0);
  expect(await playAt('2031-03-10T00:00:00+01:00')).toBe(2);
  await submit(order('2031-03-10', 'C'));
  await playAt('2031-03-11T00:00:00+01:00');
  expect(await bank.nextDueAt()).toBeNull();
  const statements = (await files()).flatMap(file => (file.message === 'camt.053' ? file.statements : []));
  const told = statements.map(({ account, sequence, balances, entries }) => [
    account === debtor.iban ? 'payer' : 'payee',
    sequence,
    ...balances.map(({ code, amount, side, date }) => `${code} ${side} ${amount} ${date}`),
    entries.map(({ side, transactions: [transaction] }) => `${transaction!.endToEndId} ${side}`).join(', '),
  ]);
  expect(told.sort()).toEqual([
    ['payee', '1', 'OPBD CRDT 0.00 2031-03-07', 'CLBD CRDT 12.34 2031-03-07', 'A CRDT, B CRDT, A DBIT'],
    ['payee', '2', 'OPBD CRDT 12.34 2031-03-10', 'CLBD CRDT 24.68 2031-03-10', 'C CRDT'],
    ['payer', '1', 'OPBD CRDT 0.00 2031-03-07', 'CLBD DBIT 12.34 2031-03-07', 'A DBIT, B DBIT, A CRDT'],
    ['payer', '2', 'OPBD DBIT 12.34 2031-03-10', 'CLBD DBIT 24.68 2031-03-10', 'C DBIT'],
  ]);
});

test('what comes after the opening of its day is booked at once', async () => {
  await submit(order('2031-03-03', 'A'));
  expect(await playAt('2031-03-03T10:00:00+01:00')).toBe(1);
  expect((await said()).slice(1)).toEqual(['A-DEBIT 2031-03-03', 'A-CREDIT 2031-03-03']);
});

test('what comes late is booked on the day it comes, on a weekend on the Monday', async () => {
  now = new Date('2031-03-08T11:00:00+01:00');
  await submit(order('2031-03-06', 'A'));
  await playAt('2031-03-08T11:00:00+01:00');
  expect(await bank.nextDueAt()).toEqual(new Date('2031-03-10T09:00:00+01:00'));
  await playAt('2031-03-10T09:00:00+01:00');
  expect((await said())[1]).toBe('A-DEBIT 2031-03-10');
});

test('after days without being played, what fell due is booked on its own day', async () => {
  await submit(order('2031-03-06', 'A'));
  await playAt('2031-03-20T12:00:00+01:00');
  expect((await said())[1]).toBe('A-DEBIT 2031-03-06');
});

test('a day that the operator closed, before or after the file came, moves to the next open one', async () => {
  await submit(order('2031-03-06', 'A'));
  await transaction(query => closeDay(query, localDate('2031-03-06'), 'Strike'));
  await transaction(query => closeDay(query, localDate('2031-03-07'), 'Strike'));
  await submit(order('2031-03-07', 'B'));
  await playAt('2031-03-07T18:00:00+01:00');
  expect(await said()).toEqual(['A-ACCP', 'B-ACCP']);
  await playAt('2031-03-10T09:00:00+01:00');
  expect((await said()).slice(2)).toEqual([
    'A-DEBIT 2031-03-10',
    'B-DEBIT 2031-03-10',
    'A-CREDIT 2031-03-10',
    'B-CREDIT 2031-03-10',
  ]);
  const settings = await transaction(bankSettings);
  expect(settings.closedDays).toEqual([
    { day: '2031-03-06', reason: 'Strike' },
    { day: '2031-03-07', reason: 'Strike' },
  ]);
});

test('Good Friday and Easter Monday: four days', async () => {
  await submit(order('2031-04-11', 'A'));
  await playAt('2031-04-14T18:00:00+02:00');
  expect(await said()).toEqual(['A-ACCP']);
  await playAt('2031-04-15T09:00:00+02:00');
  expect((await said())[1]).toBe('A-DEBIT 2031-04-15');
});

test('planned before the bank has it: rejected, returned a day later, delayed by open days', async () => {
  await plan('A', 'REJECT');
  await plan('B', 'RETURN');
  await plan('C', 'DELAY', 2);
  await submit(order('2031-03-06', 'A', 'B', 'C'));
  await playAt('2031-03-06T09:00:00+01:00');
  expect((await said()).slice(3)).toEqual(['A-RJCT', 'B-DEBIT 2031-03-06']);
  await playAt('2031-03-07T09:00:00+01:00');
  expect((await said()).slice(5)).toEqual(['B-RTRN-CRDT 2031-03-07']);
  await playAt('2031-03-09T09:00:00+01:00');
  expect(await playAt('2031-03-10T00:00:00+01:00')).toBe(1);
  expect(await bank.nextDueAt()).toEqual(new Date('2031-03-10T09:00:00+01:00'));
  await playAt('2031-03-10T09:00:00+01:00');
  expect((await said()).slice(6)).toEqual(['C-DEBIT 2031-03-10', 'C-CREDIT 2031-03-10']);
  expect((await files())[1]).toMatchObject({
    originalMessageId: 'MABC',
    payments: [{ transactions: [{ endToEndId: 'A', reasons: [{ code: 'AC04', info: 'AC04 closed' }] }] }],
  });
});

test('planned too late: a booked payment can only come back, at once; a rejected one is over', async () => {
  await plan('B', 'REJECT');
  await submit(order('2031-03-03', 'A', 'B'));
  await playAt('2031-03-03T10:00:00+01:00');
  expect(await plan('A', 'REJECT')).toBe(false);
  expect(await plan('A', 'DELAY')).toBe(false);
  expect(await plan('B', 'RETURN')).toBe(false);
  now = new Date('2031-03-08T12:00:00+01:00');
  expect(await plan('A', 'RETURN')).toBe(true);
  await playAt('2031-03-08T12:00:00+01:00');
  expect((await said()).at(-1)).toBe('A-RTRN-DBIT 2031-03-08');
  expect(await plan('A', 'RETURN')).toBe(false);
});

test('a recall gives up what waits and nothing else; asked again it says nothing new', async () => {
  await submit(order('2031-03-06', 'A'));
  await submit(order('2031-03-03', 'B'));
  await bank.play();
  await bank.recall(['A', 'B']);
  await bank.recall(['A', 'B']);
  expect((await said()).slice(2)).toEqual(['B-DEBIT 2031-03-03', 'B-CREDIT 2031-03-03', 'A-RJCT']);
  await playAt('2031-03-20T09:00:00+01:00');
  expect(await said()).toHaveLength(5);
});

test('what was recalled before it came is answered at once, and never booked', async () => {
  await bank.recall(['A']);
  await bank.recall(['A']);
  const told = [{ endToEndId: 'A', status: 'RJCT', reasons: [{ code: 'NOOR' }] }];
  expect(await files()).toMatchObject([{ originalMessageId: 'NOTPROVIDED', payments: [{ transactions: told }] }]);
  await submit(order('2031-03-03', 'A', 'B'));
  await bank.play();
  expect(await said()).toEqual(['A-RJCT', 'B-ACCP', 'B-DEBIT 2031-03-03', 'B-CREDIT 2031-03-03']);
});

test('the same file counts once; one that changed, or takes an id again, is a fault', async () => {
  const file = order('2031-03-06', 'A', 'B');
  await submit(file);
  await submit(file);
  expect(await said()).toEqual(['A-ACCP', 'B-ACCP']);
  await expect(submit({ ...order('2031-03-06', 'A', 'C'), messageId: 'OTHER' })).rejects.toThrow(
    'names an end-to-end id anew',
  );
  await expect(submit({ ...order('2031-03-06', 'A'), messageId: 'OTHER' })).rejects.toThrow('repeats instructions');
  await expect(bank.submit({ messageId: 'X', body: writePaymentFile(file) })).rejects.toThrow('names itself');
  expect(await said()).toEqual(['A-ACCP', 'B-ACCP']);
});

test('with noise on, the same messages come in another order and some twice; the ids decide, not chance', async () => {
  const ids = 'ABCDEFGHIJKLMNOP'.split('');
  await submit(order('2031-03-03', ...ids));
  await transaction(query => setNoise(query, { repeatMessages: true, reorderMessages: true }));
  await bank.play();
  const noisy = (await said()).slice(ids.length);
  const expected = ids.flatMap(id => [`${id}-DEBIT 2031-03-03`, `${id}-CREDIT 2031-03-03`]);
  expect([...new Set(noisy)].sort()).toEqual([...expected].sort());
  expect(noisy.length).toBeGreaterThan(expected.length);
  expect([...new Set(noisy)]).not.toEqual(expected);

  const other = await openTestMarket();
  try {
    const twin = simulatedBank({
      transaction: work => other.work.perform(systemViewer, tx => work((sql, parameters) => tx.query(sql, parameters))),
      now: async () => now,
      zone: 'Europe/Paris',
      isOpen: day => isBusinessDay(day, targetCalendar),
    });
    const file = order('2031-03-03', ...ids);
    await twin.submit({ messageId: file.messageId, body: writePaymentFile(file) });
    await other.work.perform(systemViewer, tx =>
      setNoise((sql, parameters) => tx.query(sql, parameters), { repeatMessages: true, reorderMessages: true }),
    );
    await twin.play();
    expect((await said(twin)).slice(ids.length)).toEqual(noisy);
  } finally {
    await other.close();
  }
});

test('files are given until they are acknowledged', async () => {
  await submit(order('2031-03-03', 'A', 'B'));
  await bank.play();
  const all = await bank.waitingFiles(10);
  expect(all.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^SIM[0-9A-F]{16}\.pain\.002\.xml$/),
    expect.stringMatching(/^SIM[0-9A-F]{16}\.camt\.054\.xml$/),
    expect.stringMatching(/^SIM[0-9A-F]{16}\.camt\.054\.xml$/),
  ]);
  expect(await bank.waitingFiles(2)).toEqual(all.slice(0, 2));
  await bank.acknowledge([all[0]!.id, all[2]!.id]);
  await bank.acknowledge([all[0]!.id]);
  expect(await bank.waitingFiles(10)).toEqual([all[1]]);
});

describe('of direct debits', () => {
  /** Of the payee, who collects from the payer on the 6th. */
  async function collect(scheme: 'CORE' | 'B2B', ...endToEndIds: string[]): Promise<void> {
    const mandate = { id: 'MANDATE7', signedOn: localDate('2030-01-15') };
    const messageId = `C${endToEndIds.join('')}`;
    const body = writeCollectionFile({
      ...{ messageId, createdAt: now, creditor, creditorIdentifier: 'DE98ZZZ09999999999', scheme, sequence: 'FRST' },
      ...{ collectionDate: localDate('2031-03-06'), currency: 'EUR', format: 'PAIN_008_001_08' },
      collections: endToEndIds.map(endToEndId => ({ endToEndId, debtor, mandate, amountMinor: 5n, remittance: null })),
    });
    await bank.submit({ messageId, body });
  }

  test('it books what the payee collects at both, as direct debits, and says so of its file', async () => {
    await collect('B2B', 'A', 'B');
    await plan('B', 'REJECT');
    await playAt('2031-03-06T09:00:00+01:00');
    expect(await said()).toEqual(['A-ACCP', 'B-ACCP', 'B-RJCT', 'A-DEBIT 2031-03-06', 'A-CREDIT 2031-03-06']);
    const bodies = (await bank.waitingFiles(1000)).map(({ bytes }) => Buffer.from(bytes).toString());
    expect(bodies[0]).toContain('<OrgnlMsgId>CAB</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>');
    const entries = (await files()).flatMap(file => (file.message === 'camt.054' ? file.statements : []));
    expect(entries.map(({ account, entries: [entry] }) => [account, entry!.side, entry!.transactionCode])).toEqual([
      [debtor.iban, 'DBIT', 'PMNT/RDDT/BBDD'],
      [creditor.iban, 'CRDT', 'PMNT/IDDT/BBDD'],
    ]);
  });

  test.each([
    ['CORE', '2031-05-01T23:59:59+02:00', '2031-05-02T00:00:00+02:00'],
    ['B2B', '2031-03-11T23:59:59+01:00', '2031-03-12T00:00:00+01:00'],
  ] as const)('of %s one that was booked comes back as long as the scheme lets it', async (scheme, last, after) => {
    await collect(scheme, 'A', 'B');
    await playAt('2031-03-06T09:00:00+01:00');
    now = new Date(last);
    expect(await plan('A', 'RETURN')).toBe(true);
    await playAt(last);
    const day = last.slice(0, 10);
    expect((await said()).slice(-2)).toEqual([`A-RTRN-CRDT ${day}`, `A-RTRN-DBIT ${day}`]);
    now = new Date(after);
    expect(await plan('B', 'RETURN')).toBe(false);
  });
});
