import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useViewer } from '../../app/market.js';
import { OrganizationDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { sizeText } from '../../parts/supplier-alias.js';
import { useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';
import { OrganizationActions } from '../operator/organization-actions.js';
import { ApiKeys } from './api-keys.js';
import { AdmissionDocuments } from './admission-documents.js';
import { BankAccounts } from './bank-accounts.js';
import { CompleteExports } from './complete-exports.js';
import { Members } from './members.js';
import { PostalAddress } from './postal-address.js';
import { Sessions } from './sessions.js';
import { Webhooks } from './webhooks.js';

/** The viewer's own organization, with the keys of its programs and the sessions of the person. */
export function OwnOrganizationPage() {
  const { organization } = useViewer();
  return (
    <OrganizationById id={organization.id}>
      <ApiKeys organizationId={organization.id} />
      <Webhooks />
      <CompleteExports />
      <Sessions />
    </OrganizationById>
  );
}

/** Any organization, as far as the viewer may see it. */
export function OrganizationPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OrganizationById id={id} />;
}

function OrganizationById({ id, children }: { id: string; children?: ReactNode }) {
  const live = useLive(OrganizationDocument, { id });
  return (
    <NodePage live={live} kind="Organization">
      {organization => (
        <Page
          title={organization.name}
          lead={organization.state && <StateBadge machine="organization" state={organization.state} />}
          actions={<OrganizationActions organization={organization} changed={live.refetch} />}
        >
          <OrganizationFacts organization={organization} />
          <PostalAddress organization={organization} changed={live.refetch} />
          {organization.admissionDocuments && (
            <AdmissionDocuments organization={organization} documents={organization.admissionDocuments} />
          )}
          {organization.members && (
            <Members organization={organization} members={organization.members} changed={live.refetch} />
          )}
          {organization.bankAccounts && (
            <BankAccounts organization={organization} accounts={organization.bankAccounts} changed={live.refetch} />
          )}
          {children}
        </Page>
      )}
    </NodePage>
  );
}

function OrganizationFacts({ organization }: { organization: OrganizationNode }) {
  const t = useTexts();
  return (
    <Section title={t('organization.facts')}>
      <Facts
        rows={[
          [t('organization.roles'), organization.roles.map(role => t(`role.${role}`)).join(', ')],
          [t('organization.country'), organization.country],
          [t('organization.registration'), organization.registrationNumber],
          [t('organization.taxId'), organization.taxId],
          [t('organization.lei'), organization.lei],
          [t('organization.sizeBand'), organization.sizeBand && sizeText(t, organization.sizeBand)],
          [t('organization.sector'), organization.sector],
        ]}
      />
    </Section>
  );
}
