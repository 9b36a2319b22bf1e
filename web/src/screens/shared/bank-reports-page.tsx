import { Link, useSearch } from '@tanstack/react-router';
import {
  type BankReportMessage,
  BankReportsDocument,
  type BankReportsQuery,
  type BankReportState,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { ProposeOverride } from '../operator/propose-override.js';

type Report = BankReportsQuery['bankReports']['edges'][number]['node'];

/** Statements and other reports of accounts: each opens as the one before closed, and what does not is held. */
export function BankReportsPage() {
  const t = useTexts();
  const { state, message, account, after } = useSearch({ strict: false }) as Readonly<
    Record<string, string | undefined>
  >;
  const variables = {
    state: state ? [state as BankReportState] : undefined,
    message: message ? [message as BankReportMessage] : undefined,
    accountId: account,
  };
  const live = useLive(
    BankReportsDocument,
    { ...variables, after },
    { lists: ['BankReport', 'BankEntry', 'BankFile'], keep: true },
  );
  return (
    <Page
      title={t('bankReports.title')}
      lead={t('bankReports.lead')}
      actions={<Link to="/reconciliation">{t('reconciliation.title')}</Link>}
    >
      <ReportFilters />
      <Loaded live={live}>
        {({ bankReports }) => (
          <Table
            caption={t('bankReports.caption')}
            file={{ list: 'bank-reports', parameters: variables }}
            rows={bankReports.edges.map(({ node }) => node)}
            rowKey={({ id }) => id}
            empty={t('bankReports.empty')}
            foot={<Pager pageInfo={bankReports.pageInfo} />}
            columns={[
              { head: t('reconciliation.account'), cell: ({ iban }) => iban },
              { head: t('bankReport.message'), cell: report => t(`bankReportMessage.${report.message}`) },
              { head: t('bankReport.sequence'), cell: ({ sequence }) => sequence ?? '–', figures: true },
              { head: t('bankReport.day'), cell: ({ day }) => <Day value={day} /> },
              { head: t('reconciliation.opening'), cell: ({ opening }) => <Amount value={opening} />, figures: true },
              { head: t('reconciliation.closing'), cell: ({ closing }) => <Amount value={closing} />, figures: true },
              { head: t('bankReport.entries'), cell: report => <Entries report={report} /> },
              { head: t('bankReport.state'), cell: report => <State report={report} /> },
              { head: t('bankReport.receivedAt'), cell: ({ receivedAt }) => <Instant value={receivedAt} /> },
              { head: t('table.actions'), cell: report => <Actions report={report} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function ReportFilters() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <StateFilter machine="bankReport">
      {search => (
        <SelectField
          name="message"
          label={t('bankReport.message')}
          none={t('filter.any')}
          options={Object.entries(catalogue.bankReportMessage)}
          value={search.message}
        />
      )}
    </StateFilter>
  );
}

function Entries({ report: { entries } }: { report: Report }) {
  const t = useTexts();
  if (!entries) return <span className="absent">–</span>;
  return <>{t('bankReport.counts', { told: entries.told, repeated: entries.repeated, suspense: entries.suspense })}</>;
}

function State({ report: { state, reason } }: { report: Report }) {
  const t = useTexts();
  return (
    <>
      <StateBadge machine="bankReport" state={state} />
      {reason && <span className="block">{t(`bankReportReason.${reason}`)}</span>}
    </>
  );
}

function Actions({ report: { id, iban, availableActions } }: { report: Report }) {
  return (
    <div className="actions">
      {availableActions.includes('TAKE') && <ProposeOverride act="TAKE_BANK_REPORT" subjectId={id} about={iban} />}
      {availableActions.includes('SET_ASIDE') && (
        <ProposeOverride act="SET_ASIDE_BANK_REPORT" subjectId={id} about={iban} />
      )}
    </div>
  );
}
