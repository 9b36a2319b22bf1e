import {
  DeactivateMemberDocument,
  InviteMemberDocument,
  type Permission,
  SetPermissionsDocument,
} from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { ChecksField } from '../../parts/fields.js';
import { InviteDialog } from '../../parts/invite-dialog.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { Member, OrganizationNode } from '../nodes.js';
import { CeilingsDialog, SubstituteDialog } from './member-authority.js';

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
          { head: t('members.ceilings'), cell: member => <Ceilings ceilings={member.ceilings} /> },
          { head: t('members.substitute'), cell: member => <Substitute substitute={member.substitute} /> },
          { head: t('members.active'), cell: ({ active }) => t(active ? 'programme.yes' : 'programme.no') },
          { head: t('table.actions'), cell: member => <MemberActions {...{ member, members, changed }} /> },
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

/** Up to which totals a member releases; nothing where any will do. */
function Ceilings({ ceilings }: Pick<Member, 'ceilings'>) {
  const t = useTexts();
  if (ceilings.length === 0) return t('members.noCeiling');
  return ceilings.map((ceiling, index) => (
    <span key={ceiling.currency}>
      {index > 0 && ', '}
      <Amount value={ceiling} />
    </span>
  ));
}

function Substitute({ substitute }: Pick<Member, 'substitute'>) {
  if (!substitute) return '–';
  return (
    <>
      {substitute.member.person.name}, <Day value={substitute.from} /> – <Day value={substitute.until} />
    </>
  );
}

function MemberActions({
  member,
  members,
  changed,
}: {
  member: Member;
  members: readonly Member[];
  changed: () => void;
}) {
  const { id, person, permissions, availableActions } = member;
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
      {availableActions.includes('SET_CEILINGS') && <CeilingsDialog member={member} changed={changed} />}
      {availableActions.includes('SET_SUBSTITUTE') && <SubstituteDialog {...{ member, members, changed }} />}
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
