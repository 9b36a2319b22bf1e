import { createHash, randomUUID } from 'node:crypto';
import { acceptOffer, offersOf, openAuction, placeBid } from '../../server/auctions/index.js';
import { planInstruction, writePaymentFile } from '../../server/bank/index.js';
import { type Figure, disclosureFigures } from '../../server/disclosures/disclosure-lines.js';
import type { DisclosurePackView } from '../../server/disclosures/disclosure-pack.entity.js';
import { closeDisclosurePack, openDisclosurePack, prepareDisclosurePack } from '../../server/disclosures/index.js';
import { contentOf } from '../../server/disclosures/pack-content.js';
import { figureOf, statementsOf } from '../../server/disclosures/statements.js';
import { checks, findViolations, type Violation } from '../../server/invariants/index.js';
import { setReferenceRate } from '../../server/lateness/set-reference-rate.js';
import { type PaymentRow, paymentHeld } from '../../server/payments/index.js';
import type { Command } from '../../server/platform/command.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { addDays, instantAt, type LocalDate, localDate } from '../../server/platform/local-date.js';
import { formatMoney } from '../../server/platform/money.js';
import { Problem } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { addBusinessDays, isBusinessDay, targetCalendar } from '../../server/pricing/index.js';
import { confirmResolution, proposeResolution } from '../../server/reconciliation/index.js';
import { moveClock, runSweeps } from '../../server/sweeps/index.js';
import { acceptanceOf } from './auction-market.js';
import { type CreditMarket, openCreditMarket } from './credit-market.js';
import { type FourBanks, fourBanks, manners } from './four-banks.js';
import { insert, insertParty, type Party, releaseByTwo, releaseInput } from './money-market.js';

/** How the market behaves: shares from 0 to 1, each drawn for one payment, invoice or month. */
export interface Habits {
  /** Of payments of a claim that are not released by their due date. */
  readonly lateShare: number;
  /** By how many days those are late: geometric. */
  readonly meanDaysLate: number;
  /** Of claims that the buyer pays by a part first, in its own way, naming the invoice. */
  readonly partShare: number;
  /** Of claims that it pays in its own way, naming the invoice. */
  readonly outsideShare: number;
  readonly rejectedShare: number;
  readonly returnedShare: number;
  /** Of approved invoices that are sold to the funder. */
  readonly financedShare: number;
  /** Of invoices that get a credit note after they were approved. */
  readonly creditedShare: number;
  /** What each bank takes from each account at the end of a month, at most; the least is 1.00. */
  readonly bankFeeMaxMinor: number;
}

export interface YearOptions {
  readonly invoices: number;
  readonly months: number;
  readonly seed: number;
  readonly habits: Habits;
}

/** A year of a market, lived one business day after the other. */
export interface SimulatedYear {
  readonly market: CreditMarket;
  readonly parties: readonly Party[];
  /** The business days of each month, the first month first. */
  readonly months: readonly (readonly LocalDate[])[];
  /** From the morning on: banks tell, invoices come, are approved and sold, payers pay. */
  live(day: LocalDate): Promise<void>;
  /** The evening of a month's last day: banks take their fees, and persons say what everything in suspense is. */
  endMonth(): Promise<void>;
  /** Two persons of the buyer close the statements of the month that began on this day. */
  close(firstDay: LocalDate): Promise<MonthStatement[]>;
  /** Some days on which nobody does anything, until banks have told everything and all of it is resolved. */
  calmDown(): Promise<void>;
  /** How many there were of what makes a year a hard one. */
  tally(): Promise<Readonly<Record<string, number>>>;
  accounts(): Promise<Account[]>;
  /** Of the checks whose identifiers begin so; without any, of all. */
  violations(...ids: readonly string[]): Promise<Violation[]>;
}

