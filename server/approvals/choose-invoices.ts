import { type ApprovalFileRow, moneyOfWritten, readApprovalFile } from '../documents/index.js';
import {
  type DecisionReason,
  decisionReasons,
  filterParameters,
  type InvoiceFilter,
  invoiceMatches,
  invoicePrepared,
  lockMatchingInvoices,
  lockNamedInvoices,
  lockVisibleInvoices,
  numberKeyOf,
  supplierFinder,
} from '../invoices/index.js';
import type { Db, Tx } from '../platform/database.js';
import { fromWireId } from '../platform/ids.js';
import { type FieldProblem, InvalidInput, type Problem } from '../platform/problem.js';
import type { ExclusionReason } from './approval.entity.js';
import type { RefusedRow } from './approval-line.types.js';
import { BatchTooLarge } from './approval.problems.js';
import {
  amountFaults,
  type AskedLine,
  type ExcludedInvoice,
  freezeLines,
  frozenLine,
  type FrozenInvoice,
  type FrozenLine,
} from './approval.rules.js';

/*
 * What goes into a batch: invoices named one by one, all that a filter finds, or those that a file of the buyer's own
 * system names. Whatever the way, what is chosen is locked, and what does not go in is named with the reason.
 */

/** The most invoices of a batch. */
export const batchSizeMax = 10_000;

/** Of the batch, what its invoices must fit. */
export interface BatchFrame {
  readonly buyerId: string;
  readonly programmeId: string;
  readonly currency: string;
}

/** What was chosen, each invoice locked. */
export interface Choice {
  readonly frozen: readonly FrozenLine[];
  readonly excluded: readonly ExcludedInvoice[];
  /** Of a file: what names no invoice that can be found, or asks for what cannot be. */
  readonly refusedRows: readonly RefusedRow[];
}

/** By name: every fault of every line comes back, and nothing is chosen where there is one. */
export async function chooseLines(
  tx: Tx,
  { buyerId, programmeId }: Pick<BatchFrame, 'buyerId' | 'programmeId'>,
  lines: readonly AskedLine[],
): Promise<Choice | Problem> {
  const invoices = await lockVisibleInvoices(
    tx,
    lines.map(asked => asked.invoiceId),
  );
  const outcome = freezeLines(
    programmeId,
    lines,
    invoices.filter(invoice => invoice.buyerId === buyerId),
  );
  return 'faults' in outcome ? new InvalidInput(outcome.faults) : { ...outcome, refusedRows: [] };
}

/** All that the filter finds of the programme, in the currency, and not decided yet. Disputed ones only where it asks for them. */
export async function chooseMatching(tx: Tx, frame: BatchFrame, filter: InvoiceFilter): Promise<Choice | Problem> {
  const ids = await lockMatchingInvoices(tx, undecided(frame.programmeId, frame.currency, filter), batchSizeMax + 1);
  if (ids.length > batchSizeMax) return new BatchTooLarge(batchSizeMax);
  const candidates = await candidatesOf(tx, frame, ids, asksForDisputed(filter));
  return {
    frozen: candidates.filter(({ exclusion }) => exclusion === null).map(invoice => frozenLine({}, invoice)),
    excluded: candidates.flatMap(({ exclusion, ...invoice }) => (exclusion ? [{ invoice, reason: exclusion }] : [])),
    refusedRows: [],
  };
}

/** The invoices that the rows of a file name; a row that is wrong spoils no other. */
export async function chooseFromFile(tx: Tx, frame: BatchFrame, text: string): Promise<Choice | Problem> {
  const reading = readApprovalFile(text);
  const faults = reading.problems.filter(problem => problem.severity === 'ERROR');
  if (faults.length > 0) {
    return new InvalidInput(faults.map(({ path, code, message }) => ({ path: `file: ${path}`, code, message })));
  }
  const named = await nameInvoices(tx, frame.buyerId, reading.rows);
  const locked = await lockNamedInvoices(tx, named.found);
  const candidates = await candidatesOf(
    tx,
    frame,
    locked.map(({ id }) => id),
    true,
  );
  return judgeRows(named, locked, candidates);
}

/** A row with the invoice that it names. */
interface NamedRow {
  readonly row: ApprovalFileRow;
  readonly supplierId: string;
  readonly numberKey: string;
}

interface NamedRows {
  readonly found: readonly NamedRow[];
  readonly refused: readonly RefusedRow[];
}

