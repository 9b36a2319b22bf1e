import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import type { Channel } from './channels.js';
import { type NewEvent, recordEvents, type SubjectKind } from './record-events.js';

/** One arrow of a state machine. `by` says who may take it, for the documentation; '' is the state before creation. */
export interface Arrow<State extends string = string> {
  readonly from: State | '';
  readonly to: State;
  readonly event: string;
  readonly by: string;
}

/** A small state machine as data. The same arrows stand in the database's transition table; a test compares them. */
export interface Machine<State extends string = string> {
  readonly subject: SubjectKind;
  readonly table: string;
  readonly arrows: readonly Arrow<State>[];
}

/** A row of a machine as read under its lock. */
export interface Stateful<State extends string = string> {
  readonly id: string;
  readonly state: State;
  readonly eventNo: number;
}

/** A row that takes an arrow. */
export interface Change<State extends string> {
  readonly row: Stateful<State>;
  readonly to: State;
  readonly event: string;
  readonly channels: readonly Channel[];
  readonly before?: object;
  readonly after?: object;
  /** Of this row alone, as the `set` of `transition` is of all: the same columns for each row. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/**
 * Moves rows along arrows of their machine and writes their events, two statements for any number of rows. The rows must
 * be locked by this transaction, and each named once: a row that is no longer as given is a fault, not a refusal. Columns
 * other than the state are the caller's to set, in the same transaction; those that a constraint binds to the state go
 * into `set`, by their names in the table: the one given here holds for all rows, that of a change for its row.
 */
export async function transition<State extends string>(
  tx: Tx,
  viewer: Viewer,
  machine: Machine<State>,
  cause: string,
  changes: readonly Change<State>[],
  set: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (changes.length === 0) return;
  for (const { row, to, event } of changes) {
    if (!machine.arrows.some(arrow => arrow.from === row.state && arrow.to === to && arrow.event === event)) {
      throw new Error(`${machine.subject} has no arrow ${row.state} → ${to} (${event}).`);
    }
  }
  const ofAll = Object.keys(set).map((column, index) => `, ${column} = $${index + 6}`);
  const ofEach = Object.keys(changes[0]!.set ?? {}).map(
    column => `, ${column} = (jsonb_populate_record(t, c.own)).${column}`,
  );
  const moved = await tx.execute(
    `UPDATE ${machine.table} t SET state = c.to_state, event_no = t.event_no + 1${ofAll.join('')}${ofEach.join('')}
       FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::jsonb[])
            AS c(id, from_state, event_no, to_state, own)
      WHERE t.id = c.id AND t.state = c.from_state AND t.event_no = c.event_no`,
    [
      changes.map(change => change.row.id),
      changes.map(change => change.row.state),
      changes.map(change => change.row.eventNo),
      changes.map(change => change.to),
      changes.map(change => JSON.stringify(change.set ?? {})),
      ...Object.values(set),
    ],
  );
  if (moved !== changes.length)
    throw new Error(`${machine.subject}: ${moved} of ${changes.length} rows were as given.`);
  await recordEvents(
    tx,
    viewer,
    changes.map(change => eventOf(machine, cause, change)),
  );
}

/**
 * The first event of new rows, written before or after their insert (the foreign key is judged at commit). The rows are
 * inserted by the caller with `state` as given and `event_no` 1.
 */
export async function created<State extends string>(
  tx: Tx,
  viewer: Viewer,
  machine: Machine<State>,
  cause: string,
  rows: readonly { id: string; state: State; event: string; channels: readonly Channel[]; after?: object }[],
): Promise<void> {
  const before = { state: '' as State, eventNo: 0 };
  await recordEvents(
    tx,
    viewer,
    rows.map(row => eventOf(machine, cause, { row: { id: row.id, ...before }, to: row.state, ...row })),
  );
}

function eventOf<State extends string>(machine: Machine<State>, cause: string, change: Change<State>): NewEvent {
  return {
    type: change.event,
    subjectKind: machine.subject,
    subjectId: change.row.id,
    subjectNo: change.row.eventNo + 1,
    stateBefore: change.row.state,
    stateAfter: change.to,
    channels: change.channels,
    cause,
    before: change.before,
    after: change.after,
  };
}
