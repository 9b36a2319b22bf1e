import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * API keys: by which a program acts for a person in its organization, within scopes, for a year at most. What a key did
 * names it, and what takes a second person no key ever does.
 */
export class GiveKeysToPrograms20261122110400 implements MigrationInterface {
  name = 'GiveKeysToPrograms20261122110400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type)
        SELECT 'organization', state, state, type
          FROM unnest(ARRAY['PENDING', 'ADMITTED', 'SUSPENDED']) AS s(state),
               unnest(ARRAY['organization.keyCreated', 'organization.keyRotated', 'organization.keyRevoked']) AS t(type);
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', 'REFUSED', 'REFUSED', 'organization.keyRevoked');

      ALTER TABLE member ADD UNIQUE (id, organization_id);

      -- Of the secret only the SHA-256 is kept, and its beginning to tell keys apart. Times are those of the real clock.
      CREATE TABLE api_key (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        -- Who created it, and for whom it acts.
        member_id       uuid NOT NULL,
        name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        prefix          text NOT NULL CHECK (prefix ~ '^tnk_[A-Za-z0-9_-]{8}$'),
        secret_hash     bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
        -- Reading goes without saying. What takes a second person, or an administrator, is no scope.
        scopes          text[] NOT NULL CHECK (scopes <@ ARRAY['MAKER', 'DEALER', 'RISK']),
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at      timestamptz NOT NULL,
        last_used_at    timestamptz,
        -- The key in whose place it came, which ends at the latest seven days after.
        replaces_id     uuid UNIQUE REFERENCES api_key,
        rotated_at      timestamptz,
        ends_at         timestamptz,
        revoked_at      timestamptz,
        CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
        CHECK ((rotated_at IS NULL) = (ends_at IS NULL)),
        CHECK (ends_at <= expires_at AND ends_at <= rotated_at + interval '7 days 1 minute'),
        FOREIGN KEY (member_id, organization_id) REFERENCES member (id, organization_id)
      );
      CREATE INDEX api_key_organization ON api_key (organization_id, created_at DESC, id);
      CREATE INDEX api_key_member ON api_key (member_id);
      GRANT SELECT, INSERT, UPDATE (last_used_at, rotated_at, ends_at, revoked_at) ON api_key TO tenor_app;

      ALTER TABLE event ADD COLUMN api_key_id uuid REFERENCES api_key;
      ALTER TABLE event DROP CONSTRAINT event_actor_kind_check;
      ALTER TABLE event ADD CONSTRAINT event_actor_kind_check
        CHECK (actor_kind IN ('MEMBER', 'API_KEY', 'SYSTEM', 'ANONYMOUS') AND (actor_kind = 'API_KEY') = (api_key_id IS NOT NULL));
      -- Four eyes are those of two persons: a key releases nothing, verifies nothing, and decides about no organization.
      ALTER TABLE event ADD CONSTRAINT event_takes_person CHECK (actor_kind <> 'API_KEY' OR type NOT IN (
        'approval.released', 'approval.refused', 'payment.instructed', 'account.proposed', 'account.verified',
        'account.refused', 'account.changed', 'organization.admitted', 'organization.refused', 'organization.suspended',
        'organization.resumed', 'organization.memberJoined', 'organization.memberChanged', 'organization.keyCreated',
        'organization.keyRotated', 'organization.keyRevoked', 'programme.created', 'programme.termsPublished',
        'programme.termsAccepted', 'programme.funderJoined'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event DROP CONSTRAINT event_takes_person;
      ALTER TABLE event DROP CONSTRAINT event_actor_kind_check;
      ALTER TABLE event ADD CONSTRAINT event_actor_kind_check CHECK (actor_kind IN ('MEMBER', 'SYSTEM', 'ANONYMOUS'));
      ALTER TABLE event DROP COLUMN api_key_id;
      DROP TABLE api_key;
      ALTER TABLE member DROP CONSTRAINT member_id_organization_id_key;
      DELETE FROM state_transition WHERE event_type LIKE 'organization.key%';
    `);
  }
}
