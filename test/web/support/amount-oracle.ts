import pg from 'pg';
import { minorUnitsOf } from '../../../server/platform/currencies.js';
import { fromWireId, kindOfWireId } from '../../../server/platform/ids.js';
import type { ApiClient, WireMoney } from '../../support/api-client.js';
import { pageDocument } from '../../support/page-documents.js';

/*
 * What each amount on a screen has to be, from what it says it is: by the rows of the thing and the transfers of the ledger,
 * in SQL, wherever there are such; otherwise by asking the API anew as whoever looks.
 */

/** As the element of an amount says it. */
export interface ShownAmount extends WireMoney {
  readonly source: string;
  readonly of: string;
}

/** One row of `minor` and `currency`: of the thing with the id `$1`, for the organization `$2` that looks. */
const byRows: Readonly<Record<string, string>> = {
  ...columns('INVOICE', 'invoice', { payable: 'payable_minor', approved: 'approved_minor' }),
  'INVOICE.credited': `
    SELECT coalesce(sum(c.amount_minor), 0) AS minor, i.currency FROM invoice i
      LEFT JOIN approval_credit c ON c.invoice_id = i.id AND c.outcome = 'APPLIED' WHERE i.id = $1 GROUP BY i.id`,
  'INVOICE.paid': `
    SELECT coalesce(sum(p.amount_minor), 0) AS minor, i.currency FROM invoice i
      LEFT JOIN payment p ON p.invoice_id = i.id AND p.kind IN ('SUPPLIER_PAYMENT', 'REPAYMENT') AND p.state = 'SETTLED'
     WHERE i.id = $1 GROUP BY i.id`,
  ...ofLateness('INVOICE.late.lumpSum', 'late_charge', 'lump_sum_minor'),
  ...ofLateness('INVOICE.late.interest', 'late_charge', 'interest_minor'),
  ...ofLateness('INVOICE.late.chargesPaid', 'payment_allocation', 'lump_sum_minor + late_interest_minor'),
  ...columns('CREDIT_NOTE', 'credit_note', { amount: 'amount_minor' }),
  'CREDIT_NOTE.netted': `
    SELECT coalesce(sum(c.amount_minor), 0) AS minor, n.currency FROM credit_note n
      LEFT JOIN approval_credit c ON c.credit_note_id = n.id AND c.kind = 'NETTING' AND c.outcome = 'APPLIED'
     WHERE n.id = $1 GROUP BY n.id`,
  'CREDIT_NOTE.open': `
    SELECT CASE n.state WHEN 'OPEN' THEN n.amount_minor - coalesce(sum(c.amount_minor), 0) ELSE 0 END AS minor, n.currency
      FROM credit_note n LEFT JOIN approval_credit c ON c.credit_note_id = n.id AND c.kind = 'NETTING' AND c.outcome = 'APPLIED'
     WHERE n.id = $1 GROUP BY n.id`,
  'APPROVAL.total': `
    SELECT sum(l.amount_minor) AS minor, a.currency FROM approval a JOIN approval_line l ON l.approval_id = a.id
     WHERE a.id = $1 GROUP BY a.id`,
  'APPROVAL.creditTotal': `
    SELECT coalesce(sum(c.amount_minor), 0) AS minor, a.currency
      FROM approval a LEFT JOIN approval_credit c ON c.approval_id = a.id WHERE a.id = $1 GROUP BY a.id`,
  ...columns('AUCTION', 'auction', { face: 'face_minor' }),
  ...columns('FINANCING', 'financing', {
    face: 'face_minor',
    discount: 'discount_minor',
    price: 'price_minor',
    repayment: 'repayment_minor',
    platformFee: 'coalesce(corrected_fee_minor, platform_fee_minor)',
  }),
  ...columns('PAYMENT', 'payment', {
    // What is due late asks what it will be charged by the day of its execution.
    amount: `amount_minor - late_minor + CASE
      WHEN state = 'DUE' AND kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND due_on < business_today()
      THEN late_open(invoice_id, business_day_from(business_today())) ELSE late_minor END`,
  }),
  ...columns('MANDATE', 'mandate', { ceiling: 'ceiling_minor' }),
  'PAYMENT_FILE.total': `
    SELECT sum(l.amount_minor) AS minor, f.currency FROM payment_file f JOIN payment_file_line l ON l.file_id = f.id
     WHERE f.id = $1 GROUP BY f.id`,
  ...columns('OVERRIDE', 'operator_override', { amount: 'amount_minor' }),
  ...columns('REFUND', 'refund', { amount: 'amount_minor' }),
  ...columns('BANK_ENTRY', 'bank_entry', { amount: 'amount_minor' }),
  ...columns('BANK_REPORT', 'bank_report', { opening: 'opening_minor', closing: 'closing_minor' }),
  'FEE_BILL.total': `
    SELECT sum(l.amount_minor) AS minor, b.currency FROM fee_bill b JOIN fee_bill_line l ON l.bill_id = b.id
     WHERE b.id = $1 GROUP BY b.id`,
  ...columns('LIMIT', 'exposure_limit', {
    limit: 'limit_minor',
    reserved: 'reserved_minor',
    committed: 'committed_minor',
    outstanding: 'outstanding_minor',
    headroom: 'limit_minor - reserved_minor - committed_minor - outstanding_minor',
  }),
  ...ofLedger('LEDGER_ACCOUNT.debit', 'debit_account_id = a.id', '0'),
  ...ofLedger('LEDGER_ACCOUNT.credit', 'credit_account_id = a.id', '0'),
  ...ofLedger('LEDGER_ACCOUNT.balance', 'debit_account_id = a.id', 'credit_account_id = a.id'),
  ...columns('TRANSFER', 'transfer', { debit: 'amount_minor', credit: 'amount_minor' }),
};

