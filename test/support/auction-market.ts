import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AcceptedOffer,
  acceptOffer,
  auctionById,
  type AuctionView,
  type BidRow,
  type OfferedBid,
  offersOf,
  openAuction,
  placeBid,
  type RankedBid,
} from '../../server/auctions/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { type LimitRow, type LimitScope, setLimit, standingExposure } from '../../server/limits/index.js';
import { createSupplierPayments } from '../../server/payments/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Database, Tx } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import { formatMoney } from '../../server/platform/money.js';
import { Problem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import {
  type MemberViewer,
  type OrganizationRole,
  type Permission,
  systemViewer,
  type Viewer,
} from '../../server/platform/viewer.js';
import { aliasOf } from '../../server/programmes/index.js';
import { history, insert, insertParty } from './money-market.js';
import { openTestMarket, type TestMarket } from './test-market.js';

/** An organization with a verified account in EUR and one person who may do everything. */
export interface Trader {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly roles: readonly OrganizationRole[];
  readonly viewer: MemberViewer;
}

export interface AuctionMarketOptions {
  readonly funders?: number;
  readonly kind?: 'CONTINUOUS' | 'SEALED_WINDOW';
  readonly auctionMinutes?: number;
  readonly acceptanceMinutes?: number;
  readonly fundersNamed?: boolean;
  readonly terms?: Readonly<Record<string, unknown>>;
  /** Of each funder on the buyer, in minor units of EUR. */
  readonly limitMinor?: bigint;
}

export interface ApprovedInvoiceFacts {
  readonly amountMinor: bigint;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly adjustedDueDate: LocalDate;
  readonly typeCode: string;
  readonly currency: string;
}

/** What a bid says; EUR for the fee. */
export interface BidSaying {
  readonly rateBps: string;
  readonly priceKind?: 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT';
  readonly dayCount?: string;
  readonly flatFee?: string;
  readonly validUntil?: Date;
}

/** A market in which approved invoices are listed, bid for and awarded by commands; Monday 3 March 2031, 10:00 in Paris. */
export interface AuctionMarket extends TestMarket {
  readonly operator: Trader;
  readonly buyer: Trader;
  readonly supplier: Trader;
  readonly funders: readonly Trader[];
  readonly programmeId: string;
  readonly termsId: string;
  /** Sets business time, never back. */
  setClock(at: string): Promise<void>;
  trader(name: string, role: OrganizationRole): Promise<Trader>;
  /** A further person of a trader. */
  member(of: Trader, ...permissions: Permission[]): Promise<MemberViewer>;
  invite(funder: Trader): Promise<void>;
  limit(funder: Trader, scope: LimitScope, amount: string, more?: object): Promise<LimitRow>;
  limitsOf(funder: Trader | null): Promise<LimitRow[]>;
  approved(of?: Partial<ApprovedInvoiceFacts>): Promise<InvoiceRow>;
  list(invoice?: InvoiceRow, minutes?: number): Promise<AuctionView>;
  bid(funder: Trader, auction: { readonly id: string }, says: BidSaying): Promise<BidRow>;
  offers(auction: { readonly id: string }, viewer?: Viewer): Promise<RankedBid<OfferedBid>[]>;
  accept(offer: RankedBid<OfferedBid>): Promise<AcceptedOffer>;
  /** What a command answers, whatever it is. */
  run<Input>(command: Command<Input, object>, viewer: Viewer, input: object): Promise<object>;
  /** What a command answers where it must succeed. */
  succeed<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    input: object,
  ): Promise<Success>;
  row<Row>(table: string, id: string): Promise<Row>;
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Limits whose parts are not the sum of the bids and financings they stand for; must be empty. */
  limitDrift(): Promise<object[]>;
}

