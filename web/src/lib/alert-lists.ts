import type { SubjectKind } from './touched.js';

/** What changes which alerts there are: they themselves, and what they wait for, for an alert of it is gone once it is decided. */
export const alertLists: readonly SubjectKind[] = ['Alert', 'Approval', 'PaymentFile'];
