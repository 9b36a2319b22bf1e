import { randomUUID } from 'node:crypto';
import {
  approvalById,
  prepareApproval,
  refuseApproval,
  releaseApproval,
  workReleases,
} from '../../server/approvals/index.js';
import type { ApprovalView } from '../../server/approvals/approval.policy.js';
import { linePage } from '../../server/approvals/approval.reads.js';
import { disputeInvoice, rejectInvoice } from '../../server/invoices/index.js';
import { findViolations } from '../../server/invariants/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { NotAvailable, Problem } from '../../server/platform/problem.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* Batches of more invoices than one slice: decided at once, worked on in slices by any server, one outcome an invoice. */

jest.setTimeout(120_000);

let market: InvoiceMarket;

beforeEach(async () => {
  market = await openInvoiceMarket();
});
afterEach(async () => {
  expect(await findViolations(market.database)).toEqual([]);
  await market.close();
});

const wireApproval = (id: string) => toWireId('approval', id);

/** Invoices of 1.00, 2.00, 3.00 … EUR, by their ids on the wire in the order of the file. */
async function submitted(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    invoice_number: `B-${index}`,
    payable_amount: `${index + 1}.00`,
  }));
  const { landed } = await market.submitCsv(market.supplierMaker, rows);
  expect(landed).toHaveLength(count);
  return landed.map(({ invoiceId }) => invoiceId);
}

async function prepared(invoiceIds: readonly string[]): Promise<ApprovalView> {
  const { approvalId } = await market.succeed(prepareApproval, market.maker, {
    programmeId: toWireId('programme', market.programmeId),
    lines: invoiceIds.map(invoiceId => ({ invoiceId })),
  });
  return stored(approvalId);
}

const stored = async (id: string): Promise<ApprovalView> =>
  (await market.database.read(systemViewer, db => approvalById(db, systemViewer, [id])))[0]!;

const releaseOf = (approval: ApprovalView) => ({
  approvalId: wireApproval(approval.id),
  contentHash: approval.contentHash.toString('hex'),
});

