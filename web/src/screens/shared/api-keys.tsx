import {
  ApiKeysDocument,
  type ApiKeyScope,
  type ApiKeysQuery,
  CreateApiKeyDocument,
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
} from '../../graphql/documents.js';
import { instantText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { StateBadge } from '../../parts/badge.js';
import { DialogButton } from '../../parts/dialog.js';
import { ChecksField, SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { Loaded, Section } from '../../parts/page.js';
import { Secret } from '../../parts/secret.js';
import { Table } from '../../parts/table.js';
import { type Texts, useCatalogue, useTexts } from '../../texts/index.js';

type Organization = Extract<NonNullable<ApiKeysQuery['node']>, { __typename: 'Organization' }>;
type Key = NonNullable<Organization['apiKeys']>[number];

const dayMs = 86_400_000;
/** The browser's clock may go before the server's, which counts. */
const marginMs = 600_000;

/** Keys live by the real clock, not by the market's. */
function inDays(days: string): string {
  return new Date(Date.now() + Number(days) * dayMs - marginMs).toISOString();
}

/** The keys of an organization's programs, for its administrators. */
export function ApiKeys({ organizationId }: { organizationId: string }) {
  const t = useTexts();
  const live = useLive(ApiKeysDocument, { id: organizationId });
  return (
    <Loaded live={live}>
      {({ node }) =>
        node?.__typename === 'Organization' && node.apiKeys ? (
          <Section title={t('apiKeys.title')}>
            <p className="hint">{t('apiKeys.explained')}</p>
            <KeyTable keys={node.apiKeys} changed={live.refetch} />
            {node.availableActions.includes('CREATE_API_KEY') && <CreateKey changed={live.refetch} />}
          </Section>
        ) : null
      }
    </Loaded>
  );
}

function KeyTable({ keys, changed }: { keys: readonly Key[]; changed: () => void }) {
  const t = useTexts();
  const shown = (instant: string | null | undefined) =>
    instant ? instantText(instant, undefined) : t('apiKeys.never');
  return (
    <Table
      caption={t('apiKeys.caption')}
      rows={keys}
      rowKey={key => key.id}
      empty={t('apiKeys.empty')}
      columns={[
        { head: t('apiKeys.name'), cell: ({ name }) => name },
        { head: t('apiKeys.prefix'), cell: ({ prefix }) => <code>{prefix}…</code> },
        { head: t('apiKeys.member'), cell: ({ member }) => member.person.name },
        { head: t('apiKeys.scopes'), cell: ({ scopes }) => scopesText(t, scopes) },
        { head: t('apiKeys.state'), cell: ({ state }) => <StateBadge machine="apiKey" state={state} /> },
        { head: t('apiKeys.ends'), cell: ({ endsAt, expiresAt }) => shown(endsAt ?? expiresAt) },
        { head: t('apiKeys.lastUsed'), cell: ({ lastUsedAt }) => shown(lastUsedAt) },
        { head: t('table.actions'), cell: key => <KeyActions apiKey={key} changed={changed} /> },
      ]}
    />
  );
}

function scopesText(t: Texts, scopes: readonly ApiKeyScope[]): string {
  return scopes.map(scope => t(`keyScope.${scope}`)).join(', ');
}

function CreateKey({ changed }: { changed: () => void }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <DialogButton label={t('createApiKey.button')} title={t('createApiKey.title')}>
      {() => (
        <Secret label={t('apiKeys.secret')} hint={t('apiKeys.once')}>
          {show => (
            <MutationForm
              name="create-api-key"
              document={CreateApiKeyDocument}
              input={values => ({
                name: values.text('name'),
                scopes: values.choices<ApiKeyScope>('scopes'),
                expiresAt: inDays(values.text('expiresAt')),
              })}
              submit={t('createApiKey.submit')}
              onSuccess={({ secret }) => {
                show(secret);
                changed();
              }}
            >
              <TextField name="name" label={t('apiKeys.name')} hint={t('createApiKey.nameHint')} />
              <ChecksField
                name="scopes"
                label={t('apiKeys.scopes')}
                options={Object.entries(catalogue.keyScope)}
                value={['READ']}
              />
              <ExpiryField />
            </MutationForm>
          )}
        </Secret>
      )}
    </DialogButton>
  );
}

function ExpiryField() {
  const t = useTexts();
  return (
    <SelectField
      name="expiresAt"
      label={t('apiKeys.expires')}
      value="90"
      options={[30, 90, 180, 365].map(count => [String(count), t('apiKeys.days', { count })] as const)}
    />
  );
}

function KeyActions({ apiKey, changed }: { apiKey: Key; changed: () => void }) {
  const { id, name, availableActions } = apiKey;
  const t = useTexts();
  return (
    <div className="actions">
      {availableActions.includes('ROTATE') && <RotateKey apiKey={apiKey} changed={changed} />}
      {availableActions.includes('REVOKE') && (
        <ActionDialog
          name={`revoke-api-key:${id}`}
          label={t('revokeApiKey.button')}
          about={name}
          title={t('revokeApiKey.title', { name })}
          tone="danger"
          document={RevokeApiKeyDocument}
          input={() => ({ apiKeyId: id })}
          done={t('revokeApiKey.done', { name })}
          onSuccess={changed}
        >
          <p>{t('revokeApiKey.explained')}</p>
        </ActionDialog>
      )}
    </div>
  );
}

function RotateKey({ apiKey: { id, name }, changed }: { apiKey: Key; changed: () => void }) {
  const t = useTexts();
  return (
    <DialogButton label={t('rotateApiKey.button')} about={name} title={t('rotateApiKey.title', { name })}>
      {() => (
        <Secret label={t('apiKeys.secret')} hint={t('apiKeys.once')}>
          {show => (
            <MutationForm
              name={`rotate-api-key:${id}`}
              document={RotateApiKeyDocument}
              input={values => {
                const overlap = values.text('previousEndsAt');
                return {
                  apiKeyId: id,
                  expiresAt: inDays(values.text('expiresAt')),
                  previousEndsAt: overlap === '0' ? null : inDays(overlap),
                };
              }}
              submit={t('rotateApiKey.submit')}
              onSuccess={({ secret }) => {
                show(secret);
                changed();
              }}
            >
              <p>{t('rotateApiKey.explained')}</p>
              <ExpiryField />
              <SelectField
                name="previousEndsAt"
                label={t('rotateApiKey.overlap')}
                value="1"
                options={[
                  ['0', t('rotateApiKey.atOnce')],
                  ...[1, 3, 7].map(count => [String(count), t('apiKeys.days', { count })] as const),
                ]}
              />
            </MutationForm>
          )}
        </Secret>
      )}
    </DialogButton>
  );
}
