import { Link, useParams } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { InvoiceDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { ServerText } from '../../parts/document-problem.js';
import { Facts } from '../../parts/facts.js';
import { CreditNoteLink, Party, ProgrammeLink } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { Timeline } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';
import { Reasons } from '../supplier/reasons.js';
import { InvoiceActions } from './invoice-actions.js';
import { Copies } from './invoice-copies.js';
import { Differences } from './invoice-differences.js';
import { CreditNotesTable } from './credit-notes-table.js';
import { Lateness } from './lateness.js';
import { PaymentsTable } from './payments-table.js';
import type { InvoiceNode } from '../nodes.js';

export function InvoicePage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(InvoiceDocument, { id });
  return (
    <NodePage live={live} kind="Invoice">
      {invoice => (
        <Page
          title={t('invoicePage.title', { number: invoice.number })}
          lead={<StateBadge machine="invoice" state={invoice.state} />}
          actions={<InvoiceActions invoice={invoice} />}
        >
          <Held invoice={invoice} />
          <Section title={t('invoicePage.figures')}>
            <Figures invoice={invoice} />
          </Section>
          <Listing invoice={invoice} />
          <Differences invoice={invoice} />
          {invoice.creditNotes.length > 0 && (
            <Section title={t('creditNotes.title')}>
              <CreditNotesTable
                caption={t('invoicePage.creditNotes')}
                file={{ list: 'invoice-credit-notes', parameters: { invoice: invoice.id } }}
                notes={invoice.creditNotes}
              />
            </Section>
          )}
          {invoice.credits.length > 0 && (
            <Section title={t('invoicePage.credits')}>
              <Credits invoice={invoice} />
            </Section>
          )}
          {invoice.payments.length > 0 && (
            <Section title={t('payments.title')}>
              <PaymentsTable
                caption={t('invoicePage.payments')}
                file={{ list: 'invoice-payments', parameters: { invoice: invoice.id } }}
                payments={invoice.payments}
              />
            </Section>
          )}
          <Lateness
            late={invoice.late}
            charges={invoice.lateCharges}
            file={{ list: 'invoice-late-charges', parameters: { invoice: invoice.id } }}
          />
          <Section title={t('timeline.title')}>
            <Timeline entries={invoice.timeline} />
          </Section>
          <Copies copies={invoice.copies} />
        </Page>
      )}
    </NodePage>
  );
}

function Held({ invoice: { heldReason } }: { invoice: InvoiceNode }) {
  const t = useTexts();
  if (!heldReason) return null;
  return (
    <div className="notice warn">
      <p>
        {t('invoicePage.held')} {t(`held.${heldReason}` as 'held.COPIES_DIFFER')}
      </p>
    </div>
  );
}

function Figures({ invoice }: { invoice: InvoiceNode }) {
  const t = useTexts();
  const { decisionReason, decisionNote } = invoice;
  return (
    <Facts
      rows={[
        [t('invoice.payable'), <Amount key="payable" value={invoice.payable} />],
        [t('invoice.approved'), invoice.approved && <Amount key="approved" value={invoice.approved} />],
        [t('invoice.credited'), invoice.credits.length > 0 && <Amount key="credited" value={invoice.credited} />],
        [t('invoice.paid'), <Amount key="paid" value={invoice.paid} />],
        [t('invoice.undertaking'), t(`undertaking.${invoice.undertaking}`)],
        [t('party.SUPPLIER'), <Party key="supplier" party={invoice.supplier} />],
        [t('party.BUYER'), <Party key="buyer" party={invoice.buyer} />],
        [t('programme.one'), invoice.programme && <ProgrammeLink key="programme" programme={invoice.programme} />],
        [t('invoice.typeCode'), invoice.typeCode],
        [t('invoice.issued'), <Day key="issued" value={invoice.issueDate} />],
        [t('invoice.dueWritten'), <Day key="written" value={invoice.dueDate} />],
        [t('invoice.due'), <Day key="due" value={invoice.adjustedDueDate} />],
        [t('invoice.dueReason'), invoice.dueDateReason && <ServerText key="why" text={invoice.dueDateReason} />],
        [t('invoice.submitted'), <Submitted key="submitted" invoice={invoice} />],
        [t('invoice.approvedAt'), invoice.approvedAt && <Instant key="approvedAt" value={invoice.approvedAt} />],
        [
          t('invoice.decision'),
          decisionReason && `${t(`decisionReason.${decisionReason}`)}${decisionNote ? ` – ${decisionNote}` : ''}`,
        ],
      ]}
    />
  );
}

/** What releases took off it, for its own credit notes and those of earlier invoices. */
function Credits({ invoice: { id, credits } }: { invoice: InvoiceNode }) {
  const t = useTexts();
  return (
    <Table
      caption={t('invoicePage.credits')}
      file={{ list: 'invoice-credits', parameters: { invoice: id } }}
      rows={credits}
      rowKey={({ creditNote }) => creditNote.id}
      empty=""
      columns={[
        { head: t('creditNote.one'), cell: ({ creditNote }) => <CreditNoteLink note={creditNote} />, names: true },
        { head: t('creditNote.kind'), cell: ({ kind }) => t(`creditKind.${kind}`) },
        { head: t('creditNote.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
      ]}
    />
  );
}

function Submitted({ invoice: { submittedAt, submittedBySide } }: { invoice: InvoiceNode }) {
  const t = useTexts();
  return (
    <>
      <Instant value={submittedAt} />, {t(`party.${submittedBySide}`)}
    </>
  );
}

/** Its auction and its financing, or why it cannot be listed now. */
function Listing({ invoice: { id, auction, financing, eligibility, state } }: { invoice: InvoiceNode }) {
  const t = useTexts();
  const { organization } = useViewer();
  const whyNot =
    organization.roles.includes('SUPPLIER') && state === 'APPROVED' && !financing && eligibility.length > 0;
  return (
    <Section title={t('invoicePage.financing')}>
      <ul className="links">
        {auction && (
          <li>
            <Link to="/auctions/$id" params={{ id: auction.id }}>
              {t('auction.one')}
            </Link>{' '}
            <StateBadge machine="auction" state={auction.state} />
          </li>
        )}
        {financing && (
          <li>
            <Link to="/financings/$id" params={{ id: financing.id }}>
              {t('financing.one')}
            </Link>{' '}
            <StateBadge machine="financing" state={financing.state} />
          </li>
        )}
        <li>
          <Link to="/ledger" search={{ invoice: id }}>
            {t('invoicePage.ledger')}
          </Link>
        </li>
      </ul>
      {whyNot && <Reasons title={t('openAuction.reasons')} reasons={eligibility} />}
    </Section>
  );
}
