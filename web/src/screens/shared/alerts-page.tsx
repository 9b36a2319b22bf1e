import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useViewer } from '../../app/market.js';
import {
  type AlertKind,
  AlertsDocument,
  type AlertsQuery,
  type AlertState,
  MarkAlertsReadDocument,
} from '../../graphql/documents.js';
import { alertLists } from '../../lib/alert-lists.js';
import { send } from '../../lib/graphql-client.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { SubjectLink } from '../../parts/links.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { AlertPreferences } from './alert-preferences.js';

type Alert = AlertsQuery['alerts']['edges'][number]['node'];

/** What the person was told of, each fact once, the latest first; and how it is told. */
export function AlertsPage() {
  const t = useTexts();
  const { state, kind, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = {
    state: state === 'ANY' ? undefined : [(state as AlertState | undefined) ?? ('UNREAD' as const)],
    kind: kind ? [kind as AlertKind] : undefined,
  };
  const live = useLive(AlertsDocument, { ...variables, after }, { lists: alertLists, keep: true });
  return (
    <Page title={t('alerts.title')} lead={t('alerts.lead')}>
      <AlertFilter />
      <Loaded live={live}>
        {({ alerts }) => (
          <>
            {alerts.edges.some(({ node }) => node.state === 'UNREAD') && (
              <MutationForm
                name="mark-alerts-read"
                document={MarkAlertsReadDocument}
                input={() => ({ alertIds: null })}
                submit={t('alerts.markAll')}
                onSuccess={live.refetch}
              />
            )}
            <Table
              caption={t('alerts.caption')}
              file={{ list: 'alerts', parameters: variables }}
              rows={alerts.edges.map(({ node }) => node)}
              rowKey={({ id }) => id}
              empty={t(state === 'ANY' ? 'alerts.empty' : 'alerts.noneSuch')}
              columns={[
                { head: t('alerts.what'), cell: alert => <What alert={alert} /> },
                { head: t('alerts.subject'), cell: alert => <Subject alert={alert} /> },
                { head: t('alerts.day'), cell: ({ day }) => <Day value={day} /> },
                { head: t('alerts.raisedAt'), cell: ({ raisedAt }) => <Instant value={raisedAt} /> },
                {
                  head: t('table.actions'),
                  cell: alert =>
                    alert.state === 'UNREAD' && (
                      <button type="button" onClick={() => void markRead(alert).then(live.refetch)}>
                        {t('alerts.mark')}
                      </button>
                    ),
                },
              ]}
            />
            <Pager pageInfo={alerts.pageInfo} />
          </>
        )}
      </Loaded>
      <AlertPreferences />
    </Page>
  );
}

function AlertFilter() {
  const t = useTexts();
  const { alertKind, state } = useCatalogue();
  return (
    <Filter>
      {search => (
        <>
          <SelectField
            name="state"
            label={t('filter.state')}
            options={[
              ['UNREAD', state.alert.UNREAD],
              ['READ', state.alert.READ],
              ['ANY', t('filter.any')],
            ]}
            value={search.state ?? 'UNREAD'}
          />
          <SelectField
            name="kind"
            label={t('alerts.what')}
            none={t('filter.any')}
            options={Object.entries(alertKind)}
            value={search.kind}
          />
        </>
      )}
    </Filter>
  );
}

/** The kind in words; what is not read stands out to the eye, and says so to the ear. */
function What({ alert: { kind, state } }: { alert: Alert }) {
  const t = useTexts();
  const text = t(`alertKind.${kind}`);
  if (state === 'READ') return text;
  return (
    <>
      <strong>{text}</strong> <span className="unseen">({t('state.alert.UNREAD')})</span>
    </>
  );
}

/** Where it leads; who follows it has read it. */
function Subject({ alert }: { alert: Alert }): ReactNode {
  const t = useTexts();
  const { organization } = useViewer();
  const { kind, day, subject } = alert;
  const onClick = () => void markRead(alert);
  const number = numberOf(subject);
  switch (kind) {
    case 'DUE_SOON':
      return (
        <Link to="/payments" search={{ state: 'DUE', until: day ?? undefined }} onClick={onClick}>
          {t('alerts.payments')}
        </Link>
      );
    case 'PAYMENT_FILE_WAITING':
    case 'PAYMENT_FILE_ENDING':
      return (
        <Link to="/payment-files" search={{ state: 'PREPARED' }} onClick={onClick}>
          {'messageId' in subject && subject.messageId}
        </Link>
      );
    case 'COLLECTION_ANNOUNCED':
      return (
        <>
          <SubjectLink subject={subject} onClick={onClick} /> {'amount' in subject && <Amount value={subject.amount} />}
          {'collectedUnder' in subject && subject.collectedUnder && (
            <span className="hint block">{t('alerts.collection', subject.collectedUnder)}</span>
          )}
        </>
      );
    case 'FEED_LATE':
      return (
        <Link to="/events" onClick={onClick}>
          {t('nav.events')}
        </Link>
      );
    case 'ADMISSION_EXPIRING': {
      const own = subject.id === organization.id;
      const name = 'name' in subject ? subject.name : '';
      return own ? (
        <Link to="/organization" onClick={onClick}>
          {name}
        </Link>
      ) : (
        <Link to="/organizations/$id" params={{ id: subject.id }} onClick={onClick}>
          {name}
        </Link>
      );
    }
    default:
      return (
        <>
          <SubjectLink subject={subject} onClick={onClick} /> {number && <span className="hint">{number}</span>}
        </>
      );
  }
}

function numberOf(subject: Alert['subject']): string | undefined {
  if ('number' in subject) return subject.number;
  if ('auctioned' in subject) return subject.auctioned?.number;
  if ('financed' in subject) return subject.financed?.number;
  if ('paid' in subject) return subject.paid?.number;
  return undefined;
}

/** Marking is told to every window by an event; one that is lost is made up for by the next. */
async function markRead({ id, state }: Alert): Promise<void> {
  if (state === 'UNREAD') await send(MarkAlertsReadDocument, { input: { alertIds: [id] } }).catch(() => undefined);
}
