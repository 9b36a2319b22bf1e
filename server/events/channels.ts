/** Who may read an event: each event belongs to one to five channels. */
export type Channel = `organization:${string}` | `programme-funders:${string}` | 'operator' | 'market';

export const operatorChannel: Channel = 'operator';

/** Every member of every organization: for what is no secret at all, such as a moved clock. */
export const marketChannel: Channel = 'market';

export function organizationChannel(organizationId: string): Channel {
  return `organization:${organizationId}`;
}

/** The invited funders of a programme that have a limit on its buyer. */
export function programmeFundersChannel(programmeId: string): Channel {
  return `programme-funders:${programmeId}`;
}
