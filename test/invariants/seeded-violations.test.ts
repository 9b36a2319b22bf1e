import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { planInstruction } from '../../server/bank/index.js';
import { drawFeeBills } from '../../server/fees/index.js';
import { checks, violationsIn } from '../../server/invariants/index.js';
import { activateMandate, proposeMandate } from '../../server/mandates/index.js';
import type { PaymentRow } from '../../server/payments/index.js';
import type { ReceivedFile } from '../../server/bank/index.js';
import { confirmResolution, proposeResolution } from '../../server/reconciliation/index.js';
import { bankWithFiles, type Happening, notificationFile } from '../support/bank-month.js';
import type { Db } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { type CreditMarket, openCreditMarket } from '../support/credit-market.js';
import { insertParty, type Party, releaseByTwo, releaseInput } from '../support/money-market.js';

/*
 * For each check something that breaks its rule, done as the superuser with triggers, foreign keys and where need be
 * constraints out of the way, and rolled back afterwards. Exactly this check must name it.
 */

jest.setTimeout(120_000);

let market: CreditMarket;
let bidder: Party;
let admin: pg.Client;

beforeAll(async () => {
  market = await openCreditMarket();
  await live(market);
  await credit(market);
  bidder = await market.work.perform(systemViewer, tx => insertParty(tx, 'Bidder', 'FUNDER'));
  const { builtins, getTypeParser } = pg.types;
  const own: Record<number, (text: string) => unknown> = { [builtins.INT8]: BigInt, [builtins.DATE]: text => text };
  admin = new pg.Client({
    connectionString: market.urls.adminUrl,
    types: { getTypeParser: (oid: number, format?: 'text') => own[oid] ?? getTypeParser(oid, format) } as never,
  });
  await admin.connect();
  const { rows } = await admin.query<{ table_name: string; columns: string[] }>(
    `SELECT table_name, array_agg(column_name::text) AS columns FROM information_schema.columns
      WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY table_name`,
  );
  writtenColumns = new Map(rows.map(row => [row.table_name, row.columns]));
});
afterAll(async () => {
  await admin.end();
  await market.close();
});

/** A market with something of everything: promised, paid, agreed, disbursed, repaid, failed, come back. */
async function live({
  approve,
  award,
  pay: release,
  payment,
  settle,
  setClock,
  work,
  rows,
  supplier,
  buyer,
}: CreditMarket): Promise<void> {
  const [promised, paid, agreed, disbursed, repaid, returned] = [
    await approve(),
    await approve({ adjustedDueDate: localDate('2031-03-07') }),
    await approve(),
    await approve(),
    await approve({ adjustedDueDate: localDate('2031-05-05') }),
    await approve(),
  ];
  expect(promised!.state).toBe('APPROVED');
  await release(await payment(paid!, 'SUPPLIER_PAYMENT'));
  await award(agreed!);
  for (const invoice of [disbursed!, repaid!, returned!]) {
    await award(invoice);
    await release(await payment(invoice, 'DISBURSEMENT'));
  }
  const { endToEndId } = await payment(returned!, 'DISBURSEMENT');
  await work.perform(systemViewer, tx =>
    planInstruction(
      (sql, values) => tx.query(sql, values),
      endToEndId,
      { behaviour: 'RETURN', reason: 'AC04' },
      new Date(0),
    ),
  );
  await settle();
  await setClock('2031-03-06T09:00:00+01:00');
  await settle();
  await collectUnderMandate(await payment(repaid!, 'REPAYMENT'));
  await settle();
  await setClock('2031-03-07T09:00:00+01:00');
  await settle();
  await setClock('2031-05-05T09:00:00+02:00');
  await settle();
  await drawFeeBills(work);
  await release(...(await rows<PaymentRow>('payment', `kind = 'FEE_BILL'`)));
  await setClock('2031-06-05T18:00:00+02:00');
  await settle();
  await settle(bankWithFiles([feesOfTheMonth(supplier.iban)]));
  await resolveFees({ work, rows, supplier });
  await settle(bankWithFiles([paidBy(buyer, supplier.iban)]));
  await resolveEntry({ work, rows, supplier }, `side = 'CREDIT'`, 'REFUND');
  // The statements of the last day.
  await setClock('2031-06-06T00:00:00+02:00');
  await settle();
}

