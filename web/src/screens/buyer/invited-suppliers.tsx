import { InviteNamedSupplierDocument } from '../../graphql/documents.js';
import { InviteDialog } from '../../parts/invite-dialog.js';
import { Party } from '../../parts/links.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import type { ProgrammeNode } from '../nodes.js';

interface Props {
  readonly programme: ProgrammeNode;
  readonly suppliers: NonNullable<ProgrammeNode['invitedSuppliers']>;
}

/** Suppliers that files of the buyer have named and that are not here yet, each with a way to a further link. */
export function InvitedSuppliers({ programme, suppliers }: Props) {
  const t = useTexts();
  const invites = programme.availableActions.includes('INVITE_SUPPLIER');
  return (
    <Section title={t('invitedSuppliers.heading')}>
      <p>{t('invitedSuppliers.explained')}</p>
      <Table
        caption={t('invitedSuppliers.caption')}
        rows={suppliers}
        rowKey={supplier => supplier.id}
        empty=""
        columns={[
          { head: t('organization.name'), cell: supplier => <Party party={supplier} /> },
          { head: t('organization.country'), cell: ({ country }) => country },
          {
            head: t('table.actions'),
            cell: ({ id, name }) =>
              invites && (
                <InviteDialog
                  name={`invite-named-supplier:${id}`}
                  label={t('invitedSuppliers.button')}
                  about={name}
                  title={t('invitedSuppliers.title', { name })}
                  document={InviteNamedSupplierDocument}
                  input={(_, { email }) => ({ organizationId: id, email })}
                />
              ),
          },
        ]}
      />
    </Section>
  );
}
