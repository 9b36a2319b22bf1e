import { ProgrammeFiguresDocument, type ProgrammeFiguresQuery } from '../../graphql/documents.js';
import { grouped as groupedDigits } from '../../lib/decimal-text.js';
import { monthText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { Amount, Percent } from '../../parts/amount.js';
import { BarChart } from '../../parts/bar-chart.js';
import { grouped } from '../../parts/chart-and-table.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';

type Figure = ProgrammeFiguresQuery['programmeFigures'][number];

/** What programmes do for their suppliers, month by month. */
export function ProgrammeFigures() {
  const t = useTexts();
  const live = useLive(ProgrammeFiguresDocument, {}, { lists: ['Invoice', 'Financing', 'Clock'], keep: true });
  return (
    <Section title={t('programmeFigures.title')}>
      <p className="lead">{t('programmeFigures.lead')}</p>
      <Loaded live={live}>
        {({ programmeFigures }) => (
          <>
            {programmeFigures.length === 0 && <p className="empty">{t('programmeFigures.empty')}</p>}
            {grouped(programmeFigures, ({ programme, approved }) => `${programme.id} ${approved.currency}`).map(
              ([key, months]) => (
                <Months key={key} months={months} />
              ),
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Months({ months }: { months: readonly Figure[] }) {
  const t = useTexts();
  const [first] = months;
  const caption = t('programmeFigures.caption', {
    programme: first?.programme.name,
    currency: first?.approved.currency,
  });
  const charts = [
    [t('programmeFigures.share'), ({ shareFinanced }: Figure) => shareFinanced],
    [t('programmeFigures.hours'), ({ medianHours }: Figure) => medianHours],
    [t('programmeFigures.daysEarly'), ({ daysEarly }: Figure) => daysEarly],
  ] as const;
  return (
    <>
      <Table
        caption={caption}
        file={{ list: 'programme-figures', parameters: { programmeId: first?.programme.id } }}
        rows={months}
        rowKey={({ month }) => month}
        empty=""
        columns={[
          { head: t('programmeFigures.month'), cell: ({ month }) => monthText(month) },
          { head: t('programmeFigures.invoices'), cell: ({ invoiceCount }) => invoiceCount, figures: true },
          { head: t('programmeFigures.approved'), cell: ({ approved }) => <Amount value={approved} />, figures: true },
          { head: t('programmeFigures.financedCount'), cell: ({ financedCount }) => financedCount, figures: true },
          { head: t('programmeFigures.financed'), cell: ({ financed }) => <Amount value={financed} />, figures: true },
          {
            head: t('programmeFigures.share'),
            cell: ({ shareFinanced }) => <Percent value={shareFinanced} />,
            figures: true,
          },
          {
            head: t('programmeFigures.hoursMedian'),
            cell: ({ medianHours }) => <Decimal value={medianHours} />,
            figures: true,
          },
          {
            head: t('programmeFigures.daysEarlyMean'),
            cell: ({ daysEarly }) => <Decimal value={daysEarly} />,
            figures: true,
          },
        ]}
      />
      <div className="columns">
        {charts.map(([label, value]) => (
          <BarChart
            key={label}
            title={`${label}: ${caption}`}
            rows={months}
            rowKey={({ month }) => month}
            label={({ month }) => monthText(month)}
            series={[{ label, value }]}
            width={380}
          />
        ))}
      </div>
    </>
  );
}

function Decimal({ value }: { value: string | null }) {
  return value === null ? <span className="absent">–</span> : <span className="amount">{groupedDigits(value)}</span>;
}
