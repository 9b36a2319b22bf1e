import { createHash, randomBytes } from 'node:crypto';
import { addDays, instantAt, type LocalDate, localDateIn } from '../platform/local-date.js';
import { collectionOrderOf, type CollectionScheme } from './collection-file.js';
import type { Party } from './file-elements.js';
import { readInstructions } from './instruction-parts.js';
import { paymentOrderOf } from './payment-file.js';
import type { BankPort, ReceivedFile, SubmittedFile } from './port.js';
import {
  type WrittenEntry,
  type WrittenTransactionStatus,
  writeNotification,
  writeStatement,
  writeStatusReport,
} from './write-bank-file.js';

/** Sends one statement to the bank's own tables and resolves to its rows, their keys in camelCase. */
export type BankQuery = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** What the simulation is given: a place of its own to keep its books in, a clock, and the days on which banks are open. */
export interface BankWorld {
  /** Runs the work in one transaction; everything or nothing of it is kept. */
  transaction<T>(work: (query: BankQuery) => Promise<T>): Promise<T>;
  /** The business clock. */
  now(): Promise<Date>;
  /** IANA zone in which the bank's days begin and end. */
  readonly zone: string;
  /** Whether the payment system of the currency is open on the day; the days that the operator closed come on top. */
  isOpen(day: LocalDate, currency: string): boolean;
}

/** A bank that plays what the operator planned, as far as its clock has come. */
export interface SimulatedBank extends BankPort {
  /** Does everything that is due by now; resolves to the number of instructions that moved and statements written. */
  play(): Promise<number>;
  /** When something is due next, past or future; null when nothing waits. */
  nextDueAt(): Promise<Date | null>;
}

/** What the operator may ask of one payment. DELAY counts days on which the bank is open. */
export type PlannedBehaviour =
  | { readonly behaviour: 'REJECT' | 'RETURN'; readonly reason: string }
  | { readonly behaviour: 'DELAY'; readonly delayDays: number; readonly reason: string };

/** When a bank's day begins. */
const OPENING = '09:00';
/** When the statements of the open day before are there. */
const STATEMENTS = '00:00';
/** ISO 20022: not specified by the customer's or the agent's bank. */
const UNSPECIFIED = 'MS03';
/** ISO 20022: requested by the customer. */
const REQUESTED_BY_CUSTOMER = 'CUST';
/** ISO 20022: no original transaction received. */
const NEVER_RECEIVED = 'NOOR';
const SLICE = 500;

/**
 * A bank for markets that have none: it holds every account anybody names, books a transfer or a direct debit on its day, and
 * rejects, returns and delays what the operator planned. It answers as banks do: a pain.002 for what it took or refused, a
 * camt.054 for what it booked, a camt.053 of each account's day when the next one begins. It keeps its books in the schema
 * `simulated_bank` and knows nothing of the marketplace but the files it was sent. Whatever it does is decided by its books and its clock, never by
 * chance, so that the same days give the same messages.
 */
export function simulatedBank(world: BankWorld): SimulatedBank {
  return {
    async submit(file) {
      const now = await world.now();
      await world.transaction(query => take(world, query, file, now));
    },

    async recall(endToEndIds) {
      const now = await world.now();
      await world.transaction(query => giveUp(query, endToEndIds, now));
    },

    async waitingFiles(limit) {
      return world.transaction(query => waitingFiles(query, limit));
    },

    async acknowledge(ids) {
      await world.transaction(query =>
        query('DELETE FROM simulated_bank.file WHERE position = ANY ($1::bigint[])', [ids]),
      );
    },

    async play() {
      const now = await world.now();
      let played = 0;
      for (;;) {
        // A day's statements are written when everything of it is booked.
        const moved =
          (await world.transaction(query => playSlice(world, query, now))) ||
          (await world.transaction(query => writeStatements(world, query, now)));
        if (moved === 0) return played;
        played += moved;
      }
    },

    async nextDueAt() {
      return world.transaction(async query => {
        const [due] = await query<{ at: Date | null }>(
          `SELECT least((SELECT min(process_at) FROM simulated_bank.instruction WHERE state = 'WAITING'),
                        (SELECT min(return_at) FROM simulated_bank.instruction WHERE state = 'BOOKED')) AS at`,
        );
        const [next] = await unstatedDays(world, query);
        if (!next) return due!.at;
        return due!.at && due!.at < next.statedAt ? due!.at : next.statedAt;
      });
    },
  };
}

