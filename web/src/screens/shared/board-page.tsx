import { Link, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { type AuctionState, AuctionsDocument, type AuctionsQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { aliasText } from '../../parts/supplier-alias.js';
import { type Column, Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { type Texts, useCatalogue, useTexts } from '../../texts/index.js';

type AuctionRow = AuctionsQuery['auctions']['edges'][number]['node'];
type Search = Readonly<Record<string, string | undefined>>;

/** The auctions a viewer may know of: all paper on offer for a funder, its own for a supplier. */
export function BoardPage() {
  const t = useTexts();
  const catalogue = useCatalogue();
  const { organization } = useViewer();
  const { state, after } = useSearch({ strict: false }) as Search;
  const isFunder = organization.roles.includes('FUNDER');
  const states: AuctionState[] | undefined =
    state === 'ANY' ? undefined : [(state as AuctionState | undefined) ?? 'OPEN'];
  const live = useLive(AuctionsDocument, { state: states, after }, { lists: ['Auction'], keep: true });
  return (
    <Page title={t(isFunder ? 'board.title' : 'board.auctions')} lead={t('board.lead')}>
      <Filter>
        {search => (
          <SelectField
            name="state"
            label={t('filter.state')}
            options={[...Object.entries(catalogue.state.auction), ['ANY', t('filter.any')]]}
            value={search.state ?? 'OPEN'}
          />
        )}
      </Filter>
      <Loaded live={live}>
        {({ auctions }) => (
          <>
            <Table
              caption={t('board.caption')}
              file={{ list: 'auctions', parameters: { state: states } }}
              rows={auctions.edges.map(({ node }) => node)}
              rowKey={auction => auction.id}
              empty={t('board.empty')}
              columns={columnsOf(t, isFunder)}
            />
            <Pager pageInfo={auctions.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function columnsOf(t: Texts, isFunder: boolean): Column<AuctionRow>[] {
  const ownBid: Column<AuctionRow> = {
    head: t('auction.ownBid'),
    cell: ({ ownBid: bid }) => (bid ? <StateBadge machine="bid" state={bid.state} /> : '–'),
  };
  const invoice: Column<AuctionRow> = {
    head: t('auction.invoice'),
    cell: auction => <InvoiceLink invoice={auction.invoice} />,
  };
  return [
    { head: t('party.BUYER'), cell: ({ id, buyer }) => <AuctionLink id={id} text={buyer.name} /> },
    {
      head: t('party.SUPPLIER'),
      cell: ({ supplier, supplierAlias }) => supplier?.name ?? (supplierAlias ? aliasText(t, supplierAlias) : '–'),
    },
    isFunder ? ownBid : invoice,
    { head: t('auction.face'), cell: ({ face }) => <Amount value={face} />, figures: true },
    { head: t('auction.maturity'), cell: ({ maturity }) => <Day value={maturity} /> },
    { head: t('auction.tenor'), cell: ({ tenorDays }) => t('auction.days', { count: tenorDays }), figures: true },
    { head: t('invoice.undertaking'), cell: ({ undertaking }) => t(`undertaking.${undertaking}`) },
    { head: t('auction.kind'), cell: ({ kind }) => t(`auctionKind.${kind}`) },
    { head: t('auction.state'), cell: ({ state }) => <StateBadge machine="auction" state={state} /> },
    { head: t('auction.closes'), cell: ({ closesAt }) => <Until value={closesAt} /> },
  ];
}

function AuctionLink({ id, text }: { id: string; text: string }) {
  return (
    <Link to="/auctions/$id" params={{ id }}>
      {text}
    </Link>
  );
}
