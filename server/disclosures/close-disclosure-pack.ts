import { z } from 'zod';
import { transition } from '../events/index.js';
import { SamePerson } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { formatMoney } from '../platform/money.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { rowsAsJson } from '../platform/row-json.js';
import { actsInPerson } from '../platform/viewer.js';
import { DisclosureChanged, SplitDiffers } from './disclosure.problems.js';
import { lockDisclosurePack } from './disclosure.reads.js';
import { disclosurePackChannels, disclosurePackPolicy } from './disclosure-pack.policy.js';
import { disclosurePackMachine } from './disclosure-pack.states.js';
import { allowLongStatements, storedLinesOf, storeLines } from './disclosure-lines.js';
import { contentOf, hashOfContent, type PackContent } from './pack-content.js';
import { statementsOf, unallocatedMinor } from './statements.js';
import { notPrepared } from './write-facts.js';

const ofPack = z.object({ packId: wireId('disclosurePack'), idempotencyKey: uuidKey });

/** A person of the buyer says that a period is complete: what the pack holds now is fixed by its hash. */
export const prepareDisclosurePack = command({
  name: 'prepareDisclosurePack',
  input: ofPack,
  problems: [NotFound, NotPermitted, NotAvailable, SplitDiffers],
  async execute(tx, viewer, { packId }) {
    const pack = await lockDisclosurePack(tx, packId);
    if (!pack) return new NotFound();
    const refused = refusal(disclosurePackPolicy.PREPARE, viewer, pack);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    await allowLongStatements(tx, '10min');
    const content = await contentOf(tx, pack);
    const differs = splitThatDiffers(content);
    if (differs) return differs;

    const hash = await hashOfContent(tx, content);
    const change = {
      row: pack,
      to: 'PREPARED' as const,
      event: 'disclosurePack.prepared',
      channels: disclosurePackChannels(pack),
      after: { hash: hash.toString('hex') },
    };
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const set = { prepared_by: viewer.personId, prepared_at: now, prepared_hash: hash };
    await transition(tx, viewer, disclosurePackMachine, 'prepareDisclosurePack', [change], set);
    return { packId };
  },
});

/** A person of the buyer opens again what was prepared and not closed. */
export const reopenDisclosurePack = command({
  name: 'reopenDisclosurePack',
  input: ofPack,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { packId }) {
    const pack = await lockDisclosurePack(tx, packId);
    if (!pack) return new NotFound();
    const refused = refusal(disclosurePackPolicy.REOPEN, viewer, pack);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    const channels = disclosurePackChannels(pack);
    const change = { row: pack, to: 'OPEN' as const, event: 'disclosurePack.reopened', channels };
    await transition(tx, viewer, disclosurePackMachine, 'reopenDisclosurePack', [change], notPrepared);
    return { packId };
  },
});

/**
 * Another person, a checker, closes what was prepared, by its hash: figures and lines are stored, and never change. What has
 * changed since it was prepared refuses.
 */
export const closeDisclosurePack = command({
  name: 'closeDisclosurePack',
  input: ofPack.extend({ contentHash: z.string().max(64) }),
  problems: [NotFound, NotPermitted, NotAvailable, SamePerson, DisclosureChanged],
  async execute(tx, viewer, { packId, contentHash }) {
    const pack = await lockDisclosurePack(tx, packId);
    if (!pack) return new NotFound();
    const refused = refusal(disclosurePackPolicy.CLOSE, viewer, pack);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    if (viewer.personId === pack.preparedBy) return new SamePerson();
    await allowLongStatements(tx, '10min');
    // What is stored is what is judged: a posting in between would change neither.
    await storeLines(tx, pack);
    const content = await contentOf(tx, pack, storedLinesOf(pack.id));
    const hash = await hashOfContent(tx, content);
    if (contentHash !== hash.toString('hex') || !hash.equals(pack.preparedHash!)) return new DisclosureChanged();

    await storeFigures(tx, content);
    const change = {
      row: pack,
      to: 'CLOSED' as const,
      event: 'disclosurePack.closed',
      channels: disclosurePackChannels(pack),
      after: { hash: contentHash },
    };
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const set = { closed_by: viewer.personId, closed_at: now, content_hash: hash };
    await transition(tx, viewer, disclosurePackMachine, 'closeDisclosurePack', [change], set);
    return { packId };
  },
});

async function storeFigures(tx: Tx, { pack, programmes, tallies }: PackContent): Promise<void> {
  const ofPack = <Row extends object>(rows: readonly Row[]) =>
    rowsAsJson(rows.map(row => ({ ...row, packId: pack.id })));
  await tx.execute(
    'INSERT INTO disclosure_figure SELECT f.* FROM jsonb_populate_recordset(NULL::disclosure_figure, $1::jsonb) f',
    [ofPack(tallies)],
  );
  await tx.execute(
    'INSERT INTO disclosure_programme SELECT f.* FROM jsonb_populate_recordset(NULL::disclosure_programme, $1::jsonb) f',
    [ofPack(programmes)],
  );
}

/** The first split of a carrying amount into line items that does not come to it. */
function splitThatDiffers(content: PackContent): SplitDiffers | null {
  for (const statement of statementsOf(content)) {
    const programme = content.programmes.find(({ programmeId }) => programmeId === statement.programmeId);
    for (const moment of programme ? (['BEGINNING', 'END'] as const) : []) {
      const left = unallocatedMinor(statement, moment);
      if (left === null || left === 0n) continue;
      const { currency } = statement;
      return new SplitDiffers(programme!.name, moment, `${formatMoney({ amountMinor: left, currency })} ${currency}`);
    }
  }
  return null;
}
