import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rule of a country changes for claims that are not late yet: each rule says from which day on. What a claim is charged by
 * is the rule that was in force on its first late day, whatever is entered later.
 */
export class ChangeLateRules20261122730100 implements MigrationInterface {
  name = 'ChangeLateRules20261122730100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE late_rule
        -- For claims whose first late day is this one, or a later.
        ADD COLUMN since      date NOT NULL DEFAULT '-infinity',
        -- Null for those that came with the program.
        ADD COLUMN entered_by uuid REFERENCES person,
        ADD COLUMN entered_on date NOT NULL DEFAULT business_today(),
        ADD CHECK (entered_by IS NULL OR since > entered_on),
        ADD CHECK (length(source) BETWEEN 1 AND 200),
        DROP CONSTRAINT late_rule_pkey,
        ADD PRIMARY KEY (country, since);
      ALTER TABLE late_rule ALTER COLUMN since DROP DEFAULT;
      GRANT INSERT, UPDATE (zone, margin_bps, lump_sum_minor, lump_sum_currency, source, entered_by, entered_on)
        ON late_rule TO tenor_app;

      -- By which rule a claim is charged that is due on a day and owed from a country; the rule of any other country where it
      -- has none of its own by then.
      CREATE FUNCTION late_rule_of(debtor_country text, due date) RETURNS SETOF late_rule LANGUAGE sql STABLE ROWS 1 AS $$
        SELECT * FROM late_rule WHERE country IN (debtor_country, '*') AND since <= due + 1
         ORDER BY country = '*', since DESC LIMIT 1
      $$;

      CREATE OR REPLACE FUNCTION late_due(i invoice, through date)
        RETURNS TABLE (charged_to date, lump_sum_minor bigint, interest_minor bigint) LANGUAGE sql STABLE AS $$
        WITH rule AS (
          SELECT r.* FROM organization o CROSS JOIN LATERAL late_rule_of(o.country, i.adjusted_due_date) r WHERE o.id = i.buyer_id
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

      -- A programme says for how long its buyer may be overdue; a change of that is an event of the programme.
      INSERT INTO state_transition (machine, from_state, to_state, event_type)
        VALUES ('programme', '', '', 'programme.overdueStopSet');
      ALTER TABLE event ADD CONSTRAINT event_overdue_stop_takes_person
        CHECK (actor_kind <> 'API_KEY' OR type <> 'programme.overdueStopSet') NOT VALID;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was charged by a rule stays charged: there is no way back.');
  }
}
