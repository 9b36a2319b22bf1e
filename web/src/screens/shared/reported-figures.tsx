import { useSearch } from '@tanstack/react-router';
import { ReportedFiguresDocument, type ReportedFiguresQuery } from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type Figure = ReportedFiguresQuery['reportedFigures'][number];

/** The currencies that groups report in; of any other, the API answers as well. */
const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'JPY'] as const;

/** The currency to report in, as the address says. */
function useReportingCurrency(): string {
  const { currency } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return currencies.find(code => code === currency) ?? 'EUR';
}

export function ReportingCurrencyField() {
  const t = useTexts();
  return (
    <SelectField
      name="currency"
      label={t('reported.currency')}
      options={currencies.map(code => [code, code] as const)}
      value={useReportingCurrency()}
    />
  );
}

/** Figures that meet in several currencies, in one: each with its rate, the day of it and its source. */
export function ReportedFigures() {
  const t = useTexts();
  const currency = useReportingCurrency();
  const live = useLive(ReportedFiguresDocument, { currency }, { lists: ['Payment', 'Financing', 'Clock'], keep: true });
  return (
    <Loaded live={live}>
      {({ reportedFigures }) => {
        const meeting = reportedFigures.filter(({ parts }) => parts.some(({ amount }) => amount.currency !== currency));
        return (
          meeting.length > 0 && (
            <Section title={t('reported.title')}>
              <p>{t('reported.lead')}</p>
              {meeting.map(figure => (
                <Parts key={figure.kind} figure={figure} currency={currency} />
              ))}
            </Section>
          )
        );
      }}
    </Loaded>
  );
}

function Parts({ figure, currency }: { figure: Figure; currency: string }) {
  const t = useTexts();
  const { kind, asOf, total, parts } = figure;
  return (
    <>
      <Table
        caption={t(`reported.${kind}`, { currency })}
        file={{ list: 'reported-figures', parameters: { currency } }}
        rows={parts}
        rowKey={({ amount }) => amount.currency}
        columns={[
          { head: t('reported.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
          { head: t('reported.reported'), cell: ({ reported }) => <Amount value={reported} />, figures: true },
          { head: t('reported.rate'), cell: ({ rate }) => rate ?? '–', figures: true },
          {
            head: t('reported.rateDay'),
            cell: ({ rateDay }) =>
              rateDay === null || rateDay === asOf ? (
                <Day value={rateDay} />
              ) : (
                t('reported.before', { day: dayText(rateDay) })
              ),
          },
          { head: t('reported.source'), cell: ({ source }) => source ?? '–' },
        ]}
      />
      <p>
        {total ? (
          <>
            {t('reported.total')}: <Amount value={total} />
          </>
        ) : (
          t('reported.noTotal')
        )}
      </p>
    </>
  );
}
