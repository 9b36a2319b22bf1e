import { approvalById, prepareApproval, refuseApproval, releaseApproval } from '../../server/approvals/index.js';
import { approvalPolicy, type ApprovalView } from '../../server/approvals/approval.policy.js';
import { presentApproval } from '../../server/approvals/approval.types.js';
import { deactivateMember, memberById, setCeilings, setSubstitute } from '../../server/identity/index.js';
import { memberActions } from '../../server/identity/member.policy.js';
import { findViolations } from '../../server/invariants/index.js';
import { availableActions } from '../../server/platform/actions.js';
import { newId, toWireId } from '../../server/platform/ids.js';
import { NotFound, NotPermitted, Problem } from '../../server/platform/problem.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* Persons have a ceiling; an absent one a substitute; neither bends maker ≠ checker. Time stands on 4 January 2027. */

jest.setTimeout(60_000);

let market: InvoiceMarket;
let administrator: MemberViewer;
let assistant: MemberViewer;

beforeEach(async () => {
  market = await openInvoiceMarket();
  administrator = await market.buyer.member('Anne Administrator', 'ADMINISTRATOR');
  assistant = await market.buyer.member('Arthur Assistant', 'VIEWER');
});
afterEach(async () => {
  expect(await findViolations(market.database)).toEqual([]);
  await market.close();
});

const wire = ({ memberId }: MemberViewer) => toWireId('member', memberId);
const eur = (amount: string) => ({ amount, currency: 'EUR' });
let numbers = 0;

async function prepared(amount: string, preparer = market.maker, currency = 'EUR'): Promise<string> {
  const row = { invoice_number: `C-${++numbers}`, payable_amount: amount, currency };
  const { landed } = await market.submitCsv(market.supplierMaker, [row]);
  const { approvalId } = await market.succeed(prepareApproval, preparer, {
    programmeId: toWireId('programme', market.programmeId),
    lines: landed.map(({ invoiceId }) => ({ invoiceId })),
  });
  return approvalId;
}

const seen = async (id: string, viewer: MemberViewer): Promise<ApprovalView> =>
  (await market.database.read(viewer, db => approvalById(db, viewer, [id])))[0]!;

/** Releases, after looking; what is said to be possible is what is possible. */
async function release(id: string, viewer: MemberViewer) {
  const approval = await seen(id, viewer);
  const listed = availableActions(approvalPolicy, viewer, approval).includes('RELEASE');
  const obstacle = presentApproval(viewer, approval).releaseObstacle;
  const outcome = await market.run(releaseApproval, viewer, {
    approvalId: toWireId('approval', id),
    contentHash: approval.contentHash.toString('hex'),
  });
  expect([listed, obstacle === null]).toEqual([!(outcome instanceof Problem), !(outcome instanceof Problem)]);
  return outcome;
}

const ceil = (member: MemberViewer, ...ceilings: object[]) =>
  market.succeed(setCeilings, administrator, { memberId: wire(member), ceilings });

const absent = (member: MemberViewer, substitute: MemberViewer, from = '2027-01-04', until = '2027-01-08') =>
  market.succeed(setSubstitute, administrator, {
    memberId: wire(member),
    substitute: { memberId: wire(substitute), from, until },
  });

describe('a ceiling', () => {
  test('bounds the total of a batch, to the cent, and is kept with the release', async () => {
    await ceil(market.secondChecker, eur('100.00'));
    const [above, at] = [await prepared('100.01'), await prepared('100.00')];
    expect(await release(above, market.secondChecker)).toMatchObject({ code: 'ABOVE_CEILING', ceiling: eur('100.00') });
    expect(await release(at, market.secondChecker)).toMatchObject({ approvedCount: 1 });
    expect(await release(above, market.checker)).toMatchObject({ approvedCount: 1 });
    const rows = await market.asAdmin('SELECT ceiling_minor::text AS ceiling FROM approval ORDER BY total_minor');
    expect(rows).toEqual([{ ceiling: '10000' }, { ceiling: null }]);
  });

  test('is one of a currency: others cannot be released at all, and without any there is none', async () => {
    await ceil(market.secondChecker, eur('100.00'), { amount: '5000', currency: 'JPY' });
    expect(await release(await prepared('5001', market.maker, 'JPY'), market.secondChecker)).toMatchObject({
      ceiling: { amount: '5000', currency: 'JPY' },
    });
    expect(await release(await prepared('1.00', market.maker, 'USD'), market.secondChecker)).toMatchObject({
      code: 'ABOVE_CEILING',
      ceiling: { amount: '0.00', currency: 'USD' },
    });
    await ceil(market.secondChecker);
    expect(await release(await prepared('9999999.99'), market.secondChecker)).toMatchObject({ approvedCount: 1 });
  });

  test('does not keep anybody from preparing or refusing', async () => {
    await ceil(market.checker, eur('0.00'));
    const id = await prepared('10.00', market.checker);
    const other = await prepared('10.00');
    expect(await release(other, market.checker)).toMatchObject({ code: 'ABOVE_CEILING', ceiling: eur('0.00') });
    expect(await release(id, market.checker)).toMatchObject({ code: 'MAKER_IS_CHECKER' });
    const refusal = { approvalId: toWireId('approval', other), reason: 'Too much.' };
    await market.succeed(refuseApproval, market.checker, refusal);
  });

  test('is refused by the database as well', async () => {
    const id = await prepared('100.01');
    const above = `UPDATE approval SET ceiling_minor = 10000 WHERE id = '${id}'`;
    await expect(market.asAdmin(above)).rejects.toThrow('check constraint');
  });

  test('is what stands when the batch is released', async () => {
    const id = await prepared('50.00');
    await ceil(market.secondChecker, eur('40.00'));
    expect(await release(id, market.secondChecker)).toMatchObject({ code: 'ABOVE_CEILING' });
    await ceil(market.secondChecker, eur('50.00'));
    expect(await release(id, market.secondChecker)).toMatchObject({ approvedCount: 1 });
  });
});

