import { type OrganizationView, organizationById } from '../organizations/index.js';
import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Viewer } from '../platform/viewer.js';
import type { ProgrammeRow, TermsRow } from './programme.entity.js';
import { asViewed, type ProgrammeView, programmeVisible, programmeVisibleAs, seesParties } from './programme.policy.js';

/** A version of terms, and when the viewer's organization accepted it. */
export type TermsView = TermsRow & { readonly acceptedAt: Date | null };

const termsView = `t.*, (SELECT a.accepted_at FROM terms_acceptance a
                          WHERE a.terms_id = t.id AND a.organization_id = viewer_organization()) AS accepted_at`;

const ofVisibleProgramme = `EXISTS (SELECT FROM programme p WHERE p.id = t.programme_id AND ${programmeVisibleAs('p')})`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const programmeById: BatchRead<string, ProgrammeView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<ProgrammeView>(
    `SELECT t.*, ${asViewed} FROM programme t WHERE t.id = ANY($1) AND ${programmeVisible}`,
    [ids],
  );
  return inOrder(ids, rows);
};

/** The programmes that the viewer knows, by name. */
export async function programmePage(
  db: Db,
  { first, after }: { first: number; after?: string | null },
): Promise<Page<ProgrammeView>> {
  const keys = decodeCursor(after, 2);
  if (after && !uuid.test(keys?.[1] ?? '')) return { rows: [], hasNextPage: false };
  const rows = await db.query<ProgrammeView>(
    `SELECT t.*, ${asViewed} FROM programme t
      WHERE ($1::text IS NULL OR (t.name, t.id) > ($1, $2::uuid)) AND ${programmeVisible}
      ORDER BY t.name, t.id LIMIT $3`,
    [keys?.[0] ?? null, keys?.[1] ?? null, fetchSize(first)],
  );
  return pageOf(rows, first);
}

export const termsById: BatchRead<string, TermsView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<TermsView>(
    `SELECT ${termsView} FROM programme_terms t WHERE t.id = ANY($1) AND ${ofVisibleProgramme}`,
    [ids],
  );
  return inOrder(ids, rows);
};

/** The suppliers of programmes, by name; null where the viewer may not know them. */
export const suppliersOf: BatchRead<string, OrganizationView[] | null> = (db, viewer, programmeIds) =>
  partiesOf(db, viewer, programmeIds, 'SELECT programme_id, supplier_id AS id FROM programme_supplier');

/** The suppliers that files of a buyer have named and that are not here yet, by name: 500 a programme; null as above. */
export const invitedInto: BatchRead<string, OrganizationView[] | null> = (db, viewer, programmeIds) =>
  partiesOf(
    db,
    viewer,
    programmeIds,
    `SELECT n.programme_id, n.id FROM (
       SELECT i.programme_id, i.id, row_number() OVER (PARTITION BY i.programme_id ORDER BY o.name, o.id) AS place
         FROM invited_supplier i JOIN organization o ON o.id = i.id
        WHERE i.joined_at IS NULL AND i.programme_id = ANY($1)) n WHERE n.place <= 500`,
  );

/** The invited funders of programmes, by name; null where the viewer may not know them. */
export const fundersOf: BatchRead<string, OrganizationView[] | null> = (db, viewer, programmeIds) =>
  partiesOf(db, viewer, programmeIds, 'SELECT programme_id, funder_id AS id FROM programme_funder');

async function partiesOf(
  db: Db,
  viewer: Viewer,
  programmeIds: readonly string[],
  table: string,
): Promise<(OrganizationView[] | null)[]> {
  const programmes = await programmeById(db, viewer, programmeIds);
  const shown = programmes.filter(row => row !== null && seesParties(viewer, row));
  const pairs = await db.query<{ programmeId: string; id: string }>(
    `SELECT x.* FROM (${table}) x JOIN organization o ON o.id = x.id WHERE x.programme_id = ANY($1)
      ORDER BY o.name, o.id`,
    [shown.map(row => row?.id)],
  );
  const parties = await organizationById(
    db,
    viewer,
    pairs.map(pair => pair.id),
  );
  return programmes.map(row =>
    row !== null && seesParties(viewer, row)
      ? parties.filter(
          (party, index): party is OrganizationView => party !== null && pairs[index]?.programmeId === row.id,
        )
      : null,
  );
}

