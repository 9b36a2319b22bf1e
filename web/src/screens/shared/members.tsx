import {
  DeactivateMemberDocument,
  InviteMemberDocument,
  type Permission,
  SetPermissionsDocument,
} from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { ChecksField } from '../../parts/fields.js';
import { InviteDialog } from '../../parts/invite-dialog.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';

type Member = NonNullable<OrganizationNode['members']>[number];

interface Props {
  readonly organization: OrganizationNode;
  readonly members: readonly Member[];
  readonly changed: () => void;
}

/** The people of an organization and what each may do. */
export function Members({ organization, members, changed }: Props) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <Section title={t('members.title')}>
      <Table
        caption={t('members.caption')}
        file={{ list: 'members', parameters: { organization: organization.id } }}
        rows={members}
        rowKey={member => member.id}
        empty={t('members.empty')}
        columns={[
          { head: t('person.name'), cell: ({ person }) => person.name },
          { head: t('person.email'), cell: ({ person }) => person.email },
          {
            head: t('members.permissions'),
            cell: ({ permissions }) => permissions.map(one => t(`permission.${one}`)).join(', '),
          },
          { head: t('members.active'), cell: ({ active }) => t(active ? 'programme.yes' : 'programme.no') },
          { head: t('table.actions'), cell: member => <MemberActions member={member} changed={changed} /> },
        ]}
      />
      {organization.availableActions.includes('INVITE_MEMBER') && (
        <InviteDialog
          name="invite-member"
          label={t('invite.member')}
          nameLabel={t('person.name')}
          document={InviteMemberDocument}
          input={(values, invited) => ({ ...invited, permissions: values.choices<Permission>('permissions') })}
        >
          <ChecksField
            name="permissions"
            label={t('members.permissions')}
            options={Object.entries(catalogue.permission)}
          />
        </InviteDialog>
      )}
    </Section>
  );
}

function MemberActions({
  member: { id, person, permissions, availableActions },
  changed,
}: {
  member: Member;
  changed: () => void;
}) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <div className="actions">
      {availableActions.includes('SET_PERMISSIONS') && (
        <ActionDialog
          name={`set-permissions:${id}`}
          label={t('setPermissions.button')}
          about={person.name}
          title={t('setPermissions.title', { name: person.name })}
          document={SetPermissionsDocument}
          input={values => ({ memberId: id, permissions: values.choices<Permission>('permissions') })}
          done={t('setPermissions.done', { name: person.name })}
          onSuccess={changed}
        >
          <ChecksField
            name="permissions"
            label={t('members.permissions')}
            options={Object.entries(catalogue.permission)}
            value={permissions}
          />
        </ActionDialog>
      )}
      {availableActions.includes('DEACTIVATE') && (
        <ActionDialog
          name={`deactivate-member:${id}`}
          label={t('deactivateMember.button')}
          about={person.name}
          title={t('deactivateMember.title', { name: person.name })}
          tone="danger"
          document={DeactivateMemberDocument}
          input={() => ({ memberId: id })}
          done={t('deactivateMember.done', { name: person.name })}
          onSuccess={changed}
        >
          <p>{t('deactivateMember.explained')}</p>
        </ActionDialog>
      )}
    </div>
  );
}