function columns(kind: string, table: string, of: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(of).map(([field, column]) => [
      `${kind}.${field}`,
      `SELECT (${column}) AS minor, currency FROM ${table} WHERE id = $1`,
    ]),
  );
}

/** What stands of an invoice's charges, or of what was paid of them. */
function ofLateness(source: string, table: string, column: string): Record<string, string> {
  const sql = `SELECT coalesce(sum(${column}), 0) FROM ${table} WHERE invoice_id = i.id AND taken_back_on IS NULL`;
  return { [source]: `SELECT (${sql}) AS minor, i.currency FROM invoice i WHERE i.id = $1` };
}

function ofLedger(source: string, plus: string, minus: string): Record<string, string> {
  const sum = (condition: string) =>
    condition === '0' ? '0' : `(SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE ${condition})`;
  return { [source]: `SELECT ${sum(plus)} - ${sum(minus)} AS minor, a.currency FROM ledger_account a WHERE a.id = $1` };
}

/** Where any of several is right: what a transfer left on either of its accounts, what a movement moved, what copies say. */
const anyOfRows: Readonly<Record<string, string>> = {
  'TRANSFER.balance': `
    SELECT (SELECT sum(CASE WHEN x.debit_account_id = a.id THEN x.amount_minor ELSE -x.amount_minor END)
              FROM transfer x JOIN movement n ON n.id = x.movement_id
             WHERE a.id IN (x.debit_account_id, x.credit_account_id)
               AND (n.posted_at, x.id) <= (m.posted_at, t.id)) AS minor, t.currency
      FROM transfer t JOIN movement m ON m.id = t.movement_id JOIN ledger_account a ON a.id IN (t.debit_account_id, t.credit_account_id)
     WHERE t.id = $1`,
  'INVOICE.differences': 'SELECT payable_minor AS minor, currency FROM invoice_copy WHERE invoice_id = $1',
  'MOVEMENT.transfers': 'SELECT amount_minor AS minor, currency FROM transfer WHERE movement_id = $1',
  'PAYMENT_FILE.lines': `
    SELECT l.amount_minor AS minor, f.currency FROM payment_file_line l JOIN payment_file f ON f.id = l.file_id
     WHERE l.file_id = $1`,
  'MOVEMENT.lines': 'SELECT amount_minor AS minor, currency FROM transfer WHERE movement_id = $1',
};

/** The entries of an account until a day, as SQL of a sum. */
const entries = (side: 'debit' | 'credit', days: string) => `(
  SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t JOIN movement m ON m.id = t.movement_id
   WHERE t.${side}_account_id = a.id AND ${days})`;