/**
 * The operator plans what will happen to an instruction that the bank has, or will get. A booked one can only come back, and
 * does so at once; a direct debit as long as its scheme lets it. Resolves to false when it is too late for what was asked.
 */
export async function planInstruction(
  query: BankQuery,
  endToEndId: string,
  plan: PlannedBehaviour,
  now: Date,
): Promise<boolean> {
  await lockBooks(query);
  const [known] = await query<InstructionRow>('SELECT * FROM simulated_bank.instruction WHERE end_to_end_id = $1', [
    endToEndId,
  ]);
  if (known?.state === 'BOOKED' && plan.behaviour === 'RETURN') {
    if (known.returnableUntil !== null && known.returnableUntil <= now) return false;
    await query('UPDATE simulated_bank.instruction SET return_at = $2, reason = $3 WHERE end_to_end_id = $1', [
      endToEndId,
      now,
      plan.reason,
    ]);
    return true;
  }
  if (known && known.state !== 'WAITING') return false;
  await query(
    `INSERT INTO simulated_bank.plan (end_to_end_id, behaviour, delay_days, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT (end_to_end_id) DO UPDATE SET behaviour = $2, delay_days = $3, reason = $4`,
    [endToEndId, plan.behaviour, plan.behaviour === 'DELAY' ? plan.delayDays : null, plan.reason],
  );
  return true;
}

/** The bank stays closed on a day: what was to be booked then is booked on the next day it is open. */
export async function closeDay(query: BankQuery, day: LocalDate, reason: string): Promise<void> {
  await lockBooks(query);
  await query(
    `INSERT INTO simulated_bank.closed_day (day, reason) VALUES ($1, $2)
     ON CONFLICT (day) DO UPDATE SET reason = excluded.reason`,
    [day, reason],
  );
}

/** Whether the bank repeats and reorders the messages it puts out from now on. */
export interface BankNoise {
  readonly repeatMessages: boolean;
  readonly reorderMessages: boolean;
}

export async function setNoise(query: BankQuery, noise: BankNoise): Promise<void> {
  await query('UPDATE simulated_bank.setting SET repeat_messages = $1, reorder_messages = $2', [
    noise.repeatMessages,
    noise.reorderMessages,
  ]);
}

export interface BankSettings extends BankNoise {
  readonly closedDays: readonly { readonly day: LocalDate; readonly reason: string }[];
}

export async function bankSettings(query: BankQuery): Promise<BankSettings> {
  const [noise] = await query<BankNoise>('SELECT repeat_messages, reorder_messages FROM simulated_bank.setting');
  const closedDays = await query<{ day: LocalDate; reason: string }>(
    'SELECT day, reason FROM simulated_bank.closed_day ORDER BY day',
  );
  return { ...noise!, closedDays };
}

interface InstructionRow {
  readonly endToEndId: string;
  readonly messageId: string;
  readonly debtorIban: string;
  /** Null for what was sent before names were kept; so is the remittance. */
  readonly debtorName: string | null;
  readonly creditorIban: string;
  readonly creditorName: string | null;
  readonly remittance: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly executionDate: LocalDate;
  readonly processAt: Date;
  readonly state: 'WAITING' | 'REJECTED' | 'BOOKED' | 'RETURNED';
  readonly bookedOn: LocalDate | null;
  readonly returnAt: Date | null;
  readonly reason: string | null;
  /** Of a direct debit. */
  readonly scheme: CollectionScheme | null;
  /** Of a direct debit that is booked: from then on it does not come back. */
  readonly returnableUntil: Date | null;
}

interface PlanRow {
  readonly endToEndId: string;
  readonly behaviour: 'REJECT' | 'RETURN' | 'DELAY';
  readonly delayDays: number | null;
  readonly reason: string;
}

