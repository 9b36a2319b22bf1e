import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks: where an organization wants to be called when something happens, and each call that is owed to it. */
export class CallWebhooks20261122630100 implements MigrationInterface {
  name = 'CallWebhooks20261122630100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('webhook_endpoint', '', 'ACTIVE', 'webhookEndpoint.created'),
        ('webhook_endpoint', 'ACTIVE', 'PAUSED', 'webhookEndpoint.paused'),
        ('webhook_endpoint', 'ACTIVE', 'DISABLED', 'webhookEndpoint.disabled'),
        ('webhook_endpoint', 'PAUSED', 'ACTIVE', 'webhookEndpoint.resumed'),
        ('webhook_endpoint', 'DISABLED', 'ACTIVE', 'webhookEndpoint.resumed');
      INSERT INTO state_transition (machine, from_state, to_state, event_type)
        SELECT 'webhook_endpoint', state, state, type
          FROM unnest(ARRAY['ACTIVE', 'PAUSED', 'DISABLED']) AS s(state),
               unnest(ARRAY['webhookEndpoint.secretRotated', 'webhookEndpoint.replayed']) AS t(type)
        UNION ALL
        SELECT 'webhook_endpoint', state, 'DELETED', 'webhookEndpoint.deleted'
          FROM unnest(ARRAY['ACTIVE', 'PAUSED', 'DISABLED']) AS s(state);

      -- What takes an administrator in person, no key does.
      ALTER TABLE event ADD CONSTRAINT event_webhook_takes_person
        CHECK (actor_kind <> 'API_KEY' OR subject_kind <> 'webhook_endpoint') NOT VALID;

      -- Each endpoint reads the log from a place of its own.
      ALTER TABLE event_reader DROP CONSTRAINT event_reader_name_check;
      ALTER TABLE event_reader ADD CONSTRAINT event_reader_name_check CHECK (name ~ '^[a-z-]+(:[0-9a-f-]{36})?$');
      GRANT INSERT, DELETE ON event_reader TO tenor_app;

      -- For a replay from an instant.
      CREATE INDEX event_at ON event (at);

      -- One row, on whether programs on the machine of the server may be called: nowhere but in a demo.
      CREATE TABLE webhook_setting (
        id       boolean PRIMARY KEY DEFAULT true CHECK (id),
        loopback boolean NOT NULL DEFAULT false
      );
      INSERT INTO webhook_setting DEFAULT VALUES;
      GRANT SELECT, UPDATE (loopback) ON webhook_setting TO tenor_app;

