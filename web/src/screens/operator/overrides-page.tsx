import { Link, useSearch } from '@tanstack/react-router';
import {
  ConfirmOverrideDocument,
  OverridesDocument,
  type OverridesQuery,
  type OverrideState,
  RefuseOverrideDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Instant, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type OverrideNode = OverridesQuery['overrides']['edges'][number]['node'];

/** What the operator does by exception: proposed by one person, confirmed by another. */
export function OverridesPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as OverrideState] : undefined, after };
  const live = useLive(OverridesDocument, variables, { lists: ['Override'], keep: true });
  return (
    <Page title={t('overrides.title')} lead={t('overrides.lead')}>
      <StateFilter machine="override" />
      <Loaded live={live}>
        {({ overrides }) => (
          <Table
            caption={t('overrides.caption')}
            file={{ list: 'overrides', parameters: { state: variables.state } }}
            rows={overrides.edges.map(({ node }) => node)}
            rowKey={override => override.id}
            empty={t('overrides.empty')}
            foot={<Pager pageInfo={overrides.pageInfo} />}
            columns={[
              { head: t('override.act'), cell: override => <What override={override} /> },
              { head: t('override.reason'), cell: ({ reason }) => reason },
              {
                head: t('override.proposedBy'),
                cell: ({ proposedBy, proposedAt }) => <By name={proposedBy.name} at={proposedAt} />,
              },
              {
                head: t('override.decidedBy'),
                cell: ({ decidedBy, decidedAt }) => decidedBy && <By name={decidedBy.name} at={decidedAt} />,
              },
              {
                head: t('override.state'),
                cell: ({ state, lapsesAt }) => (
                  <>
                    <StateBadge machine="override" state={state} />
                    {state === 'PROPOSED' && (
                      <span className="block">
                        <Until value={lapsesAt} />
                      </span>
                    )}
                  </>
                ),
              },
              { head: t('table.actions'), cell: override => <Decisions override={override} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** Where a person looks before it confirms. */
const subjects = {
  RESUME_ORGANIZATION: '/organizations/$id',
  RESUME_AUCTION: '/auctions/$id',
  ACCEPT_CLOSE_MATCH: '/organizations',
  ACCEPT_UNCHECKED_ACCOUNT: '/organizations',
  APPLY_BANK_MESSAGE: '/held-messages',
  IGNORE_BANK_MESSAGE: '/held-messages',
  DEFAULT_INVOICE: '/invoices/$id',
  TAKE_BANK_REPORT: '/bank-reports',
  SET_ASIDE_BANK_REPORT: '/bank-reports',
  CORRECT_FEE: '/financings/$id',
} as const;

function What({ override: { act, subjectId, amount } }: { override: OverrideNode }) {
  const t = useTexts();
  return (
    <>
      {t(`overrideAct.${act}`)}{' '}
      <Link to={subjects[act] as '/auctions/$id'} params={{ id: subjectId }}>
        {t('override.subject', { id: subjectId.slice(-6) })}
      </Link>
      {amount && (
        <span className="block">
          <Amount value={amount} />
        </span>
      )}
    </>
  );
}

function By({ name, at }: { name: string; at: string | null }) {
  return (
    <>
      {name}
      <span className="hint block">
        <Instant value={at} />
      </span>
    </>
  );
}

function Decisions({ override: { id, act, reason, availableActions } }: { override: OverrideNode }) {
  const t = useTexts();
  return (
    <div className="actions">
      {availableActions.includes('CONFIRM') && (
        <ActionDialog
          name={`confirm-override:${id}`}
          label={t('confirmOverride.button')}
          about={t(`overrideAct.${act}`)}
          title={t('confirmOverride.title', { act: t(`overrideAct.${act}`) })}
          tone="primary"
          document={ConfirmOverrideDocument}
          input={(_, idempotencyKey) => ({ overrideId: id, idempotencyKey })}
          done={t('confirmOverride.done')}
        >
          <p>{reason}</p>
          <p>{t('confirmOverride.explained')}</p>
        </ActionDialog>
      )}
      {availableActions.includes('REFUSE') && (
        <ActionDialog
          name={`refuse-override:${id}`}
          label={t('refuseOverride.button')}
          about={t(`overrideAct.${act}`)}
          title={t('refuseOverride.title', { act: t(`overrideAct.${act}`) })}
          tone="danger"
          document={RefuseOverrideDocument}
          input={(_, idempotencyKey) => ({ overrideId: id, idempotencyKey })}
          done={t('refuseOverride.done')}
        >
          <p>{reason}</p>
          <p>{t('refuseOverride.explained')}</p>
        </ActionDialog>
      )}
    </div>
  );
}
