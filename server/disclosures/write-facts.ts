import { transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { rowsAsJson } from '../platform/row-json.js';
import type { MemberViewer } from '../platform/viewer.js';
import type { DisclosureFactRow, DisclosurePackView } from './disclosure-pack.entity.js';
import { disclosurePackMachine } from './disclosure-pack.states.js';
import { disclosurePackChannels } from './disclosure-pack.policy.js';
import type { Fact } from './judge-facts.js';

/** The most facts of one programme, and of one pack. */
export const factsMax = 100;
export const factsOfPackMax = 2_000;

export type NewFact = Fact & { readonly programmeId: string };

/**
 * Puts these facts in the place of those that the pack holds of these programmes, or of all. What is said as before keeps who
 * said it and when. A prepared pack is open again. The pack is locked.
 */
export async function writeFacts(
  tx: Tx,
  viewer: MemberViewer,
  pack: DisclosurePackView,
  {
    cause,
    facts,
    programmeIds,
    fileName,
  }: {
    readonly cause: string;
    readonly facts: readonly NewFact[];
    /** Whose facts they replace; null for all. */
    readonly programmeIds: readonly string[] | null;
    readonly fileName: string | null;
  },
): Promise<void> {
  const before = await tx.query<DisclosureFactRow>(
    'SELECT * FROM disclosure_fact WHERE pack_id = $1 AND ($2::uuid[] IS NULL OR programme_id = ANY($2))',
    [pack.id, programmeIds],
  );
  const { now } = await tx.one<{ now: Date }>(`SELECT date_trunc('milliseconds', business_now()) AS now`);
  const kept = new Map(before.map(row => [saying(row), row]));
  const places = new Map<string, number>();
  const rows = facts.map(fact => {
    const ordinal = (places.get(fact.programmeId) ?? 0) + 1;
    places.set(fact.programmeId, ordinal);
    const {
      suppliedBy,
      suppliedAt,
      fileName: by,
    } = kept.get(saying(fact)) ?? {
      suppliedBy: viewer.personId,
      suppliedAt: now,
      fileName,
    };
    return { ...fact, id: newId(), packId: pack.id, ordinal, suppliedBy, suppliedAt, fileName: by };
  });
  await tx.execute('DELETE FROM disclosure_fact WHERE id = ANY($1::uuid[])', [before.map(({ id }) => id)]);
  await tx.execute(
    'INSERT INTO disclosure_fact SELECT f.* FROM jsonb_populate_recordset(NULL::disclosure_fact, $1::jsonb) f',
    [rowsAsJson(rows)],
  );
  const change = {
    row: pack,
    to: 'OPEN' as const,
    event: 'disclosurePack.supplied',
    channels: disclosurePackChannels(pack),
    before: { facts: before.map(saying) },
    after: { facts: facts.map(saying), fileName },
  };
  await transition(tx, viewer, disclosurePackMachine, cause, [change], notPrepared);
}

/** The columns of a pack that nobody has prepared. */
export const notPrepared = { prepared_by: null, prepared_at: null, prepared_hash: null };

/** What a fact says, for comparing; nobody's name is in it. */
function saying(fact: NewFact): string {
  const { programmeId, kind, moment, label, amountMinor, currency, daysFrom, daysUntil, note } = fact;
  const amount = amountMinor?.toString() ?? null;
  return JSON.stringify([programmeId, kind, moment, label, amount, currency, daysFrom, daysUntil, note]);
}
