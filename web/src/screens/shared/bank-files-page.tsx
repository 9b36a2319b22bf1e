import { Link, useSearch } from '@tanstack/react-router';
import { BankFilesDocument, type BankFilesQuery, type BankFileState } from '../../graphql/documents.js';
import { bankFileHref } from '../../lib/bank-file.js';
import { useLive } from '../../lib/use-live.js';
import { StateBadge } from '../../parts/badge.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type File = BankFilesQuery['bankFiles']['edges'][number]['node'];

/** As many faults of a file are named one by one; the file itself holds the rest. */
const SHOWN = 20;

/** The files of banks as they came, and why nothing of some was taken. */
export function BankFilesPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as BankFileState] : undefined, after };
  const live = useLive(BankFilesDocument, variables, { lists: ['BankFile', 'BankReport', 'BankEntry'], keep: true });
  return (
    <Page
      title={t('bankFiles.title')}
      lead={t('bankFiles.lead')}
      actions={<Link to="/reconciliation">{t('reconciliation.title')}</Link>}
    >
      <StateFilter machine="bankFile" />
      <Loaded live={live}>
        {({ bankFiles }) => (
          <Table
            caption={t('bankFiles.caption')}
            file={{ list: 'bank-files', parameters: { state: variables.state } }}
            rows={bankFiles.edges.map(({ node }) => node)}
            rowKey={({ id }) => id}
            empty={t('bankFiles.empty')}
            foot={<Pager pageInfo={bankFiles.pageInfo} />}
            columns={[
              { head: t('bankFile.name'), cell: file => <Name file={file} /> },
              { head: t('bankReport.message'), cell: ({ message }) => message ?? '–' },
              { head: t('bankFile.broughtBy'), cell: file => <By file={file} /> },
              { head: t('bankReport.receivedAt'), cell: ({ receivedAt }) => <Instant value={receivedAt} /> },
              { head: t('bankReport.state'), cell: file => <State file={file} /> },
              { head: t('bankFile.problems'), cell: file => <Problems file={file} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Name({ file: { id, name, availableActions } }: { file: File }) {
  if (!availableActions.includes('DOWNLOAD')) return <>{name}</>;
  return (
    <a href={bankFileHref(id)} download>
      {name}
    </a>
  );
}

function By({ file: { broughtBy, submittedBy } }: { file: File }) {
  const t = useTexts();
  return (
    <>
      {broughtBy ? <Party party={broughtBy} /> : t('bankFile.byBank')}
      {submittedBy && <span className="hint block">{submittedBy.name}</span>}
    </>
  );
}

function State({ file: { state, reason, reports } }: { file: File }) {
  const t = useTexts();
  return (
    <>
      <StateBadge machine="bankFile" state={state} />
      {reason && <span className="block">{t(`bankFileReason.${reason}`)}</span>}
      {reports.map(report => (
        <span key={report.id} className="block">
          {report.iban} <StateBadge machine="bankReport" state={report.state} />{' '}
          {report.reason && t(`bankReportReason.${report.reason}`)}
        </span>
      ))}
    </>
  );
}

function Problems({ file: { problems } }: { file: File }) {
  const t = useTexts();
  if (problems.length === 0) return <span className="absent">–</span>;
  return (
    <ul>
      {problems.slice(0, SHOWN).map(({ code, path, message }, index) => (
        <li key={index} data-code={code}>
          {path}: {message}
        </li>
      ))}
      {problems.length > SHOWN && <li>{t('upload.more', { count: problems.length - SHOWN })}</li>}
    </ul>
  );
}
