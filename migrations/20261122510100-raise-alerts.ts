import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts: what a member is told of, each fact once; what it wants to be told of, and how; what is to leave by mail. Whoever
 * reads the event log besides the sockets keeps its place in it here.
 */
export class RaiseAlerts20261122510100 implements MigrationInterface {
  name = 'RaiseAlerts20261122510100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('alert', '', 'UNREAD', 'alert.raised'),
        ('alert', 'UNREAD', 'READ', 'alert.read');

      -- A member hears of its alerts alone, in a channel of its own.
      ALTER TABLE event_channel DROP CONSTRAINT event_channel_channel_check;
      ALTER TABLE event_channel ADD CONSTRAINT event_channel_channel_check
        CHECK (channel ~ '^(organization:|programme-funders:|programme-parties:|member:)[0-9a-f-]{36}$' OR channel = 'operator');

      -- What mails to a person are written in.
      ALTER TABLE person ADD COLUMN language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'fr'));

      -- How far each reader of the event log has come; it begins where the log ends today.
      CREATE TABLE event_reader (
        name  text    PRIMARY KEY CHECK (name ~ '^[a-z-]+$'),
        epoch integer NOT NULL,
        xid   xid8    NOT NULL,
        seq   bigint  NOT NULL
      );
      INSERT INTO event_reader (name, epoch, xid, seq)
        SELECT 'alerts', coalesce((SELECT epoch FROM installation), 1), pg_snapshot_xmin(pg_current_snapshot()), 0;
      GRANT SELECT, UPDATE (epoch, xid, seq) ON event_reader TO tenor_app;

      -- One row, on whether a mail server is known: without one nothing is put into the outbox.
      CREATE TABLE mail_setting (
        id      boolean PRIMARY KEY DEFAULT true CHECK (id),
        enabled boolean NOT NULL DEFAULT false
      );
      INSERT INTO mail_setting DEFAULT VALUES;
      GRANT SELECT, UPDATE (enabled) ON mail_setting TO tenor_app;

      -- The outbox. Real time. What a mail said is kept until it left, or was given up: an invitation holds a secret.
      CREATE TABLE mail (
        id         uuid PRIMARY KEY,
        kind       text NOT NULL CHECK (kind IN ('ALERTS', 'DIGEST', 'INVITATION')),
        recipient  text NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
        subject    text CHECK (length(subject) <= 200),
        body       text CHECK (length(body) <= 10000),
        queued_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- When it is tried next; whoever tries moves it on first, so that nobody else tries meanwhile.
        try_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts   integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        fault      text CHECK (length(fault) <= 500),
        sent_at    timestamptz,
        given_up_at timestamptz,
        CHECK (num_nonnulls(sent_at, given_up_at) <= 1),
        CHECK ((num_nonnulls(sent_at, given_up_at) = 1) = (subject IS NULL)),
        CHECK ((subject IS NULL) = (body IS NULL))
      );
      CREATE INDEX mail_waiting ON mail (try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (subject, body, try_at, attempts, fault, sent_at, given_up_at) ON mail TO tenor_app;

      -- What a member asked for, where it differs from what its permissions bring.
      CREATE TABLE alert_preference (
        member_id uuid NOT NULL REFERENCES member,
        kind      text NOT NULL,
        delivery  text NOT NULL CHECK (delivery IN ('APPLICATION', 'MAIL', 'DIGEST', 'OFF')),
        PRIMARY KEY (member_id, kind)
      );
      GRANT SELECT, INSERT, UPDATE (delivery), DELETE ON alert_preference TO tenor_app;

      -- The id is made of who is told, the kind and the fact: nobody is told of one fact twice.
      CREATE TABLE alert (
        id           uuid PRIMARY KEY GENERATED ALWAYS AS (md5(member_id::text || ' ' || kind || ' ' || fact)::uuid) STORED,
        member_id    uuid NOT NULL REFERENCES member,
        kind         text NOT NULL CHECK (kind IN ('DUE_SOON', 'OVERDUE', 'NEW_OFFER', 'OFFER_ENDING', 'LIMIT_NEAR',
                       'PAYMENT_FAILED', 'DOCUMENT_HELD', 'INVOICE_DISPUTED', 'APPROVAL_WAITING', 'ADMISSION_EXPIRING',
                       'FEED_LATE')),
        fact         text NOT NULL CHECK (length(fact) BETWEEN 1 AND 200),
        subject_kind text NOT NULL CHECK (subject_kind IN ('organization', 'invoice', 'approval', 'auction', 'financing',
                       'payment', 'limit')),
        subject_id   uuid NOT NULL,
        -- The day it is about: on which something is due, or until which something holds.
        day          date,
        delivery     text NOT NULL CHECK (delivery IN ('APPLICATION', 'MAIL', 'DIGEST')),
        raised_at    timestamptz NOT NULL DEFAULT business_now(),
        -- The real clock's: mail that is too late is not sent.
        written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- The one mail that told of it.
        mail_id      uuid REFERENCES mail,
        read_at      timestamptz,
        state        text NOT NULL CHECK (state IN ('UNREAD', 'READ')),
        event_no     integer NOT NULL,
        UNIQUE (member_id, kind, fact),
        CHECK ((state = 'READ') = (read_at IS NOT NULL)),
        CHECK (mail_id IS NULL OR delivery <> 'APPLICATION'),
        CHECK (kind <> 'DUE_SOON' OR day IS NOT NULL),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX alert_latest ON alert (member_id, raised_at DESC, id DESC);
      CREATE INDEX alert_unread ON alert (member_id, raised_at DESC, id DESC) WHERE state = 'UNREAD';
      CREATE INDEX alert_unmailed ON alert (delivery, raised_at) WHERE mail_id IS NULL AND state = 'UNREAD' AND delivery <> 'APPLICATION';
      GRANT SELECT, INSERT, UPDATE (state, event_no, read_at, delivery, mail_id) ON alert TO tenor_app;

      -- One row: up to which instant was looked for what time brings, and since when (by the real clock) which transaction
      -- has held the event feed back.
      CREATE TABLE alert_watch (
        id           boolean PRIMARY KEY DEFAULT true CHECK (id),
        looked_until timestamptz NOT NULL DEFAULT business_now(),
        held_xid     xid8,
        held_since   timestamptz,
        CHECK ((held_xid IS NULL) = (held_since IS NULL))
      );
      INSERT INTO alert_watch DEFAULT VALUES;
      GRANT SELECT, UPDATE (looked_until, held_xid, held_since) ON alert_watch TO tenor_app;

      -- Which limits are nearly used up, and how often each has come to be.
      CREATE TABLE limit_watch (
        limit_id uuid PRIMARY KEY REFERENCES exposure_limit,
        near     boolean NOT NULL,
        crossing integer NOT NULL CHECK (crossing >= 1)
      );
      GRANT SELECT, INSERT, UPDATE (near, crossing) ON limit_watch TO tenor_app;

      CREATE INDEX payment_due_on ON payment (due_on) WHERE state = 'DUE';
      CREATE INDEX auction_ending ON auction (accept_until) WHERE state IN ('OPEN', 'CLOSED');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
