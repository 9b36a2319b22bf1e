import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ground everything stands on: the installation's secrets, the business clock, idempotency records, and the event
 * log with its transition table.
 *
 * A state cannot change without its event: each stateful row carries `(id, event_no, state)` as a deferred foreign key to
 * the event that brought it there; each event's `(machine, from, to, type)` is a foreign key to the transition table; each
 * event's `state_before` is a foreign key to the `state_after` of the event before it. No trigger is needed.
 */
export class CreatePlatform20261121000100 implements MigrationInterface {
  name = 'CreatePlatform20261121000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT USAGE ON SCHEMA public TO tenor_app;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
      END $$;

      -- One row. The keys are made at the first start; a demo database can never become another.
      CREATE TABLE installation (
        id                boolean PRIMARY KEY DEFAULT true CHECK (id),
        demo              boolean NOT NULL,
        epoch             integer NOT NULL DEFAULT 1 CHECK (epoch >= 1),
        system_identifier text    NOT NULL,
        cursor_key        bytea   NOT NULL CHECK (octet_length(cursor_key) = 32),
        fingerprint_key   bytea   NOT NULL CHECK (octet_length(fingerprint_key) = 32),
        -- When the demo market stood; a start that was cut off before makes it afresh.
        furnished_at      timestamptz,
        created_at        timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE FUNCTION keep_installation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.demo <> OLD.demo OR NEW.cursor_key <> OLD.cursor_key OR NEW.fingerprint_key <> OLD.fingerprint_key
           OR NEW.epoch < OLD.epoch THEN
          RAISE EXCEPTION 'the installation keeps its kind and its keys' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_installation BEFORE UPDATE ON installation FOR EACH ROW EXECUTE FUNCTION keep_installation();
      CREATE TRIGGER keep_installation_row BEFORE DELETE ON installation FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON installation TO tenor_app;
      GRANT UPDATE (epoch, system_identifier, furnished_at) ON installation TO tenor_app;

      -- One row. Business time = real time + offset; the offset only grows, and stays zero outside a demo market.
      CREATE TABLE business_clock (
        id        boolean PRIMARY KEY DEFAULT true CHECK (id),
        offset_ms bigint  NOT NULL DEFAULT 0 CHECK (offset_ms >= 0),
        zone      text    NOT NULL DEFAULT 'Europe/Paris',
        cut_off   time    NOT NULL DEFAULT '16:00'
      );
      INSERT INTO business_clock DEFAULT VALUES;
      CREATE FUNCTION keep_business_clock() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.offset_ms < OLD.offset_ms THEN
          RAISE EXCEPTION 'the business clock never goes back' USING ERRCODE = '23514';
        END IF;
        IF NEW.offset_ms > 0 AND NOT coalesce((SELECT demo FROM installation), false) THEN
          RAISE EXCEPTION 'the business clock is real time outside a demo market' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_business_clock BEFORE UPDATE ON business_clock FOR EACH ROW EXECUTE FUNCTION keep_business_clock();
      GRANT SELECT ON business_clock TO tenor_app;
      GRANT UPDATE (offset_ms, zone, cut_off) ON business_clock TO tenor_app;

      -- VOLATILE on purpose: in the WHERE of the statement that decides it is judged again after a lock wait.
      CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
        $$ SELECT clock_timestamp() + (SELECT offset_ms FROM business_clock) * interval '1 millisecond' $$;
      CREATE FUNCTION business_day_of(instant timestamptz) RETURNS date LANGUAGE sql STABLE AS
        $$ SELECT (instant AT TIME ZONE (SELECT zone FROM business_clock))::date $$;
      CREATE FUNCTION business_today() RETURNS date LANGUAGE sql VOLATILE AS
        $$ SELECT business_day_of(business_now()) $$;

      -- Who asks, as set by the one door for database access at the start of every transaction.
      CREATE FUNCTION viewer_organization() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT nullif(current_setting('tenor.organization', true), '')::uuid $$;
      -- SYSTEM, OPERATOR, MEMBER or ANONYMOUS; unset counts as ANONYMOUS.
      CREATE FUNCTION viewer_scope() RETURNS text LANGUAGE sql STABLE AS
        $$ SELECT coalesce(nullif(current_setting('tenor.scope', true), ''), 'ANONYMOUS') $$;
      CREATE FUNCTION viewer_sees_all() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT viewer_scope() IN ('SYSTEM', 'OPERATOR') $$;

      CREATE TABLE idempotency_record (
        organization_id uuid  NOT NULL,
        key             uuid  NOT NULL,
        command         text  NOT NULL,
        input_hash      bytea NOT NULL CHECK (octet_length(input_hash) = 32),
        outcome         jsonb,
        first_used_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (organization_id, key)
      );
      GRANT SELECT, INSERT, UPDATE (outcome) ON idempotency_record TO tenor_app;

      -- The machines as data: filled by the migrations of the slices, compared with their code by a test.
      -- A subject without states uses the empty state throughout.
      CREATE TABLE state_transition (
        machine    text NOT NULL,
        from_state text NOT NULL,
        to_state   text NOT NULL,
        event_type text NOT NULL,
        PRIMARY KEY (machine, from_state, to_state, event_type)
      );
      GRANT SELECT ON state_transition TO tenor_app;

      CREATE SEQUENCE event_seq;
      GRANT USAGE ON SEQUENCE event_seq TO tenor_app;
      CREATE TABLE event (
        epoch           integer     NOT NULL,
        xid             xid8        NOT NULL DEFAULT pg_current_xact_id(),
        seq             bigint      NOT NULL DEFAULT nextval('event_seq'),
        type            text        NOT NULL,
        subject_kind    text        NOT NULL,
        subject_id      uuid        NOT NULL,
        subject_no      integer     NOT NULL CHECK (subject_no >= 1),
        previous_no     integer     GENERATED ALWAYS AS (nullif(subject_no - 1, 0)) STORED,
        state_before    text        NOT NULL,
        state_after     text        NOT NULL,
        at              timestamptz NOT NULL DEFAULT business_now(),
        business_day    date        NOT NULL DEFAULT business_today(),
        actor_kind      text        NOT NULL CHECK (actor_kind IN ('MEMBER', 'SYSTEM', 'ANONYMOUS')),
        person_id       uuid,
        organization_id uuid,
        cause           text        NOT NULL,
        before          jsonb,
        after           jsonb,
        PRIMARY KEY (epoch, xid, seq),
        UNIQUE (subject_kind, subject_id, subject_no),
        UNIQUE (subject_id, subject_no, state_after),
        CHECK (subject_no > 1 OR state_before = ''),
        FOREIGN KEY (subject_kind, state_before, state_after, type)
          REFERENCES state_transition (machine, from_state, to_state, event_type),
        FOREIGN KEY (subject_id, previous_no, state_before) REFERENCES event (subject_id, subject_no, state_after)
      );
      CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON event TO tenor_app;

      -- A channel is 'organization:<uuid>', 'programme-funders:<uuid>' or 'operator'.
      CREATE TABLE event_channel (
        channel text    NOT NULL CHECK (channel ~ '^(organization:|programme-funders:)[0-9a-f-]{36}$' OR channel = 'operator'),
        epoch   integer NOT NULL,
        xid     xid8    NOT NULL,
        seq     bigint  NOT NULL,
        PRIMARY KEY (channel, epoch, xid, seq),
        FOREIGN KEY (epoch, xid, seq) REFERENCES event (epoch, xid, seq)
      );
      CREATE INDEX event_channel_position ON event_channel (epoch, xid, seq);
      CREATE TRIGGER event_channel_append_only BEFORE UPDATE OR DELETE ON event_channel
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON event_channel TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migration has no way back: drop the database.');
  }
}
