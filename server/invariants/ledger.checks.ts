import { settledDiscount, type FinancingRow } from '../financings/index.js';
import { type AccountKind, chart } from '../ledger/index.js';
import { ledgerEntries } from '../statements/index.js';
import type { Check } from './check.js';

const statesWhile = {
  /** Leg 1 settled, and stayed. */
  settled: `('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID')`,
  /** Leg 1 settled, leg 2 did not. */
  open: `('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED')`,
};

const statesApproved = `('APPROVED', 'DISPUTED', 'OVERDUE', 'DEFAULTED', 'PAID', 'CREDITED')`;
/** What was taken off later invoices for credit notes. */
const netted = `FROM approval_credit c JOIN invoice i ON i.id = c.invoice_id
  WHERE c.kind = 'NETTING' AND c.outcome = 'APPLIED'`;
/** The credit notes that are, or were until they were taken off, owed to the buyer. */
const owed = `FROM credit_note WHERE state IN ('OPEN', 'NETTED')`;

/** What was booked of payment `p`. */
const booked = 'coalesce((SELECT a.amount_minor FROM payment_allocation a WHERE a.payment_id = p.id), p.amount_minor)';
/** What was charged for lateness, what of it was paid, and what was paid beyond everything owed: of what stands. */
const charged = 'FROM late_charge WHERE taken_back_on IS NULL';
const allocated = 'FROM payment_allocation a JOIN payment p ON p.id = a.payment_id WHERE a.taken_back_on IS NULL';
const latePaid = 'a.lump_sum_minor + a.late_interest_minor';
/** What was paid of the agreed interest of financing `f`. */
const interestPaid = `(SELECT coalesce(sum(interest_minor), 0) FROM payment_allocation
  WHERE financing_id = f.id AND taken_back_on IS NULL)`;