/** What the buyer publishes of a month, of its one programme and of all of them; minor units, as the ledger signs them. */
export interface MonthStatement {
  readonly openingMinor: bigint;
  /** Of each kind that there was, and of those that change what was opened with, by their sum. */
  readonly figures: Readonly<Partial<Record<Figure, bigint>>>;
  readonly changedMinor: bigint;
  readonly closingMinor: bigint;
  /** Of the closing amount: what funders have paid for already. */
  readonly closingFundedMinor: bigint;
  /** What the buyer owed at the month's end by its books, and what of it to funders. */
  readonly owedMinor: bigint;
  readonly owedToFundersMinor: bigint;
  /** What the simulation had it approve in the month. */
  readonly approvedMinor: bigint;
}

/** An organization's account as its bank, the files of its bank, and its books have it; minor units. */
export interface Account {
  readonly name: string;
  /** What the bank's own books say. */
  readonly bankMinor: bigint;
  /** What of it stands in files that have not come yet. */
  readonly untoldMinor: bigint;
  /** Closing of the last statement that was taken, less the opening of the first. */
  readonly statedMinor: bigint;
  /** What was told beside and after those statements. */
  readonly sinceMinor: bigint;
  /** What two persons said is no payment of the market. */
  readonly unrelatedMinor: bigint;
  /** What the books have of payments that this account was not told of yet, less what it was told before the books had it. */
  readonly inFlightMinor: bigint;
  /** The day of the oldest of those; null where there is none. */
  readonly inFlightSince: LocalDate | null;
  /** The BANK of its books. */
  readonly booksMinor: bigint;
  /** In SUSPENSE. */
  readonly suspenseMinor: bigint;
}

const supplierTaxIds = ['FR59501000004', 'FR79508919123', 'FR47516838257'];
const theBank = { name: 'The bank', iban: 'FR7630006000011234567890189', bic: null, address: null };
const tenors = [20, 30, 45, 60];

export async function openSimulatedYear(options: YearOptions): Promise<SimulatedYear> {
  const { seed, habits } = options;
  const market = await openCreditMarket();
  const { work, database, buyer, funder, operator } = market;
  const suppliers = [{ party: market.supplier, taxId: market.sampleSupplier.taxId! }];
  for (const [index, taxId] of supplierTaxIds.entries()) {
    const party = await work.perform(systemViewer, tx => insertParty(tx, `Supplier ${index + 2}`, 'SUPPLIER'));
    await market.asAdmin('UPDATE organization SET tax_id = $2 WHERE id = $1', [party.id, taxId]);
    suppliers.push({ party, taxId });
  }
  const parties = [operator, buyer, funder, ...suppliers.map(({ party }) => party)];
  await prepareMarket(
    market,
    suppliers.map(({ party }) => party),
  );

  const months = monthsFrom(localDate('2031-03-03'), options.months);
  const bankOf = new Map(
    parties.map(({ iban, name }, index) => {
      const manner = manners[(index + seed) % manners.length]!;
      return [iban, { manner, random: randomFrom(`${seed} bank of ${name}`) }] as const;
    }),
  );
  const banks = fourBanks(market.bank, {
    today: months[0]![0]!,
    bankOf: iban => bankOf.get(iban),
  });
  const year: Year = {
    ...options,
    market,
    parties,
    suppliers,
    banks,
    months,
    own: new Map(),
    approved: new Map(),
    count: 0,
  };
  const second = new Map(
    await Promise.all(parties.map(async party => [party.id, await secondPerson(market, party)] as const)),
  );
  let today = months[0]![0]!;
  const dawn = async (day: LocalDate) => {
    today = day;
    banks.dawn(day);
    await moveClock(work, database, banks, instantAt(day, '10:00', 'Europe/Paris'));
  };

  return {
    market,
    parties,
    months,
    async live(day) {
      await dawn(day);
      const coming = invoicesOn(year, day);
      if (coming > 0) await newInvoices(year, day, coming);
      await payWhatIsDue(year, day);
    },
    async endMonth() {
      const fees = randomFrom(`${seed} fees ${today}`);
      for (const party of parties) {
        const amountMinor = 100n + BigInt(Math.floor(fees() * habits.bankFeeMaxMinor));
        await payOwnWay(year, party, theBank, amountMinor, 'Account fees of the month');
      }
      await runSweeps(work, database, banks);
      await resolveSuspense(year, second);
      await runSweeps(work, database, banks);
    },
    async close(firstDay) {
      const { packId } = await succeed(market, openDisclosurePack, buyer.checker, { kind: 'MONTH', firstDay });
      const wire = toWireId('disclosurePack', packId);
      await succeed(market, prepareDisclosurePack, buyer.checker, { packId: wire });
      const [pack] = await market.rows<{ preparedHash: Buffer }>('disclosure_pack', 'id = $1', [packId]);
      const contentHash = pack!.preparedHash.toString('hex');
      await succeed(market, closeDisclosurePack, market.releaser, { packId: wire, contentHash });
      return statementsOfPack(year, packId);
    },
    async calmDown() {
      for (let days = 0; days < 6; days += 1) await dawn(addBusinessDays(today, 1, targetCalendar));
      await resolveSuspense(year, second);
      await runSweeps(work, database, banks);
    },
    async tally() {
      const [counts] = await market.asAdmin<Record<string, number>>(tally);
      return counts!;
    },
    accounts: () => accountsOf(year),
    async violations(...ids) {
      if (ids.length === 0) return findViolations(database);
      const wanted = checks.filter(({ id }) => ids.some(start => id === start || id.startsWith(`${start}.`)));
      return database.snapshot(systemViewer, async db => {
        const found: Violation[] = [];
        for (const { id, sentence, sql, breaks } of wanted) {
          const rows = await db.query<Record<string, unknown>>(sql);
          for (const facts of breaks ? rows.filter(row => breaks(row as never)) : rows)
            found.push({ id, sentence, facts });
        }
        return found;
      });
    },
  };
}

