import { Link, useSearch } from '@tanstack/react-router';
import { PaymentFilesDocument, type PaymentFileState } from '../../graphql/documents.js';
import { paymentFileHref } from '../../lib/bank-file.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { PaymentFileNode } from '../nodes.js';
import { LookInsideDialog, RefuseFileDialog, ReleaseFilesDialog } from './release-files-dialog.js';

/**
 * What an organization asks its bank to pay, file by file: prepared by one person, released by another, and taken to the
 * bank where none is connected.
 */
export function PaymentFilesPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as PaymentFileState] : undefined, after };
  const live = useLive(PaymentFilesDocument, variables, { lists: ['PaymentFile', 'Payment'], keep: true });
  return (
    <Page
      title={t('paymentFiles.title')}
      lead={t('paymentFiles.lead')}
      actions={<Link to="/reconciliation">{t('reconciliation.title')}</Link>}
    >
      <StateFilter machine="paymentFile" />
      <Loaded live={live}>
        {({ paymentFiles }) => {
          const files = paymentFiles.edges.map(({ node }) => node);
          const releasable = files.filter(({ availableActions }) => availableActions.includes('RELEASE'));
          return (
            <>
              {releasable.length > 1 && (
                <div className="actions bulk">
                  <ReleaseFilesDialog label={t('releaseFiles.all')} files={releasable} />
                </div>
              )}
              <Table
                caption={t('paymentFiles.caption')}
                file={{ list: 'payment-files', parameters: { state: variables.state } }}
                rows={files}
                rowKey={({ id }) => id}
                empty={t('paymentFiles.empty')}
                foot={<Pager pageInfo={paymentFiles.pageInfo} />}
                columns={[
                  { head: t('paymentFile.messageId'), cell: file => <Name file={file} /> },
                  { head: t('paymentFile.direction'), cell: ({ direction }) => t(`paymentFileDirection.${direction}`) },
                  { head: t('paymentFile.owner'), cell: ({ owner }) => <Party party={owner} /> },
                  { head: t('reconciliation.account'), cell: ({ account }) => account.iban },
                  { head: t('paymentFile.executionDate'), cell: ({ executionDate }) => <Day value={executionDate} /> },
                  { head: t('paymentFile.payments'), cell: ({ paymentCount }) => paymentCount, figures: true },
                  { head: t('feeBill.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
                  { head: t('payment.state'), cell: file => <State file={file} /> },
                  { head: t('table.actions'), cell: file => <Actions file={file} /> },
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Its makers and checkers take it away once it is released; one that was withdrawn must not go to a bank. */
function Name({ file: { id, messageId, sha256, availableActions } }: { file: PaymentFileNode }) {
  const t = useTexts();
  return (
    <>
      {availableActions.includes('DOWNLOAD') ? (
        <a href={paymentFileHref(id)} download>
          {messageId}
        </a>
      ) : (
        messageId
      )}
      <span className="hint block">
        {t('paymentFile.sha256')} {sha256.slice(0, 16)}
      </span>
    </>
  );
}

/**
 * A file that waits says who prepared it, until when, and why it is not the viewer's to release; one that was refused why; one
 * that may have left since when.
 */
function State({
  file: { state, leftAt, lapsesAt, preparedBy, refusalReason, releaseObstacle, availableActions },
}: Props) {
  const t = useTexts();
  const waits = state === 'PREPARED';
  return (
    <>
      <StateBadge machine="paymentFile" state={state} />
      {waits && (
        <span className="hint block">
          {preparedBy && `${t('paymentFile.preparedBy')} ${preparedBy.name}. `}
          {t('paymentFile.until')} <Instant value={lapsesAt} />
        </span>
      )}
      {releaseObstacle && availableActions.includes('REFUSE') && (
        <span className="hint block">{t(`releaseObstacle.${releaseObstacle}`)}</span>
      )}
      {refusalReason && <span className="hint block">{refusalReason}</span>}
      {leftAt && (
        <span className="hint block">
          <Instant value={leftAt} />
        </span>
      )}
    </>
  );
}

interface Props {
  readonly file: PaymentFileNode;
}

function Actions({ file }: Props) {
  const t = useTexts();
  const { messageId, availableActions } = file;
  return (
    <span className="actions">
      {availableActions.includes('RELEASE') ? (
        <ReleaseFilesDialog label={t('releaseFiles.button')} about={messageId} files={[file]} />
      ) : (
        <LookInsideDialog file={file} />
      )}
      {availableActions.includes('REFUSE') && <RefuseFileDialog file={file} />}
    </span>
  );
}
