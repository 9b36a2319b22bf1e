import { Link, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { LateClaimsDocument, type LateFilter, type LateSide } from '../../graphql/documents.js';
import { percentOfBps, percentText } from '../../lib/decimal-text.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { LateClaimNode } from '../nodes.js';

type Search = Readonly<Record<string, string | undefined>>;

/** What is owed late, by whom and to whom, with what it comes to today. */
export function LateClaimsPage() {
  const t = useTexts();
  const { organization } = useViewer();
  const search = useSearch({ strict: false }) as Search;
  const filter = filterOf(search);
  const sorting = sortingOf(search.sort, ['DUE', 'PRINCIPAL'] as const);
  const variables = { filter, ...sorting, after: search.after };
  const live = useLive(LateClaimsDocument, variables, { lists: ['Invoice', 'Payment'], keep: true });
  const isOperator = organization.roles.includes('OPERATOR');
  return (
    <Page
      title={t('late.title')}
      lead={t('late.lead')}
      actions={<Link to="/reference-rates">{t('late.toRates')}</Link>}
    >
      <Filters isOperator={isOperator} />
      <Loaded live={live}>
        {({ lateClaims, overdueStops }) => (
          <>
            {overdueStops.map(stop => (
              <p key={stop.programmeName} className="notice warn">
                {t('late.stopped', { programme: stop.programmeName, days: stop.daysLate, allowed: stop.allowedDays })}
              </p>
            ))}
            <Table
              caption={t('late.caption')}
              file={{ list: 'late-claims', parameters: { ...filter, ...sorting } }}
              sortedBy="DUE"
              rows={lateClaims.edges.map(({ node }) => node)}
              rowKey={({ invoiceId, financingId }) => invoiceId ?? financingId ?? ''}
              empty={t('late.empty')}
              foot={<Pager pageInfo={lateClaims.pageInfo} />}
              columns={[
                { head: t('late.claim'), cell: claim => <Claim claim={claim} />, names: true },
                { head: t('late.buyer'), cell: ({ buyerName }) => buyerName },
                { head: t('late.holder'), cell: ({ holderName }) => holderName },
                {
                  head: t('late.dueDate'),
                  cell: ({ adjustedDueDate }) => <Day value={adjustedDueDate} />,
                  sort: 'DUE',
                },
                { head: t('late.days'), cell: ({ daysLate }) => daysLate, figures: true },
                {
                  head: t('late.principal'),
                  cell: ({ principal }) => <Amount value={principal} />,
                  figures: true,
                  sort: '-PRINCIPAL',
                },
                { head: t('late.lumpSum'), cell: ({ lumpSum }) => <Amount value={lumpSum} />, figures: true },
                { head: t('late.interest'), cell: claim => <Interest claim={claim} />, figures: true },
                { head: t('late.rate'), cell: ({ rateBps }) => <Rate rateBps={rateBps} />, figures: true },
                { head: t('late.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
              ]}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function filterOf({ side, days }: Search): LateFilter {
  const daysMin = days && /^\d{1,4}$/.test(days) ? Number(days) : undefined;
  return { side: side ? (side as LateSide) : undefined, daysMin };
}

function Filters({ isOperator }: { isOperator: boolean }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <Filter>
      {search => (
        <>
          {!isOperator && (
            <SelectField
              name="side"
              label={t('late.side')}
              none={t('filter.any')}
              options={Object.entries(catalogue.lateSide)}
              value={search.side}
            />
          )}
          <TextField name="days" label={t('late.daysMin')} value={search.days} figures />
        </>
      )}
    </Filter>
  );
}

function Claim({ claim: { invoiceId, number, financingId } }: { claim: LateClaimNode }) {
  const t = useTexts();
  if (invoiceId) {
    return (
      <Link to="/invoices/$id" params={{ id: invoiceId }}>
        {number}
      </Link>
    );
  }
  return (
    <Link to="/financings/$id" params={{ id: financingId! }}>
      {t('late.financing', { id: financingId!.slice(-6) })}
    </Link>
  );
}

function Interest({ claim: { interest, rateMissing, chargedTo } }: { claim: LateClaimNode }) {
  const t = useTexts();
  return (
    <>
      <Amount value={interest} />
      {rateMissing && (
        <span className="hint block">
          {t('late.waits')} <Day value={chargedTo} />
        </span>
      )}
    </>
  );
}

function Rate({ rateBps }: { rateBps: string | null }) {
  return rateBps === null ? '–' : percentText(percentOfBps(rateBps));
}