/** The three rules of the ledger. The third compares transfers with business rows, so it is apart from the second. */
export const ledgerChecks: readonly Check[] = [
  {
    id: 'I-01',
    sentence: 'Per movement, organization and currency, debits equal credits, and no movement is empty.',
    sql: `
      SELECT m.id AS movement, e.organization_id AS organization, e.currency, sum(e.amount)::bigint AS difference
        FROM movement m
        LEFT JOIN (
          SELECT t.movement_id, a.organization_id, t.currency, t.amount_minor AS amount
            FROM transfer t JOIN ledger_account a ON a.id = t.debit_account_id
          UNION ALL
          SELECT t.movement_id, a.organization_id, t.currency, -t.amount_minor
            FROM transfer t JOIN ledger_account a ON a.id = t.credit_account_id) e ON e.movement_id = m.id
       GROUP BY m.id, e.organization_id, e.currency
      HAVING coalesce(sum(e.amount), 1) <> 0`,
  },
  {
    id: 'I-38',
    sentence: 'Every balance equals the sum of its transfers.',
    sql: `
      SELECT a.id AS account, a.debit_minor, a.credit_minor
        FROM ledger_account a
       WHERE a.debit_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE debit_account_id = a.id)
          OR a.credit_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE credit_account_id = a.id)`,
  },
  {
    id: 'I-53',
    sentence:
      'The statement of an account to this day closes with its balance, and every movement has the business day of its instant.',
    sql: `
      SELECT a.id AS account, a.debit_minor - a.credit_minor AS balance, coalesce(s.closing, 0)::bigint AS closing
        FROM ledger_account a
        LEFT JOIN (SELECT e.account_id, sum(e.debit_minor - e.credit_minor) AS closing
                     FROM ${ledgerEntries} e JOIN movement m ON m.id = e.movement_id
                    WHERE m.business_day <= business_today() AND m.business_day = business_day_of(m.posted_at)
                    GROUP BY e.account_id) s ON s.account_id = a.id
       WHERE a.debit_minor - a.credit_minor <> coalesce(s.closing, 0)`,
  },
  {
    id: 'I-54',
    sentence:
      'The numbers of a journal begin with 1 and have no gap, each is of a movement of its organization and of its year.',
    sql: `
      SELECT organization_id AS organization, year_end, min(no) AS first, max(no) AS last, count(*) AS numbers
        FROM journal_number GROUP BY organization_id, year_end HAVING min(no) <> 1 OR max(no) <> count(*)
      UNION ALL
      SELECT n.organization_id, n.year_end, n.no, n.no, 1
        FROM journal_number n JOIN movement m ON m.id = n.movement_id
       WHERE m.business_day > n.year_end OR m.business_day < (n.year_end + 1 - interval '1 year')::date
          OR NOT EXISTS (SELECT FROM transfer t JOIN ledger_account a ON a.id IN (t.debit_account_id, t.credit_account_id)
                          WHERE t.movement_id = n.movement_id AND a.organization_id = n.organization_id)`,
  },
  ofInvoices({
    kind: 'CLAIM',
    id: 'I-02.CLAIM_OF_FUNDER',
    sentence: 'The CLAIM of a funder is the face of its disbursed financings less what was paid.',
    where: 'organization_id <> (SELECT supplier_id FROM invoice WHERE id = invoice_id)',
    expected: `
      SELECT f.funder_id AS organization_id, f.invoice_id, f.face_minor - i.paid_minor AS amount
        FROM financing f JOIN invoice i ON i.id = f.invoice_id
       WHERE f.state IN ('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED')`,
  }),
  ofInvoices({
    kind: 'CLAIM',
    id: 'I-02.CLAIM_OF_SUPPLIER',
    sentence: 'The CLAIM of a supplier is what is approved, not financed and unpaid.',
    where: 'organization_id = (SELECT supplier_id FROM invoice WHERE id = invoice_id)',
    expected: `
      SELECT i.supplier_id AS organization_id, i.id AS invoice_id, i.approved_minor - i.paid_minor AS amount
        FROM invoice i
       WHERE i.approved_minor IS NOT NULL AND i.state IN ('APPROVED', 'DISPUTED', 'OVERDUE', 'DEFAULTED')
         AND NOT EXISTS (SELECT FROM financing f
                          WHERE f.invoice_id = i.id AND f.state IN ('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED'))`,
  }),
  ofInvoices({
    kind: 'PAYABLE',
    id: 'I-02.PAYABLE',
    sentence: 'The PAYABLE of a buyer is its approved, unpaid amount.',
    expected: `
      SELECT i.buyer_id AS organization_id, i.id AS invoice_id, -(i.approved_minor - i.paid_minor) AS amount
        FROM invoice i
       WHERE i.approved_minor IS NOT NULL AND i.state IN ('APPROVED', 'DISPUTED', 'OVERDUE', 'DEFAULTED')`,
  }),
  ofInvoices({
    kind: 'BANK',
    id: 'I-02.BANK',
    sentence:
      'What moved through an organization’s BANK is its settled payments not returned, what came wrongly and left again, and its open SUSPENSE.',
    expected: `
      SELECT payee_id AS organization_id, invoice_id, ${booked} AS amount FROM payment p WHERE state = 'SETTLED'
      UNION ALL SELECT payer_id, invoice_id, -${booked} FROM payment p WHERE state = 'SETTLED' AND refund_id IS NULL
      UNION ALL SELECT receiver_id, invoice_id, amount_minor FROM refund WHERE entry_id IS NOT NULL AND state <> 'UNDONE'
      UNION ALL SELECT payer_id, invoice_id, -amount_minor FROM refund WHERE entry_id IS NOT NULL AND state <> 'UNDONE'
      UNION ALL SELECT receiver_id, invoice_id, -amount_minor FROM refund WHERE state IN ('REFUNDED', 'FORWARDED')
      UNION ALL SELECT payer_id, invoice_id, amount_minor FROM refund WHERE state = 'REFUNDED'
      UNION ALL SELECT organization_id, NULL, CASE side WHEN 'CREDIT' THEN amount_minor ELSE -amount_minor END
                  FROM bank_entry WHERE state = 'SUSPENSE'`,
  }),
  ofInvoices({
    kind: 'SUSPENSE',
    id: 'I-02.SUSPENSE',
    sentence: 'An organization’s SUSPENSE is the entries of its accounts that match nothing and are not resolved.',
    expected: `
      SELECT organization_id, NULL::uuid AS invoice_id,
             CASE side WHEN 'CREDIT' THEN -amount_minor ELSE amount_minor END AS amount
        FROM bank_entry WHERE state = 'SUSPENSE'`,
  }),
  ofInvoices({
    kind: 'PURCHASES',
    id: 'I-02.PURCHASES',
    sentence: 'A buyer’s PURCHASES are the invoices it approved, less the credit notes that were posted.',
    expected: `SELECT buyer_id AS organization_id, id AS invoice_id, approved_minor AS amount FROM invoice
                WHERE approved_minor IS NOT NULL AND state IN ${statesApproved}
               UNION ALL SELECT i.buyer_id, c.invoice_id, c.amount_minor ${netted}
               UNION ALL SELECT buyer_id, invoice_id, -amount_minor ${owed}`,
  }),
  ofInvoices({
    kind: 'SALES',
    id: 'I-02.SALES',
    sentence: 'A supplier’s SALES are its invoices that were approved, less the credit notes that were posted.',
    expected: `SELECT supplier_id AS organization_id, id AS invoice_id, -approved_minor AS amount FROM invoice
                WHERE approved_minor IS NOT NULL AND state IN ${statesApproved}
               UNION ALL SELECT i.supplier_id, c.invoice_id, -c.amount_minor ${netted}
               UNION ALL SELECT supplier_id, invoice_id, amount_minor ${owed}`,
  }),
  ofInvoices({
    kind: 'CREDIT_RECEIVABLE',
    id: 'I-02.CREDIT_RECEIVABLE',
    sentence: 'A buyer’s CREDIT_RECEIVABLE is its open credit notes, less what was taken off later invoices.',
    expected: `SELECT buyer_id AS organization_id, invoice_id, amount_minor AS amount ${owed}
               UNION ALL SELECT i.buyer_id, c.invoice_id, -c.amount_minor ${netted}`,
  }),
  ofInvoices({
    kind: 'CREDIT_PAYABLE',
    id: 'I-02.CREDIT_PAYABLE',
    sentence: 'A supplier’s CREDIT_PAYABLE is its open credit notes, less what was taken off later invoices.',
    expected: `SELECT supplier_id AS organization_id, invoice_id, -amount_minor AS amount ${owed}
               UNION ALL SELECT i.supplier_id, c.invoice_id, c.amount_minor ${netted}`,
  }),
  ofFinancings({
    kind: 'FEE_RECEIVABLE',
    id: 'I-02.FEE_RECEIVABLE',
    sentence:
      'What was posted of a financing to the operator’s FEE_RECEIVABLE is its platform fee, as agreed or corrected, while leg 1 is settled and stays.',
    expected: 'coalesce(corrected_fee_minor, platform_fee_minor)',
    where: 'financing_id IS NOT NULL',
    while: 'settled',
  }),
  ofFinancings({
    kind: 'FEE_PAYABLE',
    id: 'I-02.FEE_PAYABLE',
    sentence:
      'What was posted of a financing to a payer’s FEE_PAYABLE is its platform fee, as agreed or corrected, while leg 1 is settled and stays.',
    expected: '-coalesce(corrected_fee_minor, platform_fee_minor)',
    where: 'financing_id IS NOT NULL',
    while: 'settled',
  }),
  ofPaidBills('FEE_RECEIVABLE', 'What an operator’s FEE_RECEIVABLE was lessened by is its bills that are paid.'),
  ofPaidBills('FEE_PAYABLE', 'What a payer’s FEE_PAYABLE was lessened by is its bills that are paid.'),
  ofFinancings({
    kind: 'INTEREST_RECEIVABLE',
    id: 'I-02.INTEREST_RECEIVABLE',
    sentence:
      'A funder’s INTEREST_RECEIVABLE is what the leg 2 of its open financings exceeds the face by, less what was paid.',
    expected: `repayment_minor - face_minor - ${interestPaid}`,
    while: 'open',
  }),
  ofFinancings({
    kind: 'INTEREST_PAYABLE',
    id: 'I-02.INTEREST_PAYABLE',
    sentence: 'A buyer’s INTEREST_PAYABLE is what its open legs 2 exceed the face by, less what was paid.',
    expected: `face_minor - repayment_minor + ${interestPaid}`,
    while: 'open',
  }),
  ofPrices({
    kind: 'DISCOUNT_UNEARNED',
    id: 'I-02.DISCOUNT_UNEARNED',
    sentence:
      'A funder’s DISCOUNT_UNEARNED is the discount, to the day leg 1 settled, of its open financings that are not written off.',
    expected: financing =>
      isOpen(financing) && financing.writtenOffOn === null ? -(earningsOf(financing) - owedToSupplier(financing)) : 0n,
  }),
  ofPrices({
    kind: 'PRICE_PAYABLE',
    id: 'I-02.PRICE_PAYABLE',
    sentence: 'A funder’s PRICE_PAYABLE is what its late legs 1 fell short by, until it paid it.',
    expected: financing => -openToSupplier(financing),
  }),
  ofPrices({
    kind: 'PRICE_RECEIVABLE',
    id: 'I-02.PRICE_RECEIVABLE',
    sentence: 'A supplier’s PRICE_RECEIVABLE is what late legs 1 fell short by, until it was paid.',
    expected: openToSupplier,
  }),
  ofInvoices({
    kind: 'LATE_RECEIVABLE',
    id: 'I-02.LATE_RECEIVABLE',
    sentence: 'A holder’s LATE_RECEIVABLE is what was charged for its late claims, less what was paid of it.',
    expected: `
      SELECT holder_id AS organization_id, invoice_id, lump_sum_minor + interest_minor AS amount ${charged}
      UNION ALL SELECT p.payee_id, a.invoice_id, -(${latePaid}) ${allocated}`,
  }),
  ofInvoices({
    kind: 'LATE_PAYABLE',
    id: 'I-02.LATE_PAYABLE',
    sentence: 'A buyer’s LATE_PAYABLE is what it was charged for paying late, less what it paid of it.',
    expected: `
      SELECT buyer_id AS organization_id, invoice_id, -(lump_sum_minor + interest_minor) AS amount ${charged}
      UNION ALL SELECT p.payer_id, a.invoice_id, ${latePaid} ${allocated}`,
  }),
  ofInvoices({
    kind: 'LATE_INCOME',
    id: 'I-02.LATE_INCOME',
    sentence: 'A holder’s LATE_INCOME is what was charged for its late claims.',
    expected: `SELECT holder_id AS organization_id, invoice_id, -(lump_sum_minor + interest_minor) AS amount ${charged}`,
  }),
  ofInvoices({
    kind: 'LATE_COST',
    id: 'I-02.LATE_COST',
    sentence: 'A buyer’s LATE_COST is what it was charged for paying late.',
    expected: `SELECT buyer_id AS organization_id, invoice_id, lump_sum_minor + interest_minor AS amount ${charged}`,
  }),
  ofInvoices({
    kind: 'REFUND_RECEIVABLE',
    id: 'I-02.REFUND_RECEIVABLE',
    sentence: 'A payer’s REFUND_RECEIVABLE is what others hold for it.',
    expected: `SELECT payer_id AS organization_id, invoice_id, amount_minor AS amount FROM refund WHERE state = 'HELD'`,
  }),
  ofInvoices({
    kind: 'REFUND_PAYABLE',
    id: 'I-02.REFUND_PAYABLE',
    sentence: 'A receiver’s REFUND_PAYABLE is what it holds for others.',
    expected: `SELECT receiver_id AS organization_id, invoice_id, -amount_minor AS amount FROM refund WHERE state = 'HELD'`,
  }),
  ofInvoices({
    kind: 'LOSS_ALLOWANCE',
    id: 'I-02.LOSS_ALLOWANCE',
    sentence: 'A funder’s LOSS_ALLOWANCE is what was open of the claims it wrote off, less what was recovered.',
    expected: `
      SELECT funder_id AS organization_id, invoice_id, -written_off_minor AS amount
        FROM financing WHERE written_off_on IS NOT NULL
      UNION ALL
      SELECT p.payee_id, a.invoice_id, a.principal_minor + a.interest_minor ${allocated} AND a.recovers`,
  }),
  {
    id: 'I-02.KIND',
    sentence: 'Every account is of a kind that the chart of postings knows.',
    sql: `SELECT id AS account, kind FROM ledger_account WHERE kind NOT IN (${kindsOfChart()
      .map(kind => `'${kind}'`)
      .join(', ')})`,
  },
];

