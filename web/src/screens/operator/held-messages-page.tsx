import { Link, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { HeldBankMessagesDocument, type HeldBankMessagesQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { ProposeOverride } from './propose-override.js';
import { PlanDialog } from './plan-payments.js';

type HeldMessage = HeldBankMessagesQuery['heldBankMessages']['edges'][number]['node'];

/** What banks said and nothing could follow from yet, and why. */
export function HeldMessagesPage() {
  const t = useTexts();
  const { demo } = useViewer();
  const { after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const live = useLive(HeldBankMessagesDocument, { after }, { lists: ['BankMessage'], keep: true });
  return (
    <Page title={t('heldMessages.title')} lead={t('heldMessages.lead')}>
      <Loaded live={live}>
        {({ heldBankMessages }) => (
          <>
            <Table
              caption={t('heldMessages.caption')}
              file={{ list: 'held-bank-messages', parameters: {} }}
              rows={heldBankMessages.edges.map(({ node }) => node)}
              rowKey={message => message.id}
              empty={t('heldMessages.empty')}
              columns={[
                { head: t('heldMessage.kind'), cell: ({ kind }) => t(`bankMessageKind.${kind}`) },
                { head: t('heldMessage.reason'), cell: ({ reason }) => reason && t(`holdReason.${reason}`) },
                { head: t('heldMessage.payment'), cell: message => <PaymentCell message={message} /> },
                { head: t('heldMessage.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
                { head: t('heldMessage.receivedAt'), cell: ({ receivedAt }) => <Instant value={receivedAt} /> },
                { head: t('heldMessage.messageId'), cell: ({ messageId }) => messageId },
                { head: t('table.actions'), cell: message => <Actions message={message} demo={demo} /> },
              ]}
            />
            <Pager pageInfo={heldBankMessages.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The payment with the pages of what it is for; where the bank names none of ours, the name it used. */
function PaymentCell({ message: { payment, endToEndId } }: { message: HeldMessage }) {
  const t = useTexts();
  if (!payment) return <span className="hint">{endToEndId}</span>;
  const { id, kind, state, payer, payee, invoice, financing } = payment;
  return (
    <>
      <Link to="/payments/$id" params={{ id }}>
        {t(`paymentKind.${kind}`)}
      </Link>{' '}
      <StateBadge machine="payment" state={state} />
      <span className="block">
        <Party party={payer} /> → <Party party={payee} />
      </span>
      <span className="block">
        {invoice && <InvoiceLink invoice={invoice} />}{' '}
        {financing && (
          <Link to="/financings/$id" params={{ id: financing.id }}>
            {t('financing.one')}
          </Link>
        )}
      </span>
      <span className="hint block">
        {t('payment.reference')} {endToEndId}
      </span>
    </>
  );
}

function Actions({ message: { id, messageId, payment, endToEndId }, demo }: { message: HeldMessage; demo: boolean }) {
  return (
    <div className="actions">
      <ProposeOverride act="APPLY_BANK_MESSAGE" subjectId={id} about={messageId} />
      <ProposeOverride act="IGNORE_BANK_MESSAGE" subjectId={id} about={messageId} />
      {demo && payment && <PlanDialog payment={{ id: payment.id, endToEndId }} />}
    </div>
  );
}
