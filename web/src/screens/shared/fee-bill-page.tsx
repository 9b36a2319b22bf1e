import { Link, useParams } from '@tanstack/react-router';
import { FeeBillDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { Party } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Month } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { FeeBillNode } from '../nodes.js';
import { PaymentsTable } from './payments-table.js';

/** A bill: its figures, what it is for, and how it is paid. */
export function FeeBillPage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(FeeBillDocument, { id });
  return (
    <NodePage live={live} kind="FeeBill">
      {bill => (
        <Page
          title={t('feeBillPage.title', { number: bill.number })}
          lead={<StateBadge machine="feeBill" state={bill.state} />}
        >
          <Section title={t('feeBillPage.facts')}>
            <Facts
              rows={[
                [t('feeBill.month'), <Month key="month" value={bill.month} />],
                [t('payment.payer'), <Party key="payer" party={bill.payer} />],
                [t('payment.payee'), <Party key="payee" party={bill.operator} />],
                [t('feeBill.total'), <Amount key="total" value={bill.total} />],
                [t('feeBill.drawnOn'), <Day key="drawn" value={bill.drawnOn} />],
                [t('payment.dueOn'), <Day key="due" value={bill.dueOn} />],
                [t('payment.settledOn'), bill.paidOn && <Day key="paid" value={bill.paidOn} />],
              ]}
            />
          </Section>
          <Section title={t('feeBillPage.lines')}>
            <Lines bill={bill} />
          </Section>
          <Section title={t('feeBillPage.payments')}>
            <PaymentsTable caption={t('feeBillPage.payments')} payments={bill.payments} />
            <p>
              <Link to="/payments">{t('feeBillPage.release')}</Link>
            </p>
          </Section>
        </Page>
      )}
    </NodePage>
  );
}

function Lines({ bill }: { bill: FeeBillNode }) {
  const t = useTexts();
  return (
    <Table
      caption={t('feeBillPage.lines')}
      file={{ list: 'fee-bill-lines', parameters: { bill: bill.id } }}
      rows={bill.lines.map((line, index) => ({ ...line, index }))}
      rowKey={line => String(line.index)}
      empty=""
      columns={[
        {
          head: t('financing.one'),
          cell: ({ financingId }) => (
            <Link to="/financings/$id" params={{ id: financingId }}>
              {t('financing.shortId', { id: financingId.slice(-6) })}
            </Link>
          ),
        },
        { head: t('feeBill.postedOn'), cell: ({ postedOn }) => <Day value={postedOn} /> },
        {
          head: t('feeBill.what'),
          cell: ({ amount }) => t(amount.amount.startsWith('-') ? 'feeBill.credit' : 'feeBill.fee'),
        },
        { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
      ]}
    />
  );
}
