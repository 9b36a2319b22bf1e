import type { AccountKind, MovementKind } from '../ledger/index.js';
import { parseSiren } from '../platform/check-digits.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { OrganizationRole } from '../platform/viewer.js';
import type { OwnAccount, OwnJournal } from './chart-of-accounts.js';
import { ledgerEntries } from './account-statement.reads.js';
import { type FiscalYear, yearEnds } from './fiscal-year.js';

/** How an organization keeps its books. */
export interface Books {
  readonly organizationId: string;
  readonly roles: readonly OrganizationRole[];
  /** The fiscal year ends with the last day of this month, 1 to 12. */
  readonly yearEndMonth: number;
  /** Its own setting, else what a French registration number says; null where neither does. */
  readonly siren: string | null;
  /** The kinds of account that it has in the ledger. */
  readonly usedKinds: readonly AccountKind[];
  readonly accounts: ReadonlyMap<AccountKind, OwnAccount>;
  readonly journals: ReadonlyMap<MovementKind, OwnJournal>;
}

type Stored = Omit<Books, 'accounts' | 'journals' | 'siren'> & {
  readonly siren: string | null;
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly accounts: readonly (OwnAccount & { kind: AccountKind })[];
  readonly journals: readonly (OwnJournal & { kind: MovementKind })[];
};

/** The books of an organization; null where the viewer is neither of it nor the operator. */
export async function booksOf(db: Db, organizationId: string): Promise<Books | null> {
  const stored = await db.maybe<Stored>(
    `SELECT o.id AS organization_id, o.roles, o.country, o.registration_number, coalesce(s.year_end_month, 12) AS year_end_month, s.siren,
            ARRAY(SELECT DISTINCT a.kind FROM ledger_account a WHERE a.organization_id = o.id ORDER BY 1) AS used_kinds,
            (SELECT coalesce(jsonb_agg(b), '[]') FROM book_account b WHERE b.organization_id = o.id) AS accounts,
            (SELECT coalesce(jsonb_agg(b), '[]') FROM book_journal b WHERE b.organization_id = o.id) AS journals
       FROM organization o LEFT JOIN book_setting s ON s.organization_id = o.id
      WHERE o.id = $1 AND (viewer_sees_all() OR o.id = viewer_organization())`,
    [organizationId],
  );
  if (!stored) return null;
  const { country, registrationNumber, accounts, journals, ...books } = stored;
  return {
    ...books,
    siren: stored.siren ?? (country === 'FR' ? (parseSiren(registrationNumber ?? '') ?? null) : null),
    accounts: new Map(accounts.map(({ kind, number, label }) => [kind, { number, label }])),
    journals: new Map(journals.map(({ kind, code, label }) => [kind, { code, label }])),
  };
}

/** What stands between an organization and the file of a fiscal year. */
export interface Obstacles {
  /** Kinds of account that moved in the year, and have no number in its chart of accounts. */
  readonly unmappedKinds: readonly AccountKind[];
  /** Currencies other than the euro in which something moved in the year. */
  readonly otherCurrencies: readonly string[];
  readonly lacksSiren: boolean;
}

/** Everything that stands in the way, at once; null where nothing does. */
export async function obstaclesTo(db: Db, books: Books, year: FiscalYear): Promise<Obstacles | null> {
  const moved = await db.query<{ kind: AccountKind; currency: string }>(
    `SELECT a.kind, a.currency FROM ledger_account a
      WHERE a.organization_id = $1
        AND EXISTS (SELECT FROM transfer t JOIN movement m ON m.id = t.movement_id
                     WHERE a.id IN (t.debit_account_id, t.credit_account_id) AND m.business_day BETWEEN $2 AND $3)
      ORDER BY a.kind, a.currency`,
    [books.organizationId, year.start, year.end],
  );
  const kinds = moved.map(({ kind }) => kind).filter(kind => !books.accounts.has(kind));
  const currencies = moved.map(({ currency }) => currency).filter(currency => currency !== 'EUR');
  const obstacles = {
    unmappedKinds: [...new Set(kinds)],
    otherCurrencies: [...new Set(currencies)].sort(),
    lacksSiren: books.siren === null,
  };
  const { unmappedKinds, otherCurrencies, lacksSiren } = obstacles;
  return unmappedKinds.length > 0 || otherCurrencies.length > 0 || lacksSiren ? obstacles : null;
}

/** The fiscal years in which something moved, by their last days, the latest first. */
export async function yearEndsOf(db: Db, books: Books): Promise<LocalDate[]> {
  const { first, last } = await db.one<{ first: LocalDate | null; last: LocalDate | null }>(
    `SELECT min(m.business_day) AS first, max(m.business_day) AS last
       FROM ledger_account a JOIN ${ledgerEntries} e ON e.account_id = a.id JOIN movement m ON m.id = e.movement_id
      WHERE a.organization_id = $1`,
    [books.organizationId],
  );
  return first && last ? yearEnds(first, last, books) : [];
}
