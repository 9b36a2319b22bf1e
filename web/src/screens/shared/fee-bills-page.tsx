import { Link, useSearch } from '@tanstack/react-router';
import { FeeBillsDocument, type FeeBillState } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Month } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** The monthly bills of the operator's fees: a payer's own, or all that the operator drew. */
export function FeeBillsPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as FeeBillState] : undefined, after };
  const live = useLive(FeeBillsDocument, variables, { lists: ['FeeBill'], keep: true });
  return (
    <Page title={t('feeBills.title')} lead={t('feeBills.lead')}>
      <StateFilter machine="feeBill" />
      <Loaded live={live}>
        {({ feeBills }) => (
          <Table
            caption={t('feeBills.caption')}
            file={{ list: 'fee-bills', parameters: { state: variables.state } }}
            rows={feeBills.edges.map(({ node }) => node)}
            rowKey={bill => bill.id}
            empty={t('feeBills.empty')}
            foot={<Pager pageInfo={feeBills.pageInfo} />}
            columns={[
              {
                head: t('feeBill.number'),
                cell: ({ id, number }) => (
                  <Link to="/fee-bills/$id" params={{ id }}>
                    {number}
                  </Link>
                ),
              },
              { head: t('feeBill.month'), cell: ({ month }) => <Month value={month} /> },
              { head: t('payment.payer'), cell: ({ payer }) => <Party party={payer} /> },
              { head: t('feeBill.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
              { head: t('feeBill.drawnOn'), cell: ({ drawnOn }) => <Day value={drawnOn} /> },
              { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
              { head: t('payment.state'), cell: bill => <StateBadge machine="feeBill" state={bill.state} /> },
              { head: t('payment.settledOn'), cell: ({ paidOn }) => <Day value={paidOn} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
