import { decodeCursor } from '../platform/connection.js';
import { isUuid } from '../platform/keyset.js';
import { parseLocalDate } from '../platform/local-date.js';

/** Behind which row a page sorted by (day due, id of the payment) begins. */
export interface DuePlace {
  /** A day as PostgreSQL reads it, or 'infinity', or '-infinity'. */
  readonly day: string;
  readonly id: string;
}

const beforeAll: DuePlace = { day: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
const behindAll: DuePlace = { day: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The place that a cursor names: without one before all rows; for one that is not ours behind all, so that nothing is left. */
export function duePlaceOf(after: string | null | undefined): DuePlace {
  if (!after) return beforeAll;
  const [day = '', id = ''] = decodeCursor(after, 2) ?? [];
  return parseLocalDate(day) !== undefined && isUuid(id) ? { day, id } : behindAll;
}
