import pg from 'pg';
import type { TestDatabase } from './database.js';
import { ApiClient, eur, eventually, newKey, type Outcome, type WireMoney } from './api-client.js';
import { cents, isTargetDay, nextTargetDay, plusDays, weekday, written } from './figures.js';
import { type FileInvoice, type FileParty, ublInvoice } from './invoice-files.js';
import type { ServerAddress } from './server-process.js';

/*
 * The parties of a market and what they do, step by step, as programs that know the SDL, the upload route and the printed
 * sign-ins.
 */

type Permission = 'MAKER' | 'CHECKER' | 'DEALER' | 'RISK' | 'VIEWER' | 'ADMINISTRATOR';

export interface Member {
  readonly client: ApiClient;
  readonly memberId: string;
  readonly permissions: readonly Permission[];
}

/** An organization with those of its people who signed in. */
export class Party {
  constructor(
    readonly id: string,
    readonly facts: FileParty,
    readonly roles: readonly string[],
    readonly members: Member[],
  ) {}

  get name(): string {
    return this.facts.name;
  }

  /** Somebody with the permission. */
  as(permission: Permission): ApiClient {
    const member = this.members.find(({ permissions }) => permissions.includes(permission));
    if (!member) throw new Error(`Nobody of ${this.name} has the permission ${permission}.`);
    return member.client;
  }

  /** Anybody: for what every member may see. */
  get reader(): ApiClient {
    return this.members[0]!.client;
  }

  /** The same people at another server of the market. */
  at(server: ServerAddress): Party {
    const members = this.members.map(member => ({ ...member, client: member.client.at(server) }));
    return new Party(this.id, this.facts, this.roles, members);
  }
}

/** The demo market, every printed person signed in. */
export interface Market {
  readonly operator: Party;
  readonly buyer: Party;
  readonly supplier: Party;
  readonly funders: readonly Party[];
  readonly programmeId: string;
}

const viewerFields = `viewer { member { id } permissions
  organization { id name country registrationNumber taxId roles } }`;

interface ViewerData {
  readonly viewer: {
    readonly member: { readonly id: string };
    readonly permissions: readonly Permission[];
    readonly organization: FileParty & { readonly id: string; readonly roles: readonly string[] };
  };
}

/** Signs everybody in whom the server printed, one after the other. */
export async function openMarket(server: ServerAddress): Promise<Market> {
  const parties = new Map<string, Party>();
  for (const { email, password } of server.signIns) {
    await joinParty(parties, await ApiClient.signIn(server, email, password));
  }
  const withRole = (role: string) => [...parties.values()].filter(({ roles }) => roles.includes(role));
  const [[operator], [buyer], [supplier], funders] = ['OPERATOR', 'BUYER', 'SUPPLIER', 'FUNDER'].map(withRole) as [
    Party[],
    Party[],
    Party[],
    Party[],
  ];
  if (!operator || !buyer || !supplier || funders.length < 2)
    throw new Error('The sign-ins are not those of a market.');
  const [programme] = await buyer.reader.all<{ id: string }>('programmes', 'id');
  return { operator, buyer, supplier, funders, programmeId: programme!.id };
}

/** Adds the caller to the party it acts for. */
export async function joinParty(parties: Map<string, Party>, client: ApiClient): Promise<Party> {
  const { viewer } = await client.query<ViewerData>(`{ ${viewerFields} }`);
  const { id, roles, ...facts } = viewer.organization;
  const party = parties.get(id) ?? new Party(id, facts, roles, []);
  parties.set(id, party);
  party.members.push({ client, memberId: viewer.member.id, permissions: viewer.permissions });
  return party;
}

/** The same market at another of its servers. */
export function marketAt(market: Market, server: ServerAddress): Market {
  return {
    operator: market.operator.at(server),
    buyer: market.buyer.at(server),
    supplier: market.supplier.at(server),
    funders: market.funders.map(funder => funder.at(server)),
    programmeId: market.programmeId,
  };
}