interface Supplier {
  readonly party: Party;
  readonly taxId: string;
}

interface Year extends Omit<YearOptions, 'months'> {
  readonly market: CreditMarket;
  readonly parties: readonly Party[];
  readonly suppliers: readonly Supplier[];
  readonly banks: FourBanks;
  readonly months: readonly (readonly LocalDate[])[];
  /** What the buyer paid in its own way, by the end-to-end id: the payment that it is, to which nothing more is paid. */
  readonly own: Map<string, string>;
  /** What was approved, by the month. */
  readonly approved: Map<string, bigint>;
  count: number;
}

/** Suppliers and the funder have joined, limits are wide, the reference rates are known, and lateness stops no trade. */
async function prepareMarket(market: CreditMarket, suppliers: readonly Party[]): Promise<void> {
  const { work, programmeId, supplier, funder, operator } = market;
  const [terms] = await market.rows<{ id: string }>('programme_terms', 'programme_id = $1', [programmeId]);
  const termsHash = createHash('sha256').update('Terms.').digest();
  await work.perform(systemViewer, async tx => {
    for (const { id } of suppliers.filter(party => party.id !== supplier.id)) {
      await insert(tx, 'programme_supplier', { programme_id: programmeId, supplier_id: id });
    }
    for (const { id, checker } of [...suppliers, funder]) {
      const person = { organization_id: id, person_id: checker.personId };
      await insert(tx, 'terms_acceptance', { terms_id: terms!.id, terms_hash: termsHash, ...person });
    }
  });
  await market.asAdmin('UPDATE exposure_limit SET limit_minor = 100000000000000');
  await market.asAdmin('UPDATE programme SET overdue_stop_days = 0, payment_days_max = 120');
  for (const [halfYear, rateBps] of [
    ['2031-01-01', '240'],
    ['2031-07-01', '215'],
    ['2032-01-01', '200'],
  ]) {
    await succeed(market, setReferenceRate, operator.checker, { zone: 'EUR', halfYear, rateBps });
  }
}

async function secondPerson(market: CreditMarket, party: Party): Promise<MemberViewer> {
  const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [party.accountId]);
  return { ...party.checker, personId: account!.verifiedBy };
}

