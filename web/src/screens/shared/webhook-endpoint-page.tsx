import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useZone } from '../../app/market.js';
import {
  ChangeWebhookEndpointDocument,
  DeleteWebhookEndpointDocument,
  PauseWebhookEndpointDocument,
  ReplayWebhooksDocument,
  ResumeWebhookEndpointDocument,
  RotateWebhookSecretDocument,
  SendTestWebhookDocument,
  type WebhookDeliveryState,
  WebhookEndpointDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { StateBadge } from '../../parts/badge.js';
import { DialogButton } from '../../parts/dialog.js';
import { Facts } from '../../parts/facts.js';
import { TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Secret } from '../../parts/secret.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { eventText } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';
import type { WebhookEndpointNode } from '../nodes.js';
import { EndpointFields, endpointFrom } from './webhooks.js';

interface OfEndpoint {
  readonly endpoint: WebhookEndpointNode;
  readonly changed: () => void;
}

/** An address that is called: how, and what came of each call. */
export function WebhookEndpointPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { id, state: state ? [state as WebhookDeliveryState] : undefined, after };
  const live = useLive(WebhookEndpointDocument, variables, { lists: ['WebhookEndpoint'], keep: true });
  return (
    <NodePage live={live} kind="WebhookEndpoint">
      {endpoint => (
        <Page
          title={endpoint.description}
          lead={<StateBadge machine="webhookEndpoint" state={endpoint.state} />}
          actions={<Actions endpoint={endpoint} types={live.data?.webhookEventTypes ?? []} changed={live.refetch} />}
        >
          <EndpointFacts endpoint={endpoint} />
          <Deliveries endpoint={endpoint} changed={live.refetch} />
        </Page>
      )}
    </NodePage>
  );
}

function EndpointFacts({ endpoint }: { endpoint: WebhookEndpointNode }) {
  const t = useTexts();
  const { url, eventTypes, createdBy, createdAt, failingSince, disabledReason, previousSecretUntil } = endpoint;
  return (
    <Section title={t('webhookPage.facts')}>
      <Facts
        rows={[
          [t('webhooks.url'), <code key="url">{url}</code>],
          [
            t('webhooks.eventTypes'),
            eventTypes ? eventTypes.map(type => eventText(t, type)).join(', ') : t('webhooks.all'),
          ],
          [t('webhookPage.createdBy'), createdBy.person.name],
          [t('webhookPage.createdAt'), <Instant key="created" value={createdAt} />],
          [t('webhookPage.disabledReason'), disabledReason && t(`webhookDisabledReason.${disabledReason}`)],
          [t('webhookPage.failingSince'), failingSince && <Instant key="failing" value={failingSince} />],
          [
            t('webhookPage.previousSecretUntil'),
            previousSecretUntil && <Instant key="until" value={previousSecretUntil} />,
          ],
        ]}
      />
    </Section>
  );
}

function Actions({ endpoint, types, changed }: OfEndpoint & { types: readonly string[] }) {
  const t = useTexts();
  const { id, availableActions } = endpoint;
  const input = (_: unknown, idempotencyKey: string) => ({ endpointId: id, idempotencyKey });
  return (
    <div className="actions">
      {availableActions.includes('SEND_TEST') && (
        <MutationForm
          name={`send-test-webhook:${id}`}
          document={SendTestWebhookDocument}
          input={input}
          submit={t('webhookPage.test')}
          onSuccess={changed}
        />
      )}
      {availableActions.includes('PAUSE') && (
        <MutationForm
          name={`pause-webhook:${id}`}
          document={PauseWebhookEndpointDocument}
          input={input}
          submit={t('webhookPage.pause')}
          onSuccess={changed}
        />
      )}
      {availableActions.includes('RESUME') && (
        <MutationForm
          name={`resume-webhook:${id}`}
          document={ResumeWebhookEndpointDocument}
          input={input}
          submit={t('webhookPage.resume')}
          onSuccess={changed}
        />
      )}
      {availableActions.includes('CHANGE') && <Change endpoint={endpoint} types={types} changed={changed} />}
      {availableActions.includes('REPLAY') && <Replay endpoint={endpoint} changed={changed} />}
      {availableActions.includes('ROTATE_SECRET') && <Rotate endpoint={endpoint} changed={changed} />}
      {availableActions.includes('DELETE') && <Delete endpoint={endpoint} />}
    </div>
  );
}

