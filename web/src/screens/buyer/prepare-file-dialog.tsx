import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PrepareApprovalDocument, type PrepareApprovalMutation, ProgrammesDocument } from '../../graphql/documents.js';
import type { SuccessOf } from '../../lib/outcome.js';
import { useLive } from '../../lib/use-live.js';
import { DialogButton } from '../../parts/dialog.js';
import { FileField, SelectField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';

type Prepared = SuccessOf<PrepareApprovalMutation>;

/** Freezes what a file of the buyer's own system names; rows that are wrong are shown, the others are prepared. */
export function PrepareFileDialog() {
  const t = useTexts();
  return (
    <DialogButton label={t('prepareFile.button')} title={t('prepareFile.title')}>
      {close => <PrepareFile close={close} />}
    </DialogButton>
  );
}

function PrepareFile({ close }: { close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const programmes = useLive(ProgrammesDocument, { first: 100 }, { lists: ['Programme'] });
  const [file, setFile] = useState('');
  const [prepared, setPrepared] = useState<Prepared>();
  const goTo = ({ approval }: Prepared) => {
    close();
    notify(t('prepareApproval.done'));
    void navigate({ to: '/approvals/$id', params: { id: approval.id } });
  };
  if (prepared) return <RefusedRows prepared={prepared} goOn={() => goTo(prepared)} />;
  return (
    <Loaded live={programmes}>
      {data => (
        <MutationForm
          name="prepare-file"
          document={PrepareApprovalDocument}
          input={(values, idempotencyKey) => ({ programmeId: values.choice('programmeId'), file, idempotencyKey })}
          submit={t('prepareApproval.submit')}
          onSuccess={success => (success.refusedRowCount === 0 ? goTo(success) : setPrepared(success))}
          explain={problem => 'refusedRows' in problem && <Rows rows={problem.refusedRows} />}
        >
          <p>{t('prepareFile.explained')}</p>
          <SelectField
            name="programmeId"
            label={t('programme.one')}
            options={data.programmes.edges.map(({ node }) => [node.id, `${node.name} (${node.currency})`] as const)}
          />
          <FileField
            name="file"
            label={t('prepareFile.file')}
            accept=".csv,text/csv"
            hint={t('prepareFile.columns')}
            onText={setFile}
          />
        </MutationForm>
      )}
    </Loaded>
  );
}

function RefusedRows({ prepared, goOn }: { prepared: Prepared; goOn: () => void }) {
  const t = useTexts();
  return (
    <>
      <div className="notice warn" role="status">
        <p>{t('prepareFile.refused', { count: prepared.refusedRowCount })}</p>
      </div>
      <Rows rows={prepared.refusedRows} />
      <div className="actions">
        <button type="button" className="primary" onClick={goOn}>
          {t('prepareFile.toBatch')}
        </button>
      </div>
    </>
  );
}

function Rows({ rows }: { rows: Prepared['refusedRows'] }) {
  const t = useTexts();
  return (
    <Table
      caption={t('prepareFile.refusedCaption')}
      rows={rows}
      rowKey={({ row }) => String(row)}
      empty={t('problem.NOTHING_TO_APPROVE')}
      columns={[
        { head: t('upload.row'), cell: ({ row }) => row },
        { head: t('upload.column'), cell: ({ column }) => column ?? '–' },
        { head: t('invoice.number'), cell: ({ number }) => number ?? '–' },
        { head: t('upload.problem'), cell: ({ message }) => message },
      ]}
    />
  );
}
