import { Link, useParams } from '@tanstack/react-router';
import { ResendWebhookDocument, WebhookDeliveryDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { eventText } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';
import type { WebhookDeliveryNode } from '../nodes.js';

/** One event for one address: what is sent, and what came of each attempt. */
export function WebhookDeliveryPage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(WebhookDeliveryDocument, { id });
  return (
    <NodePage live={live} kind="WebhookDelivery">
      {delivery => (
        <Page
          title={t('webhookDeliveryPage.title', { event: eventText(t, delivery.eventType) })}
          lead={<StateBadge machine="webhookDelivery" state={delivery.state} />}
          actions={
            delivery.availableActions.includes('RESEND') && (
              <MutationForm
                name={`resend-webhook:${id}`}
                document={ResendWebhookDocument}
                input={(_, idempotencyKey) => ({ deliveryId: id, idempotencyKey })}
                submit={t('webhookDeliveryPage.resend')}
                onSuccess={live.refetch}
              />
            )
          }
        >
          <DeliveryFacts delivery={delivery} />
          <Attempts delivery={delivery} refetch={live.refetch} />
        </Page>
      )}
    </NodePage>
  );
}

function DeliveryFacts({ delivery }: { delivery: WebhookDeliveryNode }) {
  const t = useTexts();
  const { endpoint, eventId, createdAt, nextAttemptAt, deliveredAt, body } = delivery;
  return (
    <Section title={t('webhookDeliveryPage.facts')}>
      <Facts
        rows={[
          [
            t('webhookDeliveryPage.endpoint'),
            <Link key="endpoint" to="/webhooks/$id" params={{ id: endpoint.id }}>
              {endpoint.description}
            </Link>,
          ],
          [t('webhooks.url'), <code key="url">{endpoint.url}</code>],
          [t('webhookDeliveryPage.id'), <code key="id">{eventId}</code>],
          [t('webhookPage.at'), <Instant key="at" value={createdAt} />],
          [t('webhookPage.next'), nextAttemptAt && <Instant key="next" value={nextAttemptAt} />],
          [t('webhookDeliveryPage.deliveredAt'), deliveredAt && <Instant key="delivered" value={deliveredAt} />],
          [t('webhookDeliveryPage.body'), <code key="body">{body}</code>],
        ]}
      />
    </Section>
  );
}

function Attempts({ delivery, refetch }: { delivery: WebhookDeliveryNode; refetch: () => void }) {
  const t = useTexts();
  return (
    <Section title={t('webhookDeliveryPage.attempts')}>
      <p>
        <button type="button" onClick={refetch}>
          {t('webhookPage.again')}
        </button>
      </p>
      <Table
        caption={t('webhookDeliveryPage.attempts')}
        rows={delivery.attempts}
        rowKey={({ no }) => String(no)}
        empty={t('webhookDeliveryPage.none')}
        columns={[
          { head: t('webhookDeliveryPage.no'), cell: ({ no }) => no, figures: true },
          { head: t('webhookDeliveryPage.started'), cell: ({ startedAt }) => <Instant value={startedAt} /> },
          {
            head: t('webhookPage.answer'),
            cell: ({ status, fault, endedAt }) =>
              fault ? t(`webhookFault.${fault}`) : (status ?? (endedAt ? '–' : t('webhookDeliveryPage.cutOff'))),
          },
          { head: t('webhookDeliveryPage.excerpt'), cell: ({ excerpt }) => excerpt },
        ]}
      />
    </Section>
  );
}