let invoiceCount = 0;

/** A number that no other invoice of this run has. */
export function newNumber(prefix = 'INV'): string {
  invoiceCount += 1;
  return `${prefix}-${process.pid}-${Date.now().toString(36)}-${invoiceCount}`;
}

export interface NewInvoice {
  readonly payable: string;
  readonly issueDate: string;
  readonly dueDate: string;
  readonly number?: string;
}

export function fileInvoice(market: Market, invoice: NewInvoice): FileInvoice {
  const { supplier, buyer } = market;
  return { number: newNumber(), supplier: supplier.facts, buyer: buyer.facts, ...invoice };
}

/** The supplier uploads a UBL invoice; resolves to its id. */
export async function submit(market: Market, invoice: NewInvoice): Promise<string> {
  const file = ublInvoice(fileInvoice(market, invoice));
  const { status, report } = await market.supplier.as('MAKER').upload('invoice.xml', file, 'application/xml');
  const [landed] = report.landed;
  if (status !== 200 || landed?.outcome !== 'SUBMITTED') throw new Error(`Not landed: ${JSON.stringify(report)}`);
  return landed.invoiceId;
}

/** One person of the buyer prepares the invoices, another releases them; resolves to the approval's id. */
export async function approve(market: Market, invoiceIds: readonly string[]): Promise<string> {
  const { programmeId, buyer } = market;
  const lines = invoiceIds.map(invoiceId => ({ invoiceId }));
  const prepared = await buyer
    .as('MAKER')
    .succeed('prepareApproval', { programmeId, lines }, 'approval { id contentHash }');
  const { id: approvalId, contentHash } = prepared.approval as { id: string; contentHash: string };
  const released = await buyer
    .as('CHECKER')
    .succeed('releaseApproval', { approvalId, contentHash }, 'approvedCount leftOut { leftOutReason }');
  if (released.approvedCount !== invoiceIds.length) throw new Error(`Left out: ${JSON.stringify(released)}`);
  return approvalId;
}

/** The auction of an approved invoice: the one the programme's rule opened, else one the supplier opens. */
export async function list(market: Market, invoiceId: string): Promise<string> {
  const { node } = await market.supplier.reader.query<{ node: { auction: { id: string; state: string } | null } }>(
    'query ($id: ID!) { node(id: $id) { ... on Invoice { auction { id state } } } }',
    { id: invoiceId },
  );
  if (node.auction?.state === 'OPEN') return node.auction.id;
  const opened = await market.supplier.as('DEALER').succeed('openAuction', { invoiceId }, 'auction { id }');
  return (opened.auction as { id: string }).id;
}

/** An invoice that is up for auction: submitted, approved, listed. */
export async function listed(market: Market, invoice: NewInvoice): Promise<{ invoiceId: string; auctionId: string }> {
  const invoiceId = await submit(market, invoice);
  await approve(market, [invoiceId]);
  return { invoiceId, auctionId: await list(market, invoiceId) };
}

export interface BidTerms {
  readonly priceKind?: string;
  readonly rateBps: string;
  readonly dayCount?: string;
  readonly flatFee?: WireMoney;
}

/** A funder bids; resolves to the bid's id. */
export async function bid(funder: Party, auctionId: string, terms: BidTerms): Promise<string> {
  const input = { auctionId, priceKind: 'DISCOUNT_ON_FACE', dayCount: 'ACT_360', ...terms };
  const placed = await funder.as('DEALER').succeed('placeBid', input, 'bid { id }');
  return (placed.bid as { id: string }).id;
}

export interface Offer {
  readonly bidId: string;
  readonly version: number;
  readonly rank: number;
  readonly funderName: string;
  readonly quote: { readonly net: WireMoney; readonly valueDate: string; readonly discount: WireMoney };
}

