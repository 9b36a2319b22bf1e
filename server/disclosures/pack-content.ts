import { createHash } from 'node:crypto';
import type { Db } from '../platform/database.js';
import type { DisclosureFactRow, DisclosurePackView } from './disclosure-pack.entity.js';
import {
  digestOfLines,
  type LineSource,
  linesOf,
  type PackProgramme,
  programmesOf,
  type Tally,
  talliesOf,
} from './disclosure-lines.js';

/** Everything a pack says. */
export interface PackContent {
  readonly pack: DisclosurePackView;
  /** The lines that its figures are sums of. */
  readonly lines: LineSource;
  readonly programmes: readonly PackProgramme[];
  readonly tallies: readonly Tally[];
  readonly facts: readonly DisclosureFactRow[];
}

/** As it was closed, or as it is now; `lines` are the pack's. */
export async function contentOf(
  db: Db,
  pack: DisclosurePackView,
  lines: LineSource = linesOf(pack),
): Promise<PackContent> {
  const tallies =
    pack.state === 'CLOSED'
      ? await db.query<Tally>('SELECT * FROM disclosure_figure WHERE pack_id = $1 ORDER BY 2, 3, 4, 5', [pack.id])
      : await talliesOf(db, lines);
  const programmes = await programmesOf(db, pack, tallies);
  const facts = await db.query<DisclosureFactRow>(
    'SELECT * FROM disclosure_fact WHERE pack_id = $1 ORDER BY programme_id, ordinal, id',
    [pack.id],
  );
  return { pack, lines, programmes, tallies, facts };
}

/**
 * SHA-256 over the content, lines included, as JSON with its keys in the order in which they stand here. Who holds the
 * figures and the lines of a pack makes it anew.
 */
export async function hashOfContent(db: Db, content: PackContent): Promise<Buffer> {
  const { pack, lines, programmes, tallies, facts } = content;
  const hashed = {
    format: 'tenor-disclosure/1',
    buyer: pack.buyerId,
    period: [pack.kind, pack.firstDay, pack.lastDay],
    programmes: programmes.map(row => [row.programmeId, row.termsId, row.included, text(row.excludedMinor)]),
    figures: tallies.map(row => [
      row.programmeId,
      row.currency,
      row.figure,
      row.stratum,
      text(row.amountMinor),
      row.invoiceCount,
      row.daysFrom,
      row.daysUntil,
    ]),
    facts: facts.map(row => [
      row.programmeId,
      row.kind,
      row.moment,
      row.label,
      text(row.amountMinor),
      row.daysFrom,
      row.daysUntil,
      row.note,
      row.suppliedBy,
    ]),
    lines: await digestOfLines(db, lines),
  };
  return createHash('sha256').update(JSON.stringify(hashed)).digest();
}

function text(amountMinor: bigint | null): string | null {
  return amountMinor === null ? null : amountMinor.toString();
}