/** What the transfers of one kind of account come to, by organization and invoice or financing: debits less credits. */
function entriesOf(kind: AccountKind, by: 'invoice_id' | 'financing_id'): string {
  return `
    SELECT a.organization_id, t.${by}, t.amount_minor AS amount
      FROM transfer t JOIN ledger_account a ON a.id = t.debit_account_id WHERE a.kind = '${kind}'
    UNION ALL
    SELECT a.organization_id, t.${by}, -t.amount_minor
      FROM transfer t JOIN ledger_account a ON a.id = t.credit_account_id WHERE a.kind = '${kind}'`;
}

/** A kind of account whose balance stands for rows of invoices: compared for each organization and invoice. */
function ofInvoices(rule: {
  readonly kind: AccountKind;
  readonly id: string;
  readonly sentence: string;
  readonly expected: string;
  readonly where?: string;
}): Check {
  return {
    id: rule.id,
    sentence: rule.sentence,
    sql: `
      SELECT c.organization_id AS organization, c.invoice_id AS invoice,
             sum(c.posted)::bigint AS posted, sum(c.expected)::bigint AS expected
        FROM (SELECT organization_id, invoice_id, amount AS posted, 0 AS expected
                FROM (${entriesOf(rule.kind, 'invoice_id')}) e WHERE ${rule.where ?? 'true'}
              UNION ALL
              SELECT organization_id, invoice_id, 0, amount FROM (${rule.expected}) e) c
       GROUP BY c.organization_id, c.invoice_id HAVING sum(c.posted) <> sum(c.expected)`,
  };
}