function monthsFrom(first: LocalDate, count: number): LocalDate[][] {
  const months: LocalDate[][] = [];
  for (let day = first; ; day = addBusinessDays(day, 1, targetCalendar)) {
    if (months.at(-1)?.[0]!.slice(0, 7) !== day.slice(0, 7)) {
      if (months.length === count) return months;
      months.push([]);
    }
    months.at(-1)!.push(day);
  }
}

/** Invoices come once a week, spread over the year but for its last two months, in which all that is due gets paid. */
function invoicesOn({ months, invoices }: Year, day: LocalDate): number {
  const open = months.slice(0, Math.max(1, months.length - 2)).flat();
  const weeks = open.filter((_, index) => index % 5 === 0);
  const week = weeks.indexOf(day);
  if (week < 0) return 0;
  const until = (weekCount: number) => Math.floor((invoices * weekCount) / weeks.length);
  return until(week + 1) - until(week);
}

/** Each supplier sends its file, one person of the buyer approves all of it, another releases; some of it is sold at once. */
async function newInvoices(year: Year, day: LocalDate, count: number): Promise<void> {
  const { market, suppliers, habits, seed } = year;
  const random = randomFrom(`${seed} invoices ${day}`);
  const chance = (share: number) => random() < share;
  const landed: { id: string; number: string; supplier: Supplier; amountMinor: bigint }[] = [];
  const rows = Array.from({ length: count }, () => {
    year.count += 1;
    const supplier = suppliers[Math.floor(random() * suppliers.length)]!;
    const amountMinor = 100_000n + BigInt(Math.floor(random() * 4_900_000));
    const tenorDays = tenors[Math.floor(random() * tenors.length)]!;
    return {
      supplier,
      amountMinor,
      row: {
        invoice_number: `Y-${String(year.count).padStart(6, '0')}`,
        issue_date: day,
        due_date: addDays(day, tenorDays),
        payable_amount: formatMoney({ amountMinor, currency: 'EUR' }),
        supplier_name: supplier.party.name,
        supplier_tax_id: supplier.taxId,
      },
    };
  });
  for (const supplier of suppliers) {
    const own = rows.filter(row => row.supplier === supplier);
    if (own.length === 0) continue;
    const report = await market.csv(
      own.map(({ row }) => row),
      supplier.party.checker,
    );
    if (report.landed.length !== own.length) throw new Error(`Not landed: ${JSON.stringify(report)}`);
    for (const { invoiceId, number } of report.landed) {
      const { amountMinor } = own.find(({ row }) => row.invoice_number === number)!;
      landed.push({ id: fromWireId('invoice', invoiceId)!, number, supplier, amountMinor });
    }
  }
  const month = day.slice(0, 7);
  const total = landed.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  year.approved.set(month, (year.approved.get(month) ?? 0n) + total);
  await market.approveAll(...landed.map(({ id }) => id));
  // A large batch is worked on in slices; credit notes may have taken all of an invoice.
  await runSweeps(market.work, market.database, year.banks);
  const approved = await market.rows<{ id: string }>('invoice', `state = 'APPROVED' AND id = ANY ($1::uuid[])`, [
    landed.map(({ id }) => id),
  ]);
  const open = new Set(approved.map(({ id }) => id));
  for (const { id, number, supplier, amountMinor } of landed.filter(({ id }) => open.has(id))) {
    if (chance(habits.financedShare)) await sell(year, id, supplier.party);
    if (chance(habits.creditedShare)) await credit(year, number, supplier, day, amountMinor / 10n);
  }
}

/** The supplier sends a credit note for an invoice that is approved: the next batch takes it. */
async function credit({ market }: Year, number: string, { party, taxId }: Supplier, day: LocalDate, minor: bigint) {
  const sent = { name: party.name, country: 'FR', taxId };
  const report = await market.note(
    {
      number: `N-${number}`,
      issueDate: day,
      dueDate: day,
      payable: formatMoney({ amountMinor: minor, currency: 'EUR' }),
      precedingInvoice: number,
      supplier: sent,
    },
    party.checker,
  );
  if (report.creditNotes.length !== 1) throw new Error(`No credit note: ${JSON.stringify(report)}`);
}

