import { EventLogDocument, type EventLogQuery } from '../../graphql/documents.js';
import type { Connection } from '../../lib/live-pages.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { SubjectLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { eventText } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';

const PAGE = 50;

type LoggedEvent = EventLogQuery['eventLog'][number];

/** The log has no pages of its own: a full one may have another behind it. */
function pageOf({ eventLog }: EventLogQuery): Connection<LoggedEvent> {
  const endCursor = eventLog.at(-1)?.cursor ?? null;
  return { edges: eventLog.map(node => ({ node })), pageInfo: { endCursor, hasNextPage: eventLog.length === PAGE } };
}

function rowKey({ at, type, subject }: LoggedEvent): string {
  return `${at} ${type} ${subject?.id}`;
}

/** Every fact the viewer may read, newest first. */
export function EventsPage() {
  const t = useTexts();
  const live = useLiveList(EventLogDocument, { first: PAGE }, { rowsOf: pageOf, rowKey, lists: 'ALL' });
  return (
    <Page title={t('events.title')} lead={t('events.lead')}>
      <Loaded live={live}>
        {rows => (
          <Table
            caption={t('events.caption')}
            file={{ list: 'events' }}
            rows={rows}
            rowKey={rowKey}
            readOn={live}
            empty={t('events.empty')}
            columns={[
              { head: t('events.what'), cell: ({ type }) => <span data-event={type}>{eventText(t, type)}</span> },
              { head: t('events.subject'), cell: ({ subject }) => <SubjectLink subject={subject} /> },
              { head: t('events.at'), cell: ({ at }) => <Instant value={at} /> },
              { head: t('events.businessDay'), cell: ({ businessDay }) => <Day value={businessDay} /> },
              { head: t('events.type'), cell: ({ type }) => <code>{type}</code> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
