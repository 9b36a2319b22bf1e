import { randomBytes, randomUUID } from 'node:crypto';
import { type BankPort, type SimulatedBank, simulatedBank } from '../../server/bank/index.js';
import { operatorChannel, recordEvents, type SubjectKind } from '../../server/events/index.js';
import type { FinancingRow } from '../../server/financings/financing.entity.js';
import { releasePaymentFiles } from '../../server/financings/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { approvalLineCause, ledgerTable, post, undertaking } from '../../server/ledger/index.js';
import {
  createDisbursements,
  createSupplierPayments,
  type PaymentRow,
  preparePaymentFiles,
  sendPaymentFiles,
} from '../../server/payments/index.js';
import type { Tx } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { daysBetween, type LocalDate, localDate } from '../../server/platform/local-date.js';
import { formatMoney } from '../../server/platform/money.js';
import { Problem } from '../../server/platform/problem.js';
import { type MemberViewer, type OrganizationRole, systemViewer } from '../../server/platform/viewer.js';
import { addBusinessDays, isBusinessDay, targetCalendar } from '../../server/pricing/index.js';
import { followWhatBanksSaid, receiveBankFiles } from '../../server/reconciliation/index.js';
import type { ReportFault } from '../../server/platform/report-fault.js';
import { openTestMarket, type TestMarket } from './test-market.js';

