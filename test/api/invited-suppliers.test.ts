import { approvalById, prepareApproval, releaseApproval } from '../../server/approvals/index.js';
import type { SampleRow } from '../../server/demo/sample-invoices.js';
import { findViolations } from '../../server/invariants/index.js';
import { addressInvoices, disputeInvoice, invoiceById, invoicePolicy } from '../../server/invoices/index.js';
import { organizationById } from '../../server/organizations/index.js';
import { availableActions } from '../../server/platform/actions.js';
import { fromWireId, newId, toWireId } from '../../server/platform/ids.js';
import { NotAvailable, NotFound, NotPermitted } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { inviteNamedSupplier, programmeEntrance } from '../../server/programmes/index.js';
import { admitOrganization, registerOrganization } from '../../server/organizations/index.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* A buyer's file names suppliers that are not here yet: what becomes of their rows until they are, and then. */

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeEach(async () => {
  market = await openInvoiceMarket();
});
afterEach(async () => {
  expect(await findViolations(market.database)).toEqual([]);
  await market.close();
});

const newcomer = { name: 'Neue Werke GmbH', taxId: 'DE129273398' };
const other = { name: 'Weitere Werke GmbH', taxId: 'DE113298780' };
const rowOf = (number: string, of: { name: string; taxId: string } = newcomer, change: Partial<SampleRow> = {}) => ({
  invoice_number: number,
  supplier_name: of.name,
  supplier_tax_id: of.taxId,
  ...change,
});

/** Sends rows as the buyer's maker. */
const send = (...rows: Partial<SampleRow>[]) => market.submitCsv(market.maker, rows);

const seenBy = async (viewer: MemberViewer, wireId: string) => {
  const id = fromWireId('invoice', wireId)!;
  return (await market.database.read(viewer, db => invoiceById(db, viewer, [id])))[0] ?? null;
};

/** A supplier registers as it would by a link, and joins the buyer's programme. */
async function join(
  given: { name: string; taxId?: string | null; registrationNumber?: string | null; lei?: string | null },
  standsFor: string | null = null,
): Promise<MemberViewer> {
  const id = newId();
  const { name, taxId = null, registrationNumber = null, lei = null } = given;
  const numbers = { taxId, registrationNumber, lei };
  await market.work.perform(systemViewer, tx =>
    registerOrganization(tx, systemViewer, 'test', {
      id,
      name,
      country: 'DE',
      ...numbers,
      sizeBand: null,
      sector: null,
      roles: ['SUPPLIER'],
    }),
  );
  await market.work.run(admitOrganization, market.operator, { organizationId: toWireId('organization', id) });
  const member: MemberViewer = {
    ...market.supplierMaker,
    personId: newId(),
    memberId: newId(),
    organizationId: id,
    permissions: ['MAKER', 'DEALER'],
  };
  await market.asAdmin('INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
    member.personId,
    `${member.personId}@new.example`,
    'Nora New',
    '-',
  ]);
  await market.asAdmin('INSERT INTO member (id, person_id, organization_id, permissions) VALUES ($1, $2, $3, $4)', [
    member.memberId,
    member.personId,
    id,
    member.permissions,
  ]);
  await market.work.perform(member, tx => programmeEntrance.join(tx, member, 'test', market.programmeId, standsFor));
  return member;
}

/** The sweep, until it has nothing to do. */
async function sweep(): Promise<number> {
  let total = 0;
  for (;;) {
    const changed = await addressInvoices(market.work);
    if (changed === 0) return total;
    total += changed;
  }
}

const prepare = (input: object) =>
  market.run(prepareApproval, market.maker, { programmeId: toWireId('programme', market.programmeId), ...input });