// What follows is for decisions: it asks about parties, whoever the viewer is.

/**
 * The programme under which this supplier's invoices to this buyer in this currency fall, if there is one: the oldest of
 * several. A buyer that is not here and a buyer without a programme for the supplier give one and the same answer.
 */
export async function programmeFor(
  db: Db,
  buyerId: string,
  supplierId: string,
  currency: string,
): Promise<ProgrammeRow | undefined> {
  const [found] = await programmesFor(db, [{ buyerId, supplierId, currency }]);
  return found ?? undefined;
}

/** As `programmeFor`, for many at once, in their order. */
export async function programmesFor(
  db: Db,
  relations: readonly { readonly buyerId: string; readonly supplierId: string; readonly currency: string }[],
): Promise<(ProgrammeRow | null)[]> {
  const rows = await db.query<ProgrammeRow & { place: number }>(
    `SELECT DISTINCT ON (g.place) g.place::integer AS place, t.*
       FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS g(buyer_id, supplier_id, currency, place)
       JOIN programme t ON t.buyer_id = g.buyer_id AND t.currency = g.currency AND t.active
       JOIN programme_supplier s ON s.programme_id = t.id AND s.supplier_id = g.supplier_id
      ORDER BY g.place, t.created_at, t.id`,
    [
      relations.map(relation => relation.buyerId),
      relations.map(relation => relation.supplierId),
      relations.map(relation => relation.currency),
    ],
  );
  const byPlace = new Map(rows.map(({ place, ...row }) => [place, row]));
  return relations.map((_, index) => byPlace.get(index + 1) ?? null);
}

/** The terms in force: the newest version. */
export async function currentTerms(db: Db, programmeId: string): Promise<TermsRow | undefined> {
  return (await currentTermsByProgramme(db, [programmeId])).get(programmeId);
}

/** As `currentTerms`, for many programmes; those without terms are left out. */
export async function currentTermsByProgramme(db: Db, programmeIds: readonly string[]): Promise<Map<string, TermsRow>> {
  const rows = await db.query<TermsRow>(
    `SELECT DISTINCT ON (t.programme_id) t.* FROM programme_terms t WHERE t.programme_id = ANY($1)
      ORDER BY t.programme_id, t.version DESC`,
    [programmeIds],
  );
  return new Map(rows.map(row => [row.programmeId, row]));
}

/** Whether the organization accepted this version of the terms. */
export async function hasAccepted(db: Db, termsId: string, organizationId: string): Promise<boolean> {
  return (await acceptedBy(db, termsId, [organizationId])).has(organizationId);
}

/** Which of the organizations accepted this version of the terms. */
export async function acceptedBy(db: Db, termsId: string, organizationIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ organizationId: string }>(
    'SELECT organization_id FROM terms_acceptance WHERE terms_id = $1 AND organization_id = ANY($2)',
    [termsId, organizationIds],
  );
  return new Set(rows.map(row => row.organizationId));
}

export async function isInvitedFunder(db: Db, programmeId: string, funderId: string): Promise<boolean> {
  const found = await db.maybe('SELECT FROM programme_funder WHERE programme_id = $1 AND funder_id = $2', [
    programmeId,
    funderId,
  ]);
  return found !== undefined;
}

/** Holds programmes as they are until the commit. In order of their ids. */
export function lockProgrammesForShare(tx: Tx, ids: readonly string[]): Promise<ProgrammeRow[]> {
  return tx.query('SELECT * FROM programme WHERE id = ANY($1) ORDER BY id FOR SHARE', [ids]);
}

/** Holds the programme as it is until the commit, if the viewer may see it. */
export function lockVisibleProgrammeForShare(tx: Tx, id: string): Promise<ProgrammeView | undefined> {
  return tx.maybe(`SELECT t.*, ${asViewed} FROM programme t WHERE t.id = $1 AND ${programmeVisible} FOR SHARE OF t`, [
    id,
  ]);
}

/** Takes the programme for a change, if the viewer may see it; not against rows that merely name it. */
export function lockProgramme(tx: Tx, id: string): Promise<ProgrammeView | undefined> {
  return tx.maybe(
    `SELECT t.*, ${asViewed} FROM programme t WHERE t.id = $1 AND ${programmeVisible} FOR NO KEY UPDATE OF t`,
    [id],
  );
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}
