import { Link } from '@tanstack/react-router';
import { SupplierHomeDocument, type SupplierHomeQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { OpenAuctionDialog } from './open-auction-dialog.js';

export function SupplierHome() {
  const live = useLive(SupplierHomeDocument, {}, { lists: ['Invoice', 'Auction', 'Bid', 'Programme'] });
  return (
    <Loaded live={live}>
      {data => (
        <>
          <Offers auctions={data.auctions.edges.map(({ node }) => node)} />
          <Listable invoices={data.invoices.edges.map(({ node }) => node)} />
        </>
      )}
    </Loaded>
  );
}

type Auctions = SupplierHomeQuery['auctions']['edges'][number]['node'][];
type Invoices = SupplierHomeQuery['invoices']['edges'][number]['node'][];

function Offers({ auctions }: { auctions: Auctions }) {
  const t = useTexts();
  return (
    <Section title={t('supplierHome.offers')}>
      <Table
        caption={t('supplierHome.offersCaption')}
        file={{ list: 'auctions', parameters: { state: ['OPEN', 'CLOSED'] } }}
        rows={auctions}
        rowKey={auction => auction.id}
        empty={t('supplierHome.noAuctions')}
        columns={[
          { head: t('invoice.number'), cell: ({ invoice }) => <InvoiceLink invoice={invoice} /> },
          { head: t('party.BUYER'), cell: ({ buyer }) => buyer.name },
          { head: t('auction.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
          { head: t('auction.state'), cell: ({ state }) => <StateBadge machine="auction" state={state} /> },
          {
            head: t('auction.closes'),
            cell: ({ state, closesAt, acceptUntil }) => <Until value={state === 'OPEN' ? closesAt : acceptUntil} />,
          },
          {
            head: t('supplierHome.bestNet'),
            cell: ({ offers }) => <Amount value={offers?.[0]?.quote.net} />,
            figures: true,
          },
          {
            head: t('supplierHome.offerCount'),
            cell: ({ id, offers }) => (
              <Link to="/auctions/$id" params={{ id }}>
                {offers ? t('supplierHome.offer', { count: offers.length }) : t('supplierHome.sealed')}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Listable({ invoices }: { invoices: Invoices }) {
  const t = useTexts();
  return (
    <Section title={t('supplierHome.listable')}>
      <Table
        caption={t('supplierHome.listableCaption')}
        file={{ list: 'invoices', parameters: { listable: true } }}
        rows={invoices}
        rowKey={invoice => invoice.id}
        empty={t('supplierHome.noListable')}
        columns={[
          { head: t('invoice.number'), cell: invoice => <InvoiceLink invoice={invoice} /> },
          { head: t('party.BUYER'), cell: ({ buyer }) => buyer.name },
          { head: t('invoice.approved'), cell: ({ approved }) => <Amount value={approved} />, figures: true },
          { head: t('invoice.due'), cell: ({ adjustedDueDate }) => <Day value={adjustedDueDate} /> },
          {
            head: t('table.actions'),
            cell: invoice =>
              invoice.availableActions.includes('OPEN_AUCTION') && <OpenAuctionDialog invoice={invoice} />,
          },
        ]}
      />
    </Section>
  );
}