/** The funder collects what the buyer owes it, under a mandate that two persons of the buyer granted. */
async function collectUnderMandate(payment: PaymentRow): Promise<void> {
  const { work, buyer, funder, releaser } = market;
  const mandate = await work.run(proposeMandate, buyer.checker, {
    creditorId: toWireId('organization', funder.id),
    scheme: 'B2B',
    creditorIdentifier: 'DE98ZZZ09999999999',
    bankAccountId: toWireId('bankAccount', buyer.accountId),
    signedOn: '2031-03-03',
    idempotencyKey: randomUUID(),
  });
  const mandateId = toWireId('mandate', (mandate as { mandateId: string }).mandateId);
  await work.run(activateMandate, releaser, { mandateId, idempotencyKey: randomUUID() });
  const collected = await releaseByTwo(market, funder.checker, { ...releaseInput([payment]), direction: 'COLLECTION' });
  expect(collected).toHaveProperty('fileIds');
}

/** The bank takes its fees, three times. */
function feesOfTheMonth(iban: string): ReceivedFile {
  const day = localDate('2031-06-05');
  const fee: Happening = {
    ...{ iban, side: 'DEBIT', amountMinor: 12_50n, day, endToEndId: null, counterparty: null, returned: false },
    remittance: 'Fees',
  };
  return notificationFile('camt.054', [fee, fee, fee]);
}

/** Money comes from another's account, for which nobody asked. */
function paidBy(counterparty: Party, iban: string): ReceivedFile {
  const day = localDate('2031-06-05');
  const of = {
    iban,
    side: 'CREDIT',
    amountMinor: 400_00n,
    day,
    endToEndId: null,
    counterparty,
    returned: false,
  } as const;
  return notificationFile('camt.054', [{ ...of, remittance: 'On account' }]);
}

/** Two persons say of one that it is no business of this market. */
function resolveFees(of: Pick<CreditMarket, 'work' | 'rows' | 'supplier'>): Promise<void> {
  return resolveEntry(of, `side = 'DEBIT'`, 'UNRELATED');
}

async function resolveEntry(
  { work, rows, supplier }: Pick<CreditMarket, 'work' | 'rows' | 'supplier'>,
  which: string,
  kind: string,
): Promise<void> {
  const [entry] = await rows<{ id: string }>('bank_entry', `state = 'SUSPENSE' AND ${which}`);
  const [account] = await rows<{ verifiedBy: string }>('bank_account', 'id = $1', [supplier.accountId]);
  const second = { ...supplier.checker, personId: account!.verifiedBy };
  const key = () => ({ idempotencyKey: randomUUID() });
  const proposed = await work.run(proposeResolution, supplier.checker, {
    ...{ entryId: toWireId('bankEntry', entry!.id), kind, reason: 'Seen with the bank', ...key() },
  });
  const resolutionId = toWireId('entryResolution', (proposed as { resolutionId: string }).resolutionId);
  await work.run(confirmResolution, second, { resolutionId, ...key() });
}

/** Credit notes: one that reduced its invoice, one that is taken off later ones in part, and a batch that waits with some. */
async function credit({ invoice, noteFor, approveAll, prepare }: CreditMarket): Promise<void> {
  const reduced = await invoice('1000.00', 'RE-1');
  await noteFor('50.00', 'RE-1');
  await approveAll(reduced);
  await noteFor('400.00', null);
  await approveAll(await invoice('100.00'));
  await prepare({ lines: [{ invoiceId: toWireId('invoice', await invoice('70.00')) }] });
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function dbOf(client: pg.Client): Db {
  const query = async <Row>(sql: string, parameters?: readonly unknown[]) => {
    const { rows } = await client.query(sql, parameters as unknown[]);
    return rows.map(row =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])),
    ) as Row[];
  };
  return {
    query,
    maybe: async (...given) => (await query<never>(...given))[0],
    one: async (...given) => (await query<never>(...given))[0]!,
  };
}

/** The checks that name something after the statements were run. */
async function named(...statements: string[]): Promise<string[]> {
  await admin.query('BEGIN');
  try {
    await admin.query('SET LOCAL session_replication_role = replica');
    for (const sql of statements) await admin.query(sql);
    const violations = await violationsIn(dbOf(admin));
    return [...new Set(violations.map(({ id }) => id))];
  } finally {
    await admin.query('ROLLBACK');
  }
}

