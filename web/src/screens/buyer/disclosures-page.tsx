import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import {
  type DisclosurePacksQuery,
  DisclosurePacksDocument,
  type DisclosurePackState,
  OpenDisclosurePackDocument,
  SetFiscalYearDocument,
} from '../../graphql/documents.js';
import { dayText, monthNames } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type FiscalYear = NonNullable<DisclosurePacksQuery['fiscalYear']>;

/** What a buyer discloses, period by period; the operator reads. */
export function DisclosuresPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as DisclosurePackState] : undefined, after };
  const live = useLive(DisclosurePacksDocument, variables, { lists: ['DisclosurePack', 'Clock'], keep: true });
  return (
    <Loaded live={live}>
      {({ disclosurePacks, fiscalYear }) => (
        <Page
          title={t('disclosures.title')}
          lead={t('disclosures.lead')}
          actions={
            fiscalYear && (
              <>
                {fiscalYear.mayChange && <SetFiscalYear fiscalYear={fiscalYear} refetch={live.refetch} />}
                {fiscalYear.mayOpen && <OpenPack fiscalYear={fiscalYear} />}
              </>
            )
          }
        >
          <StateFilter machine="disclosurePack" />
          <Table
            caption={t('disclosures.caption')}
            file={{ list: 'disclosure-packs', parameters: { state: variables.state } }}
            rows={disclosurePacks.edges.map(({ node }) => node)}
            rowKey={pack => pack.id}
            empty={t('disclosures.empty')}
            foot={<Pager pageInfo={disclosurePacks.pageInfo} />}
            columns={[
              {
                head: t('disclosurePack.period'),
                cell: ({ id, firstDay, lastDay }) => (
                  <Link to="/disclosures/$id" params={{ id }}>
                    <Day value={firstDay} /> – <Day value={lastDay} />
                  </Link>
                ),
              },
              { head: t('disclosurePack.kind'), cell: ({ kind }) => t(`disclosurePeriodKind.${kind}`) },
              { head: t('disclosurePack.buyer'), cell: ({ buyer }) => <Party party={buyer} /> },
              {
                head: t('disclosurePack.state'),
                cell: pack => <StateBadge machine="disclosurePack" state={pack.state} />,
              },
              { head: t('disclosurePack.preparedBy'), cell: ({ preparedBy }) => preparedBy?.name ?? '–' },
              { head: t('disclosurePack.closedBy'), cell: ({ closedBy }) => closedBy?.name ?? '–' },
            ]}
          />
        </Page>
      )}
    </Loaded>
  );
}

function OpenPack({ fiscalYear }: { fiscalYear: FiscalYear }) {
  const t = useTexts();
  const navigate = useNavigate();
  const options = fiscalYear.periods.map(({ kind, firstDay, lastDay }) => {
    const text = t('openDisclosure.option', {
      kind: t(`disclosurePeriodKind.${kind}`),
      firstDay: dayText(firstDay),
      lastDay: dayText(lastDay),
    });
    return [`${kind} ${firstDay}`, text] as const;
  });
  return (
    <ActionDialog
      name="open-disclosure"
      label={t('openDisclosure.button')}
      title={t('openDisclosure.title')}
      tone="primary"
      document={OpenDisclosurePackDocument}
      input={(values, idempotencyKey) => {
        const [kind = '', firstDay = ''] = values.text('firstDay').split(' ');
        return { kind: kind as FiscalYear['periods'][number]['kind'], firstDay, idempotencyKey };
      }}
      done={t('openDisclosure.done')}
      onSuccess={({ pack }) => void navigate({ to: '/disclosures/$id', params: { id: pack.id } })}
    >
      <SelectField
        name="firstDay"
        label={t('disclosurePack.period')}
        options={options}
        hint={t('openDisclosure.hint')}
      />
    </ActionDialog>
  );
}

function SetFiscalYear({ fiscalYear, refetch }: { fiscalYear: FiscalYear; refetch: () => void }) {
  const t = useTexts();
  return (
    <ActionDialog
      name="set-fiscal-year"
      label={t('setFiscalYear.button')}
      title={t('setFiscalYear.title')}
      document={SetFiscalYearDocument}
      input={(values, idempotencyKey) => ({ firstMonth: values.integer('firstMonth'), idempotencyKey })}
      done={t('setFiscalYear.done')}
      onSuccess={refetch}
    >
      <SelectField
        name="firstMonth"
        label={t('setFiscalYear.firstMonth')}
        options={monthNames().map((name, index) => [String(index + 1), name] as const)}
        value={String(fiscalYear.firstMonth)}
      />
    </ActionDialog>
  );
}
