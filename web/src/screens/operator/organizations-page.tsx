import { Link, useSearch } from '@tanstack/react-router';
import {
  InviteOrganizationDocument,
  type OrganizationRole,
  OrganizationsDocument,
  type OrganizationState,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { InviteDialog } from '../../parts/invite-dialog.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

/** Everybody in the market, for the operator. */
export function OrganizationsPage() {
  const t = useTexts();
  const catalogue = useCatalogue();
  const { state, role, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = {
    state: state ? [state as OrganizationState] : undefined,
    role: role as OrganizationRole | undefined,
    after,
  };
  const live = useLive(OrganizationsDocument, variables, { lists: ['Organization'], keep: true });
  return (
    <Page title={t('organizations.title')} actions={<InviteOrganizationDialog />}>
      <Filter>
        {search => (
          <>
            <SelectField
              name="state"
              label={t('filter.state')}
              none={t('filter.any')}
              options={Object.entries(catalogue.state.organization)}
              value={search.state}
            />
            <SelectField
              name="role"
              label={t('organization.roles')}
              none={t('filter.any')}
              options={Object.entries(catalogue.role)}
              value={search.role}
            />
          </>
        )}
      </Filter>
      <Loaded live={live}>
        {({ organizations }) => (
          <>
            <Table
              caption={t('organizations.caption')}
              file={{ list: 'organizations', parameters: { state: variables.state, role: variables.role } }}
              rows={organizations.edges.map(({ node }) => node)}
              rowKey={organization => organization.id}
              empty={t('organizations.empty')}
              columns={[
                {
                  head: t('organization.name'),
                  cell: ({ id, name }) => (
                    <Link to="/organizations/$id" params={{ id }}>
                      {name}
                    </Link>
                  ),
                },
                { head: t('organization.roles'), cell: ({ roles }) => roles.map(one => t(`role.${one}`)).join(', ') },
                { head: t('organization.country'), cell: ({ country }) => country },
                {
                  head: t('organization.state'),
                  cell: organization =>
                    organization.state ? <StateBadge machine="organization" state={organization.state} /> : '–',
                },
              ]}
            />
            <Pager pageInfo={organizations.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function InviteOrganizationDialog() {
  const t = useTexts();
  const roles = (['BUYER', 'SUPPLIER', 'FUNDER'] as const).map(role => [role, t(`role.${role}`)] as const);
  return (
    <InviteDialog
      name="invite-organization"
      label={t('invite.organization')}
      nameLabel={t('invite.organizationName')}
      document={InviteOrganizationDocument}
      input={(values, invited) => ({ role: values.choice<OrganizationRole>('role'), ...invited })}
    >
      <SelectField name="role" label={t('organization.roles')} options={roles} />
    </InviteDialog>
  );
}
