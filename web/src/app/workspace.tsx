import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { SetLanguageDocument, SignOutDocument, ViewerDocument } from '../graphql/documents.js';
import { send } from '../lib/graphql-client.js';
import type { Language } from '../lib/language.js';
import { useLive } from '../lib/use-live.js';
import { Go } from '../parts/go.js';
import { LanguageSwitch } from '../parts/language-switch.js';
import { Notices } from '../parts/notices.js';
import { Loaded } from '../parts/page.js';
import { ChangeOrganizationDialog } from '../screens/shared/change-organization.js';
import { useTexts } from '../texts/index.js';
import { Keyboard } from './keyboard.js';
import { AlertBell } from './alert-bell.js';
import { ClockContext, type Viewer, ViewerContext } from './market.js';
import { MarketClock } from './market-clock.js';
import { placesOf } from './navigation.js';
import { leaveSession, startSession, useSessionPhase } from './session.js';

/** Everything for people who are signed in: first the cursor, then who it is, then the page. */
export function Workspace() {
  const t = useTexts();
  const phase = useSessionPhase();
  useEffect(() => {
    if (phase === 'idle') startSession();
  }, [phase]);
  if (phase === 'signed-out' || phase === 'ended') return <ToSignIn />;
  if (phase === 'crowded') return <Waiting text={t('session.crowded')} />;
  if (phase === 'idle' || phase === 'connecting') return <Waiting text={t('session.connecting')} />;
  return <SignedIn />;
}

/** Remembers the place that was asked for: not the one that is navigated to while this is still on the screen. */
function ToSignIn() {
  const { history } = useRouter();
  const [next] = useState(history.location.href);
  return <Go href={`/sign-in?next=${encodeURIComponent(next)}`} />;
}

/** Before anything is known, the page has one sentence. */
export function Waiting({ text }: { text: string }) {
  return (
    <main className="alone">
      <h1>Tenor</h1>
      <p role="status">{text}</p>
    </main>
  );
}

function SignedIn() {
  const live = useLive(ViewerDocument, {}, { lists: ['Clock'] });
  return (
    <Loaded live={live}>
      {({ viewer }) =>
        viewer ? (
          <WithViewer viewer={viewer}>
            <Frame viewer={viewer} />
          </WithViewer>
        ) : (
          <ToSignIn />
        )
      }
    </Loaded>
  );
}

function WithViewer({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { now, zone } = viewer.marketClock;
  // Told once, it runs on by this machine's clock; only what the server tells sets it anew.
  const clock = useMemo(() => ({ zone, aheadMs: Date.parse(now) - Date.now() }), [now, zone]);
  return (
    <ViewerContext.Provider value={viewer}>
      <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>
    </ViewerContext.Provider>
  );
}

function Frame({ viewer }: { viewer: Viewer }) {
  const t = useTexts();
  const { organization, person, demo, memberships } = viewer;
  const places = placesOf(organization.roles, demo);
  return (
    <>
      <a className="skip" href="#content">
        {t('header.skip')}
      </a>
      <header className="top">
        <div className="who">
          <Link to="/" className="brand">
            Tenor
          </Link>
          <span className="organization">{organization.name}</span>
          <span className="roles">{organization.roles.map(role => t(`role.${role}`)).join(', ')}</span>
          {memberships.length > 1 && <ChangeOrganizationDialog memberships={memberships} />}
          <AlertBell />
          <span className="person">{person.name}</span>
          <button type="button" onClick={() => void signOut()}>
            {t('header.signOut')}
          </button>
        </div>
        <div className="market">
          <MarketClock businessDay={viewer.marketClock.businessDay} cutOffAt={viewer.marketClock.cutOffAt} />
          <LiveStatus />
          <Keyboard places={places} />
          <LanguageSwitch onChosen={language => void writeIn(language)} />
        </div>
        <nav aria-label={t('nav.label')}>
          <ul>
            {places.map(({ to, text }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                  {t(`nav.${text}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {(organization.state === 'PENDING' ||
          organization.state === 'SUSPENDED' ||
          organization.state === 'REFUSED') && (
          <div className="notice warn">
            <p>{t(`organization.notAdmitted.${organization.state}`)}</p>
          </div>
        )}
        <Notices>
          <Outlet />
        </Notices>
      </main>
    </>
  );
}

/** Mails to the person are written in the language of its pages. */
async function writeIn(language: Language): Promise<void> {
  const input = { language: language.toUpperCase() as Uppercase<Language> };
  await send(SetLanguageDocument, { input }).catch(() => undefined);
}

async function signOut(): Promise<void> {
  await send(SignOutDocument, {}).catch(() => undefined);
  sessionStorage.clear();
  leaveSession();
}

function LiveStatus() {
  const t = useTexts();
  const phase = useSessionPhase();
  const state = phase === 'live' ? 'live' : 'reconnecting';
  return (
    <span className={`live ${state}`} role="status" data-live={state}>
      {t(`live.${state}`)}
    </span>
  );
}