/** One at a time: whoever changes the books holds this row, so messages are put out in the order of their positions. */
async function lockBooks(query: BankQuery): Promise<BankNoise> {
  const [setting] = await query<BankNoise>(
    'SELECT repeat_messages, reorder_messages FROM simulated_bank.setting FOR UPDATE',
  );
  return setting!;
}

/** What an instruction file asks for, whichever side sent it. */
interface Ordered {
  readonly messageId: string;
  /** On which it is to be booked. */
  readonly day: LocalDate;
  readonly currency: string;
  /** Of direct debits. */
  readonly scheme: CollectionScheme | null;
  readonly instructions: readonly {
    readonly endToEndId: string;
    readonly debtor: Party;
    readonly creditor: Party;
    readonly amountMinor: bigint;
    readonly remittance: string | null;
  }[];
}

function orderedBy(body: string): Ordered {
  const file = readInstructions(body);
  if (file.message === 'pain.008') {
    const { collectionDate, creditor, collections, ...order } = collectionOrderOf(file);
    return { ...order, day: collectionDate, instructions: collections.map(each => ({ ...each, creditor })) };
  }
  const { executionDate, debtor, instructions, ...order } = paymentOrderOf(file);
  return { ...order, scheme: null, day: executionDate, instructions: instructions.map(each => ({ ...each, debtor })) };
}

async function take(world: BankWorld, query: BankQuery, file: SubmittedFile, now: Date): Promise<void> {
  const noise = await lockBooks(query);
  const order = orderedBy(file.body);
  if (order.messageId !== file.messageId)
    throw new Error(`The file ${file.messageId} names itself ${order.messageId}.`);
  const processAt = firstChance(world, order.day, now);
  const taken = await query<Pick<InstructionRow, 'endToEndId' | 'state'>>(
    `INSERT INTO simulated_bank.instruction
       (end_to_end_id, message_id, debtor_iban, debtor_name, creditor_iban, creditor_name, remittance, amount_minor,
        currency, execution_date, received_at, process_at, scheme, state)
     SELECT i.end_to_end_id, $1, i.debtor_iban, i.debtor_name, i.creditor_iban, i.creditor_name, i.remittance,
            i.amount_minor, $2, $3, $4, $5, $6, CASE WHEN r.end_to_end_id IS NULL THEN 'WAITING' ELSE 'REJECTED' END
       FROM unnest($7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[])
            AS i(end_to_end_id, debtor_iban, debtor_name, creditor_iban, creditor_name, remittance, amount_minor)
       LEFT JOIN simulated_bank.recalled r ON r.end_to_end_id = i.end_to_end_id
     ON CONFLICT (end_to_end_id) DO NOTHING
     RETURNING end_to_end_id, state`,
    [
      file.messageId,
      order.currency,
      order.day,
      now,
      processAt,
      order.scheme,
      order.instructions.map(instruction => instruction.endToEndId),
      order.instructions.map(instruction => instruction.debtor.iban),
      order.instructions.map(instruction => instruction.debtor.name),
      order.instructions.map(instruction => instruction.creditor.iban),
      order.instructions.map(instruction => instruction.creditor.name),
      order.instructions.map(instruction => instruction.remittance),
      order.instructions.map(instruction => instruction.amountMinor.toString()),
    ],
  );
  if (taken.length === 0) return assertSentBefore(query, file.messageId, order.instructions.length);
  if (taken.length < order.instructions.length)
    throw new Error(`The file ${file.messageId} names an end-to-end id anew.`);
  // What was recalled before it came has been answered.
  const waiting = taken.filter(({ state }) => state === 'WAITING');
  const { messageId, scheme } = order;
  await putOut(query, noise, now, statusFiles(waiting.map(row => ({ ...accepted(row), messageId, scheme }))));
}

async function assertSentBefore(query: BankQuery, messageId: string, count: number): Promise<void> {
  const before = await query('SELECT FROM simulated_bank.instruction WHERE message_id = $1', [messageId]);
  if (before.length !== count) throw new Error(`The file ${messageId} repeats instructions of another file.`);
}