/** Listed, bid for and accepted, at once. */
async function sell({ market }: Year, invoiceId: string, supplier: Party): Promise<void> {
  const { funder, database } = market;
  const { auctionId } = await succeed(market, openAuction, supplier.checker, {
    invoiceId: toWireId('invoice', invoiceId),
  });
  await succeed(market, placeBid, funder.checker, {
    auctionId: toWireId('auction', auctionId),
    priceKind: 'DISCOUNT_ON_FACE',
    rateBps: '450',
  });
  const [offers] = await database.read(supplier.checker, db => offersOf(db, supplier.checker, [auctionId]));
  await succeed(market, acceptOffer, supplier.checker, acceptanceOf(offers![0]!));
}

type Due = Pick<
  PaymentRow,
  'id' | 'kind' | 'attempt' | 'dueOn' | 'amountMinor' | 'payerId' | 'payeeId' | 'endToEndId'
> & {
  readonly currency: string;
  readonly number: string;
};

/** What becomes of an attempt to pay. */
interface Fate {
  readonly payOn: LocalDate;
  readonly manner: 'RELEASED' | 'REJECTED' | 'RETURNED' | 'OUTSIDE' | 'PART';
  readonly partPercent: bigint;
}

function fateOf({ seed, habits }: Year, { kind, attempt, number, dueOn }: Due): Fate {
  const random = randomFrom(`${seed} ${number} ${kind} ${attempt}`);
  const isOfClaim = kind === 'SUPPLIER_PAYMENT' || kind === 'REPAYMENT';
  const isLate = isOfClaim && attempt === 1 && random() < habits.lateShare;
  // Geometric, from 1 on, with that mean.
  const lateDays = isLate ? 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / habits.meanDaysLate)) : 0;
  const lot = random();
  const { rejectedShare, returnedShare, outsideShare, partShare } = habits;
  const shares = [rejectedShare, returnedShare, ...(isOfClaim ? [outsideShare, partShare] : [])];
  let bound = 0;
  const index = attempt > 1 ? -1 : shares.findIndex(share => lot < (bound += share));
  const manner = index < 0 ? 'RELEASED' : (['REJECTED', 'RETURNED', 'OUTSIDE', 'PART'] as const)[index]!;
  return { payOn: addDays(dueOn, lateDays), manner, partPercent: 30n + BigInt(Math.floor(random() * 50)) };
}

/** Each payer lets go what it means to pay today; what was refused or came back, as soon as it is due again. */
async function payWhatIsDue(year: Year, day: LocalDate): Promise<void> {
  const { market, parties } = year;
  const due = await market.database.read(systemViewer, db =>
    db.query<Due>(
      `SELECT t.*, coalesce(i.number, b.month::text) AS number
         FROM payment t LEFT JOIN invoice i ON i.id = t.invoice_id LEFT JOIN fee_bill b ON b.id = t.fee_bill_id
        WHERE t.state = 'DUE' AND (t.due_on <= $1 OR t.kind = 'DISBURSEMENT') AND ${paymentHeld} IS NULL
        ORDER BY number, t.kind, t.attempt`,
      [day],
    ),
  );
  const spokenFor = new Set(year.own.values());
  const released: Due[] = [];
  for (const payment of due) {
    const fate = fateOf(year, payment);
    if (spokenFor.has(payment.id) || (fate.payOn > day && payment.kind !== 'DISBURSEMENT')) continue;
    if (fate.manner === 'OUTSIDE' || fate.manner === 'PART') {
      const payer = parties.find(({ id }) => id === payment.payerId)!;
      const payee = parties.find(({ id }) => id === payment.payeeId)!;
      const share = fate.manner === 'PART' ? fate.partPercent : 100n;
      const endToEndId = await payOwnWay(
        year,
        payer,
        { name: payee.name, iban: payee.iban, bic: null, address: null },
        (payment.amountMinor * share) / 100n,
        `Invoice ${payment.number} with thanks`,
      );
      year.own.set(endToEndId, payment.id);
      continue;
    }
    if (fate.manner !== 'RELEASED') {
      const plan = { behaviour: fate.manner === 'REJECTED' ? 'REJECT' : 'RETURN', reason: 'AC04 closed' } as const;
      await market.work.perform(systemViewer, tx =>
        planInstruction((sql, values) => tx.query(sql, values), payment.endToEndId, plan, new Date(0)),
      );
    }
    released.push(payment);
  }
  for (const party of parties) {
    const own = released.filter(({ payerId }) => payerId === party.id);
    for (let index = 0; index < own.length; index += 100) {
      await release(market, party, own.slice(index, index + 100));
    }
  }
}

