import { Link } from '@tanstack/react-router';
import type { RequestFault } from '../../lib/graphql-client.js';
import type {
  DocumentProblem,
  InvitedSupplier,
  LandedCreditNote,
  LandedInvoice,
  RefusedInvoice,
  UploadReport,
} from '../../lib/upload.js';
import { CopyText } from '../../parts/copy-text.js';
import { DocumentProblemText } from '../../parts/document-problem.js';
import { InvoiceLink } from '../../parts/links.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';

/** What became of one file, or why that is not known. */
export interface Upload {
  readonly fileName: string;
  readonly report?: UploadReport;
  readonly fault?: RequestFault;
}

/** How many invoices, and how many faults, are named one by one. */
const SHOWN = 50;
const SHOWN_FAULTS = 200;

/** What landed of a file, what was refused, and for each refusal where and why. */
export function UploadReportView({ upload: { fileName, report, fault } }: { upload: Upload }) {
  const t = useTexts();
  if (fault || !report) {
    return (
      <div className="notice bad" role="alert">
        <p>
          {t(fault?.kind === 'UNREACHABLE' ? 'upload.unreachable' : 'upload.failed', {
            file: fileName,
            message: fault?.message,
          })}
        </p>
      </div>
    );
  }
  const { landed, creditNotes, refused, problems, invited } = report;
  const faults: readonly ShownFault[] = [...problems, ...refused.flatMap(withRowOf)];
  const clean = refused.length === 0 && problems.every(({ severity }) => severity === 'WARNING');
  return (
    <div className={`notice ${clean ? 'good' : 'bad'}`} role={clean ? 'status' : 'alert'} data-upload={fileName}>
      <p>
        <strong>{fileName}</strong>: {t('upload.landed', { count: landed.length })},{' '}
        {t('upload.refused', { count: refused.length })}
      </p>
      {landed.length > 0 && (
        <p>
          {landed.slice(0, SHOWN).map((invoice, index) => (
            <span key={invoice.invoiceId}>
              {index > 0 && ', '}
              <InvoiceLink invoice={{ id: invoice.invoiceId, number: invoice.number }} />
              <Remark {...invoice} />
            </span>
          ))}
          {landed.length > SHOWN && t('upload.more', { count: landed.length - SHOWN })}
        </p>
      )}
      {creditNotes.length > 0 && <CreditNotes notes={creditNotes} />}
      {faults.length > 0 && (
        <Table
          caption={t('upload.faultsCaption', { file: fileName })}
          rows={faults.slice(0, SHOWN_FAULTS)}
          rowKey={(_, index) => String(index)}
          empty=""
          columns={[
            { head: t('upload.row'), cell: ({ row }) => row ?? t('upload.wholeFile') },
            { head: t('upload.column'), cell: ({ column, path }) => column ?? path ?? '–' },
            { head: t('invoice.number'), cell: ({ number }) => number ?? '–' },
            { head: t('upload.problem'), cell: fault => <Said fault={fault} /> },
          ]}
          foot={faults.length > SHOWN_FAULTS && <More count={faults.length - SHOWN_FAULTS} />}
        />
      )}
      {invited.length > 0 && <Invited suppliers={invited} />}
    </div>
  );
}

/** The credit notes of the file, and what becomes of them. */
function CreditNotes({ notes }: { notes: readonly LandedCreditNote[] }) {
  const t = useTexts();
  return (
    <>
      <p>{t('upload.creditNotes', { count: notes.length })}</p>
      <ul>
        {notes.slice(0, SHOWN).map(({ creditNoteId, number, outcome }) => (
          <li key={creditNoteId}>
            <Link to="/credit-notes">{number}</Link>: {t(`upload.creditOutcome.${outcome}`)}
          </li>
        ))}
      </ul>
      {notes.length > SHOWN && <p>{t('upload.more', { count: notes.length - SHOWN })}</p>}
    </>
  );
}

/** What does not fit on a screen. */
function More({ count }: { count: number }) {
  const t = useTexts();
  return (
    <tr>
      <td colSpan={4}>{t('upload.more', { count })}</td>
    </tr>
  );
}

/** Links to hand on to suppliers that are not here yet: they are shown this once. */
function Invited({ suppliers }: { suppliers: readonly InvitedSupplier[] }) {
  const t = useTexts();
  return (
    <>
      <p>{t('upload.invited', { count: suppliers.length })}</p>
      {suppliers.slice(0, SHOWN).map(({ organizationId, name, link }) => (
        <CopyText key={organizationId} label={name} text={link} hint={t('invite.once')} />
      ))}
      {suppliers.length > SHOWN && <p>{t('upload.more', { count: suppliers.length - SHOWN })}</p>}
    </>
  );
}

interface ShownFault extends DocumentProblem {
  readonly number?: string | null;
  readonly invoiceId?: string | null;
}

function withRowOf({ row, number, invoiceId, problems }: RefusedInvoice): ShownFault[] {
  return problems.map(problem => ({ ...problem, row: problem.row ?? row, number, invoiceId }));
}

/** What is wrong, with a link to the invoice that is here already where that is why. */
function Said({ fault: { code, message, invoiceId } }: { fault: ShownFault }) {
  const t = useTexts();
  return (
    <span data-code={code}>
      <DocumentProblemText code={code} message={message} />{' '}
      {invoiceId && <InvoiceLink invoice={{ id: invoiceId, number: t('upload.existing') }} />}
    </span>
  );
}

function Remark({ outcome, heldReason, awaitsSupplier }: LandedInvoice) {
  const t = useTexts();
  const remark = heldReason
    ? t(`held.${heldReason}` as 'held.COPIES_DIFFER')
    : awaitsSupplier
      ? t('upload.awaitsSupplier')
      : outcome === 'JOINED' && t('upload.joined');
  return remark ? ` (${remark})` : null;
}