async function giveUp(query: BankQuery, endToEndIds: readonly string[], now: Date): Promise<void> {
  const noise = await lockBooks(query);
  const givenUp = await query<Told>(
    `UPDATE simulated_bank.instruction SET state = 'REJECTED', reason = 'recalled by the payer'
      WHERE end_to_end_id = ANY ($1::text[]) AND state = 'WAITING'
     RETURNING end_to_end_id, message_id, scheme`,
    [endToEndIds],
  );
  const unknown = await query<{ endToEndId: string }>(
    `INSERT INTO simulated_bank.recalled (end_to_end_id)
     SELECT e.id FROM unnest($1::text[]) AS e(id)
      WHERE NOT EXISTS (SELECT FROM simulated_bank.instruction i WHERE i.end_to_end_id = e.id)
     ON CONFLICT DO NOTHING RETURNING end_to_end_id`,
    [endToEndIds],
  );
  const statuses = [
    ...givenUp.map(row => rejected(row, `${REQUESTED_BY_CUSTOMER} recalled by the payer`)),
    ...unknown.map(row =>
      rejected(
        { ...row, messageId: 'NOTPROVIDED', scheme: null },
        `${NEVER_RECEIVED} never received, recalled by the payer`,
      ),
    ),
  ];
  await putOut(query, noise, now, statusFiles(statuses));
}

async function waitingFiles(query: BankQuery, limit: number): Promise<ReceivedFile[]> {
  const rows = await query<{ position: bigint; name: string; body: string }>(
    'SELECT position, name, body FROM simulated_bank.file ORDER BY position LIMIT $1',
    [limit],
  );
  return rows.map(({ position, name, body }) => ({ id: String(position), name, bytes: Buffer.from(body, 'utf8') }));
}

/** Plays at most a slice of what is due, the earliest first; resolves to how many instructions moved. */
async function playSlice(world: BankWorld, query: BankQuery, now: Date): Promise<number> {
  const noise = await lockBooks(query);
  const due = await query<InstructionRow>(
    `SELECT * FROM simulated_bank.instruction
      WHERE (state = 'WAITING' AND process_at <= $1) OR (state = 'BOOKED' AND return_at <= $1)
      ORDER BY coalesce(return_at, process_at), end_to_end_id LIMIT $2`,
    [now, SLICE],
  );
  if (due.length === 0) return 0;
  const planned = await query<PlanRow>('SELECT * FROM simulated_bank.plan WHERE end_to_end_id = ANY ($1::text[])', [
    due.map(instruction => instruction.endToEndId),
  ]);
  const planOf = new Map(planned.map(plan => [plan.endToEndId, plan]));
  const isOpenFor = await openDays(world, query);
  const steps = due.map(instruction => stepOf(world, isOpenFor, instruction, planOf.get(instruction.endToEndId)));
  await keep(query, steps);
  const entries = await book(
    query,
    steps.flatMap(step => step.bookings),
  );
  await putOut(query, noise, now, [
    ...statusFiles(steps.flatMap(step => step.statuses)),
    ...notificationFiles(entries),
  ]);
  return due.length;
}

/** What becomes of an instruction at its hour, with what the bank says about it. */
interface Step {
  readonly instruction: InstructionRow;
  readonly statuses: readonly StatusOfInstruction[];
  readonly bookings: readonly Booking[];
  readonly planUsed: boolean;
}

/** One side of an instruction on an account; a returned one takes the side's booking back. */
interface Booking {
  readonly instruction: InstructionRow;
  readonly side: 'DEBIT' | 'CREDIT';
  readonly returned: boolean;
  readonly bookedOn: LocalDate;
}

