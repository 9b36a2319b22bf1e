import { createHash } from 'node:crypto';
import { addDays, instantAt, type LocalDate, localDateIn } from '../platform/local-date.js';
import { readPaymentFile } from './payment-file.js';
import type { BankMessage, BankMessagePage, BankPort, SubmittedFile } from './port.js';

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
  /** Does everything that is due by now; resolves to the number of instructions that moved. */
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
/** ISO 20022: not specified by the customer's or the agent's bank. */
const UNSPECIFIED = 'MS03';
/** ISO 20022: requested by the customer. */
const REQUESTED_BY_CUSTOMER = 'CUST';
/** ISO 20022: no original transaction received. */
const NEVER_RECEIVED = 'NOOR';
const SLICE = 500;

/**
 * A bank for markets that have none: it holds every account anybody names, books an instruction on its execution date, and
 * rejects, returns and delays what the operator planned. It keeps its books in the schema `simulated_bank` and knows
 * nothing of the marketplace but the files it was sent. Whatever it does is decided by its books and its clock, never by
 * chance, so that the same days give the same messages.
 */
export function simulatedBank(world: BankWorld): SimulatedBank {
  return {
    name: 'simulated',

    async submit(file) {
      const now = await world.now();
      await world.transaction(query => take(world, query, file, now));
    },

    async recall(endToEndIds) {
      await world.transaction(query => giveUp(query, endToEndIds));
    },

    async messagesAfter(cursor, limit) {
      return world.transaction(query => messagesAfter(query, cursor, limit));
    },

    async play() {
      const now = await world.now();
      let played = 0;
      for (;;) {
        const moved = await world.transaction(query => playSlice(world, query, now));
        if (moved === 0) return played;
        played += moved;
      }
    },

    async nextDueAt() {
      const [row] = await world.transaction(query =>
        query<{ at: Date | null }>(
          `SELECT least((SELECT min(process_at) FROM simulated_bank.instruction WHERE state = 'WAITING'),
                        (SELECT min(return_at) FROM simulated_bank.instruction WHERE state = 'BOOKED')) AS at`,
        ),
      );
      return row?.at ?? null;
    },
  };
}

