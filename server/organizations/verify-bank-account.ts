import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { actsAlone, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { PayeeCheck } from './organization.entity.js';
import { type BankAccountView, isAnotherPerson, verifyRule } from './organization.policy.js';
import { bankAccountById, lockAccountToChange, lockOrganizations } from './organization.reads.js';
import { SamePerson, SecondPersonNeeded } from './organization.problems.js';
import { accountCoolOffHours } from './organization.rules.js';
import { bankAccountMachine } from './organization.states.js';

const cause = 'verifyBankAccount';

/**
 * The second pair of eyes over an account, with the answer of the bank's payee verification. The account it replaces is
 * closed in the same act. Where the payee's bank says that the name is another's, the account is refused, with the answer
 * kept: nobody can overrule it. Where it says less than yes, and the operator stands in for the second person, it takes two
 * persons of the operator.
 */
export const verifyBankAccount = command({
  name: cause,
  input: z.object({
    bankAccountId: wireId('bankAccount'),
    payeeCheck: z.enum(['MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE']),
    idempotencyKey: uuidKey,
  }),
  problems: [NotFound, NotPermitted, NotAvailable, SamePerson, SecondPersonNeeded],
  async execute(tx, viewer, { bankAccountId, payeeCheck }) {
    const [found] = await bankAccountById(tx, viewer, [bankAccountId]);
    if (!found) return new NotFound();
    // The organization's lock keeps two verifications of one currency apart, and its members as they are.
    await lockOrganizations(tx, [found.organizationId]);
    const accounts = await lockAccountToChange(tx, bankAccountId);
    const account = accounts.find(each => each.id === bankAccountId);
    if (!account) return new NotFound();
    const refused = refusal(verifyRule, viewer, account);
    if (refused) return refused;
    if (!isAnotherPerson(viewer, account)) return new SamePerson();

    if (payeeCheck === 'NO_MATCH') {
      await refuseUnmatched(tx, viewer, account);
      return { bankAccountId, state: 'REFUSED' };
    }
    const standsIn = organizationOf(viewer) !== account.organizationId;
    if (payeeCheck !== 'MATCH' && standsIn && actsAlone(viewer)) return new SecondPersonNeeded();
    // The old account goes first: at most one is verified at any moment.
    await closeReplaced(
      tx,
      viewer,
      accounts.filter(each => each.state === 'VERIFIED'),
    );
    await verify(tx, viewer, account, payeeCheck);
    return { bankAccountId, state: 'VERIFIED' };
  },
});

async function refuseUnmatched(tx: Tx, viewer: Viewer, row: BankAccountView): Promise<void> {
  const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
  await transition(
    tx,
    viewer,
    bankAccountMachine,
    cause,
    [{ row, to: 'REFUSED', event: 'account.refused', channels: channelsOf(row), after: { payeeCheck: 'NO_MATCH' } }],
    { verified_by: personOf(viewer), payee_check: 'NO_MATCH', payee_checked_at: now },
  );
}

function closeReplaced(tx: Tx, viewer: Viewer, rows: readonly BankAccountView[]): Promise<void> {
  return transition(
    tx,
    viewer,
    bankAccountMachine,
    cause,
    rows.map(row => ({ row, to: 'CLOSED', event: 'account.changed', channels: channelsOf(row) })),
  );
}

async function verify(tx: Tx, viewer: Viewer, row: BankAccountView, payeeCheck: PayeeCheck): Promise<void> {
  const verifiedBy = organizationOf(viewer) === row.organizationId ? 'OWN' : 'OPERATOR';
  // An account closed long before counts as the old one too: else closing it first would skip the cool-off.
  const { now, usableFrom } = await tx.one<{ now: Date; usableFrom: Date }>(
    `SELECT n.now, n.now + CASE WHEN EXISTS (SELECT FROM bank_account WHERE organization_id = $1 AND currency = $2
                                                AND state IN ('VERIFIED', 'CLOSED'))
                                THEN $3 * interval '1 hour' ELSE interval '0' END AS usable_from
       FROM (SELECT business_now() AS now) n`,
    [row.organizationId, row.currency, accountCoolOffHours],
  );
  await transition(
    tx,
    viewer,
    bankAccountMachine,
    cause,
    [{ row, to: 'VERIFIED', event: 'account.verified', channels: channelsOf(row), after: { payeeCheck, verifiedBy } }],
    { verified_by: personOf(viewer), payee_check: payeeCheck, payee_checked_at: now, usable_from: usableFrom },
  );
}

function channelsOf(row: BankAccountView) {
  return [organizationChannel(row.organizationId), operatorChannel];
}
