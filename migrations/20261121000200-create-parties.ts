import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons, organizations, members, sessions, invitations, bank accounts, and the programmes that bind parties together. */
export class CreateParties20261121000200 implements MigrationInterface {
  name = 'CreateParties20261121000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', '', 'PENDING', 'organization.registered'),
        ('organization', 'PENDING', 'ADMITTED', 'organization.admitted'),
        ('organization', 'PENDING', 'REFUSED', 'organization.refused'),
        ('organization', 'ADMITTED', 'SUSPENDED', 'organization.suspended'),
        ('organization', 'SUSPENDED', 'ADMITTED', 'organization.resumed'),
        ('organization', 'PENDING', 'PENDING', 'organization.memberJoined'),
        ('organization', 'ADMITTED', 'ADMITTED', 'organization.memberJoined'),
        ('organization', 'SUSPENDED', 'SUSPENDED', 'organization.memberJoined'),
        ('organization', 'PENDING', 'PENDING', 'organization.memberChanged'),
        ('organization', 'ADMITTED', 'ADMITTED', 'organization.memberChanged'),
        ('organization', 'SUSPENDED', 'SUSPENDED', 'organization.memberChanged'),
        ('organization', 'REFUSED', 'REFUSED', 'organization.memberChanged'),
        ('bank_account', '', 'PROPOSED', 'account.proposed'),
        ('bank_account', 'PROPOSED', 'VERIFIED', 'account.verified'),
        ('bank_account', 'PROPOSED', 'REFUSED', 'account.refused'),
        ('bank_account', 'VERIFIED', 'CLOSED', 'account.changed'),
        ('programme', '', '', 'programme.created'),
        ('programme', '', '', 'programme.termsPublished'),
        ('programme', '', '', 'programme.supplierJoined'),
        ('programme', '', '', 'programme.funderJoined'),
        ('programme', '', '', 'programme.termsAccepted');

      CREATE TABLE organization (
        id                  uuid PRIMARY KEY,
        name                text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        country             text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        registration_number text CHECK (length(registration_number) BETWEEN 1 AND 50),
        tax_id              text CHECK (length(tax_id) BETWEEN 1 AND 30),
        lei                 text CHECK (lei ~ '^[A-Z0-9]{18}[0-9]{2}$'),
        roles               text[] NOT NULL CHECK (cardinality(roles) >= 1
                              AND roles <@ ARRAY['BUYER', 'SUPPLIER', 'FUNDER', 'INSURER', 'OPERATOR']),
        size_band           text CHECK (size_band IN ('MICRO', 'SMALL', 'MEDIUM', 'LARGE')),
        sector              text CHECK (length(sector) <= 60),
        state               text NOT NULL CHECK (state IN ('PENDING', 'ADMITTED', 'SUSPENDED', 'REFUSED')),
        event_no            integer NOT NULL,
        created_at          timestamptz NOT NULL DEFAULT business_now(),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX organization_registration ON organization (country, registration_number);
      CREATE UNIQUE INDEX organization_tax_id ON organization (tax_id);
      CREATE UNIQUE INDEX organization_lei ON organization (lei);
      GRANT SELECT, INSERT, UPDATE (state, event_no) ON organization TO tenor_app;

      CREATE TABLE person (
        id            uuid PRIMARY KEY,
        email         text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%' AND length(email) <= 254),
        name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        password_hash text NOT NULL,
        created_at    timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE UNIQUE INDEX person_email ON person (email);
      GRANT SELECT, INSERT, UPDATE ON person TO tenor_app;

      CREATE TABLE member (
        id              uuid PRIMARY KEY,
        person_id       uuid NOT NULL REFERENCES person,
        organization_id uuid NOT NULL REFERENCES organization,
        permissions     text[] NOT NULL CHECK (permissions <@
                          ARRAY['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR']),
        active          boolean NOT NULL DEFAULT true,
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (person_id, organization_id)
      );
      CREATE INDEX member_organization ON member (organization_id);
      GRANT SELECT, INSERT, UPDATE (permissions, active) ON member TO tenor_app;

      CREATE TABLE session (
        id           uuid PRIMARY KEY,
        token_hash   bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
        member_id    uuid NOT NULL REFERENCES member,
        carrier      text NOT NULL CHECK (carrier IN ('COOKIE', 'BEARER')),
        created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at   timestamptz NOT NULL,
        revoked_at   timestamptz
      );
      CREATE INDEX session_member ON session (member_id) WHERE revoked_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (last_used_at, revoked_at), DELETE ON session TO tenor_app;

      -- MEMBER joins the inviting organization; ORGANIZATION registers a new one (and joins the programme, if named);
      -- SIGN_IN opens a session for an existing member (demo links only).
      CREATE TABLE invitation (
        id              uuid PRIMARY KEY,
        token_hash      bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
        kind            text NOT NULL CHECK (kind IN ('MEMBER', 'ORGANIZATION', 'SIGN_IN')),
        organization_id uuid REFERENCES organization,
        invited_by      uuid REFERENCES member,
        programme_id    uuid,
        role            text CHECK (role IN ('BUYER', 'SUPPLIER', 'FUNDER', 'INSURER', 'OPERATOR')),
        permissions     text[],
        name            text,
        email           text,
        member_id       uuid REFERENCES member,
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at      timestamptz NOT NULL,
        used_at         timestamptz,
        CHECK (kind <> 'ORGANIZATION' OR role IS NOT NULL),
        CHECK (kind <> 'MEMBER' OR (organization_id IS NOT NULL AND permissions IS NOT NULL)),
        CHECK (kind <> 'SIGN_IN' OR member_id IS NOT NULL)
      );
      CREATE INDEX invitation_organization ON invitation (organization_id);
      GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON invitation TO tenor_app;

      -- Money goes only to a VERIFIED account: verified by a second person, with the bank's payee verification kept.
      CREATE TABLE bank_account (
        id               uuid PRIMARY KEY,
        organization_id  uuid NOT NULL REFERENCES organization,
        iban             text NOT NULL CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
        bic              text CHECK (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
        holder_name      text NOT NULL CHECK (length(holder_name) BETWEEN 1 AND 140),
        currency         text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        state            text NOT NULL CHECK (state IN ('PROPOSED', 'VERIFIED', 'REFUSED', 'CLOSED')),
        event_no         integer NOT NULL,
        proposed_by      uuid NOT NULL REFERENCES person,
        verified_by      uuid REFERENCES person,
        payee_check      text CHECK (payee_check IN ('MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE')),
        payee_checked_at timestamptz,
        usable_from      timestamptz,
        created_at       timestamptz NOT NULL DEFAULT business_now(),
        UNIQUE (id, organization_id),
        CHECK (verified_by IS NULL OR verified_by <> proposed_by),
        CHECK (state <> 'VERIFIED' OR (verified_by IS NOT NULL AND payee_check IS NOT NULL AND payee_check <> 'NO_MATCH'
                                       AND payee_checked_at IS NOT NULL AND usable_from IS NOT NULL)),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX bank_account_one_verified ON bank_account (organization_id, currency) WHERE state = 'VERIFIED';
      CREATE INDEX bank_account_organization ON bank_account (organization_id);
      -- An account number never changes: another account is another row, and is verified anew.
      GRANT SELECT, INSERT, UPDATE (state, event_no, verified_by, payee_check, payee_checked_at, usable_from)
        ON bank_account TO tenor_app;

      -- A buyer's arrangement. The rules of trading are columns; the legal and economic mode is the terms' versions.
      CREATE TABLE programme (
        id                uuid PRIMARY KEY,
        buyer_id          uuid NOT NULL REFERENCES organization,
        name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
        currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        auction_kind      text NOT NULL CHECK (auction_kind IN ('CONTINUOUS', 'SEALED_WINDOW')),
        auction_minutes   integer NOT NULL CHECK (auction_minutes BETWEEN 1 AND 43200),
        acceptance_minutes integer NOT NULL CHECK (acceptance_minutes BETWEEN 0 AND 43200),
        tenor_days_min    integer NOT NULL DEFAULT 15 CHECK (tenor_days_min BETWEEN 1 AND 365),
        payment_days_max  integer NOT NULL DEFAULT 60 CHECK (payment_days_max BETWEEN 1 AND 365),
        settlement_days   integer NOT NULL DEFAULT 1 CHECK (settlement_days BETWEEN 0 AND 2),
        approval_lapse_days integer NOT NULL DEFAULT 30 CHECK (approval_lapse_days BETWEEN 1 AND 365),
        grace_business_days integer NOT NULL DEFAULT 0 CHECK (grace_business_days BETWEEN 0 AND 30),
        default_days      integer NOT NULL DEFAULT 90 CHECK (default_days BETWEEN 1 AND 365),
        disbursement_days_max integer NOT NULL DEFAULT 5 CHECK (disbursement_days_max BETWEEN 1 AND 30),
        funders_named     boolean NOT NULL DEFAULT true,
        active            boolean NOT NULL DEFAULT true,
        event_no          integer NOT NULL,
        created_at        timestamptz NOT NULL DEFAULT business_now()
      );
      CREATE INDEX programme_buyer ON programme (buyer_id);
      GRANT SELECT, INSERT, UPDATE ON programme TO tenor_app;

      -- The legal and economic mode: one model, its values as columns, its words as a hashed text. A version never changes.
      CREATE TABLE programme_terms (
        id                   uuid PRIMARY KEY,
        programme_id         uuid NOT NULL REFERENCES programme,
        version              integer NOT NULL CHECK (version >= 1),
        product              text NOT NULL CHECK (product IN
                               ('REVERSE_FACTORING', 'DYNAMIC_DISCOUNT', 'FACTORING', 'CONFIDENTIAL', 'UNASSIGNED')),
        initiator            text NOT NULL CHECK (initiator IN ('BUYER', 'SUPPLIER')),
        undertaking          text NOT NULL CHECK (undertaking IN ('IRREVOCABLE', 'INFORMATION_ONLY', 'NONE')),
        disclosure           text NOT NULL CHECK (disclosure IN ('DISCLOSED', 'CONFIDENTIAL')),
        transfer             text NOT NULL CHECK (transfer IN ('ASSIGNMENT', 'SUBROGATION', 'NONE')),
        recourse             text NOT NULL CHECK (recourse IN ('NONE', 'FULL', 'NOT_APPLICABLE')),
        advance_bps          integer NOT NULL CHECK (advance_bps BETWEEN 1 AND 10000),
        funded_by            text NOT NULL CHECK (funded_by IN ('FUNDER', 'BUYER')),
        repaid_by            text NOT NULL CHECK (repaid_by IN ('BUYER', 'SUPPLIER', 'NOBODY')),
        debtor_contact       text NOT NULL CHECK (debtor_contact IN ('OPERATOR', 'FUNDER', 'SUPPLIER_ONLY')),
        cost_bearer          text NOT NULL CHECK (cost_bearer IN ('SUPPLIER', 'BUYER')),
        price_kinds          text[] NOT NULL CHECK (cardinality(price_kinds) >= 1 AND price_kinds <@
                               ARRAY['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT', 'FLAT_COMMISSION', 'SLIDING_DISCOUNT']),
        day_count            text NOT NULL CHECK (day_count IN ('ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360')),
        platform_fee_payer   text NOT NULL CHECK (platform_fee_payer IN ('SUPPLIER', 'FUNDER', 'BUYER')),
        platform_fee_bps     numeric(12, 4) NOT NULL CHECK (platform_fee_bps >= 0),
        terms_text           text NOT NULL CHECK (length(terms_text) > 0),
        terms_hash           bytea NOT NULL CHECK (terms_hash = sha256(convert_to(terms_text, 'UTF8'))),
        undertaking_text     text NOT NULL CHECK (length(undertaking_text) > 0),
        undertaking_hash     bytea NOT NULL CHECK (undertaking_hash = sha256(convert_to(undertaking_text, 'UTF8'))),
        published_by         uuid NOT NULL REFERENCES person,
        published_at         timestamptz NOT NULL DEFAULT business_now(),
        UNIQUE (programme_id, version)
      );
      CREATE TRIGGER programme_terms_append_only BEFORE UPDATE OR DELETE ON programme_terms
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON programme_terms TO tenor_app;

      CREATE TABLE programme_supplier (
        programme_id uuid NOT NULL REFERENCES programme,
        supplier_id  uuid NOT NULL REFERENCES organization,
        joined_at    timestamptz NOT NULL DEFAULT business_now(),
        PRIMARY KEY (programme_id, supplier_id)
      );
      CREATE INDEX programme_supplier_supplier ON programme_supplier (supplier_id);
      CREATE TABLE programme_funder (
        programme_id uuid NOT NULL REFERENCES programme,
        funder_id    uuid NOT NULL REFERENCES organization,
        joined_at    timestamptz NOT NULL DEFAULT business_now(),
        PRIMARY KEY (programme_id, funder_id)
      );
      CREATE INDEX programme_funder_funder ON programme_funder (funder_id);
      CREATE TABLE terms_acceptance (
        terms_id        uuid NOT NULL REFERENCES programme_terms,
        organization_id uuid NOT NULL REFERENCES organization,
        person_id       uuid NOT NULL REFERENCES person,
        terms_hash      bytea NOT NULL,
        accepted_at     timestamptz NOT NULL DEFAULT business_now(),
        PRIMARY KEY (terms_id, organization_id)
      );
      GRANT SELECT, INSERT, DELETE ON programme_supplier, programme_funder TO tenor_app;
      GRANT SELECT, INSERT ON terms_acceptance TO tenor_app;
      ALTER TABLE invitation ADD FOREIGN KEY (programme_id) REFERENCES programme;

      -- What a funder calls a supplier it may not yet know by name: a random label kept per (funder, supplier).
      CREATE TABLE supplier_alias (
        funder_id   uuid NOT NULL REFERENCES organization,
        supplier_id uuid NOT NULL REFERENCES organization,
        label       text NOT NULL CHECK (label ~ '^S-[A-Z2-7]{6}$'),
        PRIMARY KEY (funder_id, supplier_id),
        UNIQUE (funder_id, label)
      );
      GRANT SELECT, INSERT ON supplier_alias TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migrations have no way back: drop the database.');
  }
}
