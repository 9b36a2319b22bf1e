import { DueCalendarDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { ChartAndTable, grouped } from '../../parts/chart-and-table.js';
import { Loaded, Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { spanBeginning, spanKey, spanText, useCalendarSpan } from '../shared/calendar-spans.js';

/** What a buyer has to pay, when, and to whom: its suppliers, or those who bought their claims. */
export function DueCalendar() {
  const t = useTexts();
  const span = useCalendarSpan();
  const live = useLive(DueCalendarDocument, { span }, { lists: ['Payment', 'Clock'], keep: true });
  return (
    <Section title={t('dueCalendar.title')}>
      <Loaded live={live}>
        {({ dueCalendar }) => (
          <>
            {dueCalendar.length === 0 && <p className="empty">{t('dueCalendar.empty')}</p>}
            {grouped(dueCalendar, ({ total }) => total.currency).map(([currency, rows]) => (
              <ChartAndTable
                key={currency}
                caption={t('dueCalendar.caption', { currency })}
                file={{ list: 'due-calendar', parameters: { span } }}
                rows={rows}
                rowKey={spanKey}
                label={row => spanBeginning(t, row)}
                stacked
                series={[
                  { label: t('dueCalendar.toSuppliers'), value: ({ toSuppliers }) => toSuppliers.amount },
                  { label: t('dueCalendar.toFunders'), value: ({ toFunders }) => toFunders.amount },
                ]}
                columns={[
                  { head: t('figures.days'), cell: row => spanText(t, row) },
                  {
                    head: t('dueCalendar.toSuppliers'),
                    cell: ({ toSuppliers }) => <Amount value={toSuppliers} />,
                    figures: true,
                  },
                  {
                    head: t('dueCalendar.toFunders'),
                    cell: ({ toFunders }) => <Amount value={toFunders} />,
                    figures: true,
                  },
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
