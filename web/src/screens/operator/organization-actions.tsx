import {
  AdmitOrganizationDocument,
  RefuseOrganizationDocument,
  SuspendOrganizationDocument,
} from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { TextArea } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';
import { ProposeOverride } from './propose-override.js';

const decisions = {
  ADMIT: { document: AdmitOrganizationDocument, key: 'admit', tone: 'primary', asksReason: false },
  REFUSE: { document: RefuseOrganizationDocument, key: 'refuse', tone: 'danger', asksReason: true },
  SUSPEND: { document: SuspendOrganizationDocument, key: 'suspend', tone: 'danger', asksReason: true },
} as const;

/** What the operator decides about an organization. */
export function OrganizationActions({
  organization,
  changed,
}: {
  organization: OrganizationNode;
  changed: () => void;
}) {
  const t = useTexts();
  const { id, name, availableActions } = organization;
  const dialogs = Object.entries(decisions)
    .filter(([action]) => availableActions.includes(action as keyof typeof decisions))
    .map(([action, { document, key, tone, asksReason }]) => (
      <ActionDialog
        key={action}
        name={`${key}-organization:${id}`}
        label={t(`organizationAction.${key}.button`)}
        title={t(`organizationAction.${key}.title`, { name })}
        tone={tone}
        document={document as typeof AdmitOrganizationDocument}
        input={values => ({ organizationId: id, reason: values.optional('reason') })}
        done={t(`organizationAction.${key}.done`, { name })}
        onSuccess={changed}
      >
        <p>{t(`organizationAction.${key}.explained`)}</p>
        {asksReason && <TextArea name="reason" label={t('organizationAction.reason')} rows={3} />}
      </ActionDialog>
    ));
  return (
    <>
      {dialogs}
      {availableActions.includes('RESUME') && <ProposeOverride act="RESUME_ORGANIZATION" subjectId={id} />}
    </>
  );
}
