import { AddFunderDocument, OrganizationsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';

export function AddFunderDialog({ programmeId, onAdded }: { programmeId: string; onAdded: () => void }) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`add-funder:${programmeId}`}
      label={t('addFunder.button')}
      title={t('addFunder.title')}
      document={AddFunderDocument}
      input={values => ({ programmeId, funderId: values.choice('funderId') })}
      done={t('addFunder.done')}
      onSuccess={onAdded}
    >
      <FunderField />
    </ActionDialog>
  );
}

function FunderField() {
  const t = useTexts();
  const live = useLive(OrganizationsDocument, { first: 100, role: 'FUNDER' }, { lists: ['Organization'] });
  return (
    <Loaded live={live}>
      {({ organizations }) => (
        <SelectField
          name="funderId"
          label={t('party.FUNDER')}
          none={t('decision.choose')}
          options={organizations.edges.map(({ node }) => [node.id, node.name] as const)}
        />
      )}
    </Loaded>
  );
}
