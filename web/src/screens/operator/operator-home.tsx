import { Link } from '@tanstack/react-router';
import { OperatorHomeDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Party } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

export function OperatorHome() {
  const t = useTexts();
  const live = useLive(OperatorHomeDocument, {}, { lists: ['Organization', 'Auction', 'Financing', 'Payment'] });
  return (
    <Loaded live={live}>
      {({ pending, open, overdue, failed }) => (
        <>
          <Section title={t('operatorHome.pending')}>
            <Table
              caption={t('operatorHome.pendingCaption')}
              file={{ list: 'organizations', parameters: { state: 'PENDING' } }}
              rows={pending.edges.map(({ node }) => node)}
              rowKey={organization => organization.id}
              empty={t('operatorHome.noPending')}
              columns={[
                { head: t('organization.name'), cell: organization => <Party party={organization} /> },
                { head: t('organization.roles'), cell: ({ roles }) => roles.map(role => t(`role.${role}`)).join(', ') },
                { head: t('organization.country'), cell: ({ country }) => country },
              ]}
            />
          </Section>
          <Section title={t('operatorHome.open')}>
            <Table
              caption={t('operatorHome.openCaption')}
              file={{ list: 'auctions', parameters: { state: ['OPEN', 'CLOSED', 'SUSPENDED'] } }}
              rows={open.edges.map(({ node }) => node)}
              rowKey={auction => auction.id}
              empty={t('operatorHome.noOpen')}
              columns={[
                {
                  head: t('party.BUYER'),
                  cell: ({ id, buyer }) => (
                    <Link to="/auctions/$id" params={{ id }}>
                      {buyer.name}
                    </Link>
                  ),
                },
                { head: t('auction.state'), cell: ({ state }) => <StateBadge machine="auction" state={state} /> },
                { head: t('auction.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
                { head: t('auction.closes'), cell: ({ closesAt }) => <Until value={closesAt} /> },
              ]}
            />
          </Section>
          <Section title={t('operatorHome.trouble')}>
            <Table
              caption={t('operatorHome.financingsCaption')}
              file={{ list: 'financings', parameters: { state: ['OVERDUE', 'FAILED'] } }}
              rows={overdue.edges.map(({ node }) => node)}
              rowKey={financing => financing.id}
              empty={t('operatorHome.noFinancings')}
              columns={[
                {
                  head: t('party.SUPPLIER'),
                  cell: ({ id, supplier }) => (
                    <Link to="/financings/$id" params={{ id }}>
                      {supplier.name}
                    </Link>
                  ),
                },
                { head: t('party.BUYER'), cell: ({ buyer }) => buyer.name },
                { head: t('party.FUNDER'), cell: ({ funder }) => funder?.name },
                { head: t('financing.state'), cell: ({ state }) => <StateBadge machine="financing" state={state} /> },
                { head: t('financing.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
                { head: t('financing.maturity'), cell: ({ maturity }) => <Day value={maturity} /> },
              ]}
            />
            <Table
              caption={t('operatorHome.paymentsCaption')}
              file={{ list: 'payments', parameters: { state: ['REJECTED', 'RETURNED'] } }}
              rows={failed.edges.map(({ node }) => node)}
              rowKey={payment => payment.id}
              empty={t('operatorHome.noPayments')}
              columns={[
                { head: t('payment.payer'), cell: ({ payer }) => payer.name },
                { head: t('payment.payee'), cell: ({ payee }) => payee.name },
                { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
                { head: t('payment.state'), cell: ({ state }) => <StateBadge machine="payment" state={state} /> },
                { head: t('payment.failure'), cell: ({ failureReason }) => failureReason },
              ]}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}
