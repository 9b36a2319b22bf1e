import { useSearch } from '@tanstack/react-router';
import { useMarketNow, useZone } from '../../app/market.js';
import {
  type PaymentDirection,
  type PaymentFilter,
  PaymentsDocument,
  SettlementDayDocument,
} from '../../graphql/documents.js';
import { dayBefore, dayText, localIn } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import { PaymentsTable } from './payments-table.js';

/** One business day of a payer or payee: what goes out, what comes in, and what is missing still. */
export function SettlementDayPage() {
  const t = useTexts();
  const { day: asked } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const today = useToday();
  const day = asked || today;
  return (
    <Page title={t('settlementDay.title')} lead={t('settlementDay.lead')}>
      <Filter>
        {search => <TextField name="day" type="date" label={t('settlementDay.day')} value={search.day ?? today} />}
      </Filter>
      {day && (
        <>
          <Totals day={day} />
          <Payments day={day} direction="OUT" />
          <Payments day={day} direction="IN" />
          {day === today && <Late today={today} />}
        </>
      )}
    </Page>
  );
}

/** The business day by the market's clock; undefined until that is known. */
function useToday(): string | undefined {
  const now = useMarketNow();
  const zone = useZone();
  return now && zone ? localIn(zone, now.toISOString()).slice(0, 10) : undefined;
}

function Totals({ day }: { day: string }) {
  const t = useTexts();
  const live = useLive(SettlementDayDocument, { day }, { lists: ['Payment', 'Clock'], keep: true });
  return (
    <Section title={t('settlementDay.totals', { day: dayText(day) })}>
      <Loaded live={live}>
        {({ settlementDay }) => (
          <Table
            caption={t('settlementDay.totalsCaption')}
            file={{ list: 'settlement-day', parameters: { day } }}
            rows={settlementDay}
            rowKey={({ direction, paymentState, total }) => `${direction} ${paymentState} ${total.currency}`}
            empty={t('settlementDay.empty')}
            columns={[
              { head: t('payments.direction'), cell: ({ direction }) => t(`direction.${direction}`) },
              {
                head: t('payment.state'),
                cell: ({ paymentState }) => <StateBadge machine="payment" state={paymentState} />,
              },
              { head: t('figures.count'), cell: ({ count }) => count, figures: true },
              { head: t('feeBill.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
              {
                head: t('settlementDay.missing'),
                cell: ({ paymentState }) => t(paymentState === 'SETTLED' ? 'settlementDay.done' : 'settlementDay.open'),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

/** What was due before and is open still: each with what it comes to if it is paid now. */
function Late({ today }: { today: string }) {
  const t = useTexts();
  const filter: PaymentFilter = { dueUntil: dayBefore(today), state: ['DUE', 'INSTRUCTED'] };
  const live = useLiveList(
    PaymentsDocument,
    { filter },
    { rowsOf: ({ payments }) => payments, rowKey: ({ id }) => id, lists: ['Payment', 'Clock'] },
  );
  return (
    <Section title={t('settlementDay.late')}>
      <Loaded live={live}>
        {rows => (
          <PaymentsTable
            caption={t('settlementDay.late')}
            file={{ list: 'payments', parameters: filter }}
            empty={t('settlementDay.noneLate')}
            payments={rows}
            readOn={live}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Payments({ day, direction }: { day: string; direction: PaymentDirection }) {
  const t = useTexts();
  const filter = { dueFrom: day, dueUntil: day, direction };
  const live = useLiveList(
    PaymentsDocument,
    { filter },
    { rowsOf: ({ payments }) => payments, rowKey: ({ id }) => id, lists: ['Payment'] },
  );
  return (
    <Section title={t(`settlementDay.${direction}`)}>
      <Loaded live={live}>
        {rows => (
          <PaymentsTable
            caption={t(`settlementDay.${direction}`)}
            file={{ list: 'payments', parameters: filter }}
            empty={t('settlementDay.empty')}
            payments={rows}
            readOn={live}
          />
        )}
      </Loaded>
    </Section>
  );
}