/** By the total that is asked: of late claims more than was owed when they fell due. */
async function release(market: CreditMarket, payer: Party, payments: readonly Due[]): Promise<void> {
  const input = releaseInput(payments as unknown as PaymentRow[]);
  const outcome = await releaseByTwo(market, payer.checker, input);
  if (!(outcome instanceof Problem)) return;
  if (!('totals' in outcome)) throw new Error(JSON.stringify(outcome));
  const [total] = outcome.totals as readonly (typeof input.total)[];
  const asked = await releaseByTwo(market, payer.checker, { ...input, total: total!, idempotencyKey: randomUUID() });
  if (asked instanceof Problem) throw new Error(JSON.stringify(asked));
}

/** A file of the payer's own, past the market; its end-to-end id. */
async function payOwnWay(
  year: Year,
  payer: Party,
  creditor: typeof theBank,
  amountMinor: bigint,
  remittance: string,
): Promise<string> {
  const { market, banks } = year;
  const { now, today } = await market.database.read(systemViewer, db =>
    db.one<{ now: Date; today: LocalDate }>('SELECT business_now() AS now, business_today() AS today'),
  );
  const endToEndId = randomUUID().replaceAll('-', '').toUpperCase();
  const messageId = `OWN${endToEndId}`.slice(0, 35);
  const body = writePaymentFile({
    messageId,
    createdAt: now,
    debtor: { name: payer.name, iban: payer.iban, bic: null, address: null },
    executionDate: today,
    currency: 'EUR',
    format: 'PAIN_001_001_09',
    instructions: [{ endToEndId, creditor, amountMinor, remittance }],
  });
  await banks.submitOwn({ messageId, body });
  return endToEndId;
}

interface Suspended {
  readonly id: string;
  readonly organizationId: string;
  readonly endToEndId: string;
  readonly remittance: string;
}

/** Two persons of each organization say what each entry in suspense is: fees of the bank, or a part of a payment. */
async function resolveSuspense(year: Year, second: ReadonlyMap<string, MemberViewer>): Promise<void> {
  const { market, parties } = year;
  const entries = await market.rows<Suspended>('bank_entry', `state = 'SUSPENSE' ORDER BY booked_on, side, id`);
  for (const { id, organizationId, endToEndId, remittance } of entries) {
    const paymentId = year.own.get(endToEndId);
    if (!paymentId && !/^Account fees/.test(remittance)) throw new Error(`What is “${remittance}” (${endToEndId})?`);
    const owner = parties.find(party => party.id === organizationId)!;
    const { resolutionId } = await succeed(market, proposeResolution, owner.checker, {
      entryId: toWireId('bankEntry', id),
      reason: 'As its words say',
      ...(paymentId ? { kind: 'PAYMENT', paymentId: toWireId('payment', paymentId) } : { kind: 'UNRELATED' }),
    });
    await succeed(market, confirmResolution, second.get(organizationId)!, {
      resolutionId: toWireId('entryResolution', resolutionId),
    });
  }
}

