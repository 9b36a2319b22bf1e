import { useViewer } from '../../app/market.js';
import { LimitsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import { limitSubject } from './limit-subject.js';
import { SetLimitDialog } from './set-limit-dialog.js';
import type { LimitRow } from '../nodes.js';

/** The caps on exposure and what is left under each. */
export function LimitsPage() {
  const t = useTexts();
  const { permissions, organization } = useViewer();
  const live = useLive(LimitsDocument, {}, { lists: ['Limit', 'Bid', 'Auction', 'Financing', 'Payment'] });
  const maySet = permissions.includes('RISK') || organization.roles.includes('OPERATOR');
  return (
    <Page title={t('limits.title')} lead={t('limits.lead')} actions={maySet && <SetLimitDialog />}>
      <Loaded live={live}>
        {({ limits }) => (
          <Table
            caption={t('limits.caption')}
            file={{ list: 'limits' }}
            rows={limits}
            rowKey={limit => limit.id}
            empty={t('limits.empty')}
            columns={[
              { head: t('limit.scope'), cell: ({ scope }) => t(`limitScope.${scope}`) },
              { head: t('limit.subject'), cell: limit => limitSubject(limit) ?? '–' },
              { head: t('limit.limit'), cell: ({ limit }) => <Amount value={limit} />, figures: true },
              { head: t('limit.reserved'), cell: ({ reserved }) => <Amount value={reserved} />, figures: true },
              { head: t('limit.committed'), cell: ({ committed }) => <Amount value={committed} />, figures: true },
              {
                head: t('limit.outstanding'),
                cell: ({ outstanding }) => <Amount value={outstanding} />,
                figures: true,
              },
              { head: t('limit.headroom'), cell: limit => <Headroom limit={limit} />, figures: true },
              {
                head: t('limit.tenor'),
                cell: ({ tenorDaysMax }) => (tenorDaysMax === null ? '–' : t('auction.days', { count: tenorDaysMax })),
                figures: true,
              },
              {
                head: t('table.actions'),
                cell: limit => maySet && <SetLimitDialog limit={limit} about={limitSubject(limit) ?? '–'} />,
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Headroom({ limit: { headroom, lowered } }: { limit: LimitRow }) {
  const t = useTexts();
  return (
    <>
      <Amount value={headroom} />
      {lowered && <span className="badge bad">{t('limit.lowered')}</span>}
    </>
  );
}
