import { z } from 'zod';
import { organizationChannel } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { acceptRule } from './programme.policy.js';
import { TermsChanged } from './programme.problems.js';
import { currentTerms, lockProgramme, termsById } from './programme.reads.js';
import { recordProgramme } from './record-programme.js';

/**
 * A supplier or funder accepts the words in force, by their hash: what is accepted is what was shown. Who accepted which
 * version and hash, and when, is kept; accepting it again changes nothing.
 */
export const acceptTerms = command({
  name: 'acceptTerms',
  input: z.object({ termsId: wireId('terms'), hash: z.string().max(100), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable, TermsChanged],
  async execute(tx, viewer, { termsId, hash }) {
    const [terms] = await termsById(tx, viewer, [termsId]);
    const programme = terms && (await lockProgramme(tx, terms.programmeId));
    if (!programme || viewer.kind !== 'MEMBER') return new NotFound();
    const refused = refusal(acceptRule, viewer, programme);
    if (refused) return refused;
    // Read under the lock, which a publication of the next version holds as well.
    const current = await currentTerms(tx, programme.id);
    const shown = terms.termsHash.toString('hex') === hash.toLowerCase();
    if (!shown || current?.id !== termsId) return new TermsChanged();

    const accepted = await tx.execute(
      `INSERT INTO terms_acceptance (terms_id, organization_id, person_id, terms_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [termsId, viewer.organizationId, viewer.personId, terms.termsHash],
    );
    if (accepted === 1) {
      await recordProgramme(tx, viewer, 'acceptTerms', programme, {
        type: 'programme.termsAccepted',
        channels: [organizationChannel(viewer.organizationId)],
        after: { termsId, version: terms.version, hash: terms.termsHash.toString('hex') },
      });
    }
    return { termsId };
  },
});
