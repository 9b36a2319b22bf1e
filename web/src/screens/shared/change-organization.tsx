import { useNavigate } from '@tanstack/react-router';
import { restartSession } from '../../app/session.js';
import { ChangeOrganizationDocument, type ViewerQuery } from '../../graphql/documents.js';
import { DialogButton } from '../../parts/dialog.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useTexts } from '../../texts/index.js';

export type Membership = NonNullable<ViewerQuery['viewer']>['memberships'][number];

interface Props {
  readonly memberships: readonly Membership[];
  readonly onChosen: (membership: Membership) => void;
}

/** One button for each organization that a person may act for; all but the first change the session. */
export function ChooseOrganization({ memberships, onChosen }: Props) {
  const t = useTexts();
  return (
    <>
      <p>{t('changeOrganization.explained')}</p>
      <ul className="links">
        {memberships.map(membership => (
          <li key={membership.organizationId}>
            {membership.current ? (
              <button type="button" onClick={() => onChosen(membership)}>
                {t('changeOrganization.current', { name: membership.organizationName })}
              </button>
            ) : (
              <MutationForm
                name={`change-organization:${membership.organizationId}`}
                document={ChangeOrganizationDocument}
                input={() => ({ organizationId: membership.organizationId })}
                submit={t('changeOrganization.choose', { name: membership.organizationName })}
                onSuccess={() => onChosen(membership)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Acts for another organization from here on: everything of this one leaves the window. */
export function ChangeOrganizationDialog({ memberships }: Pick<Props, 'memberships'>) {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <DialogButton label={t('changeOrganization.button')} title={t('changeOrganization.title')}>
      {close => (
        <ChooseOrganization
          memberships={memberships}
          onChosen={({ current }) => {
            close();
            if (current) return;
            void navigate({ to: '/' });
            restartSession();
          }}
        />
      )}
    </DialogButton>
  );
}
