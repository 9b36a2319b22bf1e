import { Link, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { type AuctionState, AuctionsDocument, type AuctionsQuery } from '../../graphql/documents.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
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
  const { state, sort } = useSearch({ strict: false }) as Search;
  const isFunder = organization.roles.includes('FUNDER');
  const states: AuctionState[] | undefined =
    state === 'ANY' ? undefined : [(state as AuctionState | undefined) ?? 'OPEN'];
  const variables = { state: states, ...sortingOf(sort, ['OPENED', 'CLOSES', 'MATURITY', 'FACE'] as const) };
  const live = useLiveList(AuctionsDocument, variables, {
    rowsOf: ({ auctions }) => auctions,
    rowKey: ({ id }) => id,
    lists: ['Auction'],
  });
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
        {rows => (
          <Table
            caption={t('board.caption')}
            file={{ list: 'auctions', parameters: variables }}
            rows={rows}
            sortedBy="-OPENED"
            readOn={live}
            rowKey={auction => auction.id}
            empty={t('board.empty')}
            columns={columnsOf(t, isFunder)}
          />
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
    { head: t('auction.face'), cell: ({ face }) => <Amount value={face} />, figures: true, sort: '-FACE' },
    { head: t('auction.maturity'), cell: ({ maturity }) => <Day value={maturity} />, sort: 'MATURITY' },
    { head: t('auction.tenor'), cell: ({ tenorDays }) => t('auction.days', { count: tenorDays }), figures: true },
    { head: t('invoice.undertaking'), cell: ({ undertaking }) => t(`undertakingShort.${undertaking}`) },
    { head: t('auction.kind'), cell: ({ kind }) => t(`auctionKindShort.${kind}`) },
    { head: t('auction.state'), cell: ({ state }) => <StateBadge machine="auction" state={state} /> },
    { head: t('auction.closes'), cell: ({ closesAt }) => <Until value={closesAt} />, sort: 'CLOSES' },
  ];
}

function AuctionLink({ id, text }: { id: string; text: string }) {
  return (
    <Link to="/auctions/$id" params={{ id }}>
      {text}
    </Link>
  );
}