async function statementsOfPack({ market, approved }: Year, packId: string): Promise<MonthStatement[]> {
  const { database, buyer } = market;
  const [pack] = await market.rows<DisclosurePackView>('disclosure_pack', 'id = $1', [packId]);
  const content = await database.read(buyer.checker, db => contentOf(db, pack!));
  const owed = (kind: string, owners: string) =>
    market.asAdmin<{ minor: string }>(
      `SELECT coalesce(sum(CASE WHEN t.debit_account_id = a.id THEN t.amount_minor ELSE -t.amount_minor END), 0) AS minor
         FROM ledger_account a JOIN transfer t ON a.id IN (t.debit_account_id, t.credit_account_id)
         JOIN movement m ON m.id = t.movement_id
        WHERE a.kind = $1 AND a.organization_id = $2 AND m.business_day <= $3`,
      [kind, owners, pack!.lastDay],
    );
  const [ofBuyer] = await owed('PAYABLE', buyer.id);
  const [ofFunder] = await owed('CLAIM', market.funder.id);
  return statementsOf(content).map(statement => {
    const minor = (figure: Figure) => figureOf(statement, figure).amountMinor;
    const changes = disclosureFigures.slice(1, disclosureFigures.indexOf('CLOSING'));
    return {
      openingMinor: minor('OPENING'),
      figures: Object.fromEntries(changes.map(figure => [figure, minor(figure)])),
      changedMinor: changes.reduce((sum, figure) => sum + minor(figure), 0n),
      closingMinor: minor('CLOSING'),
      closingFundedMinor: minor('CLOSING_FUNDED'),
      owedMinor: -BigInt(ofBuyer!.minor),
      owedToFundersMinor: BigInt(ofFunder!.minor),
      approvedMinor: approved.get(pack!.firstDay.slice(0, 7)) ?? 0n,
    };
  });
}

async function accountsOf({ market, banks, parties }: Year): Promise<Account[]> {
  const references = [...banks.told];
  const signed = `CASE e.side WHEN 'CREDIT' THEN e.amount_minor ELSE -e.amount_minor END`;
  const accounts = await market.asAdmin<Readonly<Record<keyof Account, string>>>(
    `WITH of_bank AS (
       SELECT e.iban, sum(x.moved) AS all_minor,
              sum(x.moved) FILTER (WHERE NOT 'E' || lpad(e.position::text, 12, '0') = ANY ($2::text[])) AS untold
         FROM simulated_bank.entry e JOIN simulated_bank.instruction i USING (end_to_end_id),
              LATERAL (SELECT CASE e.side WHEN 'CREDIT' THEN i.amount_minor ELSE -i.amount_minor END AS moved) x
        GROUP BY e.iban
     ), statement AS (
       SELECT account_id, (array_agg(closing_minor ORDER BY day DESC, sequence DESC))[1]
                          - (array_agg(opening_minor ORDER BY day, sequence))[1] AS moved
         FROM bank_report WHERE message = 'camt.053' AND state = 'TAKEN' GROUP BY account_id
     ), told AS (
       SELECT e.account_id, sum(${signed}) FILTER (WHERE e.statement_id IS NULL) AS since,
              sum(${signed}) FILTER (WHERE u.kind = 'UNRELATED') AS unrelated
         FROM bank_entry e
         LEFT JOIN entry_resolution u ON u.entry_id = e.id AND u.state = 'CONFIRMED'
        WHERE e.state <> 'HELD' GROUP BY e.account_id
     ), of_payment AS (
       SELECT e.account_id, p.id AS payment_id, sum(${signed}) AS moved, min(e.booked_on) AS day
         FROM bank_entry e
         LEFT JOIN bank_message_receipt m ON m.message_id = e.message_id
         LEFT JOIN entry_resolution r ON r.entry_id = e.id AND r.state = 'CONFIRMED' AND r.kind = 'PAYMENT'
         JOIN payment p ON p.end_to_end_id = m.content ->> 'endToEndId' OR p.id = r.payment_id
        WHERE e.state IN ('FOLLOWED', 'RESOLVED') GROUP BY e.account_id, p.id
     ), in_books AS (
       SELECT x.account_id, p.id AS payment_id, x.moved, p.settled_on AS day
         FROM payment p LEFT JOIN payment_allocation a ON a.payment_id = p.id
        CROSS JOIN LATERAL (VALUES (p.payer_account_id, -coalesce(a.amount_minor, p.amount_minor)),
                                   (p.payee_account_id, coalesce(a.amount_minor, p.amount_minor))) x (account_id, moved)
        WHERE p.state = 'SETTLED'
     ), flight AS (
       SELECT account_id, sum(coalesce(b.moved, 0) - coalesce(t.moved, 0)) AS moved, min(least(b.day, t.day)) AS since
         FROM in_books b FULL JOIN of_payment t USING (account_id, payment_id)
        WHERE coalesce(b.moved, 0) <> coalesce(t.moved, 0) GROUP BY account_id
     )
     SELECT o.name, coalesce(k.all_minor, 0) AS "bankMinor", coalesce(k.untold, 0) AS "untoldMinor",
            coalesce(s.moved, 0) AS "statedMinor", coalesce(t.since, 0) AS "sinceMinor",
            coalesce(t.unrelated, 0) AS "unrelatedMinor", coalesce(f.moved, 0) AS "inFlightMinor", f.since::text AS "inFlightSince",
            coalesce((SELECT debit_minor - credit_minor FROM ledger_account WHERE organization_id = o.id AND kind = 'BANK'), 0) AS "booksMinor",
            coalesce((SELECT debit_minor - credit_minor FROM ledger_account WHERE organization_id = o.id AND kind = 'SUSPENSE'), 0) AS "suspenseMinor"
       FROM bank_account a JOIN organization o ON o.id = a.organization_id
       LEFT JOIN of_bank k ON k.iban = a.iban LEFT JOIN statement s ON s.account_id = a.id
       LEFT JOIN told t ON t.account_id = a.id LEFT JOIN flight f ON f.account_id = a.id
      WHERE o.id = ANY ($1::uuid[]) ORDER BY o.name`,
    [parties.map(({ id }) => id), references],
  );
  return accounts.map(({ name, inFlightSince, ...figures }) => ({
    name,
    inFlightSince: inFlightSince as LocalDate | null,
    ...(Object.fromEntries(Object.entries(figures).map(([figure, minor]) => [figure, BigInt(minor)])) as Figures),
  }));
}

