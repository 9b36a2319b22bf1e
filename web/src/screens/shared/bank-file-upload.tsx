import { useRef, useState } from 'react';
import { endSession } from '../../app/session.js';
import { type BankFileAnswer, sendBankFile } from '../../lib/bank-file.js';
import { RequestFault } from '../../lib/graphql-client.js';
import { StateBadge } from '../../parts/badge.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';

interface Upload {
  readonly fileName: string;
  readonly answer?: BankFileAnswer;
  readonly fault?: RequestFault;
}

/** Takes files of a bank one after the other, and tells of each what became of it. */
export function BankFileUpload({ onTaken }: { onTaken: () => void }) {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<string>();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);

  async function take(files: FileList | null): Promise<void> {
    if (!files || sending) return;
    setUploads([]);
    for (const file of [...files]) {
      setSending(file.name);
      const upload = await uploadOf(file);
      setUploads(before => [...before, upload]);
    }
    setSending(undefined);
    if (input.current) input.current.value = '';
    onTaken();
  }

  return (
    <Section title={t('bankUpload.title')}>
      <p>{t('bankUpload.explained')}</p>
      <label className="button">
        <input
          ref={input}
          type="file"
          accept=".xml,text/xml,application/xml"
          multiple
          disabled={sending !== undefined}
          onChange={event => void take(event.currentTarget.files)}
        />
        <span>{t('bankUpload.choose')}</span>
      </label>
      <div role="status">{sending && <p>{t('upload.sending', { file: sending })}</p>}</div>
      {uploads.map((upload, index) => (
        <Answer key={`${index} ${upload.fileName}`} upload={upload} />
      ))}
    </Section>
  );
}

async function uploadOf(file: File): Promise<Upload> {
  try {
    return { fileName: file.name, answer: await sendBankFile(file) };
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    if (error.kind === 'SIGNED_OUT') endSession();
    return { fileName: file.name, fault: error };
  }
}

function Answer({ upload: { fileName, answer, fault } }: { upload: Upload }) {
  const t = useTexts();
  if (!answer)
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
  const { state, reason, problems, reports = [] } = answer;
  const isTaken = state === 'TAKEN' && reports.every(report => report.state !== 'HELD');
  return (
    <div className={`notice ${isTaken ? 'good' : 'bad'}`} role={isTaken ? 'status' : 'alert'} data-upload={fileName}>
      <p>
        <strong>{fileName}</strong>: {state ? t(`state.bankFile.${state}`) : t('bankUpload.refused')}
        {reason && ` – ${t(`bankFileReason.${reason}`)}`}
      </p>
      {problems.length > 0 && (
        <Table
          caption={t('upload.faultsCaption', { file: fileName })}
          rows={problems}
          rowKey={(_, index) => String(index)}
          columns={[
            { head: t('bankFile.place'), cell: ({ path }) => path ?? '/' },
            { head: t('upload.problem'), cell: ({ code, message }) => <span data-code={code}>{message}</span> },
          ]}
        />
      )}
      {reports.length > 0 && (
        <Table
          caption={t('bankUpload.caption', { file: fileName })}
          rows={reports}
          rowKey={({ bankReportId }) => bankReportId}
          columns={[
            { head: t('reconciliation.account'), cell: ({ iban }) => iban },
            {
              head: t('bankReport.state'),
              cell: report => (
                <>
                  <StateBadge machine="bankReport" state={report.state} />
                  {report.reason && <span className="block">{t(`bankReportReason.${report.reason}`)}</span>}
                </>
              ),
            },
            { head: t('bankReport.told'), cell: ({ entries }) => entries?.new ?? '–', figures: true },
            { head: t('bankReport.repeated'), cell: ({ entries }) => entries?.repeated ?? '–', figures: true },
            { head: t('bankReport.followed'), cell: ({ entries }) => entries?.followed ?? '–', figures: true },
            { head: t('bankReport.suspense'), cell: ({ entries }) => entries?.suspense ?? '–', figures: true },
          ]}
        />
      )}
    </div>
  );
}