export async function openAuctionMarket(options: AuctionMarketOptions = {}): Promise<AuctionMarket> {
  const market = await openTestMarket();
  const { work, database } = market;
  const setClock = async (at: string) => {
    await market.asAdmin(
      `UPDATE business_clock SET offset_ms = ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)`,
      [at],
    );
  };
  await setClock('2031-03-03T10:00:00+01:00');
  const trader = async (name: string, role: OrganizationRole): Promise<Trader> => {
    const { checker, ...party } = await work.perform(systemViewer, tx => insertParty(tx, name, role));
    return { ...party, roles: [role], viewer: checker };
  };
  const operator = await trader('Operator', 'OPERATOR');
  const buyer = await trader('Buyer', 'BUYER');
  const supplier = await trader('Supplier', 'SUPPLIER');
  const { programmeId, termsId } = await work.perform(systemViewer, tx =>
    insertProgramme(tx, buyer, supplier, options),
  );

  const rows = <Row>(sql: string, parameters: readonly unknown[] = []) =>
    database.read(systemViewer, db => db.query<Row>(sql, parameters));
  const row = async <Row>(table: string, id: string) =>
    (await rows<Row>(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]!;
  const run = async <Input>(command: Command<Input, object>, viewer: Viewer, input: object): Promise<object> =>
    work.run(command, viewer, { idempotencyKey: randomUUID(), ...input });
  const succeed: AuctionMarket['succeed'] = (command, viewer, input) => succeedOn(work, command, viewer, input);

  const invite = (funder: Trader) =>
    work.perform(systemViewer, async tx => {
      await insert(tx, 'programme_funder', { programme_id: programmeId, funder_id: funder.id });
      await acceptAs(tx, termsId, funder);
      await aliasOf(tx, funder.id, [supplier.id]);
    });
  const limit = async (funder: Trader, scope: LimitScope, amount: string, more: object = {}) => {
    const buyerId = scope === 'BUYER' || scope === 'PAIR' ? toWireId('organization', buyer.id) : undefined;
    const input = { scope, buyerId, limit: { amount, currency: 'EUR' }, ...more };
    const { limitId } = await succeed(setLimit, funder.viewer, input);
    return row<LimitRow>('exposure_limit', limitId);
  };
  const list = async (invoice?: InvoiceRow, minutes?: number) => {
    const { id } = invoice ?? (await approved());
    const input = { invoiceId: toWireId('invoice', id), minutes };
    const { auctionId } = await succeed(openAuction, supplier.viewer, input);
    return (await database.read(supplier.viewer, db => auctionById(db, supplier.viewer, [auctionId])))[0]!;
  };
  const approved = (of: Partial<ApprovedInvoiceFacts> = {}) =>
    work.perform(systemViewer, tx => insertApprovedInvoice(tx, { buyer, supplier, programmeId, termsId }, of));

  const funders: Trader[] = [];
  for (let index = 1; index <= (options.funders ?? 2); index += 1) {
    const funder = await trader(`Funder ${index}`, 'FUNDER');
    await invite(funder);
    await limit(funder, 'BUYER', formatMoney({ amountMinor: options.limitMinor ?? 100_000_000n, currency: 'EUR' }));
    funders.push(funder);
  }

  return {
    ...market,
    operator,
    buyer,
    supplier,
    funders,
    programmeId,
    termsId,
    setClock,
    trader,
    invite,
    limit,
    list,
    approved,
    run,
    succeed,
    row,
    rows,
    member: (of, ...permissions) => work.perform(systemViewer, tx => insertMember(tx, of, permissions)),
    limitsOf: funder =>
      rows(`SELECT * FROM exposure_limit WHERE funder_id IS NOT DISTINCT FROM $1 ORDER BY scope, id`, [
        funder?.id ?? null,
      ]),
    async bid(funder, auction, { flatFee, ...says }) {
      const { bidId } = await succeed(placeBid, funder.viewer, {
        auctionId: toWireId('auction', auction.id),
        priceKind: 'DISCOUNT_ON_FACE',
        flatFee: flatFee && { amount: flatFee, currency: 'EUR' },
        ...says,
      });
      return row<BidRow>('bid', bidId);
    },
    async offers(auction, viewer = supplier.viewer) {
      const [offers] = await database.read(viewer, db => offersOf(db, viewer, [auction.id]));
      if (!offers) throw new Error('The viewer is not shown offers.');
      return offers;
    },
    accept: offer => succeed(acceptOffer, supplier.viewer, acceptanceOf(offer)),
    limitDrift: () => rows(limitDrift),
  };
}

/** What accepts an offer as it is shown. */
export function acceptanceOf({ bid, quote }: RankedBid<OfferedBid>) {
  return {
    bidId: toWireId('bid', bid.id),
    version: bid.version,
    net: { amount: formatMoney({ amountMinor: quote.netMinor, currency: bid.currency }), currency: bid.currency },
    valueDate: quote.valueDate,
  };
}

/** An offer as somebody who takes it says that it was shown. */
export type ShownAs = ReturnType<typeof acceptanceOf>;

/** A basket of offers as they are shown, in euros. */
export function basketInput(offers: readonly ShownAs[]) {
  const cents = offers.reduce((sum, { net }) => sum + BigInt(net.amount.replace('.', '')), 0n);
  return { offers, totalNet: { amount: formatMoney({ amountMinor: cents, currency: 'EUR' }), currency: 'EUR' } };
}

/** Runs a command that must succeed, with a key of its own unless the input has one. */
export async function succeedOn<Input, Success extends object>(
  work: UnitOfWork,
  command: Command<Input, Success>,
  viewer: Viewer,
  input: object,
): Promise<Success> {
  const outcome = await work.run(command, viewer, { idempotencyKey: randomUUID(), ...input });
  if (outcome instanceof Problem) throw new Error(`${command.name}: ${JSON.stringify(outcome)}`);
  return outcome;
}

/**
 * How many deadlocks there were; each would cost those it meets a second. A connection tells its counts with the first
 * transaction that ends a second after it last did.
 */
export async function deadlocksOf(market: TestMarket, databases: readonly Database[]): Promise<number> {
  await sleep(1_100);
  const ask = (database: Database) => database.read(systemViewer, db => db.query('SELECT pg_sleep(0.2)'));
  await Promise.all(databases.flatMap(database => Array.from({ length: 12 }, () => ask(database))));
  const [counted] = await market.asAdmin<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  return Number(counted!.deadlocks);
}

const limitDrift = `
  WITH standing AS (${standingExposure}), expected AS (
    SELECT l.id,
           coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'RESERVED' AND l.scope <> 'PROGRAMME'), 0) AS reserved,
           coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'COMMITTED'), 0) AS committed,
           coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'OUTSTANDING'), 0) AS outstanding
      FROM exposure_limit l
      LEFT JOIN standing g ON l.currency = g.currency
       AND (l.funder_id IS NULL OR l.funder_id = g.funder_id)
       AND (l.buyer_id IS NULL OR l.buyer_id = g.buyer_id)
       AND (l.supplier_id IS NULL OR l.supplier_id = g.supplier_id)
       AND (l.country IS NULL OR l.country = g.buyer_country)
       AND (l.programme_id IS NULL OR l.programme_id = g.programme_id)
     GROUP BY l.id)
  SELECT l.*, e.reserved, e.committed, e.outstanding FROM exposure_limit l JOIN expected e USING (id)
   WHERE (l.reserved_minor, l.committed_minor, l.outstanding_minor) IS DISTINCT FROM ROW(e.reserved, e.committed, e.outstanding)`;

async function insertProgramme(tx: Tx, buyer: Trader, supplier: Trader, options: AuctionMarketOptions) {
  const [programmeId, termsId] = [randomUUID(), randomUUID()];
  const { kind = 'CONTINUOUS', auctionMinutes = 24 * 60, acceptanceMinutes = 0, fundersNamed = true } = options;
  await insert(tx, 'programme', {
    id: programmeId,
    buyer_id: buyer.id,
    name: 'Programme',
    currency: 'EUR',
    auction_kind: kind,
    auction_minutes: auctionMinutes,
    acceptance_minutes: acceptanceMinutes,
    payment_days_max: 120,
    funders_named: fundersNamed,
    event_no: 1,
  });
  await history(tx, 'programme', programmeId, ['', 'programme.created']);
  await insert(tx, 'programme_terms', {
    id: termsId,
    programme_id: programmeId,
    version: 1,
    product: 'REVERSE_FACTORING',
    initiator: 'SUPPLIER',
    undertaking: 'IRREVOCABLE',
    disclosure: 'DISCLOSED',
    transfer: 'ASSIGNMENT',
    recourse: 'NONE',
    advance_bps: 10_000,
    funded_by: 'FUNDER',
    repaid_by: 'BUYER',
    debtor_contact: 'OPERATOR',
    cost_bearer: 'SUPPLIER',
    price_kinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'],
    day_count: 'ACT_360',
    platform_fee_payer: 'FUNDER',
    platform_fee_bps: '30',
    terms_text: 'Terms.',
    terms_hash: sha256('Terms.'),
    undertaking_text: 'We pay.',
    undertaking_hash: sha256('We pay.'),
    published_by: buyer.viewer.personId,
    ...options.terms,
  });
  await insert(tx, 'programme_supplier', { programme_id: programmeId, supplier_id: supplier.id });
  await acceptAs(tx, termsId, supplier);
  return { programmeId, termsId };
}

function acceptAs(tx: Tx, termsId: string, { id, viewer }: Trader): Promise<void> {
  const accepted = { terms_id: termsId, organization_id: id, person_id: viewer.personId, terms_hash: sha256('Terms.') };
  return insert(tx, 'terms_acceptance', accepted);
}

async function insertMember(tx: Tx, of: Trader, permissions: Permission[]): Promise<MemberViewer> {
  const [personId, memberId] = [randomUUID(), randomUUID()];
  await insert(tx, 'person', {
    id: personId,
    email: `${personId}@example.org`,
    name: `Member of ${of.name}`,
    password_hash: '-',
  });
  await insert(tx, 'member', { id: memberId, person_id: personId, organization_id: of.id, permissions });
  return { ...of.viewer, personId, memberId, permissions, sessionId: randomUUID() };
}

interface Deal {
  readonly buyer: Trader;
  readonly supplier: Trader;
  readonly programmeId: string;
  readonly termsId: string;
}

async function insertApprovedInvoice(tx: Tx, deal: Deal, of: Partial<ApprovedInvoiceFacts>): Promise<InvoiceRow> {
  const { amountMinor = 10_000_000n, dueDate = localDate('2031-05-05'), typeCode = '380', currency = 'EUR' } = of;
  const id = randomUUID();
  const number = id.slice(0, 8).toUpperCase();
  await insert(tx, 'invoice', {
    id,
    supplier_id: deal.supplier.id,
    buyer_id: deal.buyer.id,
    programme_id: deal.programmeId,
    terms_id: deal.termsId,
    number,
    number_key: number,
    type_code: typeCode,
    issue_date: of.issueDate ?? '2031-02-20',
    due_date: dueDate,
    adjusted_due_date: of.adjustedDueDate ?? dueDate,
    currency,
    payable_minor: amountMinor.toString(),
    approved_minor: amountMinor.toString(),
    undertaking: 'IRREVOCABLE',
    undertaking_hash: sha256('We pay.'),
    approved_at: (await tx.one<{ now: Date }>('SELECT business_now() AS now')).now,
    fingerprint: randomBytes(32),
    submitted_by_side: 'SUPPLIER',
    state: 'APPROVED',
    event_no: 2,
  });
  await history(tx, 'invoice', id, ['SUBMITTED', 'invoice.submitted'], ['APPROVED', 'invoice.approved']);
  const invoice = await tx.one<InvoiceRow>('SELECT * FROM invoice WHERE id = $1', [id]);
  await createSupplierPayments(tx, systemViewer, 'releaseApproval', [invoice]);
  return invoice;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
