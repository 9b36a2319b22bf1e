import { type DocumentReading, isCreditNote } from '../documents/index.js';
import { newId, toWireId } from '../platform/ids.js';
import type { Tx } from '../platform/database.js';
import { readInstallation } from '../platform/installation.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { hasPermission, hasRole, type MemberViewer, type Viewer } from '../platform/viewer.js';
import { askToCompare, inviteNamedSuppliers, type SupplierInvitation } from '../programmes/index.js';
import type { PlannedNote } from './credit-note-landing.js';
import type { HeldReason } from './invoice.entity.js';
import {
  judgeInvoices,
  type Judgement,
  problemAt,
  type RefusedInvoice,
  type Submission,
  type SubmissionProblem,
  type Submitter,
} from './judge-invoices.js';
import { storable } from './json-for-database.js';
import { landCreditNotes } from './land-credit-notes.js';
import { landInvoices, type NewDocument } from './land-invoices.js';
import type { PlannedLanding } from './landing-plan.js';
import { counterpartiesOf } from './parties.reads.js';

/** What came over HTTP. */
export interface SubmittedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What became of one invoice that landed. Ids are those of the wire. */
export interface LandedInvoice {
  readonly invoiceId: string;
  readonly number: string;
  /** SUBMITTED: new. JOINED: the other side's copy. HELD: either, and a person of the buyer must decide first. */
  readonly outcome: 'SUBMITTED' | 'JOINED' | 'HELD';
  readonly heldReason: HeldReason | null;
  /** Its supplier is not here yet: until then the buyer alone sees it, and no batch takes it. */
  readonly awaitsSupplier: boolean;
  readonly row: number | null;
}

/** What became of one credit note that landed. Ids are those of the wire. */
export interface LandedCreditNote {
  readonly creditNoteId: string;
  readonly number: string;
  /** RECORDED: it reduces its invoice at a release. OPEN: it is taken off later invoices. JOINED: the other side's copy. */
  readonly outcome: 'RECORDED' | 'OPEN' | 'JOINED';
  /** The invoice that it names; null where it names none that is here. */
  readonly invoiceId: string | null;
  readonly row: number | null;
}

/** An invoice that did not land; `invoiceId` names the one that is there already, where that is why. */
export interface RefusedEntry extends RefusedInvoice {
  readonly invoiceId: string | null;
}

/** What became of a file. Nothing was kept, not even the file, where `documentId` is null. */
export interface SubmissionReport {
  readonly documentId: string | null;
  readonly format: string;
  readonly sha256: string;
  readonly landed: readonly LandedInvoice[];
  readonly creditNotes: readonly LandedCreditNote[];
  readonly refused: readonly RefusedEntry[];
  /** Those of the file as a whole, or of the submitter. */
  readonly problems: readonly SubmissionProblem[];
  /** Suppliers that a buyer's file names and that are not here yet, each with an invitation to hand on, shown once. */
  readonly invited: readonly InvitedByFile[];
}