const statementSums: Readonly<Record<string, string>> = {
  opening: `CASE WHEN $2::date IS NULL THEN 0 ELSE ${entries('debit', 'm.business_day < $2')} - ${entries('credit', 'm.business_day < $2')} END`,
  debit: entries('debit', '($2::date IS NULL OR m.business_day >= $2) AND m.business_day <= $3'),
  credit: entries('credit', '($2::date IS NULL OR m.business_day >= $2) AND m.business_day <= $3'),
  closing: `${entries('debit', '($2::date IS NULL OR true) AND m.business_day <= $3')} - ${entries('credit', 'm.business_day <= $3')}`,
};

/** The payments that an account settled, on its side of them. */
const legs = (side: 'payer' | 'payee') => `
  SELECT p.* FROM payment p WHERE p.${side}_account_id = a.id AND p.${side}_id = a.organization_id AND p.state = 'SETTLED'`;
const moved = `CASE e.side WHEN 'CREDIT' THEN e.amount_minor ELSE -e.amount_minor END`;
/** The bookings of an account that are no payment, and what they moved. */
const strange = (condition: string) => `(
  SELECT coalesce(sum(${moved}), 0) FROM bank_entry e
   WHERE e.account_id = a.id AND e.message_id IS NULL AND ${condition} AND NOT EXISTS (
     SELECT FROM entry_resolution r WHERE r.entry_id = e.id AND r.kind = 'PAYMENT' AND r.state IN ('CONFIRMED', 'UNDOING')))`;
const stated = `(SELECT coalesce(sum(${moved}), 0) FROM bank_entry e WHERE e.account_id = a.id AND e.statement_id IS NOT NULL)`;
const balance = (side: 'opening' | 'closing', order: 'ASC' | 'DESC') => `(
  SELECT ${side}_minor FROM bank_report r WHERE r.account_id = a.id AND r.message = 'camt.053' AND r.state = 'TAKEN'
   ORDER BY r.day ${order}, r.sequence ${order} LIMIT 1)`;
/** An account as its bank tells it: whatever statements tell is named, so that what is left is what their entries leave out. */
const reconciledSums: Readonly<Record<string, string>> = {
  moneyIn: `(SELECT coalesce(sum(amount_minor), 0) FROM (${legs('payee')}) p)`,
  moneyOut: `(SELECT coalesce(sum(amount_minor), 0) FROM (${legs('payer')}) p)`,
  suspense: strange("e.state = 'SUSPENSE'"),
  elsewhere: strange("e.state = 'RESOLVED' AND e.statement_id IS NOT NULL"),
  unexplained: `${balance('closing', 'DESC')} - ${balance('opening', 'ASC')} - ${stated}`,
};
const openSums: Readonly<Record<string, string>> = {
  moneyIn: "e.side = 'CREDIT'",
  moneyOut: "e.side = 'DEBIT'",
};

export class AmountOracle {
  private constructor(
    private readonly client: ApiClient,
    private readonly organizationId: string,
    private readonly admin: pg.Client,
    private readonly answers = new Map<string, unknown>(),
  ) {}

  /** As whoever has signed in with this client. */
  static async of(client: ApiClient, adminUrl: string): Promise<AmountOracle> {
    const { viewer } = await client.query<{ viewer: { organization: { id: string } } }>(
      '{ viewer { organization { id } } }',
    );
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    return new AmountOracle(client, fromWireId('organization', viewer.organization.id)!, admin);
  }

  close(): Promise<void> {
    return this.admin.end();
  }

  /** Why the amount is wrong; null where it is what it says it is. */
  async faultOf(shown: ShownAmount): Promise<string | null> {
    if (shown.source === 'DOCUMENT') return this.faultOfWritten(shown);
    const possible = await this.expected(shown.source, shown.of);
    if (possible.some(({ amount, currency }) => amount === shown.amount && currency === shown.currency)) return null;
    return `it is ${shown.amount} ${shown.currency}, not ${possible.map(({ amount, currency }) => `${amount} ${currency}`).join(' or ')}`;
  }