/**
 * The operator plans what will happen to an instruction that the bank has, or will get. A booked one can only come back, and
 * does so at once. Resolves to false when it is too late for what was asked.
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
  readonly creditorIban: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly executionDate: LocalDate;
  readonly processAt: Date;
  readonly state: 'WAITING' | 'REJECTED' | 'BOOKED' | 'RETURNED';
  readonly bookedOn: LocalDate | null;
  readonly returnAt: Date | null;
  readonly reason: string | null;
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

async function take(world: BankWorld, query: BankQuery, file: SubmittedFile, now: Date): Promise<void> {
  const noise = await lockBooks(query);
  const order = readPaymentFile(file.body);
  if (order.messageId !== file.messageId)
    throw new Error(`The file ${file.messageId} names itself ${order.messageId}.`);
  const processAt = firstChance(world, order.executionDate, now);
  const taken = await query<Pick<InstructionRow, 'endToEndId' | 'state'>>(
    `INSERT INTO simulated_bank.instruction
       (end_to_end_id, message_id, debtor_iban, creditor_iban, amount_minor, currency, execution_date, received_at,
        process_at, state)
     SELECT i.end_to_end_id, $1, $2, i.creditor_iban, i.amount_minor, $3, $4, $5, $6,
            CASE WHEN r.end_to_end_id IS NULL THEN 'WAITING' ELSE 'REJECTED' END
       FROM unnest($7::text[], $8::text[], $9::bigint[]) AS i(end_to_end_id, creditor_iban, amount_minor)
       LEFT JOIN simulated_bank.recalled r ON r.end_to_end_id = i.end_to_end_id
     ON CONFLICT (end_to_end_id) DO NOTHING
     RETURNING end_to_end_id, state`,
    [
      file.messageId,
      order.debtor.iban,
      order.currency,
      order.executionDate,
      now,
      processAt,
      order.instructions.map(instruction => instruction.endToEndId),
      order.instructions.map(instruction => instruction.creditor.iban),
      order.instructions.map(instruction => instruction.amountMinor.toString()),
    ],
  );
  if (taken.length === 0) return assertSentBefore(query, file.messageId, order.instructions.length);
  if (taken.length < order.instructions.length)
    throw new Error(`The file ${file.messageId} names an end-to-end id anew.`);
  await putOut(
    query,
    noise,
    // What was recalled before it came has been answered.
    taken.filter(({ state }) => state === 'WAITING').map(({ endToEndId }) => accepted(endToEndId)),
  );
}

async function assertSentBefore(query: BankQuery, messageId: string, count: number): Promise<void> {
  const before = await query('SELECT FROM simulated_bank.instruction WHERE message_id = $1', [messageId]);
  if (before.length !== count) throw new Error(`The file ${messageId} repeats instructions of another file.`);
}

async function giveUp(query: BankQuery, endToEndIds: readonly string[]): Promise<void> {
  const noise = await lockBooks(query);
  const givenUp = await query<{ endToEndId: string }>(
    `UPDATE simulated_bank.instruction SET state = 'REJECTED', reason = 'recalled by the payer'
      WHERE end_to_end_id = ANY ($1::text[]) AND state = 'WAITING'
     RETURNING end_to_end_id`,
    [endToEndIds],
  );
  const unknown = await query<{ endToEndId: string }>(
    `INSERT INTO simulated_bank.recalled (end_to_end_id)
     SELECT e.id FROM unnest($1::text[]) AS e(id)
      WHERE NOT EXISTS (SELECT FROM simulated_bank.instruction i WHERE i.end_to_end_id = e.id)
     ON CONFLICT DO NOTHING RETURNING end_to_end_id`,
    [endToEndIds],
  );
  await putOut(query, noise, [
    ...givenUp.map(({ endToEndId }) => rejected(endToEndId, `${REQUESTED_BY_CUSTOMER} recalled by the payer`)),
    ...unknown.map(({ endToEndId }) => rejected(endToEndId, `${NEVER_RECEIVED} never received, recalled by the payer`)),
  ]);
}

async function messagesAfter(query: BankQuery, cursor: string, limit: number): Promise<BankMessagePage> {
  const rows = await query<{ position: bigint; content: Record<string, unknown> }>(
    'SELECT position, content FROM simulated_bank.message WHERE position > $1 ORDER BY position LIMIT $2',
    [cursor === '' ? '0' : cursor, limit],
  );
  return {
    messages: rows.map(({ content }) =>
      'amountMinor' in content ? { ...content, amountMinor: BigInt(content.amountMinor as string) } : content,
    ) as unknown as BankMessage[],
    cursor: rows.at(-1)?.position.toString() ?? cursor,
  };
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
  await putOut(
    query,
    noise,
    steps.flatMap(step => step.messages),
  );
  return due.length;
}

/** What becomes of an instruction at its hour, with what the bank says about it. */
interface Step {
  readonly instruction: InstructionRow;
  readonly messages: readonly BankMessage[];
  readonly planUsed: boolean;
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
    const returnedOn = localDateIn(instruction.returnAt!, world.zone);
    return {
      instruction: { ...instruction, state: 'RETURNED', returnAt: null },
      messages: [returned(instruction, returnedOn)],
      planUsed: false,
    };
  }
  const day = localDateIn(instruction.processAt, world.zone);
  if (!isOpen(day)) {
    const processAt = opening(nextOpenDay(isOpen, day));
    return { instruction: { ...instruction, processAt }, messages: [], planUsed: false };
  }
  switch (plan?.behaviour) {
    case 'REJECT':
      return {
        instruction: { ...instruction, state: 'REJECTED', reason: plan.reason },
        messages: [rejected(instruction.endToEndId, plan.reason)],
        planUsed: true,
      };
    case 'DELAY': {
      let later = day;
      for (let left = plan.delayDays!; left > 0; left -= 1) later = nextOpenDay(isOpen, later);
      return { instruction: { ...instruction, processAt: opening(later) }, messages: [], planUsed: true };
    }
    case 'RETURN': {
      const returnAt = opening(nextOpenDay(isOpen, day));
      return {
        instruction: { ...instruction, state: 'BOOKED', bookedOn: day, returnAt, reason: plan.reason },
        messages: [booked(instruction, 'DEBIT', day)],
        planUsed: true,
      };
    }
    case undefined:
      return {
        instruction: { ...instruction, state: 'BOOKED', bookedOn: day },
        messages: [booked(instruction, 'DEBIT', day), booked(instruction, 'CREDIT', day)],
        planUsed: false,
      };
  }
}

