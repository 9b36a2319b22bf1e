import { newId } from '../platform/ids.js';
import { type CopyFigures, type Difference, differencesBetween } from './invoice.rules.js';
import type { HeldReason, Side } from './invoice.entity.js';
import type { InvoiceState } from './invoice.states.js';
import type { Submission } from './judge-invoices.js';

/*
 * What becomes of each invoice of a file, given the invoices that are there under its number: it is new, joins as the other
 * side's copy, is held, or is refused. Pure: the caller has locked what is there, and asks again where another was quicker.
 */

/** An invoice that is there, rejected and withdrawn ones left out. */
export interface StandingInvoice {
  readonly id: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly numberKey: string;
  readonly numberOrdinal: number;
  readonly fingerprint: Buffer;
  readonly state: InvoiceState;
  readonly eventNo: number;
  readonly heldReason: HeldReason | null;
  readonly copies: ReadonlyMap<Side, CopyFigures>;
}

export type Landing =
  | {
      readonly kind: 'NEW';
      readonly id: string;
      readonly numberOrdinal: number;
      readonly heldReason: HeldReason | null;
    }
  | {
      readonly kind: 'JOIN';
      readonly invoice: StandingInvoice;
      readonly differences: readonly Difference[];
      readonly heldReason: HeldReason | null;
    }
  | { readonly kind: 'DUPLICATE'; readonly id: string }
  | { readonly kind: 'ALREADY_DECIDED'; readonly id: string; readonly state: InvoiceState };

/** What of an invoice decides about its landing. */
export type Landable = CopyFigures &
  Pick<Submission, 'side' | 'supplierId' | 'buyerId' | 'number' | 'numberKey' | 'fingerprint'>;

export interface PlannedLanding<Landed extends Landable = Submission> {
  readonly submission: Landed;
  readonly landing: Landing;
}

/** Decides in the order of the file; each decision sees those before it. */
export function planLanding<Landed extends Landable>(
  submissions: readonly Landed[],
  standing: readonly StandingInvoice[],
): PlannedLanding<Landed>[] {
  const byNumber = new Map<string, StandingInvoice[]>();
  for (const invoice of [...standing].sort((a, b) => a.numberOrdinal - b.numberOrdinal)) {
    add(byNumber, numberOf(invoice), invoice);
  }
  return submissions.map(submission => {
    const twins = byNumber.get(numberOf(submission)) ?? [];
    const landing = landingOf(submission, twins);
    if (landing.kind === 'NEW') add(byNumber, numberOf(submission), landed(submission, landing));
    if (landing.kind === 'JOIN') replace(twins, landing.invoice, joined(submission, landing));
    return { submission, landing };
  });
}

/** What one number means: one supplier's, to one buyer. */
export function numberOf(of: { supplierId: string; buyerId: string; numberKey: string }): string {
  return `${of.supplierId} ${of.buyerId} ${of.numberKey}`;
}

function landingOf(submission: Landable, twins: readonly StandingInvoice[]): Landing {
  const { side, fingerprint } = submission;
  const same = twins.find(twin => twin.fingerprint.equals(fingerprint));
  if (same?.copies.has(side)) return { kind: 'DUPLICATE', id: same.id };
  const withoutCopy = same ? [same] : twins.filter(twin => !twin.copies.has(side));
  const open = withoutCopy.find(twin => twin.state === 'SUBMITTED' || twin.state === 'DISPUTED');
  if (open) return join(submission, open);
  // What the buyer has decided on is not opened again by a copy that comes late.
  const decided = withoutCopy[0];
  if (decided) return { kind: 'ALREADY_DECIDED', id: decided.id, state: decided.state };
  const last = twins.at(-1);
  const heldReason = last ? 'SAME_NUMBER' : null;
  return { kind: 'NEW', id: newId(), numberOrdinal: (last?.numberOrdinal ?? 0) + 1, heldReason };
}

function join(submission: Landable, invoice: StandingInvoice): Landing {
  const copies = new Map([...invoice.copies, [submission.side, submission] as const]);
  const differences = differencesBetween(copies.get('SUPPLIER'), copies.get('BUYER'));
  const heldReason = invoice.heldReason ?? (differences.length > 0 ? 'COPIES_DIFFER' : null);
  return { kind: 'JOIN', invoice, differences, heldReason };
}

function landed(submission: Landable, { id, numberOrdinal, heldReason }: Landing & { kind: 'NEW' }): StandingInvoice {
  const { supplierId, buyerId, numberKey, fingerprint, side } = submission;
  const copies = new Map([[side, submission]]);
  const identity = { id, supplierId, buyerId, numberKey, numberOrdinal, fingerprint };
  return { ...identity, state: 'SUBMITTED', eventNo: 1, heldReason, copies };
}

function joined(submission: Landable, { invoice, heldReason }: Landing & { kind: 'JOIN' }): StandingInvoice {
  return { ...invoice, heldReason, copies: new Map([...invoice.copies, [submission.side, submission]]) };
}

function add(byNumber: Map<string, StandingInvoice[]>, number: string, invoice: StandingInvoice): void {
  const twins = byNumber.get(number);
  if (twins) twins.push(invoice);
  else byNumber.set(number, [invoice]);
}

function replace(twins: StandingInvoice[], before: StandingInvoice, after: StandingInvoice): void {
  twins.splice(twins.indexOf(before), 1, after);
}
