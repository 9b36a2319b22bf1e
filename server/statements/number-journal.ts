import { z } from 'zod';
import { command } from '../platform/command.js';
import { localDateInput } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { hasPermission } from '../platform/viewer.js';
import { booksOf, obstaclesTo } from './books.reads.js';
import { JournalNotReady } from './books.problems.js';
import { fiscalYear } from './fiscal-year.js';
import { lockBooks } from './set-books.js';

/** How many entries are numbered in one transaction. */
const slice = 2_000;

/**
 * Numbers the entries of a fiscal year that have no number yet, in the order in which they were posted, behind those that
 * have one: up to 2,000, and says whether more are left. A number is never given anew; what is posted late comes later.
 */
export const numberJournal = command({
  name: 'numberJournal',
  input: z.object({ yearEnd: localDateInput }),
  problems: [NotPermitted, JournalNotReady],
  async execute(tx, viewer, { yearEnd }) {
    const mayNumber = hasPermission(viewer, 'ADMINISTRATOR') || hasPermission(viewer, 'CHECKER');
    if (viewer.kind !== 'MEMBER' || !mayNumber) return new NotPermitted();
    const { organizationId } = viewer;
    await lockBooks(tx, organizationId);
    const books = (await booksOf(tx, organizationId))!;
    const year = fiscalYear(yearEnd, books);
    if (!year) {
      const message = 'No fiscal year of your books ends on this day.';
      return new InvalidInput([{ path: 'yearEnd', code: 'NOT_A_YEAR_END', message }]);
    }
    const obstacles = await obstaclesTo(tx, books, year);
    if (obstacles) return new JournalNotReady(obstacles);

    const numbered = await tx.execute(
      `INSERT INTO journal_number (organization_id, year_end, no, movement_id)
       SELECT $1, $3, l.no + row_number() OVER (ORDER BY m.posted_at, m.id), m.id
         FROM movement m
        CROSS JOIN (SELECT coalesce(max(no), 0) AS no FROM journal_number WHERE organization_id = $1 AND year_end = $3) l
        WHERE m.business_day BETWEEN $2 AND $3
          AND EXISTS (SELECT FROM transfer t JOIN ledger_account a ON a.id IN (t.debit_account_id, t.credit_account_id)
                       WHERE t.movement_id = m.id AND a.organization_id = $1)
          AND NOT EXISTS (SELECT FROM journal_number n WHERE n.organization_id = $1 AND n.movement_id = m.id)
        ORDER BY m.posted_at, m.id LIMIT ${slice}`,
      [organizationId, year.start, year.end],
    );
    return { numbered, isComplete: numbered < slice };
  },
});