async function keep(query: BankQuery, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(step => step.instruction);
  await query(
    `UPDATE simulated_bank.instruction i
        SET state = s.state, process_at = s.process_at, booked_on = s.booked_on, return_at = s.return_at, reason = s.reason
       FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::date[], $5::timestamptz[], $6::text[])
            AS s(end_to_end_id, state, process_at, booked_on, return_at, reason)
      WHERE i.end_to_end_id = s.end_to_end_id`,
    [
      rows.map(row => row.endToEndId),
      rows.map(row => row.state),
      rows.map(row => row.processAt),
      rows.map(row => row.bookedOn),
      rows.map(row => row.returnAt),
      rows.map(row => row.reason),
    ],
  );
  const used = steps.filter(step => step.planUsed).map(step => step.instruction.endToEndId);
  if (used.length > 0) await query('DELETE FROM simulated_bank.plan WHERE end_to_end_id = ANY ($1::text[])', [used]);
}

/** Puts messages out, repeated and reordered where the operator asked for it: which, and how, is decided by their ids. */
async function putOut(query: BankQuery, noise: BankNoise, messages: readonly BankMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const repeats = noise.repeatMessages ? messages.filter(message => lotOf(message.id) % 2 === 0) : [];
  const out = [...messages, ...repeats];
  if (noise.reorderMessages) out.sort((a, b) => lotOf(a.id) - lotOf(b.id));
  await query(
    `INSERT INTO simulated_bank.message (position, id, content)
     SELECT nextval('simulated_bank.message_position'), m.id, m.content
       FROM (SELECT * FROM unnest($1::text[], $2::jsonb[]) WITH ORDINALITY AS m(id, content, ordinal) ORDER BY ordinal) m`,
    [out.map(message => message.id), out.map(json)],
  );
}

function json(message: BankMessage): string {
  return JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** A number that looks drawn by lot and is the same for the same id. */
function lotOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0);
}

function accepted(endToEndId: string): BankMessage {
  return { kind: 'STATUS', id: `${endToEndId}-ACCP`, endToEndId, status: 'ACCEPTED', reasonCode: null, reason: null };
}

function rejected(endToEndId: string, reason: string): BankMessage {
  return {
    kind: 'STATUS',
    id: `${endToEndId}-RJCT`,
    endToEndId,
    status: 'REJECTED',
    reasonCode: codeOf(reason),
    reason,
  };
}

function booked(instruction: InstructionRow, side: 'DEBIT' | 'CREDIT', bookedOn: LocalDate): BankMessage {
  const { endToEndId, amountMinor, currency } = instruction;
  const iban = side === 'DEBIT' ? instruction.debtorIban : instruction.creditorIban;
  return { kind: 'BOOKED', id: `${endToEndId}-${side}`, endToEndId, iban, side, amountMinor, currency, bookedOn };
}

function returned(instruction: InstructionRow, returnedOn: LocalDate): BankMessage {
  const { endToEndId, amountMinor, currency, debtorIban: iban } = instruction;
  const reason = instruction.reason ?? UNSPECIFIED;
  return {
    kind: 'RETURNED',
    id: `${endToEndId}-RTRN`,
    endToEndId,
    iban,
    amountMinor,
    currency,
    returnedOn,
    reasonCode: codeOf(reason),
    reason,
  };
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
