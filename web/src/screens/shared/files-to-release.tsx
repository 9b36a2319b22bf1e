import { Link } from '@tanstack/react-router';
import { PaymentFilesDocument, type PaymentFileState } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

const waiting = { state: ['PREPARED'] as PaymentFileState[] };

/** The payment files of the viewer's organization that wait for a second person; nothing where none does. */
export function FilesToRelease() {
  const t = useTexts();
  const live = useLive(PaymentFilesDocument, waiting, { lists: ['PaymentFile'] });
  return (
    <Loaded live={live}>
      {({ paymentFiles }) => {
        // The operator sees those of others too, and decides about none of them.
        const files = paymentFiles.edges
          .map(({ node }) => node)
          .filter(({ availableActions }) => availableActions.length > 0);
        if (files.length === 0) return null;
        return (
          <Section title={t('filesToRelease.title')}>
            <Table
              caption={t('filesToRelease.caption')}
              file={{ list: 'payment-files', parameters: { state: 'PREPARED' } }}
              rows={files}
              rowKey={({ id }) => id}
              columns={[
                {
                  head: t('paymentFile.messageId'),
                  cell: ({ messageId }) => (
                    <Link to="/payment-files" search={{ state: 'PREPARED' }}>
                      {messageId}
                    </Link>
                  ),
                },
                { head: t('paymentFile.executionDate'), cell: ({ executionDate }) => <Day value={executionDate} /> },
                { head: t('feeBill.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
                { head: t('paymentFile.preparedBy'), cell: ({ preparedBy }) => preparedBy?.name ?? '' },
                { head: t('paymentFile.until'), cell: ({ lapsesAt }) => <Instant value={lapsesAt} /> },
              ]}
            />
          </Section>
        );
      }}
    </Loaded>
  );
}
