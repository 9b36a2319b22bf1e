import type { Database, Db } from '../platform/database.js';
import { fromWireId, toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { hasRole, type MemberViewer, type Viewer } from '../platform/viewer.js';
import { followEntries } from './follow-entries.js';
import { readAside } from './read-aside.js';
import { countsOfReport, fileById, originalOf, reportsOfFile } from './reconciliation.reads.js';
import { mayBringFiles } from './reconciliation.policy.js';
import { takeBankFile } from './take-bank-file.js';

/** As many entries are worked on before the answer, which the caller waits for; the rest is by the sweep. */
const followedAtOnce = 50;

export interface BankFileAnswer {
  readonly status: 200 | 403 | 422;
  readonly body: object;
}

/**
 * Takes a file that a member brings: of its organization's accounts, or, from the operator, of every account. The answer
 * says what became of each account's part, in words that programs can count on (schema/README.md). 422 where nothing of the
 * file was taken; it is kept all the same.
 */
export async function submitBankFile(
  { work, database, report }: { work: UnitOfWork; database: Database; report: ReportFault },
  viewer: Viewer,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<BankFileAnswer> {
  if (viewer.kind !== 'MEMBER' || !mayBringFiles(viewer)) {
    const problem = {
      code: 'NOT_PERMITTED',
      path: '/',
      message: 'To bring files of banks takes a maker or a checker.',
    };
    return { status: 403, body: { problems: [problem] } };
  }
  const brought = {
    name,
    bytes,
    organizationId: hasRole(viewer, 'OPERATOR') ? null : viewer.organizationId,
    personId: viewer.personId,
  };
  const reading = await readAside(bytes);
  const id = await work.perform(viewer, tx => takeBankFile(tx, viewer, brought, reading));
  await followEntries(work, database, report, { fileId: id, atMost: followedAtOnce });
  const answer = await database.read(viewer, db => answerFor(db, viewer, id));
  return { status: answer.state === 'TAKEN' ? 200 : 422, body: answer };
}

async function answerFor(db: Db, viewer: MemberViewer, id: string) {
  const [file] = await fileById(db, viewer, [id]);
  const [reports = []] = await reportsOfFile(db, viewer, [id]);
  const counts = await countsOfReport(
    db,
    viewer,
    reports.map(report => report.id),
  );
  const { name, size, message, messageId, state, reason, problems } = file!;
  return {
    bankFileId: toWireId('bankFile', id),
    name,
    sizeBytes: size,
    message,
    messageId,
    state,
    reason,
    problems,
    reports: reports.map((report, index) => {
      const { currency, openingMinor, closingMinor, entryCount } = report;
      const { told, followed, suspense, held, waiting } = counts[index]!;
      const money = (amountMinor: bigint | null) =>
        amountMinor === null ? null : { amount: formatMoney({ amountMinor, currency }), currency };
      return {
        bankReportId: toWireId('bankReport', report.id),
        message: report.message,
        reference: report.reference,
        iban: report.iban,
        currency,
        sequence: report.sequence,
        day: report.day,
        opening: money(openingMinor),
        closing: money(closingMinor),
        state: report.state,
        reason: report.reason,
        entries:
          entryCount === null ? null : { new: told, repeated: entryCount - told, followed, suspense, held, waiting },
      };
    }),
  };
}

/** The original of a file, to whoever brought it and to the operator. */
export async function bankFileForViewer(
  database: Database,
  viewer: Viewer,
  id: string,
): Promise<{ name: string; body: Buffer } | null> {
  const inside = fromWireId('bankFile', id);
  return inside === undefined ? null : database.read(viewer, db => originalOf(db, inside));
}