function stepOf(
  world: BankWorld,
  isOpenFor: BankWorld['isOpen'],
  instruction: InstructionRow,
  plan: PlanRow | undefined,
): Step {
  const opening = (day: LocalDate) => instantAt(day, OPENING, world.zone);
  const isOpen = (day: LocalDate) => isOpenFor(day, instruction.currency);
  if (instruction.state === 'BOOKED') {
    const bookedOn = localDateIn(instruction.returnAt!, world.zone);
    const back = { instruction, returned: true, bookedOn };
    return {
      instruction: { ...instruction, state: 'RETURNED', returnAt: null },
      ...silent,
      // Back to the payer, and out of the payee's account if it had come as far.
      bookings: [
        { ...back, side: 'CREDIT' },
        { ...back, side: 'DEBIT' },
      ],
    };
  }
  const day = localDateIn(instruction.processAt, world.zone);
  if (!isOpen(day)) {
    const processAt = opening(nextOpenDay(isOpen, day));
    return { instruction: { ...instruction, processAt }, ...silent };
  }
  const booking = { instruction, returned: false, bookedOn: day };
  const booked = (): InstructionRow => {
    const lastDay = lastDayToReturn(instruction.scheme, day, isOpen);
    const returnableUntil = lastDay && instantAt(addDays(lastDay, 1), '00:00', world.zone);
    return { ...instruction, state: 'BOOKED', bookedOn: day, returnableUntil };
  };
  switch (plan?.behaviour) {
    case 'REJECT':
      return {
        ...silent,
        instruction: { ...instruction, state: 'REJECTED', reason: plan.reason },
        statuses: [rejected(instruction, plan.reason)],
        planUsed: true,
      };
    case 'DELAY': {
      let later = day;
      for (let left = plan.delayDays!; left > 0; left -= 1) later = nextOpenDay(isOpen, later);
      return { ...silent, instruction: { ...instruction, processAt: opening(later) }, planUsed: true };
    }
    case 'RETURN': {
      const returnAt = opening(nextOpenDay(isOpen, day));
      return {
        ...silent,
        instruction: { ...booked(), returnAt, reason: plan.reason },
        bookings: [{ ...booking, side: 'DEBIT' }],
        planUsed: true,
      };
    }
    case undefined:
      return {
        ...silent,
        instruction: booked(),
        bookings: [
          { ...booking, side: 'DEBIT' },
          { ...booking, side: 'CREDIT' },
        ],
      };
  }
}

/**
 * The last day on which a direct debit comes back: eight weeks after it was booked where the debtor need only ask for it
 * (EPC016-06), three open days between businesses, where only its bank can send it back (EPC222-07). A transfer comes back
 * whenever the operator likes.
 */
function lastDayToReturn(
  scheme: CollectionScheme | null,
  bookedOn: LocalDate,
  isOpen: (day: LocalDate) => boolean,
): LocalDate | null {
  if (scheme === null) return null;
  if (scheme === 'CORE') return addDays(bookedOn, 56);
  let last = bookedOn;
  for (let left = 3; left > 0; left -= 1) last = nextOpenDay(isOpen, last);
  return last;
}

/** A step of which the bank says nothing. */
const silent = { statuses: [], bookings: [], planUsed: false } as const;

async function keep(query: BankQuery, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(step => step.instruction);
  await query(
    `UPDATE simulated_bank.instruction i
        SET state = s.state, process_at = s.process_at, booked_on = s.booked_on, return_at = s.return_at, reason = s.reason,
            returnable_until = s.returnable_until
       FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::date[], $5::timestamptz[], $6::text[], $7::timestamptz[])
            AS s(end_to_end_id, state, process_at, booked_on, return_at, reason, returnable_until)
      WHERE i.end_to_end_id = s.end_to_end_id`,
    [
      rows.map(row => row.endToEndId),
      rows.map(row => row.state),
      rows.map(row => row.processAt),
      rows.map(row => row.bookedOn),
      rows.map(row => row.returnAt),
      rows.map(row => row.reason),
      rows.map(row => row.returnableUntil),
    ],
  );
  const used = steps.filter(step => step.planUsed).map(step => step.instruction.endToEndId);
  if (used.length > 0) await query('DELETE FROM simulated_bank.plan WHERE end_to_end_id = ANY ($1::text[])', [used]);
}

/** An entry as it stands in the books, with the instruction it is of. */
type EntryRow = Omit<Booking, 'instruction'> & { readonly position: bigint; readonly instruction: InstructionRow };