  /** By which way a source is reckoned: for the record of what was checked how. */
  static wayOf(source: string): 'ROWS' | 'API' | 'PARTS' | 'DOCUMENT' {
    if (source === 'DOCUMENT') return 'DOCUMENT';
    if (source === 'SUM' || source === 'DIFFERENCE') return 'PARTS';
    const isOfRows = /^FIGURE\.(Statements|TrialBalances|MarketTrialBalances|SettlementDay|ReconciledAccounts):/.test(
      source,
    );
    return isOfRows || source in byRows || manyOf(source) !== undefined ? 'ROWS' : 'API';
  }

  private async expected(source: string, of: string): Promise<WireMoney[]> {
    if (source === 'SUM' || source === 'DIFFERENCE') return [await this.fromParts(source, of)];
    if (source.startsWith('FIGURE.')) return [await this.figure(source, of)];
    const sql = byRows[source] ?? manyOf(source);
    return sql ? this.rows(sql, [uuidOf(of)]) : [await this.fromNode(source, of)];
  }

  private async rows(sql: string, parameters: unknown[]): Promise<WireMoney[]> {
    const { rows } = await this.admin.query<{ minor: string; currency: string }>(sql, parameters);
    return rows.map(({ minor, currency }) => ({ amount: written(BigInt(minor), currency), currency }));
  }

  private async fromParts(how: 'SUM' | 'DIFFERENCE', of: string): Promise<WireMoney> {
    const parts = JSON.parse(of) as { source: string; of: string }[];
    const amounts = await Promise.all(parts.map(async part => (await this.expected(part.source, part.of))[0]!));
    const { currency } = amounts[0]!;
    const [first = 0n, ...others] = amounts.map(({ amount }) => BigInt(amount.replace('.', '')));
    const rest = others.reduce((sum, minor) => sum + minor, 0n);
    return { amount: written(how === 'SUM' ? first + rest : first - rest, currency), currency };
  }

  /** Of no one thing: by the ledger where it is the ledger's, else by the query, asked anew. */
  private async figure(source: string, of: string): Promise<WireMoney> {
    const [, operation = '', path = ''] = /^FIGURE\.(\w+):(.*)$/.exec(source) ?? [];
    const steps = path.split('.');
    const data = await this.ask(operation, of);
    if (operation === 'Statements') return this.statement(at(data, steps.slice(0, 2)) as Statement, steps[2]!);
    if (/^(Market)?TrialBalances$/.test(operation))
      return this.trialBalance(data, steps, JSON.parse(of) as TrialVariables);
    if (operation === 'SettlementDay')
      return this.settlementDay(at(data, steps.slice(0, 2)) as DayTotal, (JSON.parse(of) as { day: string }).day);
    if (operation === 'ReconciledAccounts') return this.reconciled(data, steps);
    return at(data, steps) as WireMoney;
  }

  private async settlementDay({ direction, paymentState, total }: DayTotal, day: string): Promise<WireMoney> {
    const side = direction === 'OUT' ? 'payer' : 'payee';
    const rows = await this.rows(
      `SELECT sum(amount_minor) AS minor, currency FROM payment
        WHERE ${side}_id = $1 AND due_on = $2 AND state = $3 AND currency = $4 GROUP BY currency`,
      [this.organizationId, day, paymentState, total.currency],
    );
    return rows[0]!;
  }

  private async reconciled(data: unknown, steps: readonly string[]): Promise<WireMoney> {
    const [root, index, field, place, side] = steps;
    const line = at(data, [root!, index!]) as { account: { id: string } };
    const account = [uuidOf(line.account.id)];
    if (field === 'open') {
      const { reason } = at(line, [field, place!]) as { reason: string };
      const sql = `SELECT coalesce(sum(e.amount_minor) FILTER (WHERE ${openSums[side!]}), 0) AS minor, e.currency
                     FROM bank_entry e WHERE e.account_id = $1 AND e.state IN ('SUSPENSE', 'HELD') AND e.reason = $2
                    GROUP BY e.currency`;
      return (await this.rows(sql, [...account, reason]))[0]!;
    }
    const sum = reconciledSums[field!];
    if (!sum) return at(data, steps) as WireMoney;
    return (await this.rows(`SELECT ${sum} AS minor, a.currency FROM bank_account a WHERE a.id = $1`, account))[0]!;
  }

