import { z } from 'zod';
import { created } from '../events/index.js';
import { lockOrganizations, lockVerifiedAccountsForShare } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { parseCreditorIdentifier } from '../platform/check-digits.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { fault, localDateInput, orNull, positiveMoneyInput, refuse, text, uuidKey, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { InvalidInput, NotFound, NotPermitted } from '../platform/problem.js';
import { AccountNotUsable, MandateExists } from './mandate.problems.js';
import { mandateChannels, proposeRule } from './mandate.policy.js';
import { isCreditor } from './mandate.reads.js';
import { mandateMachine } from './mandate.states.js';

/** The schemes are of euros alone. */
const currency = 'EUR';
const noticeRange = 'This must be a whole number from 1 to 14.';

const creditorIdentifier = text(60).transform((written, context): string => {
  const identifier = parseCreditorIdentifier(written);
  return (
    identifier ??
    refuse(context, 'NOT_A_CREDITOR_ID', 'This is not a creditor identifier: its form or check digits are wrong.')
  );
});

const input = z.object({
  creditorId: wireId('organization'),
  scheme: z.enum(['CORE', 'B2B']),
  creditorIdentifier,
  bankAccountId: wireId('bankAccount'),
  signedOn: localDateInput,
  endsOn: orNull(localDateInput),
  ceiling: orNull(
    positiveMoneyInput.refine(
      ceiling => ceiling.currency === currency,
      fault('NOT_EUR', 'Direct debits are in euros.'),
    ),
  ),
  noticeDays: z.int(noticeRange).min(1, noticeRange).max(14, noticeRange).nullish(),
  idempotencyKey: uuidKey,
});

/**
 * A person of a buyer proposes that a funder may collect what the buyer owes it. Its reference is given here: one that is
 * typed would tell which others the creditor has.
 */
export const proposeMandate = command({
  name: 'proposeMandate',
  input,
  problems: [NotFound, NotPermitted, AccountNotUsable, MandateExists],
  async execute(tx, viewer, { creditorId, bankAccountId, signedOn, endsOn, ceiling, ...given }) {
    if (refusal(proposeRule, viewer, { state: '' }) || viewer.kind !== 'MEMBER') return new NotPermitted();
    const { organizationId: debtorId, personId } = viewer;
    if (!(await isCreditor(tx, creditorId))) return new NotFound();
    // The debtor's lock keeps two proposals for one creditor apart.
    await lockOrganizations(tx, [debtorId]);
    const accounts = await lockVerifiedAccountsForShare(tx, [debtorId], [currency]);
    if (!accounts.some(account => account.id === bankAccountId && account.usable)) return new AccountNotUsable();
    const days = await tx.one<{ today: LocalDate; oldest: LocalDate }>(
      `SELECT t.today, (t.today - interval '36 months')::date AS oldest FROM (SELECT business_today() AS today OFFSET 0) t`,
    );
    const faults = faultsOfDays(signedOn, endsOn, days);
    if (faults.length > 0) return new InvalidInput(faults);
    const standing = await tx.query(
      `SELECT FROM mandate WHERE debtor_id = $1 AND creditor_id = $2 AND state IN ('PROPOSED', 'ACTIVE')`,
      [debtorId, creditorId],
    );
    if (standing.length > 0) return new MandateExists();

    const mandateId = newId();
    const reference = referenceOf(mandateId);
    await tx.execute(
      `INSERT INTO mandate (id, debtor_id, creditor_id, reference, scheme, creditor_identifier, debtor_account_id, currency,
                            signed_on, ends_on, ceiling_minor, notice_days, proposed_by, state, event_no)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'PROPOSED', 1)`,
      [
        mandateId,
        debtorId,
        creditorId,
        reference,
        given.scheme,
        given.creditorIdentifier,
        bankAccountId,
        currency,
        signedOn,
        endsOn,
        ceiling?.amountMinor.toString() ?? null,
        given.noticeDays ?? 1,
        personId,
      ],
    );
    await created(tx, viewer, mandateMachine, 'proposeMandate', [
      {
        id: mandateId,
        state: 'PROPOSED',
        event: 'mandate.proposed',
        channels: mandateChannels({ debtorId, creditorId }, false),
        after: { reference },
      },
    ]);
    return { mandateId };
  },
});

function faultsOfDays(
  signedOn: LocalDate,
  endsOn: LocalDate | null,
  { today, oldest }: { today: LocalDate; oldest: LocalDate },
): { path: string; code: string; message: string }[] {
  const faults = [];
  if (signedOn > today) {
    faults.push({ path: 'signedOn', code: 'IN_THE_FUTURE', message: 'It must have been signed by today.' });
  }
  if (signedOn < oldest) {
    const message = 'A mandate that nothing was collected under for 36 months has expired: have it signed anew.';
    faults.push({ path: 'signedOn', code: 'MANDATE_TOO_OLD', message });
  }
  if (endsOn !== null && endsOn < today) {
    faults.push({ path: 'endsOn', code: 'IN_THE_PAST', message: 'Its last day has passed.' });
  }
  return faults;
}

/** 33 characters of A-Z and 0-9, unique in the whole market. */
function referenceOf(mandateId: string): string {
  return `M${mandateId.replaceAll('-', '').toUpperCase()}`;
}