/** Writes the bookings down; what comes back out of an account that it never reached is no booking. */
async function book(query: BankQuery, bookings: readonly Booking[]): Promise<EntryRow[]> {
  if (bookings.length === 0) return [];
  const rows = await query<{ position: bigint; ordinal: bigint }>(
    `WITH given AS (
       SELECT b.*, nextval('simulated_bank.entry_position_seq') AS position
         FROM (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::date[])
                      WITH ORDINALITY AS b(iban, currency, side, end_to_end_id, returned, booked_on, ordinal)
                ORDER BY ordinal) b
        WHERE NOT (returned AND side = 'DEBIT') OR EXISTS (
          SELECT FROM simulated_bank.entry e
           WHERE e.end_to_end_id = b.end_to_end_id AND e.side = 'CREDIT' AND NOT e.returned)
     ), made AS (
       INSERT INTO simulated_bank.entry (position, iban, currency, side, end_to_end_id, returned, booked_on)
       OVERRIDING SYSTEM VALUE
       SELECT position, iban, currency, side, end_to_end_id, returned, booked_on FROM given
     )
     SELECT position, ordinal FROM given ORDER BY position`,
    [
      bookings.map(accountIbanOf),
      bookings.map(({ instruction }) => instruction.currency),
      bookings.map(({ side }) => side),
      bookings.map(({ instruction }) => instruction.endToEndId),
      bookings.map(({ returned }) => returned),
      bookings.map(({ bookedOn }) => bookedOn),
    ],
  );
  return rows.map(({ position, ordinal }) => ({ ...bookings[Number(ordinal) - 1]!, position }));
}

/** A debit stands on the payer's account and a credit on the payee's; what comes back, the other way round. */
function accountIbanOf({ instruction, side, returned }: Booking): string {
  return (side === 'DEBIT') !== returned ? instruction.debtorIban : instruction.creditorIban;
}

interface UnstatedDay {
  readonly day: LocalDate;
  readonly currency: string;
  /** When its statements are written. */
  readonly statedAt: Date;
}

/** The days that have no statements yet, those that are written first before the others. */
async function unstatedDays(world: BankWorld, query: BankQuery): Promise<UnstatedDay[]> {
  const days = await query<Pick<UnstatedDay, 'day' | 'currency'>>(
    `SELECT booked_on AS day, currency FROM simulated_bank.entry WHERE statement_no IS NULL
      GROUP BY booked_on, currency ORDER BY booked_on, currency`,
  );
  if (days.length === 0) return [];
  const isOpen = await openDays(world, query);
  return days
    .map(({ day, currency }) => {
      const next = nextOpenDay(other => isOpen(other, currency), day);
      return { day, currency, statedAt: instantAt(next, STATEMENTS, world.zone) };
    })
    .sort((a, b) => a.statedAt.getTime() - b.statedAt.getTime());
}

