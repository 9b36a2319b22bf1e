import { z } from 'zod';
import { created, operatorChannel, organizationChannel } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { uuidKey } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { type MemberViewer, organizationOf } from '../platform/viewer.js';
import { organizationActions } from './organization.policy.js';
import { lockOrganizationsForShare } from './organization.reads.js';
import { type NewAccount, newAccountFields } from './organization.rules.js';
import { bankAccountMachine } from './organization.states.js';

/** An administrator names an account of the organization; no money goes to it before another person verified it. */
export const proposeBankAccount = command({
  name: 'proposeBankAccount',
  input: z.object({ ...newAccountFields, idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, input) {
    const [organization] = await lockOrganizationsForShare(
      tx,
      [organizationOf(viewer)].filter(id => id !== null),
    );
    if (!organization || viewer.kind !== 'MEMBER') return new NotFound();
    const refused = refusal(organizationActions.PROPOSE_ACCOUNT, viewer, organization);
    if (refused) return refused;

    return { bankAccountId: await writeProposal(tx, viewer, 'proposeBankAccount', input) };
  },
});

/** Writes an account of the viewer's organization, proposed by the viewer. */
export async function writeProposal(tx: Tx, viewer: MemberViewer, cause: string, account: NewAccount): Promise<string> {
  const id = newId();
  await tx.execute(
    `INSERT INTO bank_account (id, organization_id, iban, bic, holder_name, currency, state, event_no, proposed_by)
     VALUES ($1, $2, $3, $4, $5, $6, 'PROPOSED', 1, $7)`,
    [id, viewer.organizationId, account.iban, account.bic, account.holderName, account.currency, viewer.personId],
  );
  const channels = [organizationChannel(viewer.organizationId), operatorChannel];
  await created(tx, viewer, bankAccountMachine, cause, [
    { id, state: 'PROPOSED', event: 'account.proposed', channels, after: { iban: account.iban } },
  ]);
  return id;
}
