import { actsInPerson, type Permission, personOf, type Viewer } from '../platform/viewer.js';

/*
 * Who releases what another person prepared, a batch of invoices or a payment file: a checker up to its ceiling, or who stands
 * in for an absent one, under that one's. Neither bends four eyes.
 */

/** In whose name somebody may release: its own, or that of an absent member it stands in for. */
export interface Authority {
  readonly personId: string;
  /** Up to which total, in minor units of the currency asked about, as text; null: any. */
  readonly ceilingMinor: string | null;
}

/** Something that one person prepares and another releases; the total in minor units of its currency. */
export interface Releasable {
  readonly preparedBy: string | null;
  readonly totalMinor: bigint;
  /** In whose name the viewer's person may release such things. */
  readonly authorities: readonly Authority[];
}

/** Why the viewer does not release something, whatever its state. */
export type ReleaseObstacle = 'NOT_A_CHECKER' | 'MAKER_IS_CHECKER' | 'ABOVE_CEILING';

/** A substitute needs no permission of its own: it has that of the checker in whose place it acts. */
export const whoever: readonly Permission[] = ['CHECKER', 'MAKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR'];

/** In whose name the viewer may release, its own first. Four eyes are persons': a key has none. */
export function authoritiesOf(viewer: Viewer, { authorities }: Pick<Releasable, 'authorities'>): readonly Authority[] {
  return actsInPerson(viewer) ? authorities : [];
}

/**
 * In whose name the viewer releases this, or why not. Four eyes compares persons: neither who prepared it, nor anybody in the
 * place of who prepared it, releases it; and the total keeps below the ceiling of whose authority it is.
 */
export function releaseAuthority(viewer: Viewer, releasable: Releasable): Authority | ReleaseObstacle {
  const { preparedBy, totalMinor } = releasable;
  const authorities = authoritiesOf(viewer, releasable);
  if (preparedBy === personOf(viewer)) return 'MAKER_IS_CHECKER';
  if (authorities.length === 0) return 'NOT_A_CHECKER';
  const others = authorities.filter(authority => authority.personId !== preparedBy);
  if (others.length === 0) return 'MAKER_IS_CHECKER';
  const covers = ({ ceilingMinor }: Authority) => ceilingMinor === null || totalMinor <= BigInt(ceilingMinor);
  return others.find(covers) ?? 'ABOVE_CEILING';
}

/** While it waits, why the viewer does not release this; null where it may, or nobody can any more. */
export function releaseObstacle(
  viewer: Viewer,
  releasable: Releasable & { readonly state: string },
): ReleaseObstacle | null {
  if (releasable.state !== 'PREPARED') return null;
  const authority = releaseAuthority(viewer, releasable);
  return typeof authority === 'object' ? null : authority;
}

/** The absent person in whose place the viewer acts by an authority; null where it is its own. */
export function inPlaceOf(viewer: Viewer, authority: Authority | undefined): string | null {
  return authority && authority.personId !== personOf(viewer) ? authority.personId : null;
}

/** The highest total that the viewer could release of things like this one; zero where it has no authority. */
export function highestCeiling(viewer: Viewer, releasable: Releasable): bigint {
  const ceilings = authoritiesOf(viewer, releasable).flatMap(({ personId, ceilingMinor }) =>
    ceilingMinor === null || personId === releasable.preparedBy ? [] : [BigInt(ceilingMinor)],
  );
  return ceilings.reduce((highest, ceiling) => (ceiling > highest ? ceiling : highest), 0n);
}

/**
 * SQL for all authorities of an organization in a currency (both SQL as well) on this business day: who acts (`member_id`,
 * `actor_id`), in whose name (`person_id`), up to which total (`ceiling_minor`, null: any). A member with ceilings in other
 * currencies alone has none to give in this one: zero. Standing in is not handed on.
 */
function authoritiesIn(organizationId: string, currency: string): string {
  return `SELECT actor.id AS member_id, actor.person_id AS actor_id, holder.id AS holder_id, holder.person_id,
           CASE WHEN EXISTS (SELECT FROM member_ceiling any_ceiling WHERE any_ceiling.member_id = holder.id)
                THEN coalesce(ceiling.ceiling_minor, 0) END AS ceiling_minor
      FROM member holder
      JOIN member actor ON actor.active
       AND (actor.id = holder.id
            OR (actor.id = holder.substitute_id
                AND (SELECT business_today()) BETWEEN holder.substitute_from AND holder.substitute_until))
      LEFT JOIN member_ceiling ceiling ON ceiling.member_id = holder.id AND ceiling.currency = ${currency}
     WHERE holder.organization_id = ${organizationId} AND holder.active AND 'CHECKER' = ANY(holder.permissions)`;
}

/** SQL for those of the viewer over what an organization prepares in a currency, as a JSON array of `Authority`, its own first. */
export function releaseAuthorities(organizationId: string, currency: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('personId', g.person_id, 'ceilingMinor', g.ceiling_minor::text)
                                     ORDER BY g.person_id <> viewer_person(), g.holder_id), '[]')
     FROM (${authoritiesIn(organizationId, currency)}) g
    WHERE g.actor_id = viewer_person() AND ${organizationId} = viewer_organization())`;
}

/** SQL for the members that may release `t`, with its owner in a column, as `releaseAuthority` says it of a viewer: rows (member_id). */
export function mayRelease(t: string, owner: string): string {
  return `(SELECT DISTINCT g.member_id FROM (${authoritiesIn(`${t}.${owner}`, `${t}.currency`)}) g
     WHERE ${t}.prepared_by NOT IN (g.actor_id, g.person_id)
       AND (g.ceiling_minor IS NULL OR ${t}.total_minor <= g.ceiling_minor))`;
}
