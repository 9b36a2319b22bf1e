import { randomUUID } from 'node:crypto';
import { approvalById, prepareApproval, releaseApproval } from '../../server/approvals/index.js';
import {
  csvInvoices,
  type SampleCreditNote,
  type SampleParty,
  type SampleRow,
  ublCreditNote,
  ublInvoice,
} from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { findViolations } from '../../server/invariants/index.js';
import {
  type CreditNoteRow,
  type InvoiceRow,
  submitDocument,
  type SubmissionReport,
} from '../../server/invoices/index.js';
import type { Command } from '../../server/platform/command.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { insert, type MoneyMarket, openMoneyMarket } from './money-market.js';
import { addingUp } from './sample-amounts.js';

/** A market in which credit notes come by files and take effect by releases, with money that really moves at its bank. */
export interface CreditMarket extends Omit<MoneyMarket, 'release'> {
  readonly sampleSupplier: SampleParty;
  readonly sampleBuyer: SampleParty;
  /** The second person of the buyer, who releases what the first one prepared. */
  readonly releaser: MemberViewer;
  /** The supplier sends an invoice of this amount; its id inside. */
  invoice(payable: string, number?: string): Promise<string>;
  /** A credit note by a file; the report tells what became of it. */
  note(change: Partial<SampleCreditNote>, viewer?: MemberViewer): Promise<SubmissionReport>;
  /** As `note` of this amount for an invoice; its id inside. */
  noteFor(amount: string, precedingInvoice: string | null, viewer?: MemberViewer): Promise<string>;
  csv(rows: readonly Partial<SampleRow>[], viewer?: MemberViewer): Promise<SubmissionReport>;
  prepare(input: object): Promise<string>;
  release(approvalId: string): Promise<{ approvedCount: number; leftOut: readonly { reason: string }[] }>;
  /** Prepares and releases invoices, or what else the input names. */
  approveAll(...invoiceIds: readonly string[]): Promise<string>;
  pay: MoneyMarket['release'];
  run<Input>(command: Command<Input, object>, viewer: MemberViewer, input: object): Promise<object>;
  stored(invoiceId: string): Promise<InvoiceRow>;
  storedNote(id: string): Promise<CreditNoteRow>;
  /** What the accounts of an organization come to, by kind, zeros left out. */
  balances(organizationId: string): Promise<Record<string, bigint>>;
  /** Nothing, where everything holds. */
  violations(): Promise<object[]>;
}

