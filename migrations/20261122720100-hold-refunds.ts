import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that came wrongly is held for its payer until it is sent back, or sent on to the holder of the claim it was meant for.
 * What exceeded everything owed is such money too.
 */
export class HoldRefunds20261122720100 implements MigrationInterface {
  name = 'HoldRefunds20261122720100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('refund', '', 'HELD', 'refund.held'),
        ('refund', 'HELD', 'REFUNDED', 'refund.refunded'),
        ('refund', 'HELD', 'FORWARDED', 'refund.forwarded'),
        ('refund', 'REFUNDED', 'HELD', 'refund.reopened'),
        ('refund', 'FORWARDED', 'HELD', 'refund.reopened'),
        ('refund', 'HELD', 'UNDONE', 'refund.undone'),
        ('entry_resolution', 'CONFIRMED', 'UNDONE', 'entryResolution.undone');

      ALTER TABLE movement DROP CONSTRAINT movement_cause_kind_check;
      ALTER TABLE movement ADD CONSTRAINT movement_cause_kind_check CHECK (cause_kind IN (
        'PAYMENT', 'APPROVAL_LINE', 'BANK_ENTRY', 'INVOICE_DAY', 'CREDIT_NOTE', 'CORRECTION', 'REFUND'));

      CREATE TABLE refund (
        id                   uuid PRIMARY KEY,
        -- How it came: by an entry that two persons named so, or by a payment that exceeded everything owed.
        entry_id             uuid REFERENCES bank_entry,
        payment_id           uuid REFERENCES payment,
        receiver_id          uuid NOT NULL REFERENCES organization,
        payer_id             uuid NOT NULL REFERENCES organization,
        -- Of an entry: from which account to which it came.
        receiver_account_id  uuid,
        payer_account_id     uuid,
        -- What it was meant for, where that is known.
        invoice_id           uuid REFERENCES invoice,
        financing_id         uuid REFERENCES financing,
        amount_minor         bigint NOT NULL CHECK (amount_minor > 0),
        currency             text NOT NULL,
        held_on              date NOT NULL,
        -- How often it was sent back: each time is a cause of its own.
        sendings             integer NOT NULL DEFAULT 0 CHECK (sendings >= 0),
        sent_from_account_id uuid,
        sent_to_account_id   uuid,
        sent_on              date,
        created_at           timestamptz NOT NULL DEFAULT business_now(),
        state                text NOT NULL CHECK (state IN ('HELD', 'REFUNDED', 'FORWARDED', 'UNDONE')),
        event_no             integer NOT NULL,
        CHECK (receiver_id <> payer_id),
        CHECK ((entry_id IS NULL) <> (payment_id IS NULL)),
        CHECK ((entry_id IS NULL) = (receiver_account_id IS NULL) AND (entry_id IS NULL) = (payer_account_id IS NULL)),
        CHECK (state NOT IN ('REFUNDED', 'FORWARDED') OR (sent_from_account_id IS NOT NULL AND sent_on IS NOT NULL)),
        CHECK (state <> 'REFUNDED' OR (sent_to_account_id IS NOT NULL AND sendings > 0)),
        -- Sent on to the holder of the claim it was meant for.
        CHECK (state <> 'FORWARDED' OR invoice_id IS NOT NULL),
        FOREIGN KEY (receiver_account_id, receiver_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (payer_account_id, payer_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (sent_from_account_id, receiver_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (sent_to_account_id, payer_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX refund_one_entry ON refund (entry_id) WHERE state <> 'UNDONE';
      CREATE UNIQUE INDEX refund_one_payment ON refund (payment_id);
      CREATE INDEX refund_receiver ON refund (receiver_id, created_at DESC, id DESC);
      CREATE INDEX refund_payer ON refund (payer_id, created_at DESC, id DESC);
      CREATE INDEX refund_invoice ON refund (invoice_id) WHERE invoice_id IS NOT NULL;
      CREATE INDEX refund_newest ON refund (created_at DESC, id DESC);
      GRANT SELECT, INSERT, UPDATE (state, event_no, sendings, sent_from_account_id, sent_to_account_id, sent_on)
        ON refund TO tenor_app;

      -- What exceeded everything owed, and stands, is held from now on as all else that came wrongly.
      WITH made AS (
        INSERT INTO refund (id, payment_id, receiver_id, payer_id, invoice_id, financing_id, amount_minor, currency, held_on,
                            state, event_no)
        SELECT gen_random_uuid(), p.id, p.payee_id, p.payer_id, p.invoice_id, p.financing_id, a.excess_minor, p.currency,
               a.booked_on, 'HELD', 1
          FROM payment_allocation a JOIN payment p ON p.id = a.payment_id
         WHERE a.excess_minor > 0 AND a.taken_back_on IS NULL
        RETURNING id, receiver_id, payer_id
      ), told AS (
        INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
        SELECT (SELECT epoch FROM installation), 'refund.held', 'refund', id, 1, '', 'HELD', 'SYSTEM', 'migration' FROM made
        RETURNING subject_id, epoch, xid, seq
      )
      INSERT INTO event_channel (channel, epoch, xid, seq)
      SELECT c.channel, t.epoch, t.xid, t.seq
        FROM told t JOIN made m ON m.id = t.subject_id
       CROSS JOIN LATERAL unnest(ARRAY['organization:' || m.receiver_id, 'organization:' || m.payer_id, 'operator'])
               AS c(channel);

      -- A claim that is paid by what was sent on to its holder: its payer's money had left before.
      ALTER TABLE payment
        ADD COLUMN refund_id uuid REFERENCES refund,
        ADD CONSTRAINT payment_forwarded CHECK (refund_id IS NULL OR (outside AND kind = 'REPAYMENT'));
      CREATE UNIQUE INDEX payment_one_forwarded ON payment (refund_id) WHERE state IN ('INSTRUCTED', 'SETTLED');
      GRANT UPDATE (refund_id) ON payment TO tenor_app;

      ALTER TABLE entry_resolution
        DROP CONSTRAINT entry_resolution_kind_check,
        ADD CONSTRAINT entry_resolution_kind_check
          CHECK (kind IN ('PAYMENT', 'OFFSET', 'UNRELATED', 'SET_ASIDE', 'REFUND', 'SENT_BACK', 'SENT_ON')),
        -- Of REFUND by the receiver, the one that is made when it is confirmed.
        ADD COLUMN refund_id uuid REFERENCES refund,
        ADD COLUMN invoice_id uuid REFERENCES invoice,
        ADD CONSTRAINT entry_resolution_refund CHECK (
          CASE WHEN kind IN ('SENT_BACK', 'SENT_ON') THEN refund_id IS NOT NULL
               WHEN kind = 'REFUND' THEN refund_id IS NOT NULL OR state IN ('PROPOSED', 'REFUSED')
               ELSE refund_id IS NULL END),
        ADD CONSTRAINT entry_resolution_meant_for CHECK (kind = 'REFUND' OR invoice_id IS NULL);
      CREATE UNIQUE INDEX entry_resolution_one_side ON entry_resolution (refund_id, kind, organization_id)
        WHERE state IN ('CONFIRMED', 'UNDOING');
      CREATE INDEX entry_resolution_payment ON entry_resolution (payment_id) WHERE payment_id IS NOT NULL;
      GRANT UPDATE (refund_id) ON entry_resolution TO tenor_app;

      ALTER TABLE bank_entry
        DROP CONSTRAINT bank_entry_reason_check,
        ADD CONSTRAINT bank_entry_reason_check
          CHECK (reason IN ('NO_MATCH', 'SEVERAL_MATCHES', 'WRONG_PAYER', 'REFERENCE_REUSED', 'PAYMENT_BOOKED'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('What is held stays held: there is no way back.');
  }
}
