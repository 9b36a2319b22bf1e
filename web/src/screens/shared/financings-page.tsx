import { Link, useSearch } from '@tanstack/react-router';
import { FinancingsDocument, type FinancingState } from '../../graphql/documents.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

export function FinancingsPage() {
  const t = useTexts();
  const { state, sort } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = {
    state: state ? [state as FinancingState] : undefined,
    ...sortingOf(sort, ['AGREED', 'MATURITY', 'FACE'] as const),
  };
  const live = useLiveList(FinancingsDocument, variables, {
    rowsOf: ({ financings }) => financings,
    rowKey: ({ id }) => id,
    lists: ['Financing'],
  });
  return (
    <Page title={t('financings.title')}>
      <StateFilter machine="financing" />
      <Loaded live={live}>
        {rows => (
          <Table
            caption={t('financings.caption')}
            file={{ list: 'financings', parameters: variables }}
            rows={rows}
            sortedBy="-AGREED"
            readOn={live}
            rowKey={financing => financing.id}
            empty={t('financings.empty')}
            columns={[
              {
                head: t('financing.one'),
                cell: ({ id, invoice }) => (
                  <Link to="/financings/$id" params={{ id }}>
                    {invoice?.number ?? t('financing.shortId', { id: id.slice(-6) })}
                  </Link>
                ),
              },
              { head: t('party.SUPPLIER'), cell: ({ supplier }) => supplier.name },
              { head: t('party.BUYER'), cell: ({ buyer }) => buyer.name },
              { head: t('party.FUNDER'), cell: ({ funder }) => funder?.name ?? '–' },
              { head: t('financing.face'), cell: ({ face }) => <Amount value={face} />, figures: true, sort: '-FACE' },
              { head: t('financing.price'), cell: ({ price }) => <Amount value={price} />, figures: true },
              { head: t('financing.valueDate'), cell: ({ valueDate }) => <Day value={valueDate} /> },
              { head: t('financing.maturity'), cell: ({ maturity }) => <Day value={maturity} />, sort: 'MATURITY' },
              {
                head: t('financing.state'),
                cell: financing => <StateBadge machine="financing" state={financing.state} />,
              },
              { head: t('financing.agreed'), cell: ({ agreedAt }) => <Instant value={agreedAt} />, sort: '-AGREED' },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
