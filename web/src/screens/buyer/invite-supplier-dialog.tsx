import { InviteSupplierDocument } from '../../graphql/documents.js';
import { InviteDialog } from '../../parts/invite-dialog.js';
import { useTexts } from '../../texts/index.js';

export function InviteSupplierDialog({ programmeId }: { programmeId: string }) {
  const t = useTexts();
  return (
    <InviteDialog
      name={`invite-supplier:${programmeId}`}
      label={t('invite.supplier')}
      nameLabel={t('invite.organizationName')}
      document={InviteSupplierDocument}
      input={(_, invited) => ({ programmeId, ...invited })}
    />
  );
}