/** The statements of the earliest day that has none yet, one an account, as soon as its currency's next open day has begun. */
async function writeStatements(world: BankWorld, query: BankQuery, now: Date): Promise<number> {
  const noise = await lockBooks(query);
  const [first] = await unstatedDays(world, query);
  if (!first || first.statedAt > now) return 0;
  const { day } = first;
  const rows = await query<InstructionRow & { position: bigint; side: Booking['side']; returned: boolean }>(
    `SELECT i.*, e.position, e.side, e.returned
       FROM simulated_bank.entry e JOIN simulated_bank.instruction i USING (end_to_end_id)
      WHERE e.statement_no IS NULL AND e.booked_on = $1 AND e.currency = $2 ORDER BY e.position`,
    [day, first.currency],
  );
  const accounts = [...byAccount(rows.map(row => ({ ...row, instruction: row, bookedOn: day })))];
  const opened = await query<{ iban: string; currency: string; balanceMinor: bigint; statementNo: number }>(
    `INSERT INTO simulated_bank.account AS a (iban, currency, balance_minor, statement_no)
     SELECT g.iban, g.currency, g.moved, 1 FROM unnest($1::text[], $2::text[], $3::bigint[]) AS g(iban, currency, moved)
     ON CONFLICT (iban, currency) DO UPDATE
       SET balance_minor = a.balance_minor + excluded.balance_minor, statement_no = a.statement_no + 1
     RETURNING iban, currency, balance_minor, statement_no`,
    [
      accounts.map(([, { iban }]) => iban),
      accounts.map(([, { currency }]) => currency),
      accounts.map(([, { entries }]) => movedOn(entries).toString()),
    ],
  );
  await query(
    `UPDATE simulated_bank.entry e SET statement_no = a.statement_no
       FROM simulated_bank.account a
      WHERE e.booked_on = $1 AND e.currency = $2 AND e.statement_no IS NULL
        AND a.iban = e.iban AND a.currency = e.currency`,
    [day, first.currency],
  );
  const files = opened.map(({ iban, currency, balanceMinor, statementNo }): Draft => {
    const { entries } = accounts.find(([, account]) => account.iban === iban && account.currency === currency)![1];
    const openingMinor = balanceMinor - movedOn(entries);
    return {
      name: 'camt.053',
      lot: `${iban} ${statementNo}`,
      write: (messageId, createdAt) =>
        writeStatement({
          ...{ messageId, createdAt, iban, currency, day, openingMinor },
          sequence: statementNo,
          entries: entries.map(writtenEntry),
        }),
    };
  });
  await putOut(query, noise, now, files);
  return files.length;
}

function movedOn(entries: readonly EntryRow[]): bigint {
  return entries.reduce(
    (sum, { side, instruction: { amountMinor } }) => (side === 'CREDIT' ? sum + amountMinor : sum - amountMinor),
    0n,
  );
}

interface AccountEntries {
  readonly iban: string;
  readonly currency: string;
  readonly entries: EntryRow[];
}

function byAccount(entries: readonly EntryRow[]): Map<string, AccountEntries> {
  const accounts = new Map<string, AccountEntries>();
  for (const entry of entries) {
    const iban = accountIbanOf(entry);
    const { currency } = entry.instruction;
    const account = accounts.get(`${iban} ${currency}`) ?? { iban, currency, entries: [] };
    account.entries.push(entry);
    accounts.set(`${iban} ${currency}`, account);
  }
  return accounts;
}

/** A file to be: written when it has its number. `lot` is what chance, which is none, goes by. */
interface Draft {
  readonly name: string;
  readonly lot: string;
  readonly write: (messageId: string, createdAt: Date) => string;
  /** The same said again in other words; without one it is said again as it was. */
  readonly again?: Draft;
}

/** Puts files out, repeated and reordered where the operator asked for it: which, and how, is decided by their lots. */
async function putOut(query: BankQuery, noise: BankNoise, now: Date, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const repeats = noise.repeatMessages ? drafts.filter(draft => lotOf(draft.lot) % 2 === 0) : [];
  const out = [...drafts, ...repeats.map(draft => draft.again ?? draft)];
  if (noise.reorderMessages) out.sort((a, b) => lotOf(a.lot) - lotOf(b.lot));
  const positions = await query<{ position: bigint }>(
    `SELECT nextval('simulated_bank.file_position') AS position FROM generate_series(1, $1)`,
    [out.length],
  );
  // No number, which would tell whoever reads one how much the bank said to others.
  const files = out.map(draft => {
    const messageId = `SIM${randomBytes(8).toString('hex').toUpperCase()}`;
    return { name: `${messageId}.${draft.name}.xml`, body: draft.write(messageId, now) };
  });
  await query(
    `INSERT INTO simulated_bank.file (position, name, body)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])`,
    [positions.map(({ position }) => position), files.map(file => file.name), files.map(file => file.body)],
  );
}

/** A number that looks drawn by lot and is the same for the same words. */
function lotOf(words: string): number {
  return createHash('sha256').update(words).digest().readUInt32BE(0);
}

/** What of an instruction a status names. */
type Told = Pick<InstructionRow, 'endToEndId' | 'messageId' | 'scheme'>;
type StatusOfInstruction = WrittenTransactionStatus & Told;