function Change({ endpoint, types, changed }: OfEndpoint & { types: readonly string[] }) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`change-webhook:${endpoint.id}`}
      label={t('changeWebhook.button')}
      title={t('changeWebhook.title', { name: endpoint.description })}
      document={ChangeWebhookEndpointDocument}
      input={(values, idempotencyKey) => ({ endpointId: endpoint.id, ...endpointFrom(values), idempotencyKey })}
      done={t('changeWebhook.done')}
      onSuccess={changed}
    >
      <p>{t('changeWebhook.explained')}</p>
      <EndpointFields types={types} endpoint={endpoint} />
    </ActionDialog>
  );
}

function Replay({ endpoint: { id }, changed }: OfEndpoint) {
  const t = useTexts();
  const zone = useZone() ?? 'UTC';
  return (
    <ActionDialog
      name={`replay-webhooks:${id}`}
      label={t('replayWebhooks.button')}
      title={t('replayWebhooks.title')}
      document={ReplayWebhooksDocument}
      input={(values, idempotencyKey) => ({
        endpointId: id,
        since: values.optionalInstant('since', zone),
        after: values.optional('after'),
        idempotencyKey,
      })}
      done={t('replayWebhooks.done')}
      onSuccess={changed}
    >
      <p>{t('replayWebhooks.explained')}</p>
      <TextField name="since" type="datetime-local" label={t('replayWebhooks.since', { zone })} />
      <TextField name="after" label={t('replayWebhooks.after')} hint={t('replayWebhooks.afterHint')} />
    </ActionDialog>
  );
}

function Rotate({ endpoint: { id }, changed }: OfEndpoint) {
  const t = useTexts();
  return (
    <DialogButton label={t('rotateWebhook.button')} title={t('rotateWebhook.title')}>
      {() => (
        <Secret label={t('webhooks.secret')} hint={t('webhooks.once')}>
          {show => (
            <MutationForm
              name={`rotate-webhook:${id}`}
              document={RotateWebhookSecretDocument}
              input={(_, idempotencyKey) => ({ endpointId: id, idempotencyKey })}
              submit={t('rotateWebhook.submit')}
              onSuccess={({ secret }) => {
                show(secret ?? t('webhooks.created'));
                changed();
              }}
            >
              <p>{t('rotateWebhook.explained')}</p>
            </MutationForm>
          )}
        </Secret>
      )}
    </DialogButton>
  );
}

function Delete({ endpoint: { id, description: name } }: { endpoint: WebhookEndpointNode }) {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <ActionDialog
      name={`delete-webhook:${id}`}
      label={t('deleteWebhook.button')}
      title={t('deleteWebhook.title', { name })}
      tone="danger"
      document={DeleteWebhookEndpointDocument}
      input={(_, idempotencyKey) => ({ endpointId: id, idempotencyKey })}
      done={t('deleteWebhook.done', { name })}
      onSuccess={() => void navigate({ to: '/organization' })}
    >
      <p>{t('deleteWebhook.explained')}</p>
    </ActionDialog>
  );
}

function Deliveries({ endpoint, changed }: OfEndpoint) {
  const t = useTexts();
  const { state } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return (
    <Section title={t('webhookPage.deliveries')}>
      <StateFilter machine="webhookDelivery" />
      <p>
        <button type="button" onClick={changed}>
          {t('webhookPage.again')}
        </button>
      </p>
      <Table
        caption={t('webhookPage.deliveries')}
        file={{ list: 'webhook-deliveries', parameters: { endpoint: endpoint.id, state: state && [state] } }}
        rows={endpoint.deliveries.edges.map(({ node }) => node)}
        rowKey={({ id }) => id}
        empty={t('webhookPage.none')}
        foot={<Pager pageInfo={endpoint.deliveries.pageInfo} />}
        columns={[
          {
            head: t('webhookPage.event'),
            cell: ({ id, eventType }) => (
              <Link to="/webhook-deliveries/$id" params={{ id }}>
                {eventText(t, eventType)}
              </Link>
            ),
          },
          {
            head: t('webhookPage.state'),
            cell: delivery => <StateBadge machine="webhookDelivery" state={delivery.state} />,
          },
          { head: t('webhookPage.at'), cell: ({ createdAt }) => <Instant value={createdAt} /> },
          { head: t('webhookPage.attempts'), cell: ({ attemptsMade }) => attemptsMade, figures: true },
          {
            head: t('webhookPage.answer'),
            cell: ({ status, fault }) => (fault ? t(`webhookFault.${fault}`) : (status ?? '–')),
          },
          { head: t('webhookPage.next'), cell: ({ nextAttemptAt }) => <Instant value={nextAttemptAt} /> },
        ]}
      />
    </Section>
  );
}
