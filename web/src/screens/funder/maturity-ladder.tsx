import { MaturityLadderDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { ChartAndTable, grouped } from '../../parts/chart-and-table.js';
import { Loaded, Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { spanBeginning, spanKey, spanText, useCalendarSpan } from '../shared/calendar-spans.js';

/** What a funder's financings bring back, and when. */
export function MaturityLadder() {
  const t = useTexts();
  const span = useCalendarSpan();
  const live = useLive(MaturityLadderDocument, { span }, { lists: ['Financing', 'Clock'], keep: true });
  return (
    <Section title={t('maturityLadder.title')}>
      <Loaded live={live}>
        {({ maturityLadder }) => (
          <>
            {maturityLadder.length === 0 && <p className="empty">{t('maturityLadder.empty')}</p>}
            {grouped(maturityLadder, ({ total }) => total.currency).map(([currency, rows]) => (
              <ChartAndTable
                key={currency}
                caption={t('maturityLadder.caption', { currency })}
                file={{ list: 'maturity-ladder', parameters: { span } }}
                rows={rows}
                rowKey={spanKey}
                label={row => spanBeginning(t, row)}
                stacked
                series={[
                  { label: t('limit.outstanding'), value: ({ outstanding }) => outstanding.amount },
                  { label: t('limit.committed'), value: ({ committed }) => committed.amount },
                ]}
                columns={[
                  { head: t('figures.days'), cell: row => spanText(t, row) },
                  {
                    head: t('limit.outstanding'),
                    cell: ({ outstanding }) => <Amount value={outstanding} />,
                    figures: true,
                  },
                  { head: t('limit.committed'), cell: ({ committed }) => <Amount value={committed} />, figures: true },
                  { head: t('figures.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
                  { head: t('figures.count'), cell: ({ count }) => count, figures: true },
                ]}
              />
            ))}
          </>
        )}
      </Loaded>
    </Section>
  );
}
