import { useSearch } from '@tanstack/react-router';
import { StuckPaymentsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { PaymentsTable } from '../shared/payments-table.js';

/** The payments of the whole market that do not go on by themselves. */
export function StuckPaymentsPage() {
  const t = useTexts();
  const { after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const live = useLive(StuckPaymentsDocument, { after }, { lists: ['Payment'], keep: true });
  return (
    <Page title={t('stuckPayments.title')} lead={t('stuckPayments.lead')}>
      <Loaded live={live}>
        {({ stuckPayments: { edges, pageInfo } }) => (
          <PaymentsTable
            caption={t('stuckPayments.caption')}
            empty={t('stuckPayments.empty')}
            payments={edges.map(({ node: { payment, reason, since } }) => ({ ...payment, reason, since }))}
            before={[
              { head: t('stuckPayments.reason'), cell: ({ reason }) => t(`stuckPayments.why.${reason}`) },
              { head: t('stuckPayments.since'), cell: ({ since }) => <Day value={since} /> },
            ]}
            file={{ list: 'stuck-payments', parameters: {} }}
            foot={<Pager pageInfo={pageInfo} />}
          />
        )}
      </Loaded>
    </Page>
  );
}