test('the market that is broken below is whole', async () => {
  expect(await named()).toEqual([]);
});

const one = (table: string, condition: string, column = 'id') =>
  `(SELECT ${column} FROM ${table} WHERE ${condition} ORDER BY ${column} LIMIT 1)`;
const unused = '00000000-0000-4000-8000-00000000000';
const partyNamed = (name: string) => one('organization', `name = '${name}'`);

/** A movement that balances for everybody and moves one kind of account off what it stands for, counters and all. */
function drift(
  party: string,
  kind: string,
  invoice = one('invoice', `state = 'APPROVED'`),
  financing = 'NULL',
): string[] {
  const account = (of: string) => one('ledger_account', `organization_id = ${partyNamed(party)} AND kind = '${of}'`);
  return [
    `INSERT INTO ledger_account (id, organization_id, kind, currency)
     VALUES ('${unused}1', ${partyNamed(party)}, 'FEE_COST', 'EUR'), ('${unused}2', ${partyNamed(party)}, '${kind}', 'EUR')
     ON CONFLICT DO NOTHING`,
    `INSERT INTO movement (id, kind, cause_kind, cause_id) VALUES ('${unused}3', 'SUSPENSE', 'BANK_ENTRY', 'seeded')`,
    `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency, invoice_id, financing_id)
     VALUES ('${unused}4', '${unused}3', 1, ${account(kind)}, ${account('FEE_COST')}, 1, 'EUR', ${invoice}, ${financing})`,
    `UPDATE ledger_account SET debit_minor = debit_minor + 1 WHERE id = ${account(kind)}`,
    `UPDATE ledger_account SET credit_minor = credit_minor + 1 WHERE id = ${account('FEE_COST')}`,
  ];
}
const paidSupplier = one('payment', `kind = 'SUPPLIER_PAYMENT' AND state = 'SETTLED'`);
const disbursed = one('financing', `state = 'DISBURSED'`);
const ofDisbursed = one('financing', `state = 'DISBURSED'`, 'invoice_id');

/** An auction that is open until 2032, of an invoice that is listed nowhere, with bids of a funder without limits. */
function auctionWithBids(state: string, bids: readonly string[], validUntil = '2031-12-31'): string[] {
  const invoice = one('invoice', `state = 'APPROVED' AND id NOT IN (SELECT invoice_id FROM auction)`);
  return [
    `INSERT INTO state_transition VALUES ('auction', '', '${state}', 'auction.opened') ON CONFLICT DO NOTHING`,
    `INSERT INTO auction (id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, kind, advance_bps, face_minor, currency, maturity,
                          closes_at, accept_until, state, event_no)
     SELECT '${unused}5', id, programme_id, terms_id, supplier_id, buyer_id, 'CONTINUOUS', 10000, approved_minor, 'EUR', '2031-12-31',
            '2032-01-01', '2032-01-01', '${state}', 1 FROM invoice WHERE id = ${invoice}`,
    ...eventsOf('auction', `${unused}5`, [state, 'auction.opened']),
    ...bids.flatMap(id => [
      `INSERT INTO bid (id, auction_id, funder_id, version, price_kind, rate_bps, day_count, exposure_minor, currency,
                        placed_at, valid_until, state, event_no)
       SELECT '${id}', id, '${bidder.id}', 1, 'DISCOUNT_ON_FACE', 1, 'ACT_360', advance_minor, 'EUR', '2031-03-01',
              '${validUntil}', 'LIVE', 1 FROM auction WHERE id = '${unused}5'`,
      ...eventsOf('bid', id, ['LIVE', 'bid.placed']),
    ]),
  ];
}

/** The columns of each table that are written, not computed. */
let writtenColumns: ReadonlyMap<string, readonly string[]>;