/** The offers as the supplier sees them, best first. */
export async function offersOf(market: Market, auctionId: string): Promise<Offer[]> {
  const { node } = await market.supplier.reader.query<{ node: { offers: Offer[] } }>(
    `query ($id: ID!) { node(id: $id) { ... on Auction { offers { bidId version rank funderName
       quote { valueDate net { amount currency } discount { amount currency } } } } } }`,
    { id: auctionId },
  );
  return node.offers;
}

/** What accepts an offer with the figures that were shown. */
export function acceptance(offer: Offer) {
  const { bidId, version, quote } = offer;
  return { bidId, version, net: quote.net, valueDate: quote.valueDate, idempotencyKey: newKey() };
}

export const acceptedFields = 'financing { id } net { amount currency } discount { amount currency } valueDate';

/** The supplier takes the offer; resolves to the financing's id. */
export async function accept(market: Market, offer: Offer): Promise<string> {
  const taken = await market.supplier.as('DEALER').succeed('acceptOffer', acceptance(offer), acceptedFields);
  return (taken.financing as { id: string }).id;
}

export interface PaymentView {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly amount: WireMoney;
  readonly dueOn: string;
  readonly attempt: number;
  readonly settledOn: string | null;
  readonly creditedOn: string | null;
  readonly failureReason: string | null;
  readonly availableActions: readonly string[];
  readonly payer: { readonly id: string };
  readonly payee: { readonly id: string };
  readonly invoice: { readonly id: string } | null;
  readonly financing: { readonly id: string } | null;
}

const paymentFields = `id kind state amount { amount currency } dueOn attempt settledOn creditedOn failureReason
  availableActions payer { id } payee { id } invoice { id } financing { id }`;

/** Every payment that the party sees. */
export function paymentsOf(party: Party): Promise<PaymentView[]> {
  return party.reader.all<PaymentView>('payments', paymentFields);
}

/** The payments of an invoice and its financings, oldest first, as the operator sees them. */
export async function paymentsFor(market: Market, invoiceId: string): Promise<PaymentView[]> {
  const { node } = await market.operator.reader.query<{ node: { payments: PaymentView[] } }>(
    `query ($id: ID!) { node(id: $id) { ... on Invoice { payments { ${paymentFields} } } } }`,
    { id: invoiceId },
  );
  return node.payments;
}

/** Two persons of the payer release its DUE payment of the kind for this invoice or financing. */
export async function release(payer: Party, kind: string, subjectId: string): Promise<PaymentView> {
  const payment = (await paymentsOf(payer)).find(
    ({ kind: found, state, invoice, financing }) =>
      found === kind && state === 'DUE' && [invoice?.id, financing?.id].includes(subjectId),
  );
  if (!payment) throw new Error(`${payer.name} has no ${kind} due for ${subjectId}.`);
  await releaseAll(payer, [payment]);
  return payment;
}

export function releaseAll(payer: Party, payments: readonly PaymentView[]): Promise<Outcome> {
  const total = payments.reduce((sum, { amount }) => sum + cents(amount.amount), 0n);
  return releaseByTwo(payer, { paymentIds: payments.map(({ id }) => id), total: eur(written(total)) });
}

/** One person of the payer prepares the files, and another releases them by their hashes. */
export async function releaseByTwo(
  payer: Party,
  input: { readonly paymentIds: readonly string[]; readonly total: WireMoney },
): Promise<Outcome> {
  const [preparer, releaser] = twoPersons(payer);
  const prepared = await preparer.succeed('preparePaymentFiles', input, 'files { id sha256 }');
  const files = (prepared.files as { id: string; sha256: string }[]).map(({ id, sha256 }) => ({ fileId: id, sha256 }));
  return releaser.succeed('releasePaymentFiles', { files }, 'files { id state paymentCount }');
}