/** An invitation for a supplier that a file names. Ids are those of the wire. */
export interface InvitedByFile {
  readonly organizationId: string;
  readonly name: string;
  /** What stands behind the # of the link. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** How many invoices land in one transaction: a long one would hold back everybody's events. */
const SLICE = 500;
const NAME_LENGTH = 255;

/**
 * Takes in a file that was read. The unit is the invoice: good ones land, each of the others is listed with every fault and
 * its place; a file of which nothing lands is not kept. Sending a file again adds only what is not there yet, so that one
 * that was cut off ends as if it had not been.
 */
export async function submitDocument(
  work: UnitOfWork,
  viewer: Viewer,
  reading: DocumentReading,
  file: SubmittedFile,
  onProgress: (progress: { done: number; total: number }) => void = () => {},
): Promise<SubmissionReport> {
  if (!isSubmitter(viewer)) {
    return refusedWhole(reading, 'NOT_PERMITTED', 'Submitting takes a maker of a supplier or of a buyer.');
  }
  const fileProblems = reading.problems;
  if (fileProblems.some(problem => problem.severity === 'ERROR'))
    return reportOf(reading, fileProblems, null, nothing, []);
  const submitter = await submitterOf(work, viewer, reading.sha256);
  if (submitter.state === 'SUSPENDED' || submitter.state === 'REFUSED') {
    return refusedWhole(
      reading,
      'ORGANIZATION_SUSPENDED',
      'Your organization is suspended: it can submit nothing now.',
    );
  }
  const { fit, refused, invited } = await judgeAndInvite(work, viewer, reading, submitter);
  const document = { ...documentOf(viewer, reading, file), id: submitter.sameFile ?? newId() };
  const landings = await landInSlices(work, viewer, document, fit, onProgress);
  return { ...reportOf(reading, fileProblems, document.id, landings, refused), invited };
}

interface SubmitterNow extends Submitter {
  readonly state: string;
  /** The document that is this file, where it is here already: it is not kept twice. */
  readonly sameFile: string | undefined;
}

function submitterOf(work: UnitOfWork, viewer: MemberViewer, sha256: string): Promise<SubmitterNow> {
  const { organizationId } = viewer;
  return work.perform(viewer, async tx => {
    const counterparties = await counterpartiesOf(tx, organizationId);
    await askToCompare(tx, counterparties.arrived);
    return {
      organizationId,
      state: (await tx.one<{ state: string }>('SELECT state FROM organization WHERE id = $1', [organizationId])).state,
      counterparties,
      fingerprintKey: (await readInstallation(tx)).fingerprintKey,
      sameFile: await sameFileOf(tx, organizationId, sha256),
    };
  });
}

/** How often others may name the same new suppliers at the same time before something else must be wrong. */
const MOST_ROUNDS = 10;

/**
 * Judges the invoices of a reading, and invites the suppliers that they name and that are not here yet, 500 in a
 * transaction. Where another upload was quicker with one of them, they are judged anew with it among the known.
 */
async function judgeAndInvite(
  work: UnitOfWork,
  viewer: MemberViewer,
  reading: DocumentReading,
  first: SubmitterNow,
): Promise<Judgement & { readonly invited: InvitedByFile[] }> {
  const invited: SupplierInvitation[] = [];
  let submitter = first;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const judgement = judgeInvoices(reading.invoices, submitter);
    const { newSuppliers } = judgement;
    let isOvertaken = false;
    for (let from = 0; from < newSuppliers.length && !isOvertaken; from += SLICE) {
      const slice = newSuppliers.slice(from, from + SLICE);
      const links = await work.perform(viewer, tx => inviteNamedSuppliers(tx, viewer, 'submitDocument', slice));
      if (links) invited.push(...links);
      else isOvertaken = true;
    }
    if (!isOvertaken) return { ...judgement, invited: invited.map(presentInvited) };
    submitter = await submitterOf(work, viewer, reading.sha256);
  }
  throw new Error(`The new suppliers of a file were named by others in each of ${MOST_ROUNDS} rounds.`);
}

function presentInvited({ organizationId, ...invitation }: SupplierInvitation): InvitedByFile {
  return { organizationId: toWireId('organization', organizationId), ...invitation };
}

function isSubmitter(viewer: Viewer): viewer is MemberViewer {
  return (
    viewer.kind === 'MEMBER' &&
    hasPermission(viewer, 'MAKER') &&
    (hasRole(viewer, 'SUPPLIER') || hasRole(viewer, 'BUYER'))
  );
}

async function sameFileOf(tx: Tx, organizationId: string, sha256: string): Promise<string | undefined> {
  const found = await tx.maybe<{ id: string }>(
    `SELECT id FROM document WHERE organization_id = $1 AND sha256 = decode($2, 'hex') ORDER BY uploaded_at, id LIMIT 1`,
    [organizationId, sha256],
  );
  return found?.id;
}

function documentOf(viewer: MemberViewer, reading: DocumentReading, file: SubmittedFile): Omit<NewDocument, 'id'> {
  return {
    organizationId: viewer.organizationId,
    uploadedBy: viewer.personId,
    name: fileName(file.name),
    mediaType: file.mediaType.slice(0, NAME_LENGTH),
    format: reading.format,
    body: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
    sha256: reading.sha256,
  };
}

/** The last part of the name, without what no file system or header would carry. */
function fileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    storable(
      last
        .replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, NAME_LENGTH),
    ) || 'document'
  );
}

/** What was decided about the documents of a file: invoices first, for a credit note may name one of the same file. */
interface Landings {
  readonly invoices: readonly PlannedLanding[];
  readonly notes: readonly PlannedNote[];
}

const nothing: Landings = { invoices: [], notes: [] };

