import { z } from 'zod';
import type { Tx } from '../platform/database.js';
import { parseSiren } from '../platform/check-digits.js';
import { command } from '../platform/command.js';
import { fault, orNull, plainName } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { actsInPerson, hasPermission } from '../platform/viewer.js';

const kind = z
  .string()
  .refine(text => /^[A-Z_]{3,30}$/.test(text), fault('NOT_A_KIND', 'This is no kind of the ledger.'));
const accountNumber = z
  .string()
  .transform(written => written.replaceAll(' ', '').toUpperCase())
  .refine(
    number => /^\d{3}[0-9A-Z]{0,17}$/.test(number),
    fault('NOT_AN_ACCOUNT', 'An account begins with three digits, and has 20 digits and letters at most.'),
  );
const journalCode = z
  .string()
  .transform(written => written.trim().toUpperCase())
  .refine(code => /^[0-9A-Z]{1,10}$/.test(code), fault('NOT_A_CODE', 'A code has 1 to 10 letters and digits.'));
const siren = z
  .string()
  .refine(
    written => parseSiren(written) !== undefined,
    fault('NOT_A_SIREN', 'This is no SIREN: nine digits, of which the last checks the others.'),
  )
  .transform(written => parseSiren(written)!);

function oncePerKind<Item extends { kind: string }>(items: readonly Item[]): boolean {
  return new Set(items.map(item => item.kind)).size === items.length;
}
const twice = fault('TWICE', 'A kind stands here twice.');

/**
 * An administrator says how its organization keeps its books: what was said before is replaced as a whole. The month in which
 * years end stays once entries are numbered.
 */
export const setBooks = command({
  name: 'setBooks',
  input: z.object({
    yearEndMonth: z.int().min(1).max(12),
    siren: orNull(siren),
    accounts: z
      .array(z.object({ kind, number: accountNumber, label: plainName(100) }))
      .max(100)
      .refine(oncePerKind, twice),
    journals: z
      .array(z.object({ kind, code: journalCode, label: plainName(100) }))
      .max(100)
      .refine(oncePerKind, twice),
  }),
  problems: [NotPermitted],
  async execute(tx, viewer, { yearEndMonth, siren: ownSiren, accounts, journals }) {
    if (!actsInPerson(viewer) || !hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    const { organizationId } = viewer;
    const before = await lockBooks(tx, organizationId);
    if (before.yearEndMonth !== yearEndMonth && (await isNumbered(tx, organizationId))) {
      const message = 'Entries are numbered by years that end in another month.';
      return new InvalidInput([{ path: 'yearEndMonth', code: 'NUMBERED', message }]);
    }
    await tx.execute('UPDATE book_setting SET year_end_month = $2, siren = $3 WHERE organization_id = $1', [
      organizationId,
      yearEndMonth,
      ownSiren,
    ]);
    await tx.execute('DELETE FROM book_account WHERE organization_id = $1', [organizationId]);
    await tx.execute('DELETE FROM book_journal WHERE organization_id = $1', [organizationId]);
    await tx.execute(
      `INSERT INTO book_account (organization_id, kind, number, label)
       SELECT $1, g.* FROM jsonb_to_recordset($2::jsonb) AS g(kind text, number text, label text)`,
      [organizationId, JSON.stringify(accounts)],
    );
    await tx.execute(
      `INSERT INTO book_journal (organization_id, kind, code, label)
       SELECT $1, g.* FROM jsonb_to_recordset($2::jsonb) AS g(kind text, code text, label text)`,
      [organizationId, JSON.stringify(journals)],
    );
    return { organizationId };
  },
});

/** The row under whose lock books are set and entries numbered, made where it is not there yet. */
export async function lockBooks(tx: Tx, organizationId: string): Promise<{ readonly yearEndMonth: number }> {
  await tx.execute('INSERT INTO book_setting (organization_id) VALUES ($1) ON CONFLICT DO NOTHING', [organizationId]);
  return tx.one('SELECT year_end_month FROM book_setting WHERE organization_id = $1 FOR UPDATE', [organizationId]);
}

async function isNumbered(tx: Tx, organizationId: string): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    'SELECT EXISTS (SELECT FROM journal_number WHERE organization_id = $1) AS found',
    [organizationId],
  );
  return found;
}