describe('a substitute', () => {
  test('releases in the place of an absent checker, within its ceiling and its days, and both are kept', async () => {
    await ceil(market.secondChecker, eur('100.00'));
    expect(await release(await prepared('10.00'), assistant)).toBeInstanceOf(NotPermitted);
    await absent(market.secondChecker, assistant, '2027-01-05', '2027-01-06');
    const [first, second, third] = [await prepared('10.00'), await prepared('100.01'), await prepared('10.00')];
    expect(await release(first, assistant)).toBeInstanceOf(NotPermitted);
    await market.setClock('2027-01-05T00:00:00+01:00');
    expect(await release(first, assistant)).toMatchObject({ approvedCount: 1 });
    expect(await release(second, assistant)).toMatchObject({ code: 'ABOVE_CEILING', ceiling: eur('100.00') });
    await market.setClock('2027-01-06T23:59:00+01:00');
    expect(await release(third, assistant)).toMatchObject({ approvedCount: 1 });
    await market.setClock('2027-01-07T00:00:00+01:00');
    expect(await release(second, assistant)).toBeInstanceOf(NotPermitted);
    const [row] = await market.asAdmin(
      `SELECT decided_by, decided_for, ceiling_minor::text AS ceiling FROM approval WHERE id = '${first}'`,
    );
    expect(row).toEqual({
      decided_by: assistant.personId,
      decided_for: market.secondChecker.personId,
      ceiling: '10000',
    });
  });

  test('takes its own authority first, where it has one that suffices', async () => {
    await ceil(market.secondChecker, eur('50.00'));
    await absent(market.checker, market.secondChecker);
    const [small, large] = [await prepared('50.00'), await prepared('50.01')];
    await release(small, market.secondChecker);
    await release(large, market.secondChecker);
    const rows = await market.asAdmin('SELECT decided_for FROM approval ORDER BY total_minor');
    expect(rows).toEqual([{ decided_for: null }, { decided_for: market.checker.personId }]);
  });

  test('never releases what it prepared itself, nor what the absent one prepared', async () => {
    await absent(market.checker, assistant);
    await absent(market.secondChecker, market.maker);
    expect(await release(await prepared('1.00', market.checker), assistant)).toMatchObject({
      code: 'MAKER_IS_CHECKER',
    });
    expect(await release(await prepared('1.00', market.maker), market.maker)).toMatchObject({
      code: 'MAKER_IS_CHECKER',
    });
    // In its own name it may release what the absent one prepared.
    await absent(market.checker, market.secondChecker);
    expect(await release(await prepared('1.00', market.checker), market.secondChecker)).toMatchObject({
      approvedCount: 1,
    });
    const bent = `UPDATE approval SET decided_for = prepared_by WHERE state = 'RELEASED'`;
    await expect(market.asAdmin(bent)).rejects.toThrow('check constraint');
  });

  test('does not hand on what it holds for another, and stands in for no checker who has left', async () => {
    const chief = await market.buyer.member('Claire Chief', 'CHECKER');
    await absent(chief, assistant);
    await absent(assistant, market.maker);
    const id = await prepared('1.00', market.checker);
    expect(await release(id, market.maker)).toBeInstanceOf(NotPermitted);
    await market.succeed(deactivateMember, administrator, { memberId: wire(chief) });
    expect(await release(id, assistant)).toBeInstanceOf(NotPermitted);
  });

  test('refuses in that place as well', async () => {
    await absent(market.secondChecker, assistant);
    const id = await prepared('1.00');
    await market.succeed(refuseApproval, assistant, { approvalId: toWireId('approval', id), reason: 'No.' });
    expect(await seen(id, assistant)).toMatchObject({
      state: 'REFUSED',
      decidedBy: assistant.personId,
      decidedFor: market.secondChecker.personId,
    });
  });

  test('is a person: a program with its key stands in for nobody', async () => {
    await absent(market.secondChecker, assistant);
    const id = await prepared('1.00');
    expect(await release(id, { ...assistant, apiKeyId: newId() })).toBeInstanceOf(NotPermitted);
    expect(await release(id, { ...market.checker, apiKeyId: newId() })).toBeInstanceOf(NotPermitted);
    expect(await release(id, assistant)).toMatchObject({ approvedCount: 1 });
  });
});

