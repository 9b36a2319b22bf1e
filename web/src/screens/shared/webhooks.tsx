import { Link } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { CreateWebhookEndpointDocument, WebhookEndpointsDocument } from '../../graphql/documents.js';
import type { FormValues } from '../../lib/form-values.js';
import { useLive } from '../../lib/use-live.js';
import { StateBadge } from '../../parts/badge.js';
import { DialogButton } from '../../parts/dialog.js';
import { ChecksField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { Loaded, Section } from '../../parts/page.js';
import { Secret } from '../../parts/secret.js';
import { Table } from '../../parts/table.js';
import { eventText } from '../../parts/timeline.js';
import { type Texts, useTexts } from '../../texts/index.js';
import type { WebhookEndpointNode } from '../nodes.js';

/** Where the organization is called when something happens; for its administrators. */
export function Webhooks() {
  const { permissions } = useViewer();
  return permissions.includes('ADMINISTRATOR') ? <Endpoints /> : null;
}

function Endpoints() {
  const t = useTexts();
  const live = useLive(WebhookEndpointsDocument, {}, { lists: ['WebhookEndpoint'], keep: true });
  return (
    <Section title={t('webhooks.title')}>
      <p className="hint">{t('webhooks.explained')}</p>
      <Loaded live={live}>
        {({ webhookEndpoints, webhookEventTypes }) => (
          <>
            <Table
              caption={t('webhooks.caption')}
              file={{ list: 'webhook-endpoints' }}
              rows={webhookEndpoints}
              rowKey={({ id }) => id}
              empty={t('webhooks.empty')}
              columns={[
                {
                  head: t('webhooks.description'),
                  cell: ({ id, description }) => (
                    <Link to="/webhooks/$id" params={{ id }}>
                      {description}
                    </Link>
                  ),
                },
                { head: t('webhooks.url'), cell: ({ url }) => <code>{url}</code> },
                { head: t('webhooks.eventTypes'), cell: ({ eventTypes }) => typesText(t, eventTypes) },
                {
                  head: t('webhooks.state'),
                  cell: ({ state }) => <StateBadge machine="webhookEndpoint" state={state} />,
                },
              ]}
            />
            <CreateWebhook types={webhookEventTypes} changed={live.refetch} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

export function typesText(t: Texts, eventTypes: readonly string[] | null | undefined): string {
  return eventTypes ? t('webhooks.some', { count: eventTypes.length }) : t('webhooks.all');
}

function CreateWebhook({ types, changed }: { types: readonly string[]; changed: () => void }) {
  const t = useTexts();
  return (
    <DialogButton label={t('createWebhook.button')} title={t('createWebhook.title')}>
      {() => (
        <Secret label={t('webhooks.secret')} hint={t('webhooks.once')}>
          {show => (
            <MutationForm
              name="create-webhook"
              document={CreateWebhookEndpointDocument}
              input={(values, idempotencyKey) => ({ ...endpointFrom(values), idempotencyKey })}
              submit={t('createWebhook.submit')}
              onSuccess={({ secret }) => {
                show(secret ?? t('webhooks.created'));
                changed();
              }}
            >
              <EndpointFields types={types} />
            </MutationForm>
          )}
        </Secret>
      )}
    </DialogButton>
  );
}

interface EndpointFieldsProps {
  readonly types: readonly string[];
  readonly endpoint?: Pick<WebhookEndpointNode, 'url' | 'description' | 'eventTypes'>;
}

/** Where an endpoint is, and of what it is told. */
export function EndpointFields({ types, endpoint }: EndpointFieldsProps) {
  const t = useTexts();
  return (
    <>
      <TextField name="url" label={t('webhooks.url')} hint={t('createWebhook.urlHint')} value={endpoint?.url} />
      <TextField
        name="description"
        label={t('webhooks.description')}
        hint={t('createWebhook.descriptionHint')}
        value={endpoint?.description}
      />
      <details open={Boolean(endpoint?.eventTypes)}>
        <summary>{t('createWebhook.choose')}</summary>
        <p className="hint">{t('createWebhook.chooseHint')}</p>
        <ChecksField
          name="eventTypes"
          label={t('webhooks.eventTypes')}
          options={types.map(type => [type, eventText(t, type)] as const)}
          value={endpoint?.eventTypes ?? []}
        />
      </details>
    </>
  );
}

export function endpointFrom(values: FormValues) {
  const eventTypes = values.anyChoices('eventTypes');
  return {
    url: values.text('url'),
    description: values.text('description'),
    eventTypes: eventTypes.length > 0 ? eventTypes : null,
  };
}
