import { useParams } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { AuctionDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { InvoiceLink, Party, ProgrammeLink } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { aliasText } from '../../parts/supplier-alias.js';
import { Day, Instant, Until } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { BidPanel } from '../funder/bid-panel.js';
import { OwnBid } from '../funder/own-bid.js';
import { Offers } from '../supplier/offers.js';
import { AuctionActions } from './auction-actions.js';
import type { AuctionNode } from '../nodes.js';

/** One auction: its facts to all, offers to whoever accepts, a bid panel to funders. */
export function AuctionPage() {
  const t = useTexts();
  const { organization } = useViewer();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(AuctionDocument, { id });
  const isFunder = organization.roles.includes('FUNDER');
  return (
    <NodePage live={live} kind="Auction">
      {auction => (
        <Page
          title={t('auctionPage.title', { buyer: auction.buyer.name })}
          lead={<StateBadge machine="auction" state={auction.state} />}
          actions={<AuctionActions auction={auction} />}
        >
          <Section title={t('auctionPage.facts')}>
            <AuctionFacts auction={auction} />
          </Section>
          {auction.offers && <Offers auction={auction} offers={auction.offers} />}
          {!auction.offers && organization.roles.includes('SUPPLIER') && auction.supplier?.id === organization.id && (
            <Section title={t('offers.title')}>
              <p>{t('offers.sealed')}</p>
            </Section>
          )}
          {isFunder && auction.ownBid && (
            <OwnBid bid={auction.ownBid} canWithdraw={auction.availableActions.includes('WITHDRAW_BID')} />
          )}
          {isFunder && <BidPanel auction={auction} />}
        </Page>
      )}
    </NodePage>
  );
}

function AuctionFacts({ auction }: { auction: AuctionNode }) {
  const t = useTexts();
  const { supplier, supplierAlias: alias, paymentHistory: history, terms } = auction;
  return (
    <Facts
      rows={[
        [t('auction.face'), <Amount key="face" value={auction.face} />],
        [t('auction.maturity'), <Day key="maturity" value={auction.maturity} />],
        [t('auction.tenor'), t('auction.days', { count: auction.tenorDays })],
        [t('auction.kind'), t(`auctionKind.${auction.kind}`)],
        [t('auction.opened'), <Instant key="opened" value={auction.openedAt} />],
        [t('auction.closes'), <Until key="closes" value={auction.closesAt} />],
        [
          t('auction.acceptUntil'),
          auction.kind === 'SEALED_WINDOW' && <Until key="accept" value={auction.acceptUntil} />,
        ],
        [t('party.BUYER'), <Party key="buyer" party={auction.buyer} />],
        [t('party.SUPPLIER'), supplier && <Party key="supplier" party={supplier} />],
        [t('auction.alias'), !supplier && alias && aliasText(t, alias)],
        [t('auction.invoice'), auction.invoice && <InvoiceLink key="invoice" invoice={auction.invoice} />],
        [t('invoice.undertaking'), t(`undertaking.${auction.undertaking}`)],
        [t('programme.one'), <ProgrammeLink key="programme" programme={auction.programme} />],
        [t('terms.costBearer'), t(`party.${terms.costBearer}` as 'party.SUPPLIER')],
        [t('auction.invoicesPaid'), history && bandText(t, history.invoicesPaidBand)],
        [t('auction.daysLate'), history && bandText(t, history.averageDaysLateBand)],
        [t('auction.disputed'), history && bandText(t, history.disputedBand)],
      ]}
    />
  );
}

/** A range of figures as it is, such as '6-15'; a word by its code. */
function bandText(t: Texts, band: string): string {
  return t(`band.${band}` as 'band.NONE', { defaultValue: band });
}