describe('an administrator', () => {
  const refused = (command: typeof setCeilings | typeof setSubstitute, viewer: MemberViewer, input: object) =>
    market.run(command as typeof setCeilings, viewer, input);

  test('sets both for the members of its own organization; nobody else does', async () => {
    const memberId = wire(market.checker);
    const substitute = { memberId: wire(assistant), from: '2027-01-04', until: '2027-01-04' };
    for (const viewer of [market.maker, market.checker, market.operator]) {
      expect(await refused(setCeilings, viewer, { memberId, ceilings: [] })).toBeInstanceOf(NotPermitted);
      expect(await refused(setSubstitute, viewer, { memberId, substitute })).toBeInstanceOf(NotPermitted);
    }
    expect(await refused(setCeilings, market.supplierMaker, { memberId, ceilings: [] })).toEqual(new NotFound());
    expect(await refused(setSubstitute, market.supplierMaker, { memberId, substitute })).toEqual(new NotFound());
    const [member] = await market.database.read(administrator, db =>
      memberById(db, administrator, [market.checker.memberId]),
    );
    expect(availableActions(memberActions, administrator, member!)).toEqual(
      expect.arrayContaining(['SET_CEILINGS', 'SET_SUBSTITUTE']),
    );
  });

  test('does neither to its own advantage', async () => {
    const own = { memberId: wire(administrator), ceilings: [] };
    expect(await refused(setCeilings, administrator, own)).toMatchObject({ code: 'OWN_PERMISSIONS' });
    const toItself = {
      memberId: wire(market.checker),
      substitute: { memberId: wire(administrator), from: '2027-01-04', until: '2027-01-04' },
    };
    expect(await refused(setSubstitute, administrator, toItself)).toMatchObject({ code: 'OWN_PERMISSIONS' });
  });

  test.each<[string, () => object, string, string]>([
    ['a stranger', () => ({ memberId: wire(market.supplierMaker) }), 'substitute.memberId', 'NO_SUCH_MEMBER'],
    ['the absent one', () => ({ memberId: wire(market.checker) }), 'substitute.memberId', 'SAME_MEMBER'],
    ['days that are over', () => ({ from: '2027-01-01', until: '2027-01-03' }), 'substitute.until', 'IN_THE_PAST'],
    ['an end before its begin', () => ({ from: '2027-01-05' }), 'substitute.until', 'BEFORE_BEGIN'],
  ])('names no substitute with %s', async (_, change, path, code) => {
    const substitute = { memberId: wire(assistant), from: '2027-01-04', until: '2027-01-04', ...change() };
    const outcome = await refused(setSubstitute, administrator, { memberId: wire(market.checker), substitute });
    expect(outcome).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, code }] });
  });

  test('gives a currency one ceiling, and what changes is an event of the organization', async () => {
    const ceilings = [eur('1.00'), eur('2.00')];
    expect(await refused(setCeilings, administrator, { memberId: wire(market.checker), ceilings })).toMatchObject({
      fields: [{ path: 'ceilings.1.currency', code: 'CURRENCY_REPEATED' }],
    });
    await ceil(market.checker, eur('1.00'));
    await absent(market.checker, assistant);
    await market.succeed(setSubstitute, administrator, { memberId: wire(market.checker), substitute: null });
    const events = await market.asAdmin(
      `SELECT cause, before - 'memberId' AS before, after - 'memberId' AS after FROM event
        WHERE type = 'organization.memberChanged' ORDER BY seq`,
    );
    const none = { substituteId: null, substituteFrom: null, substituteUntil: null };
    const some = { substituteId: assistant.memberId, substituteFrom: '2027-01-04', substituteUntil: '2027-01-08' };
    expect(events).toEqual([
      {
        cause: 'setCeilings',
        before: { ceilings: [] },
        after: { ceilings: [{ currency: 'EUR', ceilingMinor: '100' }] },
      },
      { cause: 'setSubstitute', before: none, after: some },
      { cause: 'setSubstitute', before: some, after: none },
    ]);
  });
});
