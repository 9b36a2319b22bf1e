import type { Tx } from '../platform/database.js';
import { actorKindOf, apiKeyOf, organizationOf, personOf, proposerOf, type Viewer } from '../platform/viewer.js';
import type { Channel } from './channels.js';

/** What an event is about; the kinds with states are the machines of the transition table. */
export type SubjectKind =
  | 'organization'
  | 'bank_account'
  | 'programme'
  | 'invoice'
  | 'credit_note'
  | 'approval'
  | 'auction'
  | 'bid'
  | 'financing'
  | 'payment'
  | 'mandate'
  | 'payment_file'
  | 'fee_bill'
  | 'limit'
  | 'bank_message'
  | 'bank_file'
  | 'bank_report'
  | 'bank_entry'
  | 'entry_resolution'
  | 'refund'
  | 'alert'
  | 'override'
  | 'complete_export'
  | 'disclosure_pack'
  | 'webhook_endpoint';

/** A fact to be committed with the change it tells. */
export interface NewEvent {
  readonly type: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** The subject's event count after this event: 1 for its creation. Internal: it would leak what a viewer may not see. */
  readonly subjectNo: number;
  readonly stateBefore: string;
  readonly stateAfter: string;
  readonly channels: readonly Channel[];
  /** What brought it about: the name of a command or sweep, or a bank message. */
  readonly cause: string;
  /** Figures before and after; stored, never sent. */
  readonly before?: object;
  readonly after?: object;
}

/**
 * Writes events with their channels in one statement, in the order given. Call it after the locks are held: `at` is taken
 * here. The database refuses an event whose arrow is not in the transition table or does not continue its subject's last.
 */
export async function recordEvents(tx: Tx, viewer: Viewer, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  for (const event of events) {
    const count = new Set(event.channels).size;
    if (count < 1 || count > 5)
      throw new Error(`The event ${event.type} names ${count} channels; it must be one to five.`);
  }
  await tx.execute(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(
         ordinal integer, type text, "subjectKind" text, "subjectId" uuid, "subjectNo" integer, "stateBefore" text,
         "stateAfter" text, cause text, before jsonb, after jsonb, channels text[])
     ), numbered AS MATERIALIZED (
       SELECT given.*, nextval('event_seq') AS seq FROM given ORDER BY ordinal
     ), written AS (
       INSERT INTO event (epoch, seq, type, subject_kind, subject_id, subject_no, state_before, state_after,
                          actor_kind, person_id, organization_id, api_key_id, proposed_by, cause, before, after)
       SELECT (SELECT epoch FROM installation), seq, type, "subjectKind", "subjectId", "subjectNo", "stateBefore", "stateAfter",
              $2, $3::uuid, $4::uuid, $5::uuid, $6::uuid, cause, before, after
         FROM numbered ORDER BY seq
       RETURNING epoch, xid, seq
     )
     INSERT INTO event_channel (channel, epoch, xid, seq)
     SELECT DISTINCT unnest(n.channels), w.epoch, w.xid, w.seq FROM written w JOIN numbered n USING (seq)`,
    [
      JSON.stringify(events.map((event, ordinal) => ({ ...event, ordinal }))),
      actorKindOf(viewer),
      personOf(viewer),
      organizationOf(viewer),
      apiKeyOf(viewer),
      proposerOf(viewer),
    ],
  );
}