async function nameInvoices(tx: Tx, buyerId: string, rows: readonly ApprovalFileRow[]): Promise<NamedRows> {
  const supplierOf = await supplierFinder(tx, buyerId);
  const found: NamedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const problem = row.problems.find(({ severity }) => severity === 'ERROR');
    const supplierId = row.supplierId === null ? matchOf(row, supplierOf) : fromWireId('organization', row.supplierId);
    if (problem || row.number === null) {
      refused.push(refusal(row, problem?.column ?? null, problem?.code ?? 'NUMBER_MISSING', problem?.message ?? ''));
    } else if (supplierId === undefined) {
      const message = 'There is no such supplier, or none that shares a programme with you.';
      refused.push(refusal(row, columnOfSupplier(row), 'SUPPLIER_NOT_FOUND', message));
    } else {
      found.push({ row, supplierId, numberKey: numberKeyOf(row.number) });
    }
  }
  return { found, refused };
}

function matchOf(
  { supplier }: ApprovalFileRow,
  supplierOf: Awaited<ReturnType<typeof supplierFinder>>,
): string | undefined {
  const match = supplier && supplierOf(supplier);
  return match && 'id' in match ? match.id : undefined;
}

function columnOfSupplier({ supplierId, supplier }: ApprovalFileRow): string {
  if (supplierId !== null) return 'supplier_id';
  if (supplier?.vatId) return 'supplier_tax_id';
  if (supplier?.legalId) return 'supplier_registration_number';
  return supplier?.lei ? 'supplier_lei' : 'supplier_tax_id';
}

type Candidate = FrozenInvoice & { readonly exclusion: ExclusionReason | null };

function judgeRows(
  { found, refused }: NamedRows,
  locked: readonly { readonly id: string; readonly supplierId: string; readonly numberKey: string }[],
  candidates: readonly Candidate[],
): Choice {
  const candidateOf = new Map(candidates.map(candidate => [candidate.id, candidate]));
  const idsOf = new Map<string, string[]>();
  for (const { id, supplierId, numberKey } of locked) {
    const name = `${supplierId} ${numberKey}`;
    idsOf.set(name, [...(idsOf.get(name) ?? []), id]);
  }
  const refusedRows: RefusedRow[] = [...refused];
  const frozen: FrozenLine[] = [];
  const excluded: ExcludedInvoice[] = [];
  const rowOf = new Map<string, number>();
  for (const { row, supplierId, numberKey } of found) {
    const [id, another] = idsOf.get(`${supplierId} ${numberKey}`) ?? [];
    const candidate = id === undefined ? undefined : candidateOf.get(id);
    const outcome = judgeRow(row, candidate, another !== undefined, candidate && rowOf.get(candidate.id));
    if ('code' in outcome) refusedRows.push(outcome);
    else if ('reason' in outcome) excluded.push(outcome);
    else frozen.push(outcome);
    if (candidate && !rowOf.has(candidate.id)) rowOf.set(candidate.id, row.row);
  }
  return { frozen, excluded, refusedRows: refusedRows.sort((a, b) => a.row - b.row) };
}

function judgeRow(
  row: ApprovalFileRow,
  candidate: Candidate | undefined,
  isAmbiguous: boolean,
  firstRow: number | undefined,
): FrozenLine | ExcludedInvoice | RefusedRow {
  if (!candidate) {
    return refusal(row, 'invoice_number', 'INVOICE_NOT_FOUND', 'This supplier has no such invoice with you.');
  }
  if (isAmbiguous) {
    const message = 'Several invoices of this supplier have that number: decide about them one by one.';
    return refusal(row, 'invoice_number', 'INVOICE_AMBIGUOUS', message);
  }
  if (firstRow !== undefined) {
    return refusal(row, 'invoice_number', 'LINE_REPEATED', `Row ${firstRow} names this invoice already.`);
  }
  const { exclusion, ...invoice } = candidate;
  if (exclusion !== null) return { invoice, reason: exclusion };
  const asked = askedOf(row, invoice);
  if ('code' in asked) return refusal(row, asked.path, asked.code, asked.message);
  const [fault] = amountFaults(asked, invoice);
  if (fault) return refusal(row, columnOfFault[fault.path] ?? null, fault.code, fault.message);
  return frozenLine(asked, invoice);
}

const columnOfFault: Readonly<Record<string, string>> = {
  'amount.amount': 'amount',
  'amount.currency': 'currency',
  lowerReason: 'lower_reason',
};

