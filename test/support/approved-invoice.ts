import { randomUUID } from 'node:crypto';
import { approvalById, prepareApproval, releaseApproval } from '../../server/approvals/index.js';
import { type SampleInvoice, type SampleParty, ublInvoice } from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { invoiceById, type InvoiceView, submitDocument } from '../../server/invoices/index.js';
import type { OrganizationRow } from '../../server/organizations/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Database } from '../../server/platform/database.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { addingUp } from './sample-amounts.js';

/** Who submits, prepares and releases. */
export interface Approvers {
  readonly supplier: MemberViewer;
  readonly buyerMaker: MemberViewer;
  readonly buyerChecker: MemberViewer;
  readonly programmeId: string;
}

/**
 * An invoice from the supplier's file to the buyer's undertaking, through the commands that anybody uses; unless told
 * otherwise 10,000.00 EUR, issued on the market's today and due 57 days later. It is seen as the operator sees it.
 */
export async function approvedInvoice(
  { work, database }: { work: UnitOfWork; database: Database },
  approvers: Approvers,
  change: Partial<SampleInvoice> = {},
): Promise<InvoiceView> {
  const id = await submittedInvoice({ work, database }, approvers, change);
  const key = () => randomUUID();
  const { approvalId } = await done(work, prepareApproval, approvers.buyerMaker, {
    programmeId: toWireId('programme', approvers.programmeId),
    lines: [{ invoiceId: toWireId('invoice', id) }],
    idempotencyKey: key(),
  });
  const [approval] = await database.read(systemViewer, db => approvalById(db, systemViewer, [approvalId]));
  await done(work, releaseApproval, approvers.buyerChecker, {
    approvalId: toWireId('approval', approvalId),
    contentHash: approval!.contentHash.toString('hex'),
    idempotencyKey: key(),
  });
  const [invoice] = await database.read(systemViewer, db => invoiceById(db, systemViewer, [id]));
  return invoice!;
}

/** As `approvedInvoice`, up to the submission; the id inside. */
export async function submittedInvoice(
  { work, database }: { work: UnitOfWork; database: Database },
  approvers: Approvers,
  change: Partial<SampleInvoice> = {},
): Promise<string> {
  const { supplier, buyer, issueDate, dueDate } = await database.read(systemViewer, async db => ({
    supplier: await db.one<OrganizationRow>('SELECT * FROM organization WHERE id = $1', [
      approvers.supplier.organizationId,
    ]),
    buyer: await db.one<OrganizationRow>('SELECT * FROM organization WHERE id = $1', [
      approvers.buyerMaker.organizationId,
    ]),
    ...(await db.one<{ issueDate: string; dueDate: string }>(
      'SELECT business_today() AS issue_date, business_today() + 57 AS due_date',
    )),
  }));
  const bytes = Buffer.from(
    ublInvoice({
      number: `T-${randomUUID().slice(0, 13)}`,
      issueDate,
      dueDate,
      currency: 'EUR',
      supplier: partyOf(supplier),
      buyer: partyOf(buyer),
      lines: [{ description: 'Bolts', quantity: '1', unit: 'C62', unitPrice: '10000.00', netAmount: '10000.00' }],
      netTotal: '10000.00',
      taxTotal: '0.00',
      taxRate: '0',
      payable: '10000.00',
      ...addingUp(change),
      ...change,
    }),
  );
  const file = { name: 'invoice.xml', mediaType: 'application/xml', bytes };
  const report = await submitDocument(work, approvers.supplier, parseDocument(bytes, file.name), file);
  const [landed] = report.landed;
  if (!landed) throw new Error(`The invoice did not land: ${JSON.stringify(report)}`);
  return fromWireId('invoice', landed.invoiceId)!;
}

function partyOf({ name, country, taxId, registrationNumber, lei }: OrganizationRow): SampleParty {
  return { name, country, taxId, registrationNumber, lei };
}

async function done<Input, Success extends object>(
  work: UnitOfWork,
  command: Command<Input, Success>,
  viewer: MemberViewer,
  input: object,
): Promise<Exclude<Success, Problem>> {
  const outcome = await work.run(command, viewer, input);
  if (outcome instanceof Problem) throw new Error(`${command.name}: ${outcome.code}, ${JSON.stringify(outcome)}`);
  return outcome as Exclude<Success, Problem>;
}
