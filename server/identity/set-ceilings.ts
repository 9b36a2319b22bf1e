import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { moneyInput, wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { OwnPermissions } from './identity.problems.js';
import { memberActions } from './member.policy.js';
import { lockMember, memberById } from './member.reads.js';
import { recordMember } from './record-member.js';

/**
 * An administrator says up to which total a member may release a batch or a payment file, a currency at a time; none at all: any. What is
 * released is judged by the ceilings of that moment. Nobody sets their own, but the only member of an organization.
 */
export const setCeilings = command({
  name: 'setCeilings',
  input: z.object({ memberId: wireId('member'), ceilings: z.array(moneyInput).max(20) }),
  problems: [NotFound, NotPermitted, NotAvailable, OwnPermissions],
  async execute(tx, viewer, { memberId, ceilings }) {
    const [found] = await memberById(tx, viewer, [memberId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const member = await lockMember(tx, memberId);
    if (!organization || !member) return new NotFound();
    const refused = refusal(memberActions.SET_CEILINGS, viewer, member);
    if (refused) return refused;
    if (member.personId === personOf(viewer) && member.activeMembers > 1) return new OwnPermissions();
    const currencies = ceilings.map(({ currency }) => currency);
    const repeated = currencies.findIndex((currency, index) => currencies.indexOf(currency) !== index);
    if (repeated >= 0) {
      const message = 'This currency has a ceiling already.';
      return new InvalidInput([{ path: `ceilings.${repeated}.currency`, code: 'CURRENCY_REPEATED', message }]);
    }

    await tx.execute('DELETE FROM member_ceiling WHERE member_id = $1', [memberId]);
    await tx.execute(
      `INSERT INTO member_ceiling (member_id, currency, ceiling_minor)
       SELECT $1, * FROM unnest($2::text[], $3::bigint[])`,
      [memberId, currencies, ceilings.map(({ amountMinor }) => amountMinor)],
    );
    const written = ceilings.map(({ amountMinor, currency }) => ({ currency, ceilingMinor: amountMinor.toString() }));
    await recordMember(tx, viewer, 'setCeilings', organization, {
      event: 'organization.memberChanged',
      before: { memberId, ceilings: member.ceilings },
      after: { memberId, ceilings: written },
    });
    return { memberId };
  },
});
