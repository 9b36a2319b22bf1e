import { Link, useSearch } from '@tanstack/react-router';
import { ApprovalsDocument, type ApprovalState } from '../../graphql/documents.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** Batches that one person prepared and another releases. */
export function ApprovalsPage() {
  const t = useTexts();
  const { state, sort } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = {
    state: state ? [state as ApprovalState] : undefined,
    ...sortingOf(sort, ['PREPARED', 'TOTAL', 'LAPSES'] as const),
  };
  const live = useLiveList(ApprovalsDocument, variables, {
    rowsOf: ({ approvals }) => approvals,
    rowKey: ({ id }) => id,
    lists: ['Approval'],
  });
  return (
    <Page title={t('approvals.title')} lead={t('approvals.lead')}>
      <p>
        <Link to="/invoices" search={{ show: 'approvable' }}>
          {t('approvals.toInvoices')}
        </Link>
      </p>
      <StateFilter machine="approval" />
      <Loaded live={live}>
        {rows => (
          <Table
            caption={t('approvals.caption')}
            file={{ list: 'approvals', parameters: variables }}
            rows={rows}
            sortedBy="-PREPARED"
            readOn={live}
            rowKey={approval => approval.id}
            empty={t('approvals.empty')}
            columns={[
              {
                head: t('approval.batch'),
                cell: ({ id, invoiceCount }) => (
                  <Link to="/approvals/$id" params={{ id }}>
                    {t('approval.invoiceCount', { count: invoiceCount })}
                  </Link>
                ),
              },
              { head: t('programme.one'), cell: ({ programme }) => programme.name },
              {
                head: t('approval.total'),
                cell: ({ total }) => <Amount value={total} />,
                figures: true,
                sort: '-TOTAL',
              },
              {
                head: t('approval.state'),
                cell: approval => <StateBadge machine="approval" state={approval.state} />,
              },
              { head: t('approval.preparedBy'), cell: ({ preparedBy }) => preparedBy.name },
              {
                head: t('approval.preparedAt'),
                cell: ({ preparedAt }) => <Instant value={preparedAt} />,
                sort: '-PREPARED',
              },
              { head: t('approval.decidedBy'), cell: ({ decidedBy }) => decidedBy?.name ?? '–' },
              { head: t('approval.decidedAt'), cell: ({ decidedAt }) => <Instant value={decidedAt} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
