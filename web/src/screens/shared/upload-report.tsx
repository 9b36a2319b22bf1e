import type { DocumentProblem } from '../../lib/upload.js';
import { InvoiceLink } from '../../parts/links.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import type { Upload } from './upload-area.js';

/** What landed of a file, what was refused, and for each refusal where and why. */
export function UploadReportView({ upload: { fileName, report, fault } }: { upload: Upload }) {
  const t = useTexts();
  if (fault || !report) {
    return (
      <div className="notice bad" role="alert">
        <p>{t(fault?.kind === 'UNREACHABLE' ? 'upload.unreachable' : 'upload.failed', { file: fileName, message: fault?.message })}</p>
      </div>
    );
  }
  const { landed, refused, problems } = report;
  const faults = [...problems, ...refused.flatMap(withRowOf)];
  const clean = refused.length === 0 && !problems.some(({ severity }) => severity === 'ERROR');
  return (
    <div className={`notice ${clean ? 'good' : 'bad'}`} role={clean ? 'status' : 'alert'} data-upload={fileName}>
      <p>
        <strong>{fileName}</strong>: {t('upload.landed', { count: landed.length })}, {t('upload.refused', { count: refused.length })}
      </p>
      {landed.length > 0 && (
        <p>
          {landed.map(({ invoiceId, number, heldReason }, index) => (
            <span key={invoiceId}>
              {index > 0 && ', '}
              <InvoiceLink invoice={{ id: invoiceId, number }} />
              {heldReason && ` (${t(`held.${heldReason}` as 'held.COPIES_DIFFER')})`}
            </span>
          ))}
        </p>
      )}
      {faults.length > 0 && (
        <Table
          caption={t('upload.faultsCaption', { file: fileName })}
          rows={faults}
          rowKey={(_, index) => String(index)}
          empty=""
          columns={[
            { head: t('upload.row'), cell: ({ row }) => row ?? t('upload.wholeFile') },
            { head: t('upload.column'), cell: ({ column, path }) => column ?? path },
            { head: t('invoice.number'), cell: ({ number }) => number ?? '–' },
            { head: t('upload.problem'), cell: ({ code, message }) => <span data-code={code}>{message}</span> },
          ]}
        />
      )}
    </div>
  );
}

interface ShownFault extends DocumentProblem {
  readonly number?: string | null;
}

function withRowOf({ row, number, problems }: { row: number | null; number: string | null; problems: readonly DocumentProblem[] }): ShownFault[] {
  return problems.map(problem => ({ ...problem, row: problem.row ?? row, number }));
}
