import { Link } from '@tanstack/react-router';
import { BuyerHomeDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

export function BuyerHome() {
  const t = useTexts();
  const live = useLive(BuyerHomeDocument, {}, { lists: ['Invoice', 'Approval', 'Payment'] });
  return (
    <Loaded live={live}>
      {({ approvals, invoices, payments }) => (
        <>
          <Section title={t('buyerHome.approvals')}>
            <Table
              caption={t('buyerHome.approvalsCaption')}
              file={{ list: 'approvals', parameters: { state: 'PREPARED' } }}
              rows={approvals.edges.map(({ node }) => node)}
              rowKey={approval => approval.id}
              empty={t('buyerHome.noApprovals')}
              columns={[
                {
                  head: t('approval.batch'),
                  cell: ({ id, invoiceCount }) => (
                    <Link to="/approvals/$id" params={{ id }}>
                      {t('approval.invoiceCount', { count: invoiceCount })}
                    </Link>
                  ),
                },
                { head: t('programme.one'), cell: ({ programme }) => programme.name },
                { head: t('approval.total'), cell: ({ total }) => <Amount value={total} />, figures: true },
                { head: t('approval.preparedBy'), cell: ({ preparedBy }) => preparedBy.name },
                { head: t('approval.lapsesAt'), cell: ({ lapsesAt }) => <Instant value={lapsesAt} /> },
              ]}
            />
          </Section>
          <Section title={t('buyerHome.invoices')}>
            <Table
              caption={t('buyerHome.invoicesCaption')}
              file={{ list: 'invoices', parameters: { approvable: true } }}
              rows={invoices.edges.map(({ node }) => node)}
              rowKey={invoice => invoice.id}
              empty={t('buyerHome.noInvoices')}
              columns={[
                { head: t('invoice.number'), cell: invoice => <InvoiceLink invoice={invoice} /> },
                { head: t('party.SUPPLIER'), cell: ({ supplier }) => supplier.name },
                { head: t('invoice.payable'), cell: ({ payable }) => <Amount value={payable} />, figures: true },
                { head: t('invoice.due'), cell: ({ adjustedDueDate }) => <Day value={adjustedDueDate} /> },
              ]}
            />
            <p>
              <Link to="/invoices" search={{ show: 'approvable' }}>
                {t('buyerHome.toInvoices')}
              </Link>
            </p>
          </Section>
          <Section title={t('buyerHome.payments')}>
            <Table
              caption={t('buyerHome.paymentsCaption')}
              file={{ list: 'payments', parameters: { direction: 'OUT', state: 'DUE' } }}
              rows={payments.edges.map(({ node }) => node)}
              rowKey={payment => payment.id}
              empty={t('buyerHome.noPayments')}
              columns={[
                { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
                { head: t('payment.payee'), cell: ({ payee }) => payee.name, names: true },
                { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              ]}
            />
            <p>
              <Link to="/payments">{t('buyerHome.toPayments')}</Link>
            </p>
          </Section>
        </>
      )}
    </Loaded>
  );
}