/** What the row asks for; or its fault, whose path is its column. */
function askedOf(
  row: ApprovalFileRow,
  invoice: FrozenInvoice,
): Pick<AskedLine, 'amount' | 'lowerReason'> | FieldProblem {
  const { lowerReason: reason } = row;
  if (reason !== null && !isReason(reason)) {
    return { path: 'lower_reason', code: 'REASON_UNKNOWN', message: `${reason} is none of the reasons for less.` };
  }
  if (row.amount === null) return { amount: null, lowerReason: reason };
  const amount = moneyOfWritten(row.amount, row.currency ?? invoice.currency);
  if ('faults' in amount) {
    const [code = 'NOT_A_NUMBER'] = amount.faults;
    const isCurrency = code === 'UNKNOWN_CURRENCY';
    const message = isCurrency
      ? 'This is no currency of ISO 4217.'
      : 'This is no amount of the currency, written with a decimal dot.';
    return { path: isCurrency ? 'currency' : 'amount', code, message };
  }
  if (amount.amountMinor <= 0n)
    return { path: 'amount', code: 'NOT_POSITIVE', message: 'This must be more than zero.' };
  return { amount, lowerReason: reason };
}

function isReason(written: string): written is DecisionReason {
  return (decisionReasons as readonly string[]).includes(written);
}

function refusal({ row, number }: ApprovalFileRow, column: string | null, code: string, message: string): RefusedRow {
  return { row, column, number, code, message };
}

/** The filter, but for what a batch of the programme can never take; in any currency where none is given. */
function undecided(programmeId: string, currency: string | null, filter: InvoiceFilter): InvoiceFilter {
  const differs = (asked: string | null | undefined, ours: string | null) =>
    asked != null && ours !== null && asked !== ours;
  const isElsewhere = differs(filter.programmeId, programmeId) || differs(filter.currency, currency);
  const states = (filter.state ?? undecidedStates).filter(state => undecidedStates.includes(state as never));
  return {
    ...filter,
    programmeId,
    currency: currency ?? filter.currency,
    state: isElsewhere ? [] : states,
    // Of what is excluded, too, the batch tells.
    approvable: null,
    listable: null,
  };
}

const undecidedStates = ['SUBMITTED', 'DISPUTED'] as const;

function asksForDisputed(filter: InvoiceFilter): boolean {
  return filter.state?.includes('DISPUTED') ?? false;
}

/** Why an invoice `t` does not go into a batch, as SQL; its parameters are SQL as well. */
function exclusionBy(programmeId: string, currency: string, disputedToo: string): string {
  return `CASE
    WHEN t.state NOT IN ('SUBMITTED', 'DISPUTED') THEN 'INVOICE_DECIDED'
    WHEN t.programme_id IS NULL THEN 'SUPPLIER_NOT_HERE'
    WHEN t.programme_id <> ${programmeId} THEN 'OTHER_PROGRAMME'
    WHEN t.currency <> ${currency} THEN 'OTHER_CURRENCY'
    WHEN t.held_reason IS NOT NULL THEN 'INVOICE_HELD'
    WHEN t.state = 'DISPUTED' AND NOT ${disputedToo} THEN 'INVOICE_DISPUTED'
    WHEN ${invoicePrepared} THEN 'ALREADY_PREPARED' END`;
}

/** Reads invoices after they are locked: what stands around them is judged as it is by then. */
function candidatesOf(
  tx: Tx,
  { programmeId, currency }: BatchFrame,
  ids: readonly string[],
  disputedToo: boolean,
): Promise<Candidate[]> {
  return tx.query<Candidate>(
    `SELECT t.id, t.event_no, t.supplier_id, t.number, t.issue_date, t.due_date, t.adjusted_due_date, t.currency,
            t.payable_minor, ${exclusionBy('$2::uuid', '$3', '$4::boolean')} AS exclusion
       FROM invoice t WHERE t.id = ANY($1::uuid[]) ORDER BY t.id`,
    [ids, programmeId, currency, disputedToo],
  );
}

/** How many invoices of one currency, or excluded for one reason, and their total in minor units. */
export interface MatchingGroup {
  readonly currency: string;
  readonly exclusion: ExclusionReason | null;
  readonly count: number;
  readonly totalMinor: bigint;
}

/** What a preparation over the filter would choose now, by currency, and what it would exclude, by reason. */
export async function countMatching(db: Db, programmeId: string, filter: InvoiceFilter): Promise<MatchingGroup[]> {
  const parameters = filterParameters(undecided(programmeId, null, filter));
  if (parameters === null) return [];
  return db.query<MatchingGroup>(
    `SELECT g.currency, g.exclusion, count(*)::integer AS count, sum(g.payable_minor)::bigint AS total_minor
       FROM (SELECT t.currency, t.payable_minor, ${exclusionBy('$1::uuid', 't.currency', '$2::boolean')} AS exclusion
               FROM invoice t LEFT JOIN programme p ON p.id = t.programme_id
              WHERE t.buyer_id = viewer_organization() AND ${invoiceMatches(3)}) g
      GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST`,
    [programmeId, asksForDisputed(filter), ...parameters],
  );
}
