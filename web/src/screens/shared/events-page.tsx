import { Link, useSearch } from '@tanstack/react-router';
import { EventLogDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { SubjectLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { eventText } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';

const PAGE = 50;

/** Every fact the viewer may read, newest first. */
export function EventsPage() {
  const t = useTexts();
  const { after } = useSearch({ strict: false }) as { after?: string };
  const live = useLive(EventLogDocument, { first: PAGE, after }, { lists: 'ALL', keep: true });
  return (
    <Page title={t('events.title')} lead={t('events.lead')}>
      <Loaded live={live}>
        {({ eventLog }) => (
          <>
            <Table
              caption={t('events.caption')}
              file={{ list: 'events' }}
              rows={eventLog}
              rowKey={({ at, type, subject }, index) => `${at} ${type} ${subject?.id ?? index}`}
              empty={t('events.empty')}
              columns={[
                { head: t('events.what'), cell: ({ type }) => <span data-event={type}>{eventText(t, type)}</span> },
                { head: t('events.subject'), cell: ({ subject }) => <SubjectLink subject={subject} /> },
                { head: t('events.at'), cell: ({ at }) => <Instant value={at} /> },
                { head: t('events.businessDay'), cell: ({ businessDay }) => <Day value={businessDay} /> },
                { head: t('events.type'), cell: ({ type }) => <code>{type}</code> },
              ]}
            />
            <nav className="pager" aria-label={t('pager.label')}>
              {after && <Link to="/events">{t('pager.first')}</Link>}{' '}
              {eventLog.length === PAGE && (
                <Link to="/events" search={{ after: eventLog.at(-1)!.cursor }}>
                  {t('pager.next')}
                </Link>
              )}
            </nav>
          </>
        )}
      </Loaded>
    </Page>
  );
}
