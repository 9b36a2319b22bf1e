import { fromWireId } from '../platform/ids.js';
import { parseLocalDate } from '../platform/local-date.js';
import type { RequestContext } from '../platform/request-context.js';
import { organizationOf } from '../platform/viewer.js';
import { type Books, booksOf, obstaclesTo } from './books.reads.js';
import { JournalNotReady } from './books.problems.js';
import { fecFileName, fecHead, fecRecords } from './fec.js';
import { type FiscalYear, fiscalYear } from './fiscal-year.js';
import { latin9 } from './latin-9.js';
import { numberedEntries } from './journal.reads.js';

/** The file of a fiscal year, or why there is none. */
export type FecFile =
  | { readonly fileName: string; readonly mediaType: string; readonly chunks: AsyncGenerator<Buffer, void, undefined> }
  | { readonly status: 400 | 404 | 409; readonly code: string; readonly message: string };

/**
 * The numbered entries of a fiscal year: of the viewer's own organization, or of any for the operator. What lacks for it is
 * all said at once.
 */
export async function openFecFile(
  context: RequestContext,
  { yearEnd, organizationId, ...others }: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<FecFile> {
  const unknown = Object.keys(others);
  const end = typeof yearEnd === 'string' ? parseLocalDate(yearEnd) : undefined;
  if (unknown.length > 0 || end === undefined) {
    const message = [
      ...unknown.map(name => `There is no parameter ${name}.`),
      end ? '' : 'Say by yearEnd=<day> of which fiscal year.',
    ];
    return { status: 400, code: 'UNKNOWN_PARAMETER', message: message.join(' ').trim() };
  }
  const id =
    typeof organizationId === 'string' ? fromWireId('organization', organizationId) : organizationOf(context.viewer);
  const books = id && (await context.read(db => booksOf(db, id)));
  const year = books && fiscalYear(end, books);
  if (!books)
    return { status: 404, code: 'NOT_FOUND', message: 'There is no such organization, or you may not see it.' };
  if (!year) return { status: 400, code: 'NOT_A_YEAR_END', message: 'No fiscal year of these books ends on this day.' };
  const obstacles = await context.read(db => obstaclesTo(db, books, year));
  if (obstacles) return { status: 409, code: 'JOURNAL_NOT_READY', message: new JournalNotReady(obstacles).message };
  return {
    fileName: fecFileName(books.siren!, year.end),
    mediaType: 'text/plain; charset=iso-8859-15',
    chunks: chunksOf(context, books, year),
  };
}

async function* chunksOf(context: RequestContext, books: Books, { end }: FiscalYear): AsyncGenerator<Buffer> {
  yield latin9(fecHead());
  for (let last = 0; ; ) {
    const entries = await context.read(db => numberedEntries(db, books.organizationId, end, last));
    if (entries.length === 0) return;
    yield latin9(entries.map(entry => fecRecords(books, entry)).join(''));
    last = entries.at(-1)!.no!;
  }
}