/** A kind of account whose balance stands for a figure of financings: compared for each financing. */
function ofFinancings(rule: {
  readonly kind: AccountKind;
  readonly id: string;
  readonly sentence: string;
  readonly expected: string;
  readonly where?: string;
  readonly while: keyof typeof statesWhile;
}): Check {
  return {
    id: rule.id,
    sentence: rule.sentence,
    sql: `
      WITH posted AS (
        SELECT financing_id, sum(amount) AS amount FROM (${entriesOf(rule.kind, 'financing_id')}) e
         WHERE ${rule.where ?? 'true'} GROUP BY financing_id
      ), expected AS (
        SELECT id AS financing_id, ${rule.expected} AS amount FROM financing f WHERE state IN ${statesWhile[rule.while]}
      )
      SELECT coalesce(p.financing_id, x.financing_id) AS financing,
             coalesce(p.amount, 0)::bigint AS posted, coalesce(x.amount, 0)::bigint AS expected
        FROM posted p FULL JOIN expected x ON x.financing_id = p.financing_id
       WHERE coalesce(p.amount, 0) <> coalesce(x.amount, 0)`,
  };
}

/** Payments of bills name no financing: what they took off a balance stands for the bills that are paid. */
function ofPaidBills(kind: 'FEE_RECEIVABLE' | 'FEE_PAYABLE', sentence: string): Check {
  const paid =
    kind === 'FEE_RECEIVABLE' ? 'operator_id, currency, 0, -total_minor' : 'payer_id, currency, 0, total_minor';
  return {
    id: `I-02.${kind}.PAID`,
    sentence,
    sql: `
      SELECT e.organization_id AS organization, e.currency, sum(e.posted)::bigint AS posted, sum(e.paid)::bigint AS expected
        FROM (SELECT a.organization_id, t.currency, of.amount_minor AS posted, 0 AS paid
                FROM transfer t
               CROSS JOIN LATERAL (VALUES (t.debit_account_id, t.amount_minor), (t.credit_account_id, -t.amount_minor))
                       AS of(account_id, amount_minor)
                JOIN ledger_account a ON a.id = of.account_id
               WHERE a.kind = '${kind}' AND t.financing_id IS NULL
              UNION ALL
              SELECT ${paid} FROM fee_bill WHERE state = 'PAID') e
       GROUP BY e.organization_id, e.currency HAVING sum(e.posted) <> sum(e.paid)`,
  };
}

