import { Link, useSearch } from '@tanstack/react-router';
import { PaymentFilesDocument, type PaymentFilesQuery, type PaymentFileState } from '../../graphql/documents.js';
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

type File = PaymentFilesQuery['paymentFiles']['edges'][number]['node'];

/** What a payer asks its bank to pay, file by file, to be taken to the bank where none is connected. */
export function PaymentFilesPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as PaymentFileState] : undefined, after };
  const live = useLive(PaymentFilesDocument, variables, { lists: ['Payment'], keep: true });
  return (
    <Page
      title={t('paymentFiles.title')}
      lead={t('paymentFiles.lead')}
      actions={<Link to="/reconciliation">{t('reconciliation.title')}</Link>}
    >
      <StateFilter machine="paymentFile" />
      <Loaded live={live}>
        {({ paymentFiles }) => (
          <Table
            caption={t('paymentFiles.caption')}
            file={{ list: 'payment-files', parameters: { state: variables.state } }}
            rows={paymentFiles.edges.map(({ node }) => node)}
            rowKey={({ id }) => id}
            empty={t('paymentFiles.empty')}
            foot={<Pager pageInfo={paymentFiles.pageInfo} />}
            columns={[
              { head: t('paymentFile.messageId'), cell: file => <Name file={file} /> },
              { head: t('payment.payer'), cell: ({ payer }) => <Party party={payer} /> },
              { head: t('reconciliation.account'), cell: ({ account }) => account.iban },
              { head: t('paymentFile.executionDate'), cell: ({ executionDate }) => <Day value={executionDate} /> },
              { head: t('paymentFile.payments'), cell: ({ paymentCount }) => paymentCount, figures: true },
              { head: t('feeBill.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
              { head: t('payment.state'), cell: file => <State file={file} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** Its makers and checkers take it away; one that was withdrawn must not go to a bank. */
function Name({ file: { id, messageId, sha256, availableActions } }: { file: File }) {
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

function State({ file: { state, leftAt } }: { file: File }) {
  return (
    <>
      <StateBadge machine="paymentFile" state={state} />
      {leftAt && (
        <span className="hint block">
          <Instant value={leftAt} />
        </span>
      )}
    </>
  );
}
