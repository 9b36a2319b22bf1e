/** Who may read an event: each event belongs to one to five channels. */
export type Channel =
  | `organization:${string}`
  | `programme-funders:${string}`
  | `programme-parties:${string}`
  | `member:${string}`
  | 'operator';

export const operatorChannel: Channel = 'operator';

export function organizationChannel(organizationId: string): Channel {
  return `organization:${organizationId}`;
}

/** The invited funders of a programme that have a limit on its buyer. */
export function programmeFundersChannel(programmeId: string): Channel {
  return `programme-funders:${programmeId}`;
}

/** Everybody who joined a programme, supplier or funder, limit or not. */
export function programmePartiesChannel(programmeId: string): Channel {
  return `programme-parties:${programmeId}`;
}

/** One person acting for one organization: what concerns nobody else there. */
export function memberChannel(memberId: string): Channel {
  return `member:${memberId}`;
}