async function landInSlices(
  work: UnitOfWork,
  viewer: Viewer,
  document: NewDocument,
  submissions: readonly Submission[],
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Landings> {
  const progress = (done: number) => onProgress({ done, total: submissions.length });
  const isNote = ({ content }: Submission) => isCreditNote(content);
  const invoices: PlannedLanding[] = [];
  for (const slice of slicesOf(submissions.filter(submission => !isNote(submission)))) {
    invoices.push(...(await work.perform(viewer, tx => landInvoices(tx, viewer, document, slice))));
    progress(invoices.length);
  }
  const notes: PlannedNote[] = [];
  for (const slice of slicesOf(submissions.filter(isNote))) {
    notes.push(...(await work.perform(viewer, tx => landCreditNotes(tx, viewer, document, slice))));
    progress(invoices.length + notes.length);
  }
  return { invoices, notes };
}

function slicesOf(submissions: readonly Submission[]): Submission[][] {
  return Array.from({ length: Math.ceil(submissions.length / SLICE) }, (_, index) =>
    submissions.slice(index * SLICE, (index + 1) * SLICE),
  );
}

function refusedWhole(reading: DocumentReading, code: string, message: string): SubmissionReport {
  const problem = { code, path: '/', row: null, column: null, message, severity: 'ERROR' as const };
  return reportOf(reading, [problem], null, nothing, []);
}

function reportOf(
  { format, sha256 }: DocumentReading,
  problems: readonly SubmissionProblem[],
  documentId: string | null,
  { invoices, notes }: Landings,
  unfit: readonly RefusedInvoice[],
): SubmissionReport {
  const landed = invoices.flatMap(landedEntry);
  const creditNotes = notes.flatMap(landedNote);
  const refused = [
    ...unfit.map(entry => ({ ...entry, invoiceId: null })),
    ...invoices.flatMap(refusedEntry),
    ...notes.flatMap(refusedNote),
  ];
  return {
    documentId:
      documentId === null || landed.length + creditNotes.length === 0 ? null : toWireId('document', documentId),
    format,
    sha256,
    landed: landed.sort(byRow),
    creditNotes: creditNotes.sort(byRow),
    refused: refused.sort(byRow),
    problems,
    invited: [],
  };
}

function landedEntry({ submission, landing }: PlannedLanding): LandedInvoice[] {
  if (landing.kind !== 'NEW' && landing.kind !== 'JOIN') return [];
  const id = landing.kind === 'NEW' ? landing.id : landing.invoice.id;
  const { number, row } = submission;
  const { heldReason } = landing;
  const outcome = heldReason !== null ? 'HELD' : landing.kind === 'NEW' ? 'SUBMITTED' : 'JOINED';
  const awaitsSupplier = submission.programmeId === null;
  return [{ invoiceId: toWireId('invoice', id), number, outcome, heldReason, awaitsSupplier, row }];
}

function landedNote({ submission: { number, row }, landing }: PlannedNote): LandedCreditNote[] {
  if (landing.kind === 'REFUSED') return [];
  const isJoin = landing.kind === 'JOIN';
  const id = isJoin ? landing.note.id : landing.id;
  const invoiceId = isJoin ? landing.note.invoiceId : (landing.invoice?.id ?? null);
  return [
    {
      creditNoteId: toWireId('creditNote', id),
      number,
      outcome: isJoin ? 'JOINED' : landing.state,
      invoiceId: invoiceId === null ? null : toWireId('invoice', invoiceId),
      row,
    },
  ];
}

function refusedNote({ submission: { number, row }, landing }: PlannedNote): RefusedEntry[] {
  return landing.kind === 'REFUSED' ? [{ number, row, problems: [landing.problem], invoiceId: null }] : [];
}

function refusedEntry({ submission, landing }: PlannedLanding): RefusedEntry[] {
  if (landing.kind !== 'DUPLICATE' && landing.kind !== 'ALREADY_DECIDED') return [];
  const { content, number, row } = submission;
  const message =
    landing.kind === 'DUPLICATE'
      ? 'This invoice is here already: the same number, date, currency and amount from the same side.'
      : `This invoice is here already and is ${landing.state}: no further copy joins it.`;
  const problem = problemAt(content, 'number', landing.kind, message);
  return [{ number, row, problems: [problem], invoiceId: toWireId('invoice', landing.id) }];
}

function byRow(a: { row: number | null }, b: { row: number | null }): number {
  return (a.row ?? 0) - (b.row ?? 0);
}
