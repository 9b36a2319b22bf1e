/** In whose name the viewer may release a batch: its own, or that of an absent member it stands in for. */
export interface Authority {
  readonly personId: string;
  /** Up to which total, in minor units of the currency asked about, as text; null: any. */
  readonly ceilingMinor: string | null;
}

/**
 * SQL for the authorities over batches of an organization in a currency (both SQL as well) that the viewer has on this
 * business day, as a JSON array of `Authority`, its own first. A member with ceilings in other currencies alone has none
 * to give in this one: zero. Standing in is not handed on.
 */
export function releaseAuthorities(organizationId: string, currency: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('personId', m.person_id, 'ceilingMinor',
            CASE WHEN EXISTS (SELECT FROM member_ceiling x WHERE x.member_id = m.id)
                 THEN coalesce(c.ceiling_minor, 0)::text END) ORDER BY m.person_id <> viewer_person(), m.id), '[]')
     FROM member m LEFT JOIN member_ceiling c ON c.member_id = m.id AND c.currency = ${currency}
     LEFT JOIN member s ON s.id = m.substitute_id AND s.active AND s.person_id = viewer_person()
    WHERE m.organization_id = ${organizationId} AND m.organization_id = viewer_organization()
      AND m.active AND 'CHECKER' = ANY(m.permissions)
      AND (m.person_id = viewer_person()
           OR (s.id IS NOT NULL AND (SELECT business_today()) BETWEEN m.substitute_from AND m.substitute_until)))`;
}