describe('a file with suppliers that are not here', () => {
  test('lands their rows, seen by the buyer alone, and each supplier becomes one invitation', async () => {
    const report = await send(
      rowOf('N-1'),
      rowOf('K-1', { name: market.supplier.name, taxId: market.supplier.taxId! }),
      rowOf('N-2', { name: 'Neue Werke', taxId: 'de 129 273 398' }),
      rowOf('O-1', other),
      rowOf('N-3', newcomer, { payable_amount: 'x' }),
      rowOf('B-1', { name: 'Broken alone GmbH', taxId: 'DE811907980X' }, { payable_amount: 'x' }),
    );
    expect(report.landed.map(({ number, outcome, awaitsSupplier }) => [number, outcome, awaitsSupplier])).toEqual([
      ['N-1', 'SUBMITTED', true],
      ['K-1', 'SUBMITTED', false],
      ['N-2', 'SUBMITTED', true],
      ['O-1', 'SUBMITTED', true],
    ]);
    expect(report.refused.map(({ number }) => number)).toEqual(['N-3', 'B-1']);
    expect(report.invited.map(({ name, token }) => [name, token.slice(0, 4)])).toEqual([
      ['Neue Werke GmbH', 'tni_'],
      ['Weitere Werke GmbH', 'tni_'],
    ]);
    const [waiting] = report.landed;
    for (const viewer of [market.supplierMaker, market.rivalMaker, market.otherBuyerMaker, market.funderDealer]) {
      expect(await seenBy(viewer, waiting!.invoiceId)).toBeNull();
    }
    const invoice = await seenBy(market.maker, waiting!.invoiceId);
    expect(invoice).toMatchObject({ state: 'SUBMITTED', programmeId: null, dueDate: '2027-03-07', heldReason: null });
    const [standIn] = await market.database.read(market.maker, db =>
      organizationById(db, market.maker, [invoice!.supplierId]),
    );
    expect(standIn).toMatchObject({ name: 'Neue Werke GmbH', state: 'INVITED', taxId: 'DE129273398', country: 'DE' });
    const [stranger] = await market.database.read(market.otherBuyerMaker, db =>
      organizationById(db, market.otherBuyerMaker, [invoice!.supplierId]),
    );
    expect(stranger).toBeNull();
    const invitations = await market.asAdmin(
      `SELECT name, role, programme_id, invited_by, email FROM invitation WHERE stands_for IS NOT NULL ORDER BY name`,
    );
    const common = {
      role: 'SUPPLIER',
      programme_id: market.programmeId,
      invited_by: market.maker.memberId,
      email: null,
    };
    expect(invitations).toEqual([
      { name: 'Neue Werke GmbH', ...common },
      { name: 'Weitere Werke GmbH', ...common },
    ]);
  });

  test('another file names them again: nobody is invited twice, and the same rows are here', async () => {
    await send(rowOf('N-1'));
    const again = await send(rowOf('N-1'), rowOf('N-2'), rowOf('O-1', other));
    expect(again.invited.map(({ name }) => name)).toEqual(['Weitere Werke GmbH']);
    expect(again.landed.map(({ number }) => number)).toEqual(['N-2', 'O-1']);
    expect(again.refused).toMatchObject([{ number: 'N-1', problems: [{ code: 'DUPLICATE' }] }]);
  });

  test('two uploads at once invite a supplier once', async () => {
    const reports = await Promise.all([send(rowOf('N-1'), rowOf('O-1', other)), send(rowOf('N-2'), rowOf('N-3'))]);
    expect(reports.flatMap(({ invited }) => invited.map(({ name }) => name)).sort()).toEqual([
      'Neue Werke GmbH',
      'Weitere Werke GmbH',
    ]);
    expect(reports.flatMap(({ landed }) => landed)).toHaveLength(4);
    const suppliers = await market.asAdmin('SELECT DISTINCT supplier_id FROM invoice');
    expect(suppliers).toHaveLength(2);
  });

  test('a supplier of another buyer is nobody here: the same answer, and it learns nothing', async () => {
    const elsewhere = { name: 'Anders GmbH', taxId: 'DE118654237' };
    const there = await join(elsewhere);
    await market.asAdmin('DELETE FROM programme_supplier WHERE supplier_id = $1', [there.organizationId]);
    const report = await send(rowOf('N-1'), rowOf('E-1', elsewhere));
    expect(report.landed.map(({ awaitsSupplier }) => awaitsSupplier)).toEqual([true, true]);
    expect(report.invited).toHaveLength(2);
    await sweep();
    expect(await seenBy(there, report.landed[1]!.invoiceId)).toBeNull();
    expect((await seenBy(market.maker, report.landed[1]!.invoiceId))!.supplierId).not.toBe(there.organizationId);
  });

  test('numbers that name two of them, and names without a number, land nothing', async () => {
    const registered = { supplier_lei: '529900T8BM49AURSDO55' };
    await market.asAdmin(`UPDATE organization SET lei = NULL`);
    await send(rowOf('N-1'), rowOf('R-1', { name: 'Dritte GmbH', taxId: '' }, registered));
    const report = await send(
      rowOf('N-2', newcomer, registered),
      rowOf('N-3', { name: 'Only a name GmbH', taxId: '' }),
    );
    expect(report.landed).toEqual([]);
    expect(report.refused.map(({ problems }) => problems[0]!.code)).toEqual([
      'SUPPLIER_CONTRADICTED',
      'SUPPLIER_NOT_IDENTIFIED',
    ]);
  });

  test('a supplier’s own file invites nobody', async () => {
    const report = await market.submitCsv(market.supplierMaker, [
      { invoice_number: 'S-1', buyer_name: 'Nobody SA', buyer_tax_id: 'FR83404833048X' },
    ]);
    expect(report.refused).toMatchObject([{ problems: [{ code: 'UNKNOWN_BUYER' }] }]);
    expect(report.invited).toEqual([]);
  });
});

