import { Link, useSearch } from '@tanstack/react-router';
import { FinancingsDocument, type FinancingState } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

export function FinancingsPage() {
  const t = useTexts();
  const catalogue = useCatalogue();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as FinancingState] : undefined, after };
  const live = useLive(FinancingsDocument, variables, { lists: ['Financing'], keep: true });
  return (
    <Page title={t('financings.title')}>
      <Filter>
        {search => (
          <SelectField
            name="state"
            label={t('filter.state')}
            none={t('filter.any')}
            options={Object.entries(catalogue.state.financing)}
            value={search.state}
          />
        )}
      </Filter>
      <Loaded live={live}>
        {({ financings }) => (
          <>
            <Table
              caption={t('financings.caption')}
              file={{ list: 'financings', parameters: { state: variables.state } }}
              rows={financings.edges.map(({ node }) => node)}
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
                { head: t('financing.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
                { head: t('financing.price'), cell: ({ price }) => <Amount value={price} />, figures: true },
                { head: t('financing.valueDate'), cell: ({ valueDate }) => <Day value={valueDate} /> },
                { head: t('financing.maturity'), cell: ({ maturity }) => <Day value={maturity} /> },
                {
                  head: t('financing.state'),
                  cell: financing => <StateBadge machine="financing" state={financing.state} />,
                },
                { head: t('financing.agreed'), cell: ({ agreedAt }) => <Instant value={agreedAt} /> },
              ]}
            />
            <Pager pageInfo={financings.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