export async function openCreditMarket(): Promise<CreditMarket> {
  const opened = await openMoneyMarket();
  const { release: pay, ...market } = opened;
  const { supplier, buyer, work } = market;
  const sampleSupplier = { name: supplier.name, country: 'FR', taxId: 'FR83404833048' };
  const sampleBuyer = { name: buyer.name, country: 'FR', taxId: 'FR40303265045' };
  for (const [id, { taxId }] of [[supplier.id, sampleSupplier] as const, [buyer.id, sampleBuyer] as const]) {
    await market.asAdmin('UPDATE organization SET tax_id = $2 WHERE id = $1', [id, taxId]);
  }
  const releaser = await secondPerson(opened);
  let count = 0;
  const nextNumber = (prefix: string) => `${prefix}-${++count}`;

  const run: CreditMarket['run'] = (command, viewer, input) =>
    work.run(command, viewer, { idempotencyKey: randomUUID(), ...input });
  async function succeed<Success>(outcome: Promise<object>): Promise<Success> {
    const result = await outcome;
    if (result instanceof Problem) throw new Error(`${result.code}: ${JSON.stringify(result)}`);
    return result as Success;
  }
  const submit = (viewer: MemberViewer, text: string, name: string) => {
    const bytes = Buffer.from(text);
    return submitDocument(work, viewer, parseDocument(bytes, name), { name, mediaType: 'application/xml', bytes });
  };
  const sample = (change: Partial<SampleCreditNote>): SampleCreditNote => ({
    number: 'none',
    issueDate: '2031-03-03',
    dueDate: '2031-05-05',
    currency: 'EUR',
    supplier: sampleSupplier,
    buyer: sampleBuyer,
    lines: [],
    netTotal: '0',
    taxTotal: '0',
    taxRate: '0',
    payable: '0',
    ...addingUp(change),
    ...change,
  });
  const note: CreditMarket['note'] = (change, viewer = supplier.checker) =>
    submit(viewer, ublCreditNote(sample({ number: nextNumber('GS'), ...change })), 'note.xml');
  const prepare = async (input: object) => {
    const programmeId = toWireId('programme', market.programmeId);
    const { approvalId } = await succeed<{ approvalId: string }>(
      run(prepareApproval, buyer.checker, { programmeId, ...input }),
    );
    return approvalId;
  };
  const release: CreditMarket['release'] = async approvalId => {
    const [approval] = await market.database.read(systemViewer, db => approvalById(db, systemViewer, [approvalId]));
    const contentHash = approval!.contentHash.toString('hex');
    return succeed(run(releaseApproval, releaser, { approvalId: toWireId('approval', approvalId), contentHash }));
  };
  const row = async <Row>(table: string, id: string) => (await market.rows<Row>(table, 'id = $1', [id]))[0]!;
  return {
    ...market,
    pay,
    sampleSupplier,
    sampleBuyer,
    releaser,
    run,
    note,
    prepare,
    release,
    async invoice(payable, number = nextNumber('RE')) {
      const report = await submit(supplier.checker, ublInvoice(sample({ number, payable })), 'invoice.xml');
      return fromWireId('invoice', report.landed[0]!.invoiceId)!;
    },
    async noteFor(amount, precedingInvoice, viewer) {
      const report = await note({ payable: amount, precedingInvoice }, viewer);
      if (!report.creditNotes[0]) throw new Error(`No credit note landed: ${JSON.stringify(report)}`);
      return fromWireId('creditNote', report.creditNotes[0].creditNoteId)!;
    },
    csv: (rows, viewer = supplier.checker) =>
      submit(
        viewer,
        csvInvoices(
          rows.map(
            change =>
              ({
                issue_date: '2031-03-03',
                due_date: '2031-05-05',
                currency: 'EUR',
                supplier_name: supplier.name,
                supplier_tax_id: sampleSupplier.taxId,
                buyer_name: buyer.name,
                buyer_tax_id: sampleBuyer.taxId,
                ...change,
              }) as SampleRow,
          ),
        ),
        'rows.csv',
      ),
    async approveAll(...invoiceIds) {
      const approvalId = await prepare({ lines: invoiceIds.map(id => ({ invoiceId: toWireId('invoice', id) })) });
      const { leftOut } = await release(approvalId);
      if (leftOut.length > 0) throw new Error(`Left out: ${JSON.stringify(leftOut)}`);
      return approvalId;
    },
    stored: id => row<InvoiceRow>('invoice', id),
    storedNote: id => row<CreditNoteRow>('credit_note', id),
    async balances(organizationId) {
      const accounts = await market.rows<{ kind: string; debitMinor: bigint; creditMinor: bigint }>(
        'ledger_account',
        'organization_id = $1 ORDER BY kind',
        [organizationId],
      );
      const balances = accounts.map(({ kind, debitMinor, creditMinor }) => [kind, debitMinor - creditMinor] as const);
      return Object.fromEntries(balances.filter(([, balance]) => balance !== 0n));
    },
    violations: () => findViolations(market.database),
  };
}

async function secondPerson({ work, buyer }: MoneyMarket): Promise<MemberViewer> {
  const [personId, memberId] = [randomUUID(), randomUUID()];
  const permissions = ['CHECKER'] as const;
  await work.perform(systemViewer, async tx => {
    const email = `${personId}@example.org`;
    await insert(tx, 'person', { id: personId, email, name: 'Second person', password_hash: '-' });
    await insert(tx, 'member', { id: memberId, person_id: personId, organization_id: buyer.id, permissions });
  });
  return { ...buyer.checker, personId, memberId, permissions: [...permissions], sessionId: randomUUID() };
}