/** A checker of the payer, and before it another who may prepare. */
export function twoPersons(payer: Party): readonly [preparer: ApiClient, releaser: ApiClient] {
  const may = ({ permissions }: Member, ...any: readonly Permission[]) => any.some(one => permissions.includes(one));
  const releaser = payer.members.findLast(member => may(member, 'CHECKER'));
  const preparer = payer.members.find(member => member !== releaser && may(member, 'MAKER', 'CHECKER'));
  if (!preparer || !releaser) throw new Error(`Two persons of ${payer.name} are needed.`);
  return [preparer.client, releaser.client];
}

export interface Clock {
  readonly now: string;
  readonly today: string;
  readonly cutOffAt: string;
  readonly businessDay: boolean;
}

export async function clockOf(market: Market): Promise<Clock> {
  const { viewer } = await market.operator.reader.query<{ viewer: { marketClock: Clock } }>(
    '{ viewer { marketClock { now today cutOffAt businessDay } } }',
  );
  return viewer.marketClock;
}

/** The operator moves the business clock to 08:00 UTC of the day, before the cut-off whatever the season, or to `time`. */
export async function moveTo(market: Market, day: string, time = '08:00'): Promise<void> {
  const client = market.operator.members[0]!.client;
  await client.succeed('moveClock', { to: `${day}T${time}:00.000Z` }, 'marketClock { now } played');
}

/** The days of a trade: acceptance, value, and a maturity exactly so many days later on which TARGET is open. */
export interface TradeDays {
  readonly tradeDate: string;
  readonly valueDate: string;
  readonly dueDate: string;
}

/** The first such days after today with the value date on a Tuesday, Wednesday or Thursday, the day after the trade. */
export async function nextTradeDays(market: Market, tenorDays: number): Promise<TradeDays> {
  let tradeDate = nextTargetDay((await clockOf(market)).today);
  for (;;) {
    const valueDate = nextTargetDay(tradeDate);
    const dueDate = plusDays(valueDate, tenorDays);
    const inMidWeek = weekday(valueDate) >= 2 && weekday(valueDate) <= 4;
    if (inMidWeek && plusDays(tradeDate, 1) === valueDate && isTargetDay(dueDate)) {
      return { tradeDate, valueDate, dueDate };
    }
    tradeDate = nextTargetDay(tradeDate);
  }
}

/** Waits until the state of a node is the one expected. */
export function untilState(party: Party, type: string, id: string, state: string): Promise<string> {
  return eventually(`${type} ${id} is ${state}`, async () => {
    const { node } = await party.reader.query<{ node: { state: string } | null }>(
      `query ($id: ID!) { node(id: $id) { ... on ${type} { state } } }`,
      { id },
    );
    return node?.state === state ? state : undefined;
  });
}

export interface LimitView {
  readonly scope: string;
  readonly tenorDaysMax: number | null;
  readonly limit: WireMoney;
  readonly reserved: WireMoney;
  readonly committed: WireMoney;
  readonly outstanding: WireMoney;
}

/** The funder's own limit in total. */
export async function totalLimit(funder: Party): Promise<LimitView> {
  const { limits } = await funder.reader.query<{ limits: LimitView[] }>(
    `{ limits { scope tenorDaysMax limit { amount currency } reserved { amount currency }
       committed { amount currency } outstanding { amount currency } } }`,
  );
  const total = limits.find(({ scope }) => scope === 'TOTAL');
  if (!total) throw new Error(`${funder.name} has no limit in total.`);
  return total;
}

/** What stands against the funder's limit in total, in cents. */
export async function limitUse(funder: Party): Promise<{ reserved: bigint; committed: bigint; outstanding: bigint }> {
  const { reserved, committed, outstanding } = await totalLimit(funder);
  return {
    reserved: cents(reserved.amount),
    committed: cents(committed.amount),
    outstanding: cents(outstanding.amount),
  };
}

/** For stories that leave invoices unpaid behind them, for longer than a buyer may be late by default. */
export async function trustLateBuyers({ adminUrl }: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('UPDATE programme SET overdue_stop_days = 0');
  await client.end();
}