type Figures = Omit<Account, 'name' | 'inFlightSince'>;

const tally = `
  SELECT (SELECT count(*)::int FROM invoice) AS invoices,
         (SELECT count(*)::int FROM financing WHERE disbursed_on IS NOT NULL) AS financed,
         (SELECT count(*)::int FROM payment WHERE state = 'REJECTED') AS rejected,
         (SELECT count(*)::int FROM payment WHERE state = 'RETURNED') AS returned,
         (SELECT count(*)::int FROM payment WHERE outside AND state = 'SETTLED') AS outside,
         (SELECT count(*)::int FROM entry_resolution WHERE kind = 'PAYMENT' AND state = 'CONFIRMED') AS parts,
         (SELECT count(*)::int FROM entry_resolution WHERE kind = 'UNRELATED' AND state = 'CONFIRMED') AS fees,
         (SELECT count(DISTINCT invoice_id)::int FROM late_charge) AS late,
         (SELECT count(*)::int FROM credit_note WHERE state <> 'OPEN') AS notes,
         (SELECT count(*)::int FROM fee_bill WHERE state = 'PAID') AS bills,
         (SELECT count(*)::int FROM bank_report) AS reports,
         (SELECT count(*)::int FROM bank_message_receipt WHERE outcome = 'HELD') AS held,
         (SELECT count(*)::int FROM invoice WHERE state <> 'PAID') AS unpaid`;

async function succeed<Input, Success extends object>(
  market: CreditMarket,
  command: Command<Input, Success>,
  viewer: MemberViewer,
  input: object,
): Promise<Success> {
  const outcome = await market.run(command, viewer, input);
  if (outcome instanceof Problem) throw new Error(`${command.name}: ${outcome.code} ${JSON.stringify(outcome)}`);
  return outcome as Success;
}

/** mulberry32: numbers from 0 to 1 that are the same for the same words. */
export function randomFrom(words: string): () => number {
  let state = createHash('sha256').update(words).digest().readInt32BE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