      -- All times of webhooks are those of the real clock.
      CREATE TABLE webhook_endpoint (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        created_by      uuid NOT NULL,
        url             text NOT NULL CHECK (url ~ '^https?://' AND length(url) <= 2000),
        description     text NOT NULL CHECK (length(description) BETWEEN 1 AND 80),
        -- Null: all.
        event_types     text[] CHECK (cardinality(event_types) BETWEEN 1 AND 200),
        -- Sealed (AES-256-GCM); the one before it signs as well until its time is over.
        secret          bytea CHECK (octet_length(secret) BETWEEN 40 AND 200),
        secret_no       integer NOT NULL DEFAULT 1 CHECK (secret_no >= 1),
        secret_made_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        previous_secret bytea CHECK (octet_length(previous_secret) BETWEEN 40 AND 200),
        previous_until  timestamptz,
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Since when every attempt has failed.
        failing_since   timestamptz,
        disabled_reason text CHECK (disabled_reason IN ('GONE', 'FAILING')),
        state           text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DISABLED', 'DELETED')),
        event_no        integer NOT NULL,
        CHECK ((state = 'DISABLED') = (disabled_reason IS NOT NULL)),
        CHECK ((state = 'DELETED') = (secret IS NULL)),
        CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
        CHECK (state <> 'DELETED' OR previous_secret IS NULL),
        FOREIGN KEY (created_by, organization_id) REFERENCES member (id, organization_id),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX webhook_endpoint_organization ON webhook_endpoint (organization_id, created_at DESC, id DESC);
      CREATE INDEX webhook_endpoint_active ON webhook_endpoint (id) WHERE state = 'ACTIVE';
      GRANT SELECT, INSERT, UPDATE (secret, secret_no, secret_made_at, previous_secret, previous_until, failing_since,
                                    disabled_reason, state, event_no) ON webhook_endpoint TO tenor_app;

      -- One event for one endpoint, with the words in which it is told; kept for a while after it arrived, or was given up.
      CREATE TABLE webhook_delivery (
        id              uuid PRIMARY KEY,
        endpoint_id     uuid NOT NULL REFERENCES webhook_endpoint,
        -- The event as this organization knows it: 'webhook-id'.
        event_id        uuid NOT NULL,
        event_type      text NOT NULL CHECK (length(event_type) BETWEEN 1 AND 80),
        body            text NOT NULL CHECK (length(body) BETWEEN 2 AND 20000),
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        -- Of those, since it was last asked for.
        round_attempts  integer NOT NULL DEFAULT 0 CHECK (round_attempts BETWEEN 0 AND attempts),
        next_attempt_at timestamptz DEFAULT clock_timestamp(),
        -- Until when nobody else tries.
        leased_until    timestamptz,
        delivered_at    timestamptz,
        failed_at       timestamptz,
        UNIQUE (endpoint_id, event_id),
        CHECK (num_nonnulls(next_attempt_at, delivered_at, failed_at) = 1),
        CHECK (leased_until IS NULL OR next_attempt_at IS NOT NULL)
      );
      CREATE INDEX webhook_delivery_newest ON webhook_delivery (endpoint_id, created_at DESC, id DESC);
      CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
      CREATE INDEX webhook_delivery_ended ON webhook_delivery (coalesce(delivered_at, failed_at)) WHERE next_attempt_at IS NULL;
      GRANT SELECT, INSERT, DELETE, UPDATE (attempts, round_attempts, next_attempt_at, leased_until, delivered_at, failed_at)
        ON webhook_delivery TO tenor_app;

      CREATE TABLE webhook_attempt (
        delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
        no          integer NOT NULL CHECK (no >= 1),
        started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Null where the server was stopped meanwhile.
        ended_at    timestamptz,
        -- Of HTTP; null where there was no answer.
        status      integer CHECK (status BETWEEN 100 AND 999),
        -- The beginning of the answer's body.
        excerpt     text CHECK (length(excerpt) <= 500),
        -- Why there was no answer.
        fault       text CHECK (length(fault) <= 200),
        PRIMARY KEY (delivery_id, no),
        CHECK (ended_at IS NOT NULL OR num_nonnulls(status, excerpt, fault) = 0)
      );
      GRANT SELECT, INSERT, UPDATE (ended_at, status, excerpt, fault) ON webhook_attempt TO tenor_app;

      ALTER TABLE alert DROP CONSTRAINT alert_kind_check;
      ALTER TABLE alert ADD CONSTRAINT alert_kind_check CHECK (kind IN ('DUE_SOON', 'OVERDUE', 'NEW_OFFER', 'OFFER_ENDING',
        'LIMIT_NEAR', 'PAYMENT_FAILED', 'DOCUMENT_HELD', 'INVOICE_DISPUTED', 'APPROVAL_WAITING', 'ADMISSION_EXPIRING',
        'FEED_LATE', 'WEBHOOK_DISABLED'));
      ALTER TABLE alert DROP CONSTRAINT alert_subject_kind_check;
      ALTER TABLE alert ADD CONSTRAINT alert_subject_kind_check CHECK (subject_kind IN ('organization', 'invoice', 'approval',
        'auction', 'financing', 'payment', 'limit', 'webhook_endpoint'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
