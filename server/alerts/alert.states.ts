import type { Machine } from '../events/index.js';

export type AlertState = 'UNREAD' | 'READ';

export const alertMachine = {
  subject: 'alert',
  table: 'alert',
  arrows: [
    { from: '', to: 'UNREAD', event: 'alert.raised', by: 'system' },
    { from: 'UNREAD', to: 'READ', event: 'alert.read', by: 'its member' },
  ],
} as const satisfies Machine<AlertState>;
