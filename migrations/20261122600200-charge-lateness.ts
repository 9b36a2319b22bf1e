import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a buyer owes for paying late, and how what it pays is allocated. What is owed by a day is computed here, by the one
 * function that posts, shows and asks for it.
 */
export class ChargeLateness20261122600200 implements MigrationInterface {
  name = 'ChargeLateness20261122600200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- By the debtor's country; '*' is any other. The zone says whose reference rate counts: a central bank's, by its
      -- currency. Lawyers check each line; the lump sum is owed where the invoice is in its currency.
      CREATE TABLE late_rule (
        country           text PRIMARY KEY CHECK (country ~ '^([A-Z]{2}|[*])$'),
        zone              text NOT NULL CHECK (zone ~ '^[A-Z]{3}$'),
        margin_bps        numeric(12,4) NOT NULL CHECK (margin_bps >= 0),
        lump_sum_minor    bigint NOT NULL CHECK (lump_sum_minor >= 0),
        lump_sum_currency text NOT NULL CHECK (lump_sum_currency ~ '^[A-Z]{3}$'),
        source            text NOT NULL
      );
      INSERT INTO late_rule VALUES
        ('*', 'EUR', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(6), 3 and 6'),
        ('FR', 'EUR', 1000, 4000, 'EUR', 'Code de commerce, articles L441-10 II and D441-5'),
        ('CZ', 'CZK', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6'),
        ('DK', 'DKK', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6'),
        ('HU', 'HUF', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6'),
        ('PL', 'PLN', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6'),
        ('RO', 'RON', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6'),
        ('SE', 'SEK', 800, 4000, 'EUR', 'Directive 2011/7/EU, articles 2(7)(b), 3 and 6');
      GRANT SELECT ON late_rule TO tenor_app;

      -- The rate in force on 1 January or 1 July, for the half-year that begins then.
      CREATE TABLE reference_rate (
        id         uuid PRIMARY KEY,
        zone       text NOT NULL CHECK (zone ~ '^[A-Z]{3}$'),
        half_year  date NOT NULL CHECK (extract(month FROM half_year) IN (1, 7) AND extract(day FROM half_year) = 1),
        rate_bps   numeric(12,4) NOT NULL CHECK (rate_bps BETWEEN -1000 AND 10000),
        entered_by uuid NOT NULL REFERENCES person,
        entered_at timestamptz NOT NULL DEFAULT business_now(),
        UNIQUE (zone, half_year)
      );
      GRANT SELECT, INSERT, UPDATE (rate_bps, entered_by, entered_at) ON reference_rate TO tenor_app;

      ALTER TABLE programme_terms ADD COLUMN allocation_order text[] NOT NULL
        DEFAULT '{LUMP_SUM,LATE_INTEREST,CONTRACT_INTEREST,PRINCIPAL}'
        CHECK (cardinality(allocation_order) = 4
               AND allocation_order @> '{LUMP_SUM,LATE_INTEREST,CONTRACT_INTEREST,PRINCIPAL}');

      -- How far the charges of an invoice have been posted, and to whom the claim belongs.
      CREATE TABLE late_claim (
        invoice_id      uuid PRIMARY KEY REFERENCES invoice,
        holder_id       uuid NOT NULL REFERENCES organization,
        charged_through date NOT NULL,
        -- The day after which nothing more falls due: it was paid, or credited. Null while it is open.
        ends_on         date
      );
      CREATE INDEX late_claim_unfinished ON late_claim (invoice_id) WHERE ends_on IS NULL OR charged_through < ends_on;
      GRANT SELECT, INSERT, UPDATE (holder_id, charged_through, ends_on) ON late_claim TO tenor_app;

      CREATE INDEX invoice_open_due ON invoice (adjusted_due_date, id) WHERE state IN ('APPROVED', 'OVERDUE', 'DEFAULTED');

      -- What was posted for a day: the total by then less what was posted before. Taken back where it proved to be wrong.
      CREATE TABLE late_charge (
        invoice_id     uuid NOT NULL REFERENCES invoice,
        day            date NOT NULL,
        no             integer NOT NULL CHECK (no >= 1),
        holder_id      uuid NOT NULL REFERENCES organization,
        buyer_id       uuid NOT NULL REFERENCES organization,
        financing_id   uuid REFERENCES financing,
        currency       text NOT NULL,
        lump_sum_minor bigint NOT NULL CHECK (lump_sum_minor >= 0),
        interest_minor bigint NOT NULL CHECK (interest_minor >= 0),
        taken_back_on  date,
        PRIMARY KEY (invoice_id, day, no),
        CHECK (lump_sum_minor + interest_minor > 0),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency)
      );
      CREATE UNIQUE INDEX late_charge_lump_sum ON late_charge (invoice_id)
        WHERE taken_back_on IS NULL AND lump_sum_minor > 0;
      GRANT SELECT, INSERT, UPDATE (taken_back_on) ON late_charge TO tenor_app;

      -- What a settled payment of a claim was for, in the order of the terms.
      CREATE TABLE payment_allocation (
        payment_id          uuid PRIMARY KEY REFERENCES payment,
        invoice_id          uuid NOT NULL REFERENCES invoice,
        financing_id        uuid REFERENCES financing,
        booked_on           date NOT NULL,
        amount_minor        bigint NOT NULL CHECK (amount_minor > 0),
        lump_sum_minor      bigint NOT NULL CHECK (lump_sum_minor >= 0),
        late_interest_minor bigint NOT NULL CHECK (late_interest_minor >= 0),
        interest_minor      bigint NOT NULL CHECK (interest_minor >= 0),
        principal_minor     bigint NOT NULL CHECK (principal_minor >= 0),
        -- What exceeds everything owed; the receiver holds it for the payer.
        excess_minor        bigint NOT NULL CHECK (excess_minor >= 0),
        -- It came after the claim was written off.
        recovers            boolean NOT NULL,
        taken_back_on       date,
        CHECK (amount_minor = lump_sum_minor + late_interest_minor + interest_minor + principal_minor + excess_minor)
      );
      CREATE INDEX payment_allocation_invoice ON payment_allocation (invoice_id);
      CREATE INDEX payment_allocation_financing ON payment_allocation (financing_id);
      GRANT SELECT, INSERT, UPDATE (taken_back_on) ON payment_allocation TO tenor_app;
      INSERT INTO payment_allocation
      SELECT p.id, p.invoice_id, p.financing_id, p.settled_on, p.amount_minor, 0, 0,
             coalesce(f.repayment_minor - f.face_minor, 0), p.amount_minor - coalesce(f.repayment_minor - f.face_minor, 0),
             0, false, NULL
        FROM payment p LEFT JOIN financing f ON f.id = p.financing_id
       WHERE p.state = 'SETTLED' AND p.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT');

      -- A payment of a claim asks for the whole of it, less what was paid of it before, and for what is owed for lateness:
      -- known when it is released. is_part: it settled, and something was owed still, or is again.
      DROP INDEX payment_one_live, payment_one_holder;
      ALTER TABLE payment
        DROP CONSTRAINT payment_is_leg2, DROP CONSTRAINT payment_is_approved,
        DROP COLUMN leg2_minor, DROP COLUMN owed_minor,
        ADD COLUMN paid_before_minor bigint NOT NULL DEFAULT 0 CHECK (paid_before_minor >= 0),
        ADD COLUMN late_minor bigint NOT NULL DEFAULT 0 CHECK (late_minor BETWEEN 0 AND amount_minor),
        ADD COLUMN is_part boolean NOT NULL DEFAULT false,
        ADD CHECK (kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') OR (late_minor = 0 AND paid_before_minor = 0 AND NOT is_part));
      ALTER TABLE payment
        ADD COLUMN leg2_minor bigint GENERATED ALWAYS AS
          (CASE kind WHEN 'REPAYMENT' THEN amount_minor + paid_before_minor - late_minor END) STORED,
        ADD COLUMN owed_minor bigint GENERATED ALWAYS AS (CASE WHEN kind = 'SUPPLIER_PAYMENT'
          AND (state IN ('DUE', 'INSTRUCTED') OR (state = 'SETTLED' AND NOT is_part))
          THEN amount_minor + paid_before_minor - late_minor END) STORED,
        ADD CONSTRAINT payment_is_leg2 FOREIGN KEY (financing_id, invoice_id, leg2_minor, payer_id, payee_id)
          REFERENCES financing (id, invoice_id, repayment_minor, buyer_id, funder_id),
        ADD CONSTRAINT payment_is_approved FOREIGN KEY (invoice_id, owed_minor, payer_id, payee_id)
          REFERENCES invoice (id, approved_minor, buyer_id, supplier_id);
      CREATE UNIQUE INDEX payment_one_live ON payment (kind, coalesce(financing_id, invoice_id, fee_bill_id))
        WHERE state IN ('DUE', 'INSTRUCTED') OR (state = 'SETTLED' AND NOT is_part);
      CREATE UNIQUE INDEX payment_one_holder ON payment (invoice_id)
        WHERE kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT')
          AND (state IN ('DUE', 'INSTRUCTED') OR (state = 'SETTLED' AND NOT is_part));
      GRANT UPDATE (amount_minor, late_minor, is_part) ON payment TO tenor_app;

      -- What a late leg 1 was short of is a payment of its own.
      ALTER TABLE payment DROP CONSTRAINT payment_kind_check, DROP CONSTRAINT payment_of_financing;
      ALTER TABLE payment
        ADD CONSTRAINT payment_kind_check
          CHECK (kind IN ('DISBURSEMENT', 'REPAYMENT', 'SUPPLIER_PAYMENT', 'FEE_BILL', 'PRICE_ADJUSTMENT')),
        ADD CONSTRAINT payment_of_financing
          CHECK ((kind IN ('DISBURSEMENT', 'REPAYMENT', 'PRICE_ADJUSTMENT')) = (financing_id IS NOT NULL));

      ALTER TABLE financing ADD CONSTRAINT financing_between UNIQUE (id, funder_id, supplier_id);
      ALTER TABLE payment
        ADD COLUMN adjusts_id uuid GENERATED ALWAYS AS (CASE kind WHEN 'PRICE_ADJUSTMENT' THEN financing_id END) STORED,
        ADD CONSTRAINT payment_adjusts_price FOREIGN KEY (adjusts_id, payer_id, payee_id)
          REFERENCES financing (id, funder_id, supplier_id);

      -- The funder counts its claim as lost: what was open of it then.
      ALTER TABLE financing
        ADD COLUMN written_off_on date,
        ADD COLUMN written_off_minor bigint CHECK (written_off_minor > 0),
        ADD CHECK ((written_off_on IS NULL) = (written_off_minor IS NULL));
      GRANT UPDATE (written_off_on, written_off_minor) ON financing TO tenor_app;

      ALTER TABLE operator_override DROP CONSTRAINT operator_override_act_check;
      ALTER TABLE operator_override ADD CONSTRAINT operator_override_act_check
        CHECK (act IN ('RESUME_ORGANIZATION', 'RESUME_AUCTION', 'ACCEPT_CLOSE_MATCH', 'ACCEPT_UNCHECKED_ACCOUNT',
                       'APPLY_BANK_MESSAGE', 'IGNORE_BANK_MESSAGE', 'DEFAULT_INVOICE'));

      -- After so many days overdue a buyer makes no new promises until it paid; 0: never stopped.
      ALTER TABLE programme ADD COLUMN overdue_stop_days integer NOT NULL DEFAULT 30
        CHECK (overdue_stop_days BETWEEN 0 AND 365);
      CREATE INDEX invoice_overdue_of_buyer ON invoice (buyer_id, adjusted_due_date) WHERE state IN ('OVERDUE', 'DEFAULTED');
      CREATE FUNCTION buyer_stopped(p programme) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT p.overdue_stop_days > 0 AND EXISTS (
          SELECT FROM invoice WHERE buyer_id = p.buyer_id AND state IN ('OVERDUE', 'DEFAULTED')
             AND adjusted_due_date < business_today() - p.overdue_stop_days)
      $$;

      CREATE FUNCTION half_year_of(day date) RETURNS date LANGUAGE sql IMMUTABLE AS
        $$ SELECT make_date(extract(year FROM day)::integer, CASE WHEN extract(month FROM day) < 7 THEN 1 ELSE 7 END, 1) $$;

      -- The first business day of TARGET from a day on; server/pricing/calendar.ts says the same in code.
      CREATE FUNCTION business_day_from(day date) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE y integer; g integer; c integer; h integer; i integer; j integer; easter date;
      BEGIN
        LOOP
          y := extract(year FROM day);
          g := y % 19; c := y / 100;
          h := (c - c / 4 - (8 * c + 13) / 25 + 19 * g + 15) % 30;
          i := h - (h / 28) * (1 - (29 / (h + 1)) * ((21 - g) / 11));
          j := (y + y / 4 + i + 2 - c + c / 4) % 7;
          easter := make_date(y, 3, 28) + (i - j);
          EXIT WHEN extract(isodow FROM day) < 6 AND day NOT IN (easter - 2, easter + 1, make_date(y, 1, 1),
            make_date(y, 5, 1), make_date(y, 12, 25), make_date(y, 12, 26));
          day := day + 1;
        END LOOP;
        RETURN day;
      END $$;

      -- What falls due for lateness until a day (included), in all: the lump sum, and interest from the day after the
      -- adjusted due date on what was open on each day, Actual/365, on the reference rate of its half-year plus the margin,
      -- rounded half up once. Nothing from the first half-year on of which the rate is missing; charged_to is the last day
      -- counted. What is booked on a day is open on that day.
      CREATE FUNCTION late_due(i invoice, through date)
        RETURNS TABLE (charged_to date, lump_sum_minor bigint, interest_minor bigint) LANGUAGE sql STABLE AS $$
        WITH rule AS (
          SELECT r.* FROM late_rule r JOIN organization o ON o.id = i.buyer_id AND r.country IN (o.country, '*')
           ORDER BY r.country = '*' LIMIT 1
        ), halves AS (
          SELECT h::date AS starts, (h + interval '6 months')::date - 1 AS ends, f.rate_bps + rule.margin_bps AS rate_bps
            FROM rule
           CROSS JOIN generate_series(half_year_of(i.adjusted_due_date + 1)::timestamp, through::timestamp,
                                      interval '6 months') h
            LEFT JOIN reference_rate f ON f.zone = rule.zone AND f.half_year = h::date
        ), counted AS (
          SELECT least(through, min(starts) FILTER (WHERE rate_bps IS NULL) - 1) AS until FROM halves
        ), parts AS (
          SELECT i.approved_minor AS minor, i.adjusted_due_date + 1 AS since
          UNION ALL
          SELECT -principal_minor, greatest(booked_on, i.adjusted_due_date) + 1
            FROM payment_allocation WHERE invoice_id = i.id AND taken_back_on IS NULL
        )
        SELECT c.until,
               CASE WHEN c.until > i.adjusted_due_date AND rule.lump_sum_currency = i.currency
                     AND i.approved_minor > (SELECT coalesce(sum(principal_minor), 0) FROM payment_allocation
                                              WHERE invoice_id = i.id AND taken_back_on IS NULL
                                                AND booked_on <= i.adjusted_due_date)
                    THEN rule.lump_sum_minor ELSE 0 END,
               -- Amounts times basis points times days: a cent is 3,650,000 of them.
               coalesce((SELECT div(2 * sum(p.minor * h.rate_bps
                                            * greatest(0, least(h.ends, c.until) - greatest(h.starts, p.since) + 1))
                                    + 3650000, 7300000)
                           FROM parts p CROSS JOIN halves h WHERE h.rate_bps IS NOT NULL), 0)::bigint
          FROM rule CROSS JOIN counted c
      $$;

      -- What is owed for lateness, and not paid, until a day.
      CREATE FUNCTION late_open(invoice_id uuid, through date) RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT greatest(0, d.lump_sum_minor + d.interest_minor
                 - (SELECT coalesce(sum(a.lump_sum_minor + a.late_interest_minor), 0)::bigint FROM payment_allocation a
                     WHERE a.invoice_id = i.id AND a.taken_back_on IS NULL))
          FROM invoice i CROSS JOIN LATERAL late_due(i, greatest(through, i.adjusted_due_date)) d
         WHERE i.id = $1
      $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was charged stays charged: there is no way back.');
  }
}