/** One organization with two persons and a verified account; `checker` acts for it. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly iban: string;
  readonly checker: MemberViewer;
}

/** A market with the rows that money needs and no more, in the state after an award; time stands in March 2031. */
export interface MoneyMarket extends TestMarket {
  readonly supplier: Party;
  readonly buyer: Party;
  readonly funder: Party;
  readonly operator: Party;
  readonly programmeId: string;
  readonly bank: SimulatedBank;
  /** Sets business time, never back. */
  setClock(at: string): Promise<void>;
  approve(of?: Partial<ApprovedInvoice>): Promise<InvoiceRow>;
  award(invoice: InvoiceRow, of?: Partial<Award>): Promise<FinancingRow>;
  /** Two persons of the payer let payments go; throws where that is refused. */
  release(...payments: readonly PaymentRow[]): Promise<void>;
  /** The latest payment of the kind for the invoice. */
  payment(invoice: { readonly id: string }, kind: PaymentRow['kind']): Promise<PaymentRow>;
  /** Files out, the bank plays, messages in, until nothing moves; with another bank, whatever that bank says. */
  settle(bank?: BankPort): Promise<void>;
  ledger(of?: { readonly invoiceId?: string }): Promise<string[]>;
  /** Every row of a table that the condition selects, keys in camelCase. */
  rows<Row>(table: string, condition?: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface ApprovedInvoice {
  readonly amountMinor: bigint;
  readonly adjustedDueDate: LocalDate;
}

export interface Award {
  readonly valueDate: LocalDate;
  readonly discountMinor: bigint;
  readonly flatFeeMinor: bigint;
  readonly platformFeeMinor: bigint;
  readonly platformFeePayer: 'SUPPLIER' | 'FUNDER' | 'BUYER';
  readonly rateBps: string;
}

export async function openMoneyMarket(): Promise<MoneyMarket> {
  const market = await openTestMarket();
  const { work, database } = market;
  const setClock = async (at: string) => {
    await market.asAdmin(
      `UPDATE business_clock SET offset_ms = ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)`,
      [at],
    );
  };
  await setClock('2031-03-03T10:00:00+01:00');
  const parties = await work.perform(systemViewer, async tx => ({
    operator: await insertParty(tx, 'Operator', 'OPERATOR'),
    buyer: await insertParty(tx, 'Buyer', 'BUYER'),
    supplier: await insertParty(tx, 'Supplier', 'SUPPLIER'),
    funder: await insertParty(tx, 'Funder', 'FUNDER'),
  }));
  const { programmeId, termsId } = await work.perform(systemViewer, tx => insertProgramme(tx, parties));
  const ids = { ...parties, programmeId, termsId };
  const bank = openBank(market);

  return {
    ...market,
    ...parties,
    programmeId,
    bank,
    setClock,
    approve: of => work.perform(systemViewer, tx => insertApprovedInvoice(tx, ids, of)),
    award: (invoice, of) => work.perform(systemViewer, tx => insertFinancing(tx, ids, invoice, of)),
    async release(...payments) {
      for (const payerId of new Set(payments.map(payment => payment.payerId))) {
        const own = payments.filter(payment => payment.payerId === payerId);
        const payer = Object.values(parties).find(party => party.id === payerId)!;
        const outcome = await releaseByTwo(market, payer.checker, releaseInput(own));
        if (outcome instanceof Problem) throw new Error(`${outcome.code}: ${JSON.stringify(outcome)}`);
      }
    },
    payment: (invoice, kind) =>
      database.read(systemViewer, db =>
        db.one(
          'SELECT * FROM payment WHERE invoice_id = $1 AND kind = $2 ORDER BY created_at DESC, attempt DESC LIMIT 1',
          [invoice.id, kind],
        ),
      ),
    async settle(other) {
      for (let moved = 1; moved > 0; ) {
        moved = await sendPaymentFiles(work, database, other ?? bank, unexpected);
        moved += other ? 0 : await bank.play();
        moved += await receiveBankFiles(work, other ?? bank, unexpected);
        moved += await followWhatBanksSaid(work, database, unexpected);
      }
    },
    ledger: of => database.read(systemViewer, db => ledgerTable(db, of)),
    rows: (table, condition = 'true', parameters = []) =>
      database.read(systemViewer, db => db.query(`SELECT * FROM ${table} WHERE ${condition}`, parameters)),
  };
}

/** For work in which nothing is to fail. */
export const unexpected: ReportFault = fault => {
  throw fault;
};

export function releaseInput(payments: readonly PaymentRow[], idempotencyKey: string = randomUUID()) {
  const amountMinor = payments.reduce((sum, payment) => sum + payment.amountMinor, 0n);
  const { currency } = payments[0]!;
  return {
    paymentIds: payments.map(payment => toWireId('payment', payment.id)),
    total: { amount: formatMoney({ amountMinor, currency }), currency },
    idempotencyKey,
  };
}

type Opened = Pick<TestMarket, 'work' | 'database'>;

/** One person puts payments into files, and another releases all of them; the problem of whichever is refused. */
export async function releaseByTwo(
  market: Opened,
  preparer: MemberViewer,
  input: ReturnType<typeof releaseInput> & { readonly direction?: 'COLLECTION' },
): Promise<Problem | { readonly fileIds: readonly string[] }> {
  const releaser = await colleagueOf(market, preparer);
  const prepared = await market.work.run(preparePaymentFiles, preparer, input);
  return prepared instanceof Problem ? prepared : releaseFiles(market, releaser, prepared.fileIds);
}

/** Releases prepared files, each by its hash. */
export async function releaseFiles(
  { work, database }: Opened,
  releaser: MemberViewer,
  fileIds: readonly string[],
): Promise<Problem | { readonly fileIds: readonly string[] }> {
  const rows = await database.read(systemViewer, db =>
    db.query<{ id: string; sha256: Buffer }>('SELECT id, sha256 FROM payment_file WHERE id = ANY ($1::uuid[])', [
      fileIds,
    ]),
  );
  const files = rows.map(({ id, sha256 }) => ({ fileId: toWireId('paymentFile', id), sha256: sha256.toString('hex') }));
  return work.run(releasePaymentFiles, releaser, { files, idempotencyKey: randomUUID() });
}

/** Another checker of the viewer's organization: the one that it has, or a new one. */
export async function colleagueOf({ work }: Opened, viewer: MemberViewer): Promise<MemberViewer> {
  const { organizationId } = viewer;
  const permissions: MemberViewer['permissions'] = ['CHECKER'];
  const { personId, memberId } = await work.perform(systemViewer, async tx => {
    const found = await tx.maybe<{ personId: string; memberId: string }>(
      `SELECT person_id, id AS member_id FROM member
        WHERE organization_id = $1 AND person_id <> $2 AND active AND 'CHECKER' = ANY (permissions) ORDER BY id LIMIT 1`,
      [organizationId, viewer.personId],
    );
    if (found) return found;
    const [personId, memberId] = [randomUUID(), randomUUID()];
    const person = { email: `${personId}@example.org`, name: 'Second person', password_hash: '-' };
    await insert(tx, 'person', { id: personId, ...person });
    await insert(tx, 'member', { id: memberId, person_id: personId, organization_id: organizationId, permissions });
    return { personId, memberId };
  });
  return { ...viewer, personId, memberId, permissions, sessionId: randomUUID() };
}

/** The simulated bank in the market's own database, as the server opens it. */
export function openBank({ work, database }: Opened): SimulatedBank {
  return simulatedBank({
    transaction: run => work.perform(systemViewer, tx => run((sql, parameters) => tx.query(sql, parameters))),
    now: () =>
      database.read(systemViewer, async db => (await db.one<{ now: Date }>('SELECT business_now() AS now')).now),
    zone: 'Europe/Paris',
    isOpen: day => isBusinessDay(day, targetCalendar),
  });
}

interface Ids {
  readonly operator: Party;
  readonly buyer: Party;
  readonly supplier: Party;
  readonly funder: Party;
  readonly programmeId: string;
  readonly termsId: string;
}

export async function insertParty(tx: Tx, name: string, role: OrganizationRole): Promise<Party> {
  const [id, accountId, memberId] = [randomUUID(), randomUUID(), randomUUID()];
  const iban = `FR76${randomDigits(23)}`;
  await insert(tx, 'organization', { id, name, country: 'FR', roles: [role], state: 'ADMITTED', event_no: 2 });
  await history(tx, 'organization', id, ['PENDING', 'organization.registered'], ['ADMITTED', 'organization.admitted']);
  const persons = [randomUUID(), randomUUID()] as const;
  for (const person of persons) {
    await insert(tx, 'person', {
      id: person,
      email: `${person}@example.org`,
      name: `${name} person`,
      password_hash: '-',
    });
  }
  const permissions: MemberViewer['permissions'] = ['MAKER', 'CHECKER', 'DEALER', 'RISK', 'ADMINISTRATOR'];
  await insert(tx, 'member', { id: memberId, person_id: persons[0], organization_id: id, permissions });
  await insert(tx, 'bank_account', {
    id: accountId,
    organization_id: id,
    iban,
    holder_name: name,
    currency: 'EUR',
    state: 'VERIFIED',
    event_no: 2,
    proposed_by: persons[0],
    verified_by: persons[1],
    payee_check: 'MATCH',
    payee_checked_at: '2031-01-01T00:00:00Z',
    usable_from: '2031-01-01T00:00:00Z',
  });
  await history(tx, 'bank_account', accountId, ['PROPOSED', 'account.proposed'], ['VERIFIED', 'account.verified']);
  const checker: MemberViewer = {
    kind: 'MEMBER',
    personId: persons[0],
    memberId,
    organizationId: id,
    roles: [role],
    permissions,
    sessionId: randomUUID(),
  };
  return { id, name, accountId, iban, checker };
}

async function insertProgramme(tx: Tx, { buyer, supplier, funder }: Omit<Ids, 'programmeId' | 'termsId'>) {
  const [programmeId, termsId] = [randomUUID(), randomUUID()];
  await insert(tx, 'programme', {
    id: programmeId,
    buyer_id: buyer.id,
    name: 'Programme',
    currency: 'EUR',
    auction_kind: 'CONTINUOUS',
    auction_minutes: 60,
    acceptance_minutes: 0,
    event_no: 1,
  });
  await history(tx, 'programme', programmeId, ['', 'programme.created']);
  await tx.execute(
    `INSERT INTO programme_terms
       (id, programme_id, version, product, initiator, undertaking, disclosure, transfer, recourse, advance_bps, funded_by,
        repaid_by, debtor_contact, cost_bearer, price_kinds, day_count, platform_fee_payer, platform_fee_bps, terms_text,
        terms_hash, undertaking_text, undertaking_hash, published_by)
     VALUES ($1, $2, 1, 'REVERSE_FACTORING', 'SUPPLIER', 'IRREVOCABLE', 'DISCLOSED', 'ASSIGNMENT', 'NONE', 10000, 'FUNDER',
             'BUYER', 'OPERATOR', 'SUPPLIER', ARRAY['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'], 'ACT_360', 'FUNDER', 30, 'Terms.',
             sha256('Terms.'), 'We pay.', sha256('We pay.'), $3)`,
    [termsId, programmeId, buyer.checker.personId],
  );
  await insert(tx, 'programme_supplier', { programme_id: programmeId, supplier_id: supplier.id });
  await insert(tx, 'programme_funder', { programme_id: programmeId, funder_id: funder.id });
  for (const scope of ['TOTAL', 'BUYER', 'PAIR', 'COUNTRY', 'PROGRAMME'] as const) {
    const id = randomUUID();
    await insert(tx, 'exposure_limit', {
      id,
      scope,
      funder_id: scope === 'PROGRAMME' ? null : funder.id,
      buyer_id: scope === 'BUYER' || scope === 'PAIR' ? buyer.id : null,
      supplier_id: scope === 'PAIR' ? supplier.id : null,
      country: scope === 'COUNTRY' ? 'FR' : null,
      programme_id: scope === 'PROGRAMME' ? programmeId : null,
      currency: 'EUR',
      limit_minor: 1_000_000_000,
      event_no: 1,
    });
    await history(tx, 'limit', id, ['', 'limit.changed']);
  }
  return { programmeId, termsId };
}

async function insertApprovedInvoice(tx: Tx, ids: Ids, of: Partial<ApprovedInvoice> = {}): Promise<InvoiceRow> {
  const { amountMinor = 10_000_000n, adjustedDueDate = localDate('2031-05-05') } = of;
  const { buyer, supplier } = ids;
  const [id, approvalId] = [randomUUID(), randomUUID()];
  const number = randomUUID().slice(0, 8).toUpperCase();
  await tx.execute(
    `INSERT INTO invoice (id, supplier_id, buyer_id, programme_id, terms_id, number, number_key, type_code, issue_date,
                          due_date, adjusted_due_date, currency, payable_minor, approved_minor, undertaking,
                          undertaking_hash, approved_at, fingerprint, submitted_by_side, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $6, '380', '2031-02-20', $7, $7, 'EUR', $8, $8, 'IRREVOCABLE', sha256('We pay.'),
             business_now(), $9, 'SUPPLIER', 'APPROVED', 2)`,
    [
      id,
      supplier.id,
      buyer.id,
      ids.programmeId,
      ids.termsId,
      number,
      adjustedDueDate,
      amountMinor.toString(),
      randomBytes(32),
    ],
  );
  await history(tx, 'invoice', id, ['SUBMITTED', 'invoice.submitted'], ['APPROVED', 'invoice.approved']);
  await tx.execute(
    `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, total_minor, content_hash,
                           prepared_by, lapses_at, decided_by, decided_at, released_hash, approved_count, approved_minor,
                           completed_at, state, event_no)
     VALUES ($1, $2, $3, $4, 'EUR', 1, $5, sha256('x'), $6, business_now() + interval '1 day', $7, business_now(),
             sha256('x'), 1, $5, business_now(), 'RELEASED', 2)`,
    [
      approvalId,
      buyer.id,
      ids.programmeId,
      ids.termsId,
      amountMinor.toString(),
      buyer.checker.personId,
      supplier.checker.personId,
    ],
  );
  await history(tx, 'approval', approvalId, ['PREPARED', 'approval.prepared'], ['RELEASED', 'approval.released']);
  await insert(tx, 'approval_line', {
    approval_id: approvalId,
    invoice_id: id,
    invoice_event_no: 1,
    amount_minor: amountMinor.toString(),
    outcome: 'APPROVED',
  });
  const invoice = await tx.one<InvoiceRow>('SELECT * FROM invoice WHERE id = $1', [id]);
  await createSupplierPayments(tx, systemViewer, 'releaseApproval', [invoice]);
  await post(tx, [
    undertaking({
      cause: approvalLineCause(approvalId, id),
      currency: 'EUR',
      invoiceId: id,
      supplierId: supplier.id,
      buyerId: buyer.id,
      approvedMinor: amountMinor,
    }),
  ]);
  return invoice;
}

async function insertFinancing(tx: Tx, ids: Ids, invoice: InvoiceRow, of: Partial<Award> = {}): Promise<FinancingRow> {
  const {
    valueDate = localDate('2031-03-06'),
    discountMinor = 75_000n,
    flatFeeMinor = 0n,
    platformFeeMinor = 5_000n,
  } = of;
  const { platformFeePayer = 'FUNDER', rateBps = '450' } = of;
  const { supplier, buyer, funder } = ids;
  const [id, auctionId, bidId] = [randomUUID(), randomUUID(), randomUUID()];
  const faceMinor = invoice.approvedMinor!;
  const shared = { programme_id: ids.programmeId, terms_id: ids.termsId, supplier_id: supplier.id, buyer_id: buyer.id };
  const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
  await insert(tx, 'auction', {
    ...shared,
    id: auctionId,
    invoice_id: invoice.id,
    kind: 'CONTINUOUS',
    advance_bps: 10_000,
    face_minor: faceMinor.toString(),
    currency: 'EUR',
    maturity: invoice.adjustedDueDate,
    closes_at: '2099-01-01T00:00:00Z',
    accept_until: '2099-01-01T00:00:00Z',
    awarded_bid_id: bidId,
    opened_at: now,
    decided_at: now,
    state: 'AWARDED',
    event_no: 2,
  });
  await history(tx, 'auction', auctionId, ['OPEN', 'auction.opened'], ['AWARDED', 'auction.awarded']);
  await insert(tx, 'bid', {
    id: bidId,
    auction_id: auctionId,
    funder_id: funder.id,
    version: 1,
    price_kind: 'DISCOUNT_ON_FACE',
    rate_bps: rateBps,
    day_count: 'ACT_360',
    flat_fee_minor: flatFeeMinor.toString(),
    exposure_minor: faceMinor.toString(),
    currency: 'EUR',
    valid_until: '2099-01-01T00:00:00Z',
    placed_at: now,
    decided_at: now,
    state: 'WON',
    event_no: 2,
  });
  await history(tx, 'bid', bidId, ['LIVE', 'bid.placed'], ['WON', 'bid.won']);
  await insert(tx, 'financing', {
    ...shared,
    id,
    invoice_id: invoice.id,
    auction_id: auctionId,
    bid_id: bidId,
    funder_id: funder.id,
    currency: 'EUR',
    face_minor: faceMinor.toString(),
    advance_minor: faceMinor.toString(),
    discount_minor: discountMinor.toString(),
    flat_fee_minor: flatFeeMinor.toString(),
    price_minor: (faceMinor - discountMinor - flatFeeMinor).toString(),
    repayment_minor: faceMinor.toString(),
    platform_fee_minor: platformFeeMinor.toString(),
    platform_fee_payer: platformFeePayer,
    price_kind: 'DISCOUNT_ON_FACE',
    rate_bps: rateBps,
    day_count: 'ACT_360',
    tenor_days: daysBetween(valueDate, invoice.adjustedDueDate),
    value_date: valueDate,
    maturity: invoice.adjustedDueDate,
    disburse_until: addBusinessDays(valueDate, 5, targetCalendar),
    supplier_account_id: supplier.accountId,
    funder_account_id: funder.accountId,
    state: 'AGREED',
    event_no: 1,
  });
  await history(tx, 'financing', id, ['AGREED', 'financing.agreed']);
  const financing = await tx.one<FinancingRow>('SELECT * FROM financing WHERE id = $1', [id]);
  await createDisbursements(tx, systemViewer, 'acceptOffer', [financing]);
  await tx.execute('UPDATE exposure_limit SET committed_minor = committed_minor + $1', [faceMinor.toString()]);
  return financing;
}

/** The events by which a row came to its state, one after the other. */
export async function history(tx: Tx, kind: SubjectKind, id: string, ...steps: [string, string][]): Promise<void> {
  await recordEvents(
    tx,
    systemViewer,
    steps.map(([stateAfter, type], index) => ({
      type,
      subjectKind: kind,
      subjectId: id,
      subjectNo: index + 1,
      stateBefore: steps[index - 1]?.[0] ?? '',
      stateAfter,
      channels: [operatorChannel],
      cause: 'seed',
    })),
  );
}

export async function insert(tx: Tx, table: string, values: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(values);
  await tx.execute(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(values),
  );
}

function randomDigits(count: number): string {
  return Array.from(randomBytes(count), byte => byte % 10).join('');
}
