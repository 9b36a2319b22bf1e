import { useViewer } from '../../app/market.js';
import { CompleteExportsDocument, RequestCompleteExportDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { StateBadge } from '../../parts/badge.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** Everything that the organization may see, as one file; for its administrators. */
export function CompleteExports() {
  const t = useTexts();
  const { permissions } = useViewer();
  const live = useLive(CompleteExportsDocument, {}, { lists: ['CompleteExport'], keep: true });
  if (!permissions.includes('ADMINISTRATOR')) return null;
  return (
    <Section title={t('completeExports.title')}>
      <p>{t('completeExports.lead')}</p>
      <Loaded live={live}>
        {({ completeExports }) => (
          <Table
            caption={t('completeExports.caption')}
            file={{ list: 'complete-exports' }}
            rows={completeExports}
            rowKey={one => one.id}
            empty={t('completeExports.empty')}
            columns={[
              { head: t('completeExports.requestedAt'), cell: ({ requestedAt }) => <Instant value={requestedAt} /> },
              { head: t('completeExports.requestedBy'), cell: ({ requestedBy }) => requestedBy.person.name },
              {
                head: t('completeExports.state'),
                cell: ({ state, filesDone, filesTotal, failure }) => (
                  <>
                    <StateBadge machine="completeExport" state={state} />
                    {state === 'REQUESTED' && filesTotal !== null && (
                      <span className="hint block">
                        {t('completeExports.progress', { done: filesDone, total: filesTotal })}
                      </span>
                    )}
                    {failure && <span className="hint block">{t(`completeExportFailure.${failure}`)}</span>}
                  </>
                ),
              },
              { head: t('completeExports.expiresAt'), cell: ({ expiresAt }) => <Instant value={expiresAt} /> },
              {
                head: t('completeExports.sha256'),
                cell: ({ sha256 }) => sha256 && <code>{`${sha256.slice(0, 12)}…`}</code>,
              },
              {
                head: t('table.actions'),
                cell: ({ id, state }) =>
                  state === 'READY' && (
                    <a href={`/exports/complete/${id}.zip`} download>
                      {t('completeExports.download')}
                    </a>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <ActionDialog
        name="request-complete-export"
        label={t('requestCompleteExport.button')}
        title={t('requestCompleteExport.title')}
        document={RequestCompleteExportDocument}
        input={(_, idempotencyKey) => ({ idempotencyKey })}
        done={t('requestCompleteExport.done')}
        onSuccess={live.refetch}
      >
        <p>{t('requestCompleteExport.explained')}</p>
      </ActionDialog>
    </Section>
  );
}
