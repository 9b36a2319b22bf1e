import { z } from 'zod';
import { calendarDayOf } from '../documents/index.js';
import { transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { readInstallation } from '../platform/installation.js';
import { daysBetween, type LocalDate } from '../platform/local-date.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { invoiceChannels } from './invoice.channels.js';
import type { InvoiceCopyRow, InvoiceRow } from './invoice.entity.js';
import { invoicePolicy } from './invoice.policy.js';
import { SameInvoiceExists } from './invoice.problems.js';
import {
  type DueDateRule,
  type DueDateTerms,
  dueDateRuleOf,
  fingerprintOf,
  type Maturity,
  maturityOf,
} from './invoice.rules.js';
import { invoiceMachine } from './invoice.states.js';
import { lockVisibleInvoices } from './lock-invoices.js';

/**
 * A person of the buyer decides about a held invoice: the figures of the copy kept stand from now on, and an invoice held
 * for its number is one of its own. Rejecting it is the other way out.
 */
export const settleDifference = command({
  name: 'settleDifference',
  input: z.object({ invoiceId: wireId('invoice'), keep: z.enum(['SUPPLIER', 'BUYER']), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable, SameInvoiceExists],
  async execute(tx, viewer, input) {
    const [invoice] = await lockVisibleInvoices(tx, [input.invoiceId]);
    if (!invoice) return new NotFound();
    const refused = refusal(invoicePolicy.SETTLE_DIFFERENCE, viewer, invoice);
    if (refused) return refused;
    const copy = await copyOf(tx, invoice.id, input.keep);
    if (!copy) {
      const message = 'That side has sent no copy of this invoice.';
      return new InvalidInput([{ path: 'keep', code: 'NO_SUCH_COPY', message }]);
    }
    const fingerprint = await fingerprintWith(tx, invoice, copy);
    const twin = await liveTwin(tx, invoice.id, fingerprint);
    if (twin) return new SameInvoiceExists(twin.number);
    const rule = await dueDateRule(tx, invoice, copy.currency);
    await tx.execute(
      `UPDATE invoice SET number = $2, type_code = $3, issue_date = $4, due_date = $5, adjusted_due_date = $6,
              due_date_reason = $7, currency = $8, payable_minor = $9, fingerprint = $10, held_reason = NULL WHERE id = $1`,
      [invoice.id, ...figuresOf(copy, rule), fingerprint],
    );
    const event = invoice.heldReason === 'SAME_NUMBER' ? 'duplicate.cleared' : 'invoice.corrected';
    const [before, after] = [shown(invoice), { ...shown(copy), keep: input.keep }];
    const channels = invoiceChannels(invoice);
    await transition(tx, viewer, invoiceMachine, 'settleDifference', [
      { row: invoice, to: 'SUBMITTED', event, channels, before, after },
    ]);
    return { invoiceId: invoice.id };
  },
});

function copyOf(tx: Tx, invoiceId: string, side: string): Promise<InvoiceCopyRow | undefined> {
  return tx.maybe<InvoiceCopyRow>('SELECT c.* FROM invoice_copy c WHERE c.invoice_id = $1 AND c.side = $2', [
    invoiceId,
    side,
  ]);
}

async function fingerprintWith(tx: Tx, invoice: InvoiceRow, copy: InvoiceCopyRow): Promise<Buffer> {
  const { fingerprintKey } = await readInstallation(tx);
  const { supplierId, buyerId, numberKey } = invoice;
  const { issueDate, currency, payableMinor } = copy;
  return fingerprintOf(fingerprintKey, { supplierId, buyerId, numberKey, issueDate, currency, payableMinor });
}

/** Whoever submits under this number waits for the lock of the invoice, so that none can appear behind this look. */
function liveTwin(tx: Tx, invoiceId: string, fingerprint: Buffer): Promise<{ number: string } | undefined> {
  return tx.maybe<{ number: string }>(
    `SELECT number FROM invoice WHERE fingerprint = $2 AND id <> $1 AND state NOT IN ('REJECTED', 'WITHDRAWN')`,
    [invoiceId, fingerprint],
  );
}

/** By its programme, or that into which its supplier is invited while it is not here. */
async function dueDateRule(tx: Tx, { programmeId, supplierId }: InvoiceRow, currency: string): Promise<DueDateRule> {
  const programme = await tx.one<DueDateTerms>(
    `SELECT currency, calendars, roll_convention FROM programme
      WHERE id = coalesce($1::uuid, (SELECT i.programme_id FROM invited_supplier i WHERE i.id = $2))`,
    [programmeId, supplierId],
  );
  return dueDateRuleOf(currency, programme);
}

function figuresOf(copy: InvoiceCopyRow, rule: DueDateRule): unknown[] {
  const { dueDate, adjustedDueDate, reason } = maturityOfCopy(copy, rule);
  const { number, content, issueDate, currency, payableMinor } = copy;
  return [number, content.typeCode, issueDate, dueDate, adjustedDueDate, reason, currency, payableMinor];
}

function maturityOfCopy({ content, issueDate, dueDate }: InvoiceCopyRow, rule: DueDateRule): Maturity {
  const stated = content.dueDates.map(calendarDayOf).filter((day): day is LocalDate => day !== undefined);
  return maturityOf(issueDate, stated, daysBetween(issueDate, dueDate), rule);
}

function shown({ issueDate, dueDate, currency, payableMinor }: InvoiceRow | InvoiceCopyRow): object {
  return { issueDate, dueDate, currency, payableMinor: payableMinor.toString() };
}
