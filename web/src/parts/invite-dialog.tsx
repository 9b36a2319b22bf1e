import { type ReactNode, useState } from 'react';
import type { FormValues } from '../lib/form-values.js';
import type { TypedDocument } from '../lib/typed-document.js';
import type { ProblemCode } from '../graphql/documents.js';
import { useTexts } from '../texts/index.js';
import { CopyText } from './copy-text.js';
import { DialogButton } from './dialog.js';
import { TextField } from './fields.js';
import { MutationForm } from './mutation-form.js';
import { Instant } from './time.js';

interface Invited {
  readonly invitation: { readonly link: string; readonly expiresAt: string; readonly mailed: boolean };
}

type Answers<Data> = {
  readonly [Field in keyof Data]: Invited | { readonly code: ProblemCode; readonly message: string };
};

interface Props<Data extends object, Input> {
  readonly name: string;
  readonly label: string;
  /** What the name asked for is of; absent where the name is known. */
  readonly nameLabel?: string;
  readonly about?: string;
  readonly title?: string;
  readonly document: TypedDocument<Data, { input: Input }>;
  readonly input: (values: FormValues, person: { name: string; email: string }) => Input;
  readonly children?: ReactNode;
}

/** Invites somebody by a link that is shown this once. */
export function InviteDialog<Data extends Answers<Data>, Input>(props: Props<Data, Input>) {
  const { name, label, nameLabel, about, title = label, document, input, children } = props;
  const t = useTexts();
  return (
    <DialogButton {...{ label, about, title }}>
      {() => (
        <Invite>
          {invited => (
            <MutationForm
              name={name}
              document={document}
              input={values =>
                input(values, { name: nameLabel ? values.text('name') : '', email: values.text('email') })
              }
              submit={t('invite.submit')}
              onSuccess={success => invited((success as unknown as Invited).invitation)}
            >
              {nameLabel && <TextField name="name" label={nameLabel} />}
              <TextField name="email" type="email" label={t('person.email')} />
              {children}
            </MutationForm>
          )}
        </Invite>
      )}
    </DialogButton>
  );
}

function Invite({ children }: { children: (invited: (invitation: Invited['invitation']) => void) => ReactNode }) {
  const t = useTexts();
  const [invitation, setInvitation] = useState<Invited['invitation']>();
  if (!invitation) return children(setInvitation);
  return (
    <>
      {invitation.mailed && <p>{t('invite.mailed')}</p>}
      <CopyText label={t('invite.link')} text={invitation.link} hint={t('invite.once')} />
      <p>
        {t('invite.expires')} <Instant value={invitation.expiresAt} />
      </p>
    </>
  );
}
