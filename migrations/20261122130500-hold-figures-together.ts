import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What follows from something names it together with its figures and parties, so that no bug can say otherwise: an auction
 * its invoice's approved amount, a bid its auction's advance, a financing its auction and its bid, a payment its leg. What
 * is named cannot change either: an approved amount stays for as long as it is listed, sold, or owed to the supplier.
 */
export class HoldFiguresTogether20261122130500 implements MigrationInterface {
  name = 'HoldFiguresTogether20261122130500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invoice
        ADD CONSTRAINT invoice_approved_between UNIQUE (id, approved_minor, buyer_id, supplier_id);
      ALTER TABLE programme_terms
        ADD CONSTRAINT programme_terms_advance UNIQUE (id, programme_id, advance_bps);

      -- advance_minor: what any bid exposes its funder to. listed_minor: the face, while an award is still possible.
      ALTER TABLE auction ADD COLUMN advance_bps integer;
      UPDATE auction a SET advance_bps = t.advance_bps FROM programme_terms t WHERE t.id = a.terms_id;
      ALTER TABLE auction
        ALTER COLUMN advance_bps SET NOT NULL,
        ADD COLUMN advance_minor bigint GENERATED ALWAYS AS (round(face_minor * (advance_bps * 0.0001))::bigint) STORED,
        ADD COLUMN listed_minor bigint
          GENERATED ALWAYS AS (CASE WHEN state IN ('OPEN', 'CLOSED', 'SUSPENDED') THEN face_minor END) STORED,
        ADD CONSTRAINT auction_deal UNIQUE
          (id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, currency, face_minor, maturity),
        ADD CONSTRAINT auction_advance UNIQUE (id, advance_minor),
        ADD CONSTRAINT auction_of_terms FOREIGN KEY (terms_id, programme_id, advance_bps)
          REFERENCES programme_terms (id, programme_id, advance_bps),
        ADD CONSTRAINT auction_face_is_approved FOREIGN KEY (invoice_id, listed_minor, buyer_id, supplier_id)
          REFERENCES invoice (id, approved_minor, buyer_id, supplier_id);

      ALTER TABLE bid
        ADD CONSTRAINT bid_exposure UNIQUE (id, auction_id, funder_id, exposure_minor),
        ADD CONSTRAINT bid_exposure_is_advance FOREIGN KEY (auction_id, exposure_minor)
          REFERENCES auction (id, advance_minor);

      -- standing_minor: the face, unless it failed.
      ALTER TABLE financing
        ADD COLUMN standing_minor bigint GENERATED ALWAYS AS (CASE WHEN state <> 'FAILED' THEN face_minor END) STORED,
        ADD CONSTRAINT financing_leg1 UNIQUE (id, invoice_id, price_minor, funder_id, supplier_id),
        ADD CONSTRAINT financing_leg2 UNIQUE (id, invoice_id, repayment_minor, buyer_id, funder_id),
        ADD CONSTRAINT financing_of_auction FOREIGN KEY
          (auction_id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, currency, face_minor, maturity)
          REFERENCES auction
          (id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, currency, face_minor, maturity),
        ADD CONSTRAINT financing_of_bid FOREIGN KEY (bid_id, auction_id, funder_id, advance_minor)
          REFERENCES bid (id, auction_id, funder_id, exposure_minor),
        ADD CONSTRAINT financing_face_is_approved FOREIGN KEY (invoice_id, standing_minor, buyer_id, supplier_id)
          REFERENCES invoice (id, approved_minor, buyer_id, supplier_id);
      CREATE INDEX financing_invoice ON financing (invoice_id);

      -- Of each kind its amount; that of a payment to the supplier while it is owed, paid, or on its way.
      ALTER TABLE payment
        ADD COLUMN leg1_minor bigint GENERATED ALWAYS AS (CASE kind WHEN 'DISBURSEMENT' THEN amount_minor END) STORED,
        ADD COLUMN leg2_minor bigint GENERATED ALWAYS AS (CASE kind WHEN 'REPAYMENT' THEN amount_minor END) STORED,
        ADD COLUMN owed_minor bigint GENERATED ALWAYS AS (CASE WHEN kind = 'SUPPLIER_PAYMENT'
          AND state IN ('DUE', 'INSTRUCTED', 'SETTLED') THEN amount_minor END) STORED,
        ADD CONSTRAINT payment_is_leg1 FOREIGN KEY (financing_id, invoice_id, leg1_minor, payer_id, payee_id)
          REFERENCES financing (id, invoice_id, price_minor, funder_id, supplier_id),
        ADD CONSTRAINT payment_is_leg2 FOREIGN KEY (financing_id, invoice_id, leg2_minor, payer_id, payee_id)
          REFERENCES financing (id, invoice_id, repayment_minor, buyer_id, funder_id),
        ADD CONSTRAINT payment_is_approved FOREIGN KEY (invoice_id, owed_minor, payer_id, payee_id)
          REFERENCES invoice (id, approved_minor, buyer_id, supplier_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('What holds figures together stays: there is no way back.');
  }
}