describe('until the supplier is here', () => {
  test('its invoices are left out of every batch, and named there', async () => {
    const { landed } = await send(
      rowOf('N-1'),
      rowOf('K-1', { name: market.supplier.name, taxId: market.supplier.taxId! }),
    );
    const [waiting, known] = landed.map(({ invoiceId }) => invoiceId);
    const file = `supplier_tax_id,invoice_number\n${newcomer.taxId},N-1\n${market.supplier.taxId},K-1`;
    for (const input of [{ filter: {} }, { lines: [{ invoiceId: waiting }, { invoiceId: known }] }, { file }]) {
      const outcome = (await prepare(input)) as { approvalId: string };
      const lines = await market.asAdmin(
        `SELECT i.number, l.outcome, l.left_out_reason AS reason FROM approval_line l JOIN invoice i ON i.id = l.invoice_id
          WHERE l.approval_id = $1 ORDER BY 1`,
        [outcome.approvalId],
      );
      expect(lines).toEqual([
        { number: 'K-1', outcome: 'PENDING', reason: null },
        { number: 'N-1', outcome: 'EXCLUDED', reason: 'SUPPLIER_NOT_HERE' },
      ]);
      await market.asAdmin(`UPDATE approval SET lapses_at = '2027-01-01' WHERE id = '${outcome.approvalId}'`);
    }
    expect(await prepare({ lines: [{ invoiceId: waiting }] })).toMatchObject({
      code: 'NOTHING_TO_APPROVE',
      excluded: [{ reason: 'SUPPLIER_NOT_HERE', count: 1 }],
    });
    const actions = availableActions(invoicePolicy, market.maker, (await seenBy(market.maker, waiting!))!);
    expect(actions).toEqual(['DISPUTE', 'REJECT', 'WITHDRAW']);
  });

  test('its buyer can have a further link; nobody else can', async () => {
    const { invited } = await send(rowOf('N-1'));
    const input = { organizationId: invited[0]!.organizationId, email: 'nora@neue.example' };
    const link = await market.succeed(inviteNamedSupplier, market.maker, input);
    expect(link).toMatchObject({ token: expect.stringMatching(/^tni_/) });
    expect(await market.run(inviteNamedSupplier, market.secondChecker, input)).toBeInstanceOf(NotPermitted);
    for (const viewer of [market.otherBuyerMaker, market.supplierMaker]) {
      expect(await market.run(inviteNamedSupplier, viewer, input)).toEqual(new NotFound());
    }
    await join(newcomer);
    await sweep();
    expect(await market.run(inviteNamedSupplier, market.maker, input)).toEqual(new NotAvailable('JOINED'));
  });
});

