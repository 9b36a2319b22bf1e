import { EndSessionDocument, SessionsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import { instantText } from '../../lib/market-time.js';

/** Where this person is signed in. Sessions live by the real clock, not by the market's. */
export function Sessions() {
  const t = useTexts();
  const live = useLive(SessionsDocument, {});
  return (
    <Section title={t('sessions.title')}>
      <Loaded live={live}>
        {({ sessions }) => (
          <Table
            caption={t('sessions.caption')}
            file={{ list: 'sessions' }}
            rows={sessions}
            rowKey={session => session.id}
            empty={t('sessions.empty')}
            columns={[
              {
                head: t('sessions.carrier'),
                cell: ({ carrier, current }) =>
                  `${carrierText(t, carrier)}${current ? ` (${t('sessions.current')})` : ''}`,
              },
              { head: t('sessions.createdAt'), cell: ({ createdAt }) => instantText(createdAt, undefined) },
              { head: t('sessions.lastUsedAt'), cell: ({ lastUsedAt }) => instantText(lastUsedAt, undefined) },
              {
                head: t('table.actions'),
                cell: ({ id, current, createdAt }) =>
                  !current && (
                    <ActionDialog
                      name={`end-session:${id}`}
                      label={t('endSession.button')}
                      about={instantText(createdAt, undefined)}
                      title={t('endSession.title')}
                      tone="danger"
                      document={EndSessionDocument}
                      input={() => ({ sessionId: id })}
                      done={t('endSession.done')}
                      onSuccess={live.refetch}
                    >
                      <p>{t('endSession.explained')}</p>
                    </ActionDialog>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function carrierText(t: ReturnType<typeof useTexts>, carrier: string): string {
  return t(`carrier.${carrier}` as 'carrier.COOKIE', { defaultValue: carrier });
}
