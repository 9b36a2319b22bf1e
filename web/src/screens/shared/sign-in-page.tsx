import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { startSession, useSessionPhase } from '../../app/session.js';
import { SignInDocument, SignInWithLinkDocument, type SignInWithLinkMutation } from '../../graphql/documents.js';
import { RequestFault, send } from '../../lib/graphql-client.js';
import { takeLinkToken } from '../../lib/link-token.js';
import { outcomeOf, type Problem } from '../../lib/outcome.js';
import { Alone } from '../../parts/alone.js';
import { TextField } from '../../parts/fields.js';
import { Go } from '../../parts/go.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useProblemText } from '../../parts/problem-text.js';
import { useTexts } from '../../texts/index.js';
import { ChooseOrganization, type Membership } from './change-organization.js';

/** By e-mail address and password, or by a link alone. */
export function SignInPage() {
  const t = useTexts();
  const phase = useSessionPhase();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [linkToken] = useState(takeLinkToken);
  const [memberships, setMemberships] = useState<readonly Membership[]>();
  if (phase === 'live') return <Go href={isOwnPath(next) ? next : '/'} />;
  return (
    <Alone title={t('signIn.title')}>
      {phase === 'ended' && (
        <div className="notice warn" role="status">
          <p>{t('signIn.ended')}</p>
        </div>
      )}
      {phase === 'crowded' && <p role="alert">{t('session.crowded')}</p>}
      {phase === 'connecting' && <p role="status">{t('session.connecting')}</p>}
      {linkToken && <SignInWithLink token={linkToken} />}
      {memberships && phase !== 'ended' ? (
        <ChooseOrganization memberships={memberships} onChosen={startSession} />
      ) : (
        <SignInForm onSeveral={setMemberships} />
      )}
    </Alone>
  );
}

/** Only a place of this site: an address given in an address must not lead away. */
function isOwnPath(path: string | undefined): path is string {
  return path?.startsWith('/') === true && !path.startsWith('//') && !path.startsWith('/sign-in');
}

/** A member of several organizations chooses whom to act for before anything of one is shown. */
function SignInForm({ onSeveral }: { onSeveral: (memberships: readonly Membership[]) => void }) {
  const t = useTexts();
  return (
    <MutationForm
      name="sign-in"
      document={SignInDocument}
      input={values => ({
        email: values.text('email'),
        password: values.password('password'),
        carrier: 'COOKIE' as const,
      })}
      submit={t('signIn.submit')}
      explain={problem =>
        problem.__typename === 'TooManyAttempts' && <p>{t('signIn.tooMany', { count: problem.retryAfterSeconds })}</p>
      }
      onSuccess={({ viewer: { memberships } }) => (memberships.length > 1 ? onSeveral(memberships) : startSession())}
    >
      <TextField name="email" type="email" label={t('person.email')} autoComplete="username" />
      <TextField name="password" type="password" label={t('person.password')} autoComplete="current-password" />
    </MutationForm>
  );
}

/** The link is used as soon as its page is open: following it was the act. */
function SignInWithLink({ token }: { token: string }) {
  const t = useTexts();
  const text = useProblemText();
  const [problem, setProblem] = useState<Problem | RequestFault>();
  useEffect(() => {
    send(SignInWithLinkDocument, { input: { token, carrier: 'COOKIE' } })
      .then((data: SignInWithLinkMutation) => outcomeOf(data))
      .then(outcome => ('problem' in outcome ? setProblem(outcome.problem) : startSession()))
      .catch((fault: unknown) => setProblem(fault instanceof RequestFault ? fault : undefined));
  }, [token]);
  if (!problem) return <p role="status">{t('signIn.withLink')}</p>;
  return (
    <div className="notice bad" role="alert">
      <p>{problem instanceof RequestFault ? t('fault.unreachable') : text(problem)}</p>
    </div>
  );
}
