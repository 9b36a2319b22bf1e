import { LimitsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { ChartAndTable, grouped } from '../../parts/chart-and-table.js';
import { Loaded, Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { limitSubject } from './limit-subject.js';

/** How much of each limit is in use, and by what. */
export function Exposure() {
  const t = useTexts();
  const live = useLive(LimitsDocument, {}, { lists: ['Limit', 'Bid', 'Auction', 'Financing', 'Payment'] });
  return (
    <Section title={t('exposure.title')}>
      <Loaded live={live}>
        {({ limits }) => (
          <>
            {limits.length === 0 && <p className="empty">{t('exposure.empty')}</p>}
            {grouped(limits, ({ limit }) => limit.currency).map(([currency, rows]) => (
              <ChartAndTable
                key={currency}
                caption={t('exposure.caption', { currency })}
                rows={rows}
                rowKey={({ id }) => id}
                label={limit => limitSubject(limit) ?? t(`limitScope.${limit.scope}`)}
                stacked
                series={[
                  { label: t('limit.outstanding'), value: ({ outstanding }) => outstanding.amount },
                  { label: t('limit.committed'), value: ({ committed }) => committed.amount },
                  { label: t('limit.reserved'), value: ({ reserved }) => reserved.amount },
                ]}
                bound={{ label: t('limit.limit'), value: ({ limit }) => limit.amount }}
                columns={[
                  {
                    head: t('limit.subject'),
                    cell: limit => limitSubject(limit) ?? t(`limitScope.${limit.scope}`),
                  },
                  {
                    head: t('limit.outstanding'),
                    cell: ({ outstanding }) => <Amount value={outstanding} />,
                    figures: true,
                  },
                  { head: t('limit.committed'), cell: ({ committed }) => <Amount value={committed} />, figures: true },
                  { head: t('limit.reserved'), cell: ({ reserved }) => <Amount value={reserved} />, figures: true },
                  { head: t('limit.limit'), cell: ({ limit }) => <Amount value={limit} />, figures: true },
                  { head: t('limit.headroom'), cell: ({ headroom }) => <Amount value={headroom} />, figures: true },
                ]}
              />
            ))}
          </>
        )}
      </Loaded>
    </Section>
  );
}
