import { randomUUID } from 'node:crypto';
import { findViolations } from '../../server/invariants/index.js';
import {
  proposeBankAccount,
  resumeOrganization,
  suspendOrganization,
  verifyBankAccount,
} from '../../server/organizations/index.js';
import { confirmOverride, lapseOverrides, proposeOverride, refuseOverride } from '../../server/overrides/index.js';
import { fromWireId, type IdKind, toWireId } from '../../server/platform/ids.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { openSeededMarket, type SeededMarket } from '../support/seeded-market.js';

jest.setTimeout(120_000);

let market: SeededMarket;
beforeEach(async () => {
  market = await openSeededMarket();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

const reason = 'The register was corrected.';

/** Operator's two persons. */
function two() {
  return [market.parties.operator.viewer, market.parties.operatorChecker.viewer] as const;
}

async function suspendSupplier(): Promise<string> {
  const organizationId = toWireId('organization', market.parties.supplier.viewer.organizationId);
  await market.succeed(suspendOrganization, two()[0], { organizationId });
  return organizationId;
}

const propose = (act: string, subjectId: string, viewer = two()[0]) =>
  market.run(proposeOverride, viewer, { act, subjectId, reason, idempotencyKey: randomUUID() });

async function proposed(act: string, subjectId: string): Promise<{ overrideId: string; idempotencyKey: string }> {
  const { overrideId } = (await propose(act, subjectId)) as { overrideId: string };
  return { overrideId: toWireId('override', overrideId), idempotencyKey: randomUUID() };
}

async function stateOf(table: string, kind: IdKind, wireId: string): Promise<string> {
  const [row] = await market.asAdmin<{ state: string }>(`SELECT state FROM ${table} WHERE id = $1`, [
    fromWireId(kind, wireId),
  ]);
  return row!.state;
}

test('a suspension is lifted by two: one proposes, another confirms, and both names stand in the event', async () => {
  const [first, second] = two();
  const organizationId = await suspendSupplier();
  expect(await market.run(resumeOrganization, first, { organizationId })).toMatchObject({
    code: 'SECOND_PERSON_NEEDED',
  });

  const override = await proposed('RESUME_ORGANIZATION', organizationId);
  expect(await stateOf('organization', 'organization', organizationId)).toBe('SUSPENDED');
  expect(await propose('RESUME_ORGANIZATION', organizationId, second)).toMatchObject({ code: 'OVERRIDE_PROPOSED' });
  expect(await market.run(confirmOverride, first, override)).toMatchObject({ code: 'SAME_PERSON' });
  await market.succeed(confirmOverride, second, { ...override, idempotencyKey: randomUUID() });
  expect(await stateOf('organization', 'organization', organizationId)).toBe('ADMITTED');
  const events = await market.asAdmin(
    `SELECT type, person_id, proposed_by, after ->> 'reason' AS reason FROM event
      WHERE type IN ('organization.resumed', 'override.proposed', 'override.confirmed') ORDER BY seq`,
  );
  const both = { person_id: second.personId, proposed_by: first.personId, reason };
  expect(events).toEqual([
    { type: 'override.proposed', person_id: first.personId, proposed_by: null, reason },
    { type: 'organization.resumed', ...both },
    { type: 'override.confirmed', ...both },
  ]);
  const again = { ...override, idempotencyKey: randomUUID() };
  expect(await market.run(confirmOverride, second, again)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'CONFIRMED' });
});

test('what speaks against the act refuses the proposal, and the confirmation', async () => {
  const [first, second] = two();
  const admitted = toWireId('organization', market.parties.supplier.viewer.organizationId);
  expect(await propose('RESUME_ORGANIZATION', admitted)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'ADMITTED' });
  expect(await propose('RESUME_ORGANIZATION', toWireId('organization', randomUUID()))).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await propose('RESUME_AUCTION', admitted)).toMatchObject({ code: 'NOT_FOUND' });
  await suspendSupplier();
  const { buyerChecker } = market.parties;
  expect(await propose('RESUME_ORGANIZATION', admitted, buyerChecker.viewer)).toMatchObject({ code: 'NOT_FOUND' });
  const byKey = { ...first, apiKeyId: randomUUID() };
  expect(await propose('RESUME_ORGANIZATION', admitted, byKey)).toMatchObject({ code: 'NOT_PERMITTED' });

  const override = await proposed('RESUME_ORGANIZATION', admitted);
  const withoutPermission = { ...second, permissions: ['VIEWER'] as const };
  expect(await market.run(confirmOverride, withoutPermission, override)).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await market.run(confirmOverride, buyerChecker.viewer, override)).toMatchObject({ code: 'NOT_FOUND' });
  await market.succeed(refuseOverride, first, { ...override, idempotencyKey: randomUUID() });
  expect(await stateOf('operator_override', 'override', override.overrideId)).toBe('REFUSED');
});