function accepted({ endToEndId }: Pick<InstructionRow, 'endToEndId'>): WrittenTransactionStatus {
  return { endToEndId, status: 'ACCP', reason: null };
}

function rejected({ endToEndId, messageId, scheme }: Told, reason: string): StatusOfInstruction {
  return { endToEndId, messageId, scheme, status: 'RJCT', reason: reasonOf(reason) };
}

/** One pain.002 for each instruction file that is spoken of. */
function statusFiles(statuses: readonly StatusOfInstruction[]): Draft[] {
  const messageIds = [...new Set(statuses.map(({ messageId }) => messageId))];
  return messageIds.map(originalMessageId => {
    const transactions = statuses.filter(({ messageId }) => messageId === originalMessageId);
    const originalMessage =
      transactions[0]!.scheme === null ? ('pain.001.001.09' as const) : ('pain.008.001.08' as const);
    return {
      name: 'pain.002',
      lot: transactions.map(({ endToEndId, status }) => endToEndId + status).join(' '),
      write: (messageId, createdAt) =>
        writeStatusReport({ messageId, createdAt, originalMessageId, originalMessage, transactions }),
    };
  });
}

/** One camt.054 for each account; said again, it is a camt.052. */
function notificationFiles(booked: readonly EntryRow[]): Draft[] {
  return [...byAccount(booked).values()].map(({ iban, currency, entries }) => {
    const draft = (name: 'camt.052' | 'camt.054'): Draft => ({
      name,
      lot: `${name} ${entries.map(({ instruction, side }) => instruction.endToEndId + side).join(' ')}`,
      write: (messageId, createdAt) =>
        writeNotification(name, { messageId, createdAt, iban, currency, entries: entries.map(writtenEntry) }),
    });
    return { ...draft('camt.054'), again: draft('camt.052') };
  });
}

/** The reference is the same in every file; no number, which would tell how much was booked for others. */
function writtenEntry({ instruction, side, returned, bookedOn }: EntryRow): WrittenEntry {
  const words = `${instruction.endToEndId} ${side} ${returned}`;
  return {
    reference: `E${createHash('sha256').update(words).digest('hex').slice(0, 16).toUpperCase()}`,
    side,
    amountMinor: instruction.amountMinor,
    bookedOn,
    endToEndId: instruction.endToEndId,
    originalMessageId: instruction.messageId,
    debtor: { name: instruction.debtorName, iban: instruction.debtorIban },
    creditor: { name: instruction.creditorName, iban: instruction.creditorIban },
    remittance: instruction.remittance,
    returned: returned ? reasonOf(instruction.reason ?? UNSPECIFIED) : null,
    scheme: instruction.scheme,
  };
}

function reasonOf(words: string): { code: string; words: string } {
  return { code: codeOf(words), words };
}

/** The ISO code at the head of the operator's words: 'AC04 account closed'. */
function codeOf(reason: string): string {
  return /^[A-Z]{2}[A-Z0-9]{2}\b/.exec(reason)?.[0] ?? UNSPECIFIED;
}

/** At the opening of the execution date, or at once where that is past; on a day it is closed, the next opening is found later. */
function firstChance(world: BankWorld, executionDate: LocalDate, now: Date): Date {
  const opening = instantAt(executionDate, OPENING, world.zone);
  if (now < opening) return opening;
  const todaysOpening = instantAt(localDateIn(now, world.zone), OPENING, world.zone);
  return now < todaysOpening ? todaysOpening : now;
}

async function openDays(world: BankWorld, query: BankQuery): Promise<BankWorld['isOpen']> {
  const closed = await query<{ day: LocalDate }>('SELECT day FROM simulated_bank.closed_day');
  const closedDays = new Set(closed.map(row => row.day));
  return (day, currency) => world.isOpen(day, currency) && !closedDays.has(day);
}

function nextOpenDay(isOpen: (day: LocalDate) => boolean, day: LocalDate): LocalDate {
  let next = addDays(day, 1);
  while (!isOpen(next)) next = addDays(next, 1);
  return next;
}