describe('when the supplier is here', () => {
  test('known by its numbers, whichever invitation it came by: its invoices are addressed to it and go on as any other', async () => {
    const { landed } = await send(rowOf('N-1'), rowOf('N-2'), rowOf('O-1', other));
    const [first, second, another] = landed.map(({ invoiceId }) => invoiceId);
    await market.succeed(disputeInvoice, market.maker, { invoiceId: second, reason: 'PRICE' });
    expect(await sweep()).toBe(0);
    const supplier = await join(newcomer);
    expect(await sweep()).toBe(2);
    expect(await seenBy(supplier, first!)).toMatchObject({
      state: 'SUBMITTED',
      supplierId: supplier.organizationId,
      programmeId: market.programmeId,
    });
    expect(await seenBy(supplier, second!)).toMatchObject({ state: 'DISPUTED', decisionReason: 'PRICE' });
    expect(await seenBy(supplier, another!)).toBeNull();
    const events = await market.asAdmin(
      `SELECT e.type, array_agg(c.channel ORDER BY c.channel) AS channels FROM event e
         JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.type IN ('invoice.addressed', 'organization.joined') GROUP BY e.type, e.seq ORDER BY e.seq`,
    );
    const [buyer, itself] = [market.buyer.id, supplier.organizationId].map(id => `organization:${id}`);
    const all = ['operator', ...[buyer!, itself!].sort()];
    expect(events).toEqual([
      { type: 'invoice.addressed', channels: all },
      { type: 'invoice.addressed', channels: all },
      { type: 'organization.joined', channels: ['operator', buyer] },
    ]);

    expect((await send(rowOf('N-1'), rowOf('N-4'))).landed.map(({ number }) => number)).toEqual(['N-4']);
    const twin = await market.submitCsv(supplier, [rowOf('N-1')]);
    expect(twin.landed).toMatchObject([{ invoiceId: first, outcome: 'JOINED' }]);
    const { approvalId } = (await prepare({ lines: [{ invoiceId: first }] })) as { approvalId: string };
    const [approval] = await market.database.read(systemViewer, db => approvalById(db, systemViewer, [approvalId]));
    const released = await market.succeed(releaseApproval, market.checker, {
      approvalId: toWireId('approval', approvalId),
      contentHash: approval!.contentHash.toString('hex'),
    });
    expect(released.approvedCount).toBe(1);
  });

  test('what it has sent itself meanwhile joins; what the buyer has decided stays decided', async () => {
    const { landed } = await send(
      rowOf('N-1'),
      rowOf('N-2'),
      rowOf('N-3'),
      rowOf('N-3', newcomer, { payable_amount: '2.00' }),
    );
    const ids = landed.map(({ invoiceId }) => invoiceId);
    const supplier = await join(newcomer);
    const own = await market.submitCsv(supplier, [
      rowOf('N-1'),
      rowOf('N-2', newcomer, { payable_amount: '11900.01' }),
      rowOf('N-3', newcomer, { payable_amount: '1.00' }),
    ]);
    await sweep();
    expect((await seenBy(market.maker, ids[0]!))!.state).toBe('WITHDRAWN');
    const [same, differing] = own.landed.map(({ invoiceId }) => invoiceId);
    expect(await seenBy(supplier, same!)).toMatchObject({ state: 'SUBMITTED', heldReason: null });
    expect(await seenBy(supplier, differing!)).toMatchObject({ heldReason: 'COPIES_DIFFER' });
    const copies = await market.asAdmin(
      `SELECT i.number, i.number_ordinal AS ordinal, i.state, i.held_reason AS held, array_agg(c.side ORDER BY c.side) AS sides
         FROM invoice i JOIN invoice_copy c ON c.invoice_id = i.id
        WHERE i.supplier_id = '${supplier.organizationId}' GROUP BY i.id ORDER BY 1, 2`,
    );
    expect(copies).toMatchObject([
      { number: 'N-1', ordinal: 1, sides: ['BUYER', 'SUPPLIER'] },
      { number: 'N-2', ordinal: 1, sides: ['BUYER', 'SUPPLIER'] },
      { number: 'N-3', ordinal: 1, held: 'COPIES_DIFFER', sides: ['BUYER', 'SUPPLIER'] },
      { number: 'N-3', ordinal: 2, held: 'SAME_NUMBER', sides: ['BUYER'] },
    ]);
  });

  test('whoever accepts its own invitation is taken for it, unless its numbers are others', async () => {
    const { invited, landed } = await send(rowOf('N-1'), rowOf('O-1', other));
    const standIns = invited.map(({ organizationId }) => fromWireId('organization', organizationId)!);
    const agreeing = await join({ name: 'Neue Werke', registrationNumber: 'HRB4711' }, standIns[0]);
    const differing = await join({ name: 'Nicht Weitere Werke', taxId: 'DE118654237' }, standIns[1]);
    await sweep();
    expect(await seenBy(agreeing, landed[0]!.invoiceId)).toMatchObject({ supplierId: agreeing.organizationId });
    expect(await seenBy(differing, landed[1]!.invoiceId)).toBeNull();
  });

  test('known by numbers that it has corrected since, as soon as the buyer sends of it again', async () => {
    const { landed } = await send(rowOf('N-1'));
    const supplier = await join({ ...newcomer, taxId: 'DE118654237' });
    await sweep();
    expect(await seenBy(supplier, landed[0]!.invoiceId)).toBeNull();
    await market.asAdmin(`UPDATE organization SET tax_id = $1 WHERE id = $2`, [
      newcomer.taxId,
      supplier.organizationId,
    ]);
    expect((await send(rowOf('N-2'))).landed).toMatchObject([{ awaitsSupplier: false }]);
    await sweep();
    expect(await seenBy(supplier, landed[0]!.invoiceId)).toMatchObject({ supplierId: supplier.organizationId });
  });

  test('known by a registration number alone, in whichever country it is registered', async () => {
    const { landed } = await send(
      rowOf('R-1', { name: 'Dritte GmbH', taxId: '' }, { supplier_registration_number: 'HRB 777' }),
    );
    const supplier = await join({ name: 'Dritte GmbH', registrationNumber: 'HRB777', taxId: 'DE118654237' });
    await sweep();
    expect(await seenBy(supplier, landed[0]!.invoiceId)).toMatchObject({ supplierId: supplier.organizationId });
  });

  test('1,100 invoices are addressed in slices, by whichever server', async () => {
    const rows = Array.from({ length: 1_100 }, (_, index) => rowOf(`M-${index}`));
    await send(...rows);
    const supplier = await join(newcomer);
    const servers = await Promise.all([market.another(), market.another()]);
    for (let round = 0; round < 6; round++) await Promise.all(servers.map(({ work }) => addressInvoices(work)));
    const [count] = await market.asAdmin(
      `SELECT count(*)::int AS count, count(DISTINCT fingerprint)::int AS prints FROM invoice WHERE supplier_id = $1`,
      [supplier.organizationId],
    );
    expect(count).toEqual({ count: 1_100, prints: 1_100 });
    const slices = await market.asAdmin(
      `SELECT count(*)::int AS count FROM event WHERE type = 'invoice.addressed' GROUP BY xid ORDER BY min(seq)`,
    );
    expect(slices.map(slice => slice.count)).toEqual([500, 500, 100]);
  });
});