test('after a day nobody can confirm any more, whether the sweep has run or not', async () => {
  const [, second] = two();
  const organizationId = await suspendSupplier();
  const override = await proposed('RESUME_ORGANIZATION', organizationId);
  await market.asAdmin('UPDATE business_clock SET offset_ms = offset_ms + 24 * 3600 * 1000');
  expect(await market.run(confirmOverride, second, override)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'LAPSED' });
  expect(await lapseOverrides(market.work)).toBe(1);
  expect(await lapseOverrides(market.work)).toBe(0);
  expect(await stateOf('operator_override', 'override', override.overrideId)).toBe('LAPSED');
});

test('an account whose name is only close takes two of the operator, where it stands in for the second person', async () => {
  const [first, second] = two();
  const { supplier } = market.parties;
  const account = { iban: 'DE89370400440532013000', bic: null, holderName: 'Ateliers Verdier', currency: 'EUR' };
  const { bankAccountId } = (await market.succeed(proposeBankAccount, supplier.viewer, {
    ...account,
    idempotencyKey: randomUUID(),
  })) as { bankAccountId: string };
  const wireId = toWireId('bankAccount', bankAccountId);
  for (const payeeCheck of ['CLOSE_MATCH', 'NOT_POSSIBLE']) {
    const input = { bankAccountId: wireId, payeeCheck, idempotencyKey: randomUUID() };
    expect(await market.run(verifyBankAccount, first, input)).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
  }
  const override = await proposed('ACCEPT_CLOSE_MATCH', wireId);
  await market.succeed(confirmOverride, second, override);
  const [row] = await market.asAdmin('SELECT state, payee_check, verified_by FROM bank_account WHERE id = $1', [
    bankAccountId,
  ]);
  expect(row).toEqual({ state: 'VERIFIED', payee_check: 'CLOSE_MATCH', verified_by: second.personId });
});

test('two confirm at once: it is done once', async () => {
  const [, second] = two();
  const override = await proposed('RESUME_ORGANIZATION', await suspendSupplier());
  const outcomes = await Promise.all(
    [1, 2, 3, 4].map(() => market.run(confirmOverride, second, { ...override, idempotencyKey: randomUUID() })),
  );
  expect(outcomes.filter(outcome => 'overrideId' in outcome)).toHaveLength(1);
  expect(await market.asAdmin(`SELECT FROM event WHERE type = 'organization.resumed'`)).toHaveLength(1);
});

test('the database refuses a confirmation of one’s own, and an event by one person', async () => {
  const [first] = two();
  const override = await proposed('RESUME_ORGANIZATION', await suspendSupplier());
  const id = fromWireId('override', override.overrideId);
  const perform = (sql: string, values: unknown[]) =>
    market.work.perform(systemViewer, async tx => {
      await tx.execute(sql, values);
    });
  await expect(
    perform(
      `UPDATE operator_override SET state = 'CONFIRMED', decided_by = proposed_by, decided_at = business_now() WHERE id = $1`,
      [id],
    ),
  ).rejects.toThrow(/check constraint/);
  await expect(
    perform(
      `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind,
                          person_id, organization_id, cause)
       SELECT epoch, 'organization.resumed', subject_kind, subject_id, subject_no + 1, 'SUSPENDED', 'ADMITTED', 'MEMBER',
              $1, organization_id, 'test' FROM event WHERE type = 'organization.suspended'`,
      [first.personId],
    ),
  ).rejects.toThrow(/event_takes_two/);
  await expect(
    perform(
      `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind,
                          person_id, organization_id, cause, after)
       SELECT epoch, 'account.verified', subject_kind, subject_id, subject_no + 1, 'PROPOSED', 'VERIFIED', 'MEMBER',
              $1, organization_id, 'test', '{"payeeCheck": "CLOSE_MATCH", "verifiedBy": "OPERATOR"}'
         FROM event WHERE type = 'account.proposed' LIMIT 1`,
      [first.personId],
    ),
  ).rejects.toThrow(/event_verifies_by_two/);
});
