import { percentOfBps, percentText } from '../../lib/decimal-text.js';
import { Amount, Rate } from '../../parts/amount.js';
import { ChartAndTable } from '../../parts/chart-and-table.js';
import type { ExportedList } from '../../parts/export-link.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { dayText } from '../../lib/market-time.js';
import { useTexts } from '../../texts/index.js';
import type { ChargeOfDayFragment, LatenessFragment } from '../../graphql/documents.js';

interface LatenessProps {
  readonly late: LatenessFragment | null;
  /** The latest day first. */
  readonly charges: readonly ChargeOfDayFragment[];
  readonly file: ExportedList;
}

/** Of so many days a picture and a table are read; the file has all. */
const DAYS_SHOWN = 31;

/** What paying late comes to, by which rule, and what each day added; nothing where there is no such thing. */
export function Lateness({ late, charges, file }: LatenessProps) {
  const t = useTexts();
  if (!late) return null;
  const shown = charges.slice(0, DAYS_SHOWN);
  return (
    <Section title={t('lateness.title')}>
      <Figures late={late} />
      <Table
        caption={t('lateness.periods')}
        rows={late.periods}
        rowKey={({ from }) => from}
        columns={[
          { head: t('lateness.from'), cell: ({ from }) => <Day value={from} />, names: true },
          { head: t('lateness.until'), cell: ({ until }) => <Day value={until} /> },
          {
            head: t('lateness.reference'),
            cell: ({ referenceRateBps }) =>
              referenceRateBps === null ? t('lateness.notEntered') : <Rate bps={referenceRateBps} />,
            figures: true,
          },
          { head: t('lateness.rate'), cell: ({ rateBps }) => <Rate bps={rateBps} />, figures: true },
        ]}
      />
      {shown.length > 0 && (
        <ChartAndTable
          caption={t('lateness.charges')}
          file={file}
          rows={shown}
          rowKey={({ day }) => day}
          label={({ day }) => dayText(day)}
          stacked
          series={[
            { label: t('late.lumpSum'), value: ({ lumpSum }) => lumpSum.amount },
            { label: t('lateness.interestOfDay'), value: ({ interest }) => interest.amount },
          ]}
          columns={[
            { head: t('lateness.day'), cell: ({ day }) => <Day value={day} />, names: true },
            { head: t('late.lumpSum'), cell: ({ lumpSum }) => <Amount value={lumpSum} />, figures: true },
            { head: t('lateness.interestOfDay'), cell: ({ interest }) => <Amount value={interest} />, figures: true },
            { head: t('lateness.soFar'), cell: ({ total }) => <Amount value={total} />, figures: true },
          ]}
        />
      )}
      {shown.length < charges.length && (
        <p className="hint">{t('lateness.latestOf', { shown: shown.length, count: charges.length })}</p>
      )}
    </Section>
  );
}

function Figures({ late }: { late: LatenessFragment }) {
  const t = useTexts();
  const { rule, rateMissing, chargedTo } = late;
  const country = rule.country === '*' ? t('lateness.anyCountry') : rule.country;
  const margin = percentText(percentOfBps(rule.marginBps));
  return (
    <Facts
      rows={[
        [t('late.holder'), late.holderName],
        [t('late.days'), late.daysLate],
        [t('late.principal'), <Amount key="principal" value={late.principal} />],
        [t('late.lumpSum'), <Amount key="lump-sum" value={late.lumpSum} />],
        [
          t('late.interest'),
          <>
            <Amount value={late.interest} />
            {rateMissing && (
              <span className="hint block">
                {t('late.waits')} <Day value={chargedTo} />
              </span>
            )}
          </>,
        ],
        [t('lateness.chargesPaid'), <Amount key="paid" value={late.chargesPaid} />],
        [t('lateness.owed'), <Amount key="owed" value={late.total} />],
        [t('lateness.rule'), t('lateness.ruleOf', { country, zone: rule.zone, margin, source: rule.source })],
      ]}
    />
  );
}
