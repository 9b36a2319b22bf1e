import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { startSession, useSessionPhase } from '../../app/session.js';
import { AcceptInvitationDocument, InvitationDocument, type InvitationQuery } from '../../graphql/documents.js';
import type { FormValues } from '../../lib/form-values.js';
import { takeLinkToken } from '../../lib/link-token.js';
import { useLive } from '../../lib/use-live.js';
import { Alone } from '../../parts/alone.js';
import { Facts } from '../../parts/facts.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Go } from '../../parts/go.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { Loaded } from '../../parts/page.js';
import { Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

type Preview = NonNullable<InvitationQuery['invitation']>;
type Terms = NonNullable<InvitationQuery['publishedTerms']>;

/** Who invites, to what, and under which terms; then one form for everything that is asked. */
export function InvitationPage() {
  const t = useTexts();
  const phase = useSessionPhase();
  const [token] = useState(takeLinkToken);
  if (phase === 'live') return <Go href="/" />;
  return <Alone title={t('invitation.title')}>{token ? <Invited token={token} /> : <Unusable />}</Alone>;
}

function Invited({ token }: { token: string }) {
  const live = useLive(InvitationDocument, { token });
  return (
    <Loaded live={live}>
      {({ invitation, publishedTerms }) =>
        invitation ? (
          <>
            <PreviewFacts preview={invitation} />
            {publishedTerms && <PublishedTerms terms={publishedTerms} />}
            <AcceptForm token={token} preview={invitation} />
          </>
        ) : (
          <Unusable />
        )
      }
    </Loaded>
  );
}

function Unusable() {
  const t = useTexts();
  return (
    <>
      <p>{t('problem.INVITATION_UNUSABLE')}</p>
      <p>
        <Link to="/sign-in">{t('signIn.title')}</Link>
      </p>
    </>
  );
}

function PreviewFacts({ preview }: { preview: Preview }) {
  const t = useTexts();
  const { kind, organizationName, role, programmeName, buyerName, email, expiresAt } = preview;
  return (
    <>
      <p>
        {kind === 'MEMBER' ? t('invitation.member', { name: organizationName ?? '' }) : t('invitation.organization')}
      </p>
      <Facts
        rows={[
          [t('organization.name'), organizationName],
          [t('organization.roles'), role && t(`role.${role}`)],
          [t('programme.one'), programmeName],
          [t('party.BUYER'), buyerName],
          [t('person.email'), email],
          [t('invite.expires'), <Instant key="expires" value={expiresAt} />],
        ]}
      />
    </>
  );
}

function PublishedTerms({ terms }: { terms: Terms }) {
  const t = useTexts();
  return (
    <details>
      <summary>{t('invitation.terms', { version: terms.version })}</summary>
      <p className="document">{terms.text}</p>
      <h2>{t('terms.undertakingText')}</h2>
      <p className="document">{terms.undertakingText}</p>
    </details>
  );
}

function AcceptForm({ token, preview }: { token: string; preview: Preview }) {
  const t = useTexts();
  const founds = preview.kind !== 'MEMBER';
  return (
    <MutationForm
      name="accept-invitation"
      document={AcceptInvitationDocument}
      input={values => ({
        token,
        personName: values.text('personName'),
        email: values.text('email'),
        password: values.password('password'),
        ...(founds ? foundedFrom(values) : {}),
        carrier: 'COOKIE' as const,
      })}
      submit={t('invitation.submit')}
      onSuccess={startSession}
    >
      <h2>{t('invitation.you')}</h2>
      <TextField name="personName" label={t('person.name')} autoComplete="name" />
      <TextField
        name="email"
        type="email"
        label={t('person.email')}
        value={preview.email ?? undefined}
        autoComplete="username"
      />
      <TextField
        name="password"
        type="password"
        label={t('person.password')}
        hint={t('invitation.passwordHint')}
        autoComplete="new-password"
      />
      {founds && <OrganizationFields name={preview.organizationName} />}
    </MutationForm>
  );
}

function foundedFrom(values: FormValues) {
  return {
    organization: {
      name: values.text('organization.name'),
      country: values.text('organization.country').toUpperCase(),
      registrationNumber: values.optional('organization.registrationNumber'),
      taxId: values.optional('organization.taxId'),
      lei: values.optional('organization.lei')?.toUpperCase(),
      sizeBand: values.optional('organization.sizeBand'),
      sector: values.optional('organization.sector'),
    },
    account: {
      iban: values.text('account.iban').replaceAll(' ', '').toUpperCase(),
      bic: values.optional('account.bic')?.toUpperCase(),
      holderName: values.text('account.holderName'),
    },
  };
}

function OrganizationFields({ name }: { name: string | null }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <>
      <h2>{t('invitation.yourOrganization')}</h2>
      <TextField
        name="organization.name"
        label={t('organization.name')}
        value={name ?? undefined}
        autoComplete="organization"
      />
      <TextField name="organization.country" label={t('organization.country')} hint={t('limit.countryHint')} />
      <TextField
        name="organization.registrationNumber"
        label={t('organization.registration')}
        hint={t('invitation.numbersHint')}
      />
      <TextField name="organization.taxId" label={t('organization.taxId')} />
      <TextField name="organization.lei" label={t('organization.lei')} />
      <SelectField
        name="organization.sizeBand"
        label={t('organization.sizeBand')}
        none={t('invitation.notSaid')}
        options={Object.entries(catalogue.sizeBand)}
      />
      <TextField name="organization.sector" label={t('organization.sector')} />
      <h2>{t('invitation.yourAccount')}</h2>
      <TextField name="account.iban" label={t('bankAccount.iban')} />
      <TextField name="account.bic" label={t('bankAccount.bic')} />
      <TextField name="account.holderName" label={t('bankAccount.holder')} value={name ?? undefined} />
    </>
  );
}