async function outcomesOf(id: string): Promise<Record<string, number>> {
  const rows = await market.asAdmin<{ outcome: string; count: number }>(
    'SELECT outcome, count(*)::int AS count FROM approval_line WHERE approval_id = $1 GROUP BY 1',
    [id],
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** Of each transaction of a release, how many events it wrote of a type. */
async function slicesOf(type: string): Promise<number[]> {
  const rows = await market.asAdmin<{ count: number }>(
    `SELECT count(*)::int AS count FROM event WHERE type = $1 GROUP BY xid ORDER BY min(seq)`,
    [type],
  );
  return rows.map(({ count }) => count);
}

test('1,201 invoices: 500 with the decision, the others by the sweep, and readers can follow', async () => {
  const ids = await submitted(1_201);
  const approval = await prepared(ids);
  expect(approval).toMatchObject({ invoiceCount: 1_201, totalMinor: 72_180_100n, approvedCount: 0, completedAt: null });

  const released = await market.succeed(releaseApproval, market.checker, releaseOf(approval));
  expect(released).toEqual({ approvalId: approval.id, approvedCount: 500, leftOut: [] });
  expect(await stored(approval.id)).toMatchObject({ state: 'RELEASED', approvedCount: 500, completedAt: null });
  expect(await outcomesOf(approval.id)).toEqual({ APPROVED: 500, PENDING: 701 });

  expect(await workReleases(market.work)).toBe(1);
  expect(await stored(approval.id)).toMatchObject({ approvedCount: 1_000, completedAt: null });
  expect(await workReleases(market.work)).toBe(1);
  const done = await stored(approval.id);
  expect(done).toMatchObject({ approvedCount: 1_201, approvedMinor: 72_180_100n, leftOutCount: 0, failedCount: 0 });
  expect(done.completedAt!.getTime()).toBeGreaterThan(done.decidedAt!.getTime());
  expect(await workReleases(market.work)).toBe(0);

  expect(await slicesOf('invoice.approved')).toEqual([500, 500, 201]);
  expect(await slicesOf('payment.due')).toEqual([500, 500, 201]);
  const events = await market.asAdmin(
    `SELECT e.type, e.after ->> 'approvedCount' AS approved, array_agg(c.channel ORDER BY c.channel) AS channels
       FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'approval' GROUP BY e.epoch, e.xid, e.seq, e.type, e.after ORDER BY e.seq`,
  );
  const channels = ['operator', `organization:${market.buyer.id}`];
  expect(events).toEqual([
    { type: 'approval.prepared', approved: null, channels },
    { type: 'approval.released', approved: null, channels },
    { type: 'approval.progressed', approved: '500', channels },
    { type: 'approval.progressed', approved: '1000', channels },
    { type: 'approval.completed', approved: '1201', channels },
  ]);
});

test('whoever works on a slice, it is done in the name of the person who released', async () => {
  const approval = await prepared(await submitted(501));
  await market.succeed(releaseApproval, market.checker, releaseOf(approval));
  await workReleases((await market.another()).work);
  const actors = await market.asAdmin(
    `SELECT DISTINCT actor_kind, person_id, organization_id FROM event WHERE type IN ('invoice.approved', 'payment.due')`,
  );
  expect(actors).toEqual([
    { actor_kind: 'MEMBER', person_id: market.checker.personId, organization_id: market.buyer.id },
  ]);
});

test('what changes after the decision and before its slice is left out, and named', async () => {
  const ids = await submitted(502);
  const approval = await prepared(ids);
  await market.succeed(releaseApproval, market.checker, releaseOf(approval));
  const waiting = await market.asAdmin<{ id: string }>(
    `SELECT invoice_id AS id FROM approval_line WHERE outcome = 'PENDING' ORDER BY invoice_id`,
  );
  expect(waiting).toHaveLength(2);
  const [disputed, other] = waiting.map(({ id }) => toWireId('invoice', id));
  await market.succeed(disputeInvoice, market.maker, { invoiceId: disputed, reason: 'PRICE' });
  expect(await market.run(prepareApproval, market.maker, linesOf([disputed!, other!]))).toMatchObject({
    fields: [{ code: 'ALREADY_PREPARED' }, { code: 'ALREADY_PREPARED' }],
  });
  await workReleases(market.work);
  expect(await stored(approval.id)).toMatchObject({ approvedCount: 501, leftOutCount: 1, failedCount: 0 });
  const left = await market.database.read(market.checker, db =>
    linePage(db, approval.id, { first: 10, outcome: ['LEFT_OUT'] }),
  );
  expect(left.rows).toMatchObject([{ invoiceId: waiting[0]!.id, leftOutReason: 'INVOICE_DISPUTED' }]);
  await prepared([disputed!]);
  expect(await market.run(rejectInvoice, market.maker, { invoiceId: other, reason: 'PRICE' })).toMatchObject({
    code: 'UNDERTAKING_IRREVOCABLE',
  });
});

const linesOf = (invoiceIds: readonly string[]) => ({
  programmeId: toWireId('programme', market.programmeId),
  lines: invoiceIds.map(invoiceId => ({ invoiceId })),
});

test('many servers at once: every invoice is worked on once', async () => {
  const approvals = [await prepared(await submitted(1_100))];
  await market.succeed(releaseApproval, market.checker, releaseOf(approvals[0]!));
  const servers = await Promise.all([market.another(), market.another(), market.another()]);
  let worked = 1;
  while ((await stored(approvals[0]!.id)).completedAt === null) {
    worked += (await Promise.all(servers.map(({ work }) => workReleases(work)))).reduce((sum, n) => sum + n, 0);
  }
  expect(worked).toBe(3);
  const [counts] = await market.asAdmin(
    `SELECT (SELECT count(*) FROM payment)::int AS payments, (SELECT count(*) FROM movement)::int AS movements,
            (SELECT count(*) FROM event WHERE type = 'invoice.approved')::int AS approved`,
  );
  expect(counts).toEqual({ payments: 1_100, movements: 1_100, approved: 1_100 });
});

test('an invoice on which a slice breaks fails by itself; the others are approved, and it is free for another batch', async () => {
  const ids = await submitted(7);
  const approval = await prepared(ids);
  // A payment that is there already under the id that the bank would see.
  const [broken] = await market.asAdmin<{ id: string }>(`SELECT id FROM invoice WHERE number = 'B-3'`);
  await market.asAdmin(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW.invoice_id = '${broken!.id}' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END $$`);
  await market.asAdmin(
    `CREATE CONSTRAINT TRIGGER refuse_one AFTER INSERT ON payment DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION refuse_one()`,
  );
  const released = await market.succeed(releaseApproval, market.checker, releaseOf(approval));
  expect(released).toMatchObject({ approvedCount: 6, leftOut: [] });
  expect(await stored(approval.id)).toMatchObject({ state: 'RELEASED', approvedCount: 6, failedCount: 1 });
  const lines = await market.asAdmin(`SELECT invoice_id, left_out_reason FROM approval_line WHERE outcome = 'FAILED'`);
  expect(lines).toEqual([{ invoice_id: broken!.id, left_out_reason: 'FAULT' }]);
  const [event] = await market.asAdmin(
    `SELECT after -> 'faults' AS faults FROM event WHERE type = 'approval.completed'`,
  );
  expect(event).toEqual({ faults: [{ invoiceId: broken!.id, fault: 'not this one' }] });
  expect(await market.asAdmin(`SELECT state FROM invoice WHERE id = '${broken!.id}'`)).toEqual([
    { state: 'SUBMITTED' },
  ]);

  await market.asAdmin('DROP TRIGGER refuse_one ON payment');
  const again = await prepared([ids[3]!]);
  await market.succeed(releaseApproval, market.checker, releaseOf(again));
  expect(await stored(again.id)).toMatchObject({ approvedCount: 1, failedCount: 0 });
});

test('a release is decided once, however much of it is still to be done', async () => {
  const approval = await prepared(await submitted(501));
  const input = { ...releaseOf(approval), idempotencyKey: randomUUID() };
  const first = await market.succeed(releaseApproval, market.checker, input);
  expect(await market.succeed(releaseApproval, market.checker, input)).toEqual(first);
  const refused = [
    await market.run(releaseApproval, market.secondChecker, releaseOf(approval)),
    await market.run(refuseApproval, market.secondChecker, { approvalId: wireApproval(approval.id), reason: 'No.' }),
  ];
  expect(refused).toEqual([new NotAvailable('RELEASED'), new NotAvailable('RELEASED')]);
  expect(refused.every(outcome => outcome instanceof Problem)).toBe(true);
  await workReleases(market.work);
});