/** A row like another but for its id and the changes, given as SQL of keys and values. */
function copy(table: string, id: string, of: string, change: string): string {
  const columns = writtenColumns.get(table)!;
  const values = columns.map(
    column => `(jsonb_populate_record(t, jsonb_build_object('id', '${id}', ${change}))).${column}`,
  );
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} t WHERE id = ${of}`;
}

/** The name of the constraint of a table whose definition contains a text. */
function dropConstraint(table: string, text: string): string {
  return `DO $$ DECLARE name text; BEGIN
    SELECT conname INTO STRICT name FROM pg_constraint
     WHERE conrelid = '${table}'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%${text}%';
    EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', name);
  END $$`;
}

const seeds: Readonly<Record<string, () => string[]>> = {
  'I-01': () => {
    const [accounts, movement] = drift('Supplier', 'DISCOUNT_COST');
    // From one party to another, with nothing against it.
    const [debit, credit] = [
      one('ledger_account', `kind = 'DISCOUNT_COST'`),
      one('ledger_account', `kind = 'FEE_INCOME'`),
    ];
    return [
      accounts!,
      movement!,
      `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency)
       VALUES ('${unused}4', '${unused}3', 1, ${debit}, ${credit}, 1, 'EUR')`,
      `UPDATE ledger_account SET debit_minor = debit_minor + 1 WHERE id = ${debit}`,
      `UPDATE ledger_account SET credit_minor = credit_minor + 1 WHERE id = ${credit}`,
    ];
  },
  'I-38': () => [
    `UPDATE ledger_account SET debit_minor = debit_minor + 1, credit_minor = credit_minor + 1 WHERE kind = 'SALES'`,
  ],
  'I-53': () => [
    `UPDATE movement SET business_day = business_day + 4000 WHERE id = ${one('movement', `kind = 'UNDERTAKING'`)}`,
  ],
  'I-54': () => [
    `INSERT INTO journal_number (organization_id, year_end, no, movement_id)
     SELECT ${partyNamed('Operator')}, '2031-12-31', 2, ${one('movement', `kind = 'FEE'`)}`,
  ],
  'I-02.CLAIM_OF_FUNDER': () => drift('Funder', 'CLAIM', ofDisbursed, disbursed),
  'I-02.CLAIM_OF_SUPPLIER': () => drift('Supplier', 'CLAIM'),
  'I-02.PAYABLE': () => drift('Buyer', 'PAYABLE'),
  'I-02.BANK': () => drift('Buyer', 'BANK'),
  'I-02.SUSPENSE': () => drift('Buyer', 'SUSPENSE', 'NULL'),
  'I-02.PURCHASES': () => drift('Buyer', 'PURCHASES'),
  'I-02.SALES': () => drift('Supplier', 'SALES'),
  'I-02.FEE_RECEIVABLE': () => drift('Operator', 'FEE_RECEIVABLE', ofDisbursed, disbursed),
  'I-02.FEE_PAYABLE': () => drift('Funder', 'FEE_PAYABLE', ofDisbursed, disbursed),
  'I-02.FEE_RECEIVABLE.PAID': () => drift('Operator', 'FEE_RECEIVABLE', 'NULL'),
  'I-02.FEE_PAYABLE.PAID': () => drift('Funder', 'FEE_PAYABLE', 'NULL'),
  'I-02.INTEREST_RECEIVABLE': () => drift('Funder', 'INTEREST_RECEIVABLE', ofDisbursed, disbursed),
  'I-02.INTEREST_PAYABLE': () => drift('Buyer', 'INTEREST_PAYABLE', ofDisbursed, disbursed),
  'I-02.DISCOUNT_UNEARNED': () => drift('Funder', 'DISCOUNT_UNEARNED', ofDisbursed, disbursed),
  'I-02.PRICE_PAYABLE': () => drift('Funder', 'PRICE_PAYABLE', ofDisbursed, disbursed),
  'I-02.PRICE_RECEIVABLE': () => drift('Supplier', 'PRICE_RECEIVABLE', ofDisbursed, disbursed),
  'I-02.CREDIT_RECEIVABLE': () => drift('Buyer', 'CREDIT_RECEIVABLE'),
  'I-02.CREDIT_PAYABLE': () => drift('Supplier', 'CREDIT_PAYABLE'),
  'I-02.LATE_RECEIVABLE': () => drift('Funder', 'LATE_RECEIVABLE', ofDisbursed, disbursed),
  'I-02.LATE_PAYABLE': () => drift('Buyer', 'LATE_PAYABLE'),
  'I-02.LATE_INCOME': () => drift('Funder', 'LATE_INCOME', ofDisbursed, disbursed),
  'I-02.LATE_COST': () => drift('Buyer', 'LATE_COST'),
  'I-02.REFUND_RECEIVABLE': () => drift('Buyer', 'REFUND_RECEIVABLE'),
  'I-02.REFUND_PAYABLE': () => drift('Supplier', 'REFUND_PAYABLE'),
  'I-02.LOSS_ALLOWANCE': () => drift('Funder', 'LOSS_ALLOWANCE', ofDisbursed, disbursed),
  'I-02.KIND': () => [
    dropConstraint('ledger_account', 'PAYABLE'),
    `INSERT INTO ledger_account (id, organization_id, kind, currency) VALUES ('${unused}1', ${partyNamed('Buyer')}, 'PETTY_CASH', 'EUR')`,
  ],
  'I-03': () => ['ALTER TABLE transfer DISABLE TRIGGER transfer_append_only'],
  'I-04': () => ['DROP INDEX financing_one_live', ...secondAward()],
  'I-05': () => [
    copy(
      'bid',
      `${unused}6`,
      one('financing', `state = 'AGREED'`, 'bid_id'),
      `'state', 'LOST', 'lost_reason', 'OUTBID', 'event_no', 2`,
    ),
    ...eventsOf('bid', `${unused}6`, ['LIVE', 'bid.placed'], ['LOST', 'bid.lost']),
    `UPDATE auction SET awarded_bid_id = '${unused}6' WHERE id = ${one('financing', `state = 'AGREED'`, 'auction_id')}`,
  ],
  'I-06': () => [`UPDATE exposure_limit SET reserved_minor = reserved_minor + 1 WHERE scope = 'PAIR'`],
  'I-07': () => [
    dropConstraint('exposure_limit', 'lowered OR'),
    `UPDATE exposure_limit SET limit_minor = 1 WHERE scope = 'TOTAL'`,
  ],
  'I-09': () => [
    `UPDATE auction SET closes_at = decided_at, accept_until = decided_at, opened_at = decided_at - interval '1 day'
      WHERE id = ${one('financing', `state = 'AGREED'`, 'auction_id')}`,
  ],
  'I-10': () => [
    `DELETE FROM event_channel c USING event e WHERE (c.epoch, c.xid, c.seq) = (e.epoch, e.xid, e.seq)
        AND e.subject_id = ${one('financing', `state = 'DISBURSED'`)} AND e.subject_no = 1`,
    `DELETE FROM event WHERE subject_id = ${one('financing', `state = 'DISBURSED'`)} AND subject_no = 1`,
  ],
  'I-11': () => [
    `DELETE FROM event_channel c USING event e WHERE (c.epoch, c.xid, c.seq) = (e.epoch, e.xid, e.seq)
        AND e.subject_id = ${one('financing', `state = 'DISBURSED'`)} AND e.subject_no = 1`,
  ],
  'I-12': () => [`UPDATE movement SET cause_id = '${unused}7' WHERE kind = 'PAID_TO_SUPPLIER'`],
  'I-13': () => [
    `UPDATE idempotency_record SET outcome = NULL WHERE key = ${one('idempotency_record', 'true', 'key')}`,
  ],
  'I-14': () => auctionWithBids('LAPSED', [`${unused}8`]),
  'I-15': () => ['DROP INDEX bid_one_live', ...auctionWithBids('OPEN', [`${unused}8`, `${unused}9`])],
  'I-16': () => [`UPDATE financing SET rate_bps = 460 WHERE state = 'AGREED'`],
  'I-17': () => [
    `UPDATE payment SET currency = 'USD' WHERE id = ${one('payment', `state = 'DUE' AND kind = 'SUPPLIER_PAYMENT'`)}`,
  ],
  'I-18': () => [`UPDATE organization SET state = 'SUSPENDED' WHERE id = '${bidder.id}'`],
  'I-20': () => [`UPDATE payment_file SET total_minor = total_minor + 1 WHERE id = ${one('payment_file', 'true')}`],
  'I-21': () => [
    `UPDATE payment_file SET released_by = '${bidder.checker.personId}' WHERE id = ${one('payment_file', 'true')}`,
  ],
  'I-58': () => [`UPDATE mandate SET ceiling_minor = 1`],
  'I-22': () => [
    `UPDATE bank_message_receipt SET outcome = 'IGNORED' WHERE message_id = ${one('bank_message_receipt', `kind = 'RETURNED'`, 'message_id')}`,
  ],
  'I-23': () => [
    `UPDATE bank_entry SET statement_id = NULL WHERE id = ${one('bank_entry', 'statement_id IS NOT NULL')}`,
  ],
  'I-23.CHAIN': () => [
    `UPDATE bank_report SET opening_minor = opening_minor + 1, closing_minor = closing_minor + 1
      WHERE id = ${one('bank_report', `message = 'camt.053' AND sequence = 2`)}`,
  ],
  'I-26': () => [
    `UPDATE payment SET credited_on = coalesce(credited_on, settled_on), payee_account_id = payer_account_id
      WHERE id = ${one('payment', `kind = 'FEE_BILL' AND state = 'SETTLED'`)}`,
    `UPDATE payment_file_line SET payee_account_id = payer_account_id
      WHERE payment_id = ${one('payment', `kind = 'FEE_BILL' AND state = 'SETTLED'`)}`,
  ],
  'I-26.RESOLVED': () => [`UPDATE entry_resolution SET state = 'REFUSED' WHERE kind = 'UNRELATED'`],
  'I-26.ONCE': () => [
    // A notification's words for what the statement tells in others.
    `UPDATE bank_entry SET reference = 'SEEDED' WHERE state = 'SUSPENSE'`,
    `UPDATE bank_entry SET statement_id = NULL, key = 'seeded', report_id = ${one('bank_report', `message = 'camt.053'`)}
      WHERE id = ${one('bank_entry', `state = 'SUSPENSE'`)}`,
  ],
  'I-26.REFUND': () => [
    dropConstraint('entry_resolution', 'refund_id IS NULL'),
    `UPDATE entry_resolution SET kind = 'UNRELATED' WHERE kind = 'REFUND'`,
  ],
  'I-24': () => [
    dropConstraint('bank_account', 'verified_by <> proposed_by'),
    `UPDATE bank_account SET verified_by = proposed_by WHERE organization_id = ${partyNamed('Buyer')}`,
  ],
  'I-25': () => [
    dropConstraint('approval', 'released_hash = content_hash'),
    `UPDATE approval SET released_hash = sha256('other') WHERE id = ${one('approval', `state = 'RELEASED'`)}`,
  ],
  'I-27': () => [
    dropConstraint('invoice', 'paid_minor = COALESCE'),
    `UPDATE payment_allocation SET principal_minor = 1, interest_minor = amount_minor - 1 WHERE payment_id = ${paidSupplier}`,
    `UPDATE invoice SET paid_minor = 1 WHERE id = (SELECT invoice_id FROM payment WHERE id = ${paidSupplier})`,
  ],
  'I-28': () => [`DELETE FROM payment WHERE id = ${one('payment', `state = 'DUE' AND kind = 'SUPPLIER_PAYMENT'`)}`],
  'I-43': () => [
    `UPDATE credit_note SET netted_minor = netted_minor - 1 WHERE id = ${one('credit_note', `state = 'OPEN'`)}`,
  ],
  'I-44': () => [`UPDATE credit_note SET currency = 'USD' WHERE id = ${one('credit_note', `state = 'OPEN'`)}`],
  'I-45': () => [
    `UPDATE approval SET credit_count = credit_count + 1 WHERE id = ${one('approval', 'credit_count = 1')}`,
  ],
  'I-33': () => [
    'DROP INDEX invoice_fingerprint',
    `UPDATE invoice SET fingerprint = ${one('invoice', 'true', 'fingerprint')}`,
  ],
  'I-34': () => [
    `INSERT INTO invoice_copy (invoice_id, side, document_id, number, issue_date, due_date, currency, payable_minor, content)
     SELECT id, 'BUYER', '${randomUUID()}', number, issue_date, due_date, currency, payable_minor, '{}'
       FROM invoice WHERE id = ${one('invoice', 'true')}`,
  ],
  'I-35': () => [
    `UPDATE event SET at = at - interval '1 day' WHERE subject_id = ${one('financing', `state = 'DISBURSED'`)} AND subject_no = 2`,
  ],
  'I-37': () => auctionWithBids('OPEN', [`${unused}8`], '2031-03-02'),
  'I-39': () => [
    `UPDATE approval SET left_out_count = 1, approved_count = 0 WHERE id = ${one('approval', `state = 'RELEASED'`)}`,
  ],
  'I-40': () => [
    `UPDATE payment_file SET sending_at = '2031-04-01', sent_at = '2031-04-01'
      WHERE id = ${one('payment', `kind = 'DISBURSEMENT' AND state = 'SETTLED'`, 'file_id')}`,
  ],
  'I-46': () => {
    const { memberId } = bidder.checker;
    const id = `md5('${memberId} LIMIT_NEAR seeded')::uuid`;
    return [
      `INSERT INTO alert (member_id, kind, fact, subject_kind, subject_id, delivery, state, event_no)
       VALUES ('${memberId}', 'LIMIT_NEAR', 'seeded', 'organization', '${bidder.id}', 'APPLICATION', 'UNREAD', 1)`,
      `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
       VALUES (1, 'alert.raised', 'alert', ${id}, 1, '', 'UNREAD', 'SYSTEM', 'seeded')`,
      `INSERT INTO event_channel (channel, epoch, xid, seq) SELECT 'operator', epoch, xid, seq FROM event WHERE subject_id = ${id}`,
    ];
  },
  'I-50': () => [`UPDATE fee_bill_line SET amount_minor = amount_minor + 1 WHERE amount_minor > 0`],
  'I-51': () => [
    dropConstraint('operator_override', 'decided_by <> proposed_by'),
    `INSERT INTO operator_override (id, act, subject_id, organization_id, reason, proposed_by, proposed_at, lapses_at,
                                    decided_by, decided_at, state, event_no)
     VALUES ('${unused}7', 'RESUME_ORGANIZATION', '${bidder.id}', ${partyNamed('Operator')}, 'Seeded.',
             '${bidder.checker.personId}', '2031-03-01', '2031-03-02', '${bidder.checker.personId}', '2031-03-01', 'CONFIRMED', 1)`,
  ],
  'I-62': () => [
    ...eventsOf(
      'disclosure_pack',
      `${unused}8`,
      ['OPEN', 'disclosurePack.opened'],
      ['PREPARED', 'disclosurePack.prepared'],
      ['CLOSED', 'disclosurePack.closed'],
    ),
    `INSERT INTO disclosure_pack (id, buyer_id, kind, first_day, last_day, opened_by, prepared_by, prepared_at,
                                  prepared_hash, closed_by, closed_at, content_hash, state, event_no)
     SELECT '${unused}8', ${partyNamed('Buyer')}, 'MONTH', '2031-01-01', '2031-01-31', a, a, now(), sha256('x'), b, now(),
            sha256('x'), 'CLOSED', 3
       FROM (SELECT min(id::text)::uuid AS a, max(id::text)::uuid AS b FROM person) p`,
    `INSERT INTO disclosure_line (pack_id, programme_id, figure, invoice_id, amount_minor, currency, due_days)
     SELECT '${unused}8', programme_id, 'OPENING', id, 100, 'EUR', 30 FROM invoice WHERE id = ${one('invoice', 'programme_id IS NOT NULL')}`,
  ],
  'I-63': () => {
    // There and back, so that every account still comes to what it stands for.
    const [accounts, movement] = drift('Buyer', 'PAYABLE');
    const account = (kind: string) =>
      one('ledger_account', `organization_id = ${partyNamed('Buyer')} AND kind = '${kind}'`);
    const transfer = (ordinal: number, debit: string, credit: string) =>
      `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency)
       VALUES ('${unused}${ordinal + 3}', '${unused}3', ${ordinal}, ${account(debit)}, ${account(credit)}, 1, 'EUR')`;
    return [
      accounts!,
      movement!,
      transfer(1, 'PAYABLE', 'FEE_COST'),
      transfer(2, 'FEE_COST', 'PAYABLE'),
      `UPDATE ledger_account SET debit_minor = debit_minor + 1, credit_minor = credit_minor + 1
        WHERE id IN (${account('PAYABLE')}, ${account('FEE_COST')})`,
    ];
  },
  'I-60': () => [`DELETE FROM payment_allocation WHERE payment_id = ${paidSupplier}`],
  'I-61': () => [
    `INSERT INTO reference_rate (id, zone, half_year, rate_bps, entered_by)
     VALUES ('${unused}8', 'EUR', '2031-01-01', 240, '${bidder.checker.personId}')`,
    `INSERT INTO late_claim (invoice_id, holder_id, charged_through)
     SELECT id, supplier_id, adjusted_due_date + 1 FROM invoice
      WHERE id = ${one('invoice', `state = 'APPROVED' AND id NOT IN (SELECT invoice_id FROM financing)`)}`,
  ],
  'I-42': () => [
    `UPDATE auction SET supplier_id = '${bidder.id}' WHERE id = ${one('financing', `state = 'AGREED'`, 'auction_id')}`,
  ],
  'I-41': () => [
    `UPDATE payment SET payee_account_id = '${bidder.accountId}' WHERE id = ${one('payment', `kind = 'REPAYMENT' AND state = 'DUE'`)}`,
  ],
};

/** A second award of one invoice, whole in every other respect: auction, bid, leg 1, limits. */
function secondAward(): string[] {
  const first = one('financing', `state = 'AGREED'`);
  const [auction, bid, financing, payment] = ['a', 'b', 'c', 'd'].map(digit => `${unused}${digit}`) as [
    string,
    string,
    string,
    string,
  ];
  return [
    copy('auction', auction, one('financing', `state = 'AGREED'`, 'auction_id'), `'awarded_bid_id', '${bid}'`),
    ...eventsOf('auction', auction, ['OPEN', 'auction.opened'], ['AWARDED', 'auction.awarded']),
    copy('bid', bid, one('financing', `state = 'AGREED'`, 'bid_id'), `'auction_id', '${auction}'`),
    ...eventsOf('bid', bid, ['LIVE', 'bid.placed'], ['WON', 'bid.won']),
    copy('financing', financing, first, `'auction_id', '${auction}', 'bid_id', '${bid}'`),
    ...eventsOf('financing', financing, ['AGREED', 'financing.agreed']),
    copy(
      'payment',
      payment,
      one('payment', `kind = 'DISBURSEMENT' AND state = 'DUE'`),
      `'financing_id', '${financing}', 'end_to_end_id', '${'A'.repeat(29)}'`,
    ),
    ...eventsOf('payment', payment, ['DUE', 'payment.due']),
    `UPDATE exposure_limit SET committed_minor = committed_minor + 10000000`,
  ];
}

function eventsOf(kind: string, id: string, ...steps: [string, string][]): string[] {
  return steps.flatMap(([to, type], index) => [
    `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
     VALUES (1, '${type}', '${kind}', '${id}', ${index + 1}, '${steps[index - 1]?.[0] ?? ''}', '${to}', 'ANONYMOUS', 'seeded')`,
    `INSERT INTO event_channel (channel, epoch, xid, seq)
     SELECT 'operator', epoch, xid, seq FROM event WHERE subject_id = '${id}' AND subject_no = ${index + 1}`,
  ]);
}

test('every check has a violation', () => {
  expect(Object.keys(seeds).sort()).toEqual(checks.map(({ id }) => id).sort());
});

test.each(checks.map(({ id, sentence }) => [id, sentence]))('%s %s', async id => {
  expect(await named(...seeds[id]!())).toEqual([id]);
});

const seedsOfFiles: Readonly<Record<string, () => string[]>> = {
  'one person did both': () => [
    dropConstraint('payment_file', 'IS DISTINCT FROM prepared_by'),
    `UPDATE payment_file SET released_by = prepared_by WHERE id = ${one('payment_file', 'true')}`,
  ],
  'it was let go in the place of who prepared it': () => [
    dropConstraint('payment_file', 'decided_for <> prepared_by'),
    `UPDATE payment_file SET decided_for = prepared_by WHERE id = ${one('payment_file', 'true')}`,
  ],
  'it is above the ceiling of whoever let it go': () => [
    dropConstraint('payment_file', 'ceiling_minor'),
    `UPDATE payment_file SET ceiling_minor = total_minor - 1 WHERE id = ${one('payment_file', 'true')}`,
  ],
  'other bytes than were released': () => [
    `UPDATE payment_file SET body = body || ' ', sha256 = sha256(convert_to(body || ' ', 'UTF8'))
      WHERE id = ${one('payment_file', 'true')}`,
  ],
  'a payment that went otherwise than it stands in it': () => [
    `UPDATE payment_file_line SET late_minor = late_minor + 1
      WHERE payment_id = ${one('payment', `state = 'SETTLED' AND file_id IS NOT NULL`)}`,
  ],
};

test.each(Object.keys(seedsOfFiles))('I-21 of a file: %s', async seed => {
  expect(await named(...seedsOfFiles[seed]!())).toEqual(['I-21']);
});