type PostedFinancing = FinancingRow & { readonly posted: bigint; readonly isAdjusted: boolean };

/** As `ofFinancings`, for a figure that is recomputed from the terms: the code that prices judges it. */
function ofPrices(rule: {
  readonly kind: AccountKind;
  readonly id: string;
  readonly sentence: string;
  readonly expected: (financing: PostedFinancing) => bigint;
}): Check {
  return {
    id: rule.id,
    sentence: rule.sentence,
    sql: `
      SELECT f.*, coalesce(sum(e.amount), 0)::bigint AS posted,
             EXISTS (SELECT FROM payment p WHERE p.financing_id = f.id AND p.kind = 'PRICE_ADJUSTMENT'
                        AND p.state = 'SETTLED') AS is_adjusted
        FROM financing f
        FULL JOIN (${entriesOf(rule.kind, 'financing_id')}) e ON e.financing_id = f.id
       GROUP BY f.id`,
    breaks: (financing: PostedFinancing) =>
      financing.id === null ? financing.posted !== 0n : financing.posted !== rule.expected(financing),
  };
}

function isOpen({ state }: FinancingRow): boolean {
  return ['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED'].includes(state);
}

function hasSettled(financing: FinancingRow): boolean {
  return isOpen(financing) || financing.state === 'REPAID';
}

/** What the funder earns in all, as agreed; the flat fee is earned at once. */
function earningsOf({ repaymentMinor, faceMinor, discountMinor }: FinancingRow): bigint {
  const interestMinor = repaymentMinor - faceMinor;
  return interestMinor > 0n ? interestMinor : discountMinor;
}

function openToSupplier(financing: PostedFinancing): bigint {
  return hasSettled(financing) && !financing.isAdjusted ? owedToSupplier(financing) : 0n;
}

function owedToSupplier(financing: FinancingRow): bigint {
  if (financing.repaymentMinor > financing.faceMinor) return 0n;
  return settledDiscount(financing, financing.disbursedOn!).owedToSupplierMinor;
}

function kindsOfChart(): AccountKind[] {
  const kinds = Object.values(chart).flatMap(({ postings }) =>
    postings.flatMap(({ debit, credit }) => [debit[1], credit[1]]),
  );
  return [...new Set(kinds)].sort();
}