  private async statement({ account, from, until }: Statement, field: string): Promise<WireMoney> {
    const sql = `SELECT ${statementSums[field]} AS minor, a.currency FROM ledger_account a
                  WHERE a.id = $1 AND ($2::date IS NULL OR true) AND ($3::date IS NULL OR true)`;
    return (await this.rows(sql, [uuidOf(account.id), from, until]))[0]!;
  }

  private async trialBalance(
    data: unknown,
    steps: readonly string[],
    { organizationId, on }: TrialVariables,
  ): Promise<WireMoney> {
    const [root, index, part, place, side = part] = steps;
    const balance = at(data, [root!, index!]) as { currency: string; on: string };
    const item =
      place === undefined ? {} : (at(balance, [part!, place]) as { kind?: string; organization?: { id: string } });
    const own = root === 'trialBalances' ? (organizationId ? uuidOf(organizationId) : this.organizationId) : null;
    const sum = (of: 'debit' | 'credit') => entries(of, 'm.business_day <= $2');
    const figure =
      side === 'balance' ? `sum(${sum('debit')} - ${sum('credit')})` : `sum(${sum(side as 'debit' | 'credit')})`;
    const organization = item.organization ? uuidOf(item.organization.id) : own;
    const rows = await this.rows(
      `SELECT ${figure} AS minor, a.currency FROM ledger_account a
        WHERE a.currency = $1 AND ($3::text IS NULL OR a.kind = $3) AND ($4::uuid IS NULL OR a.organization_id = $4)
        GROUP BY a.currency`,
      [balance.currency, on ?? balance.on, item.kind ?? null, organization],
    );
    return rows[0]!;
  }

  /** A field below a thing, asked of the API by the thing's id. */
  private async fromNode(source: string, of: string): Promise<WireMoney> {
    const [, ...steps] = source.split('.');
    const kind = kindOfWireId(of)!;
    const type = kind[0]!.toUpperCase() + kind.slice(1);
    const fields = steps.filter(step => !/^\d+$/.test(step));
    const selection = fields.reduceRight((below, field) => `{ ${field} ${below} }`, '{ amount currency }');
    const key = `${type} ${of} ${selection}`;
    if (!this.answers.has(key)) {
      const { node } = await this.client.query<{ node: unknown }>(
        `query ($id: ID!) { node(id: $id) { ... on ${type} ${selection} } }`,
        { id: of },
      );
      this.answers.set(key, node);
    }
    return at(this.answers.get(key), steps) as WireMoney;
  }

  /** The data of one of the documents that our pages send, as they sent it. */
  private async ask(operation: string, variables: string): Promise<unknown> {
    const key = `${operation} ${variables}`;
    if (!this.answers.has(key)) {
      this.answers.set(key, await this.client.query(pageDocument(operation), JSON.parse(variables) as object));
    }
    return this.answers.get(key);
  }

  /** What a document writes stands in its original. */
  private async faultOfWritten({ of, amount }: ShownAmount): Promise<string | null> {
    const { body } = await this.client.download(`/documents/${of}`);
    return body.includes(amount) ? null : `its document does not say ${amount}`;
  }
}

interface Statement {
  readonly account: { readonly id: string };
  readonly from: string | null;
  readonly until: string;
}

interface DayTotal {
  readonly direction: 'OUT' | 'IN';
  readonly paymentState: string;
  readonly total: WireMoney;
}

interface TrialVariables {
  readonly organizationId?: string;
  readonly on?: string;
}

/** The rows of which any may be meant: found by the first two steps. */
function manyOf(source: string): string | undefined {
  return anyOfRows[source.split('.').slice(0, 2).join('.')];
}

function at(data: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], data);
}

function uuidOf(wireId: string): string {
  return fromWireId(kindOfWireId(wireId)!, wireId)!;
}

function written(minor: bigint, currency: string): string {
  const digits = minorUnitsOf(currency)!;
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${minor < 0n ? '-' : ''}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ''}`;
}
