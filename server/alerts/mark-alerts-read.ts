import { z } from 'zod';
import { memberChannel, transition } from '../events/index.js';
import { command } from '../platform/command.js';
import { orNull, wireId } from '../platform/input.js';
import { actsInPerson } from '../platform/viewer.js';
import { lockUnread, unreadCount } from './alert.reads.js';
import { alertMachine } from './alert.states.js';

/** The most that one act marks; who has more marks again. */
const markedMax = 1_000;

/**
 * A person has read alerts: those that it names, or all. What is not its own, or read already, is passed over: nothing is refused,
 * and twice is once.
 */
export const markAlertsRead = command({
  name: 'markAlertsRead',
  input: z.object({ alertIds: orNull(z.array(wireId('alert')).max(200)) }),
  problems: [],
  async execute(tx, viewer, { alertIds }) {
    if (!actsInPerson(viewer)) return { markedIds: [], unread: 0 };
    const rows = await lockUnread(tx, alertIds, markedMax);
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    await transition(
      tx,
      viewer,
      alertMachine,
      'markAlertsRead',
      rows.map(row => ({ row, to: 'READ' as const, event: 'alert.read', channels: [memberChannel(row.memberId)] })),
      { read_at: now },
    );
    return { markedIds: rows.map(({ id }) => id), unread: await unreadCount(tx) };
  },
});
