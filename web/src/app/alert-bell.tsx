import { Link } from '@tanstack/react-router';
import { UnreadAlertsDocument } from '../graphql/documents.js';
import { alertLists } from '../lib/alert-lists.js';
import { useLive } from '../lib/use-live.js';
import { useTexts } from '../texts/index.js';

/** More than so many are not counted. */
const MOST = 100;

/** How much there is that the person has not read; it leads to all of it. */
export function AlertBell() {
  const t = useTexts();
  const { data } = useLive(UnreadAlertsDocument, {}, { lists: alertLists });
  const unread = data?.unreadAlerts ?? 0;
  const shown = unread >= MOST ? `${MOST - 1}+` : String(unread);
  return (
    <nav className="bell" aria-label={t('alerts.title')}>
      <Link to="/alerts" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 1a1 1 0 0 0-1 1v.6A4.5 4.5 0 0 0 3.5 7v3.2L2 12v.8h12V12l-1.5-1.8V7A4.5 4.5 0 0 0 9 2.6V2a1 1 0 0 0-1-1zM6.5 13.6a1.5 1.5 0 0 0 3 0z" />
        </svg>
        <span className="unseen">{t('alerts.bell')} </span>
        <span data-unread={unread} className={unread > 0 ? 'count' : 'unseen'}>
          {unread > 0 ? shown : t('alerts.noneUnread')}
        </span>
      </Link>
    </nav>
  );
}
