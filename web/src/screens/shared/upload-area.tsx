import { useRef, useState } from 'react';
import { endSession } from '../../app/session.js';
import { RequestFault } from '../../lib/graphql-client.js';
import { templateHref, uploadDocument, uploadedFiles, type UploadProgress } from '../../lib/upload.js';
import { Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { type Upload, UploadReportView } from './upload-report.js';

/** Takes invoice files one after the other, dropped or chosen, and tells of each what became of it. */
export function UploadArea() {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<string>();
  const [progress, setProgress] = useState<UploadProgress>();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);

  async function take(files: FileList | null): Promise<void> {
    if (!files || sending) return;
    setUploads([]);
    for (const file of [...files]) {
      setSending(file.name);
      const upload = await uploadOf(file, setProgress);
      setProgress(undefined);
      setUploads(before => [...before, upload]);
    }
    setSending(undefined);
    if (input.current) input.current.value = '';
  }

  return (
    <Section title={t('upload.title')}>
      <div
        className={`drop ${over ? 'over' : ''}`}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files);
        }}
      >
        <p>{t('upload.drop')}</p>
        <label className="button">
          <input
            ref={input}
            type="file"
            accept={uploadedFiles}
            multiple
            disabled={sending !== undefined}
            onChange={event => void take(event.currentTarget.files)}
          />
          <span>{t('upload.choose')}</span>
        </label>
        <p className="hint">
          {t('upload.formats')} <a href={templateHref}>{t('upload.template')}</a>
        </p>
      </div>
      <div role="status">{sending && <p>{t('upload.sending', { file: sending })}</p>}</div>
      {progress && (
        <div className="progress">
          <progress value={progress.done} max={progress.total} aria-label={t('upload.progress')} />
          <span>{t('releaseProgress.done', { done: progress.done, count: progress.total })}</span>
        </div>
      )}
      {uploads.map((upload, index) => (
        <UploadReportView key={`${index} ${upload.fileName}`} upload={upload} />
      ))}
    </Section>
  );
}

async function uploadOf(file: File, onProgress: (progress: UploadProgress) => void): Promise<Upload> {
  try {
    return { fileName: file.name, report: await uploadDocument(file, onProgress) };
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    if (error.kind === 'SIGNED_OUT') endSession();
    return { fileName: file.name, fault: error };
  }
}
