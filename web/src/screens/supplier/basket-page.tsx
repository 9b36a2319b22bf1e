import { useState } from 'react';
import { BestOffersDocument, type BestOffersQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount, Percent } from '../../parts/amount.js';
import { SelectField } from '../../parts/fields.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { type Column, Table } from '../../parts/table.js';
import { Day, Until } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { BasketBar } from './basket-bar.js';
import { BuyerSightDialog } from './basket-sight.js';
import { OwnRateForm } from './own-rate.js';

type Auction = BestOffersQuery['bestOffers']['lines'][number]['auction'];
type Offer = NonNullable<Auction['offers']>[number];

/** An auction with the offer that its row is about: the one that was picked, else the best. */
interface Row {
  readonly auction: Auction;
  readonly offer: Offer;
  readonly canTake: boolean;
}

/** Of which auction which bid was picked, and whether it lies in the basket. */
type Picks = ReadonlyMap<string, { readonly bidId: string; readonly chosen: boolean }>;

/** Every offer that the supplier can take now: several at once, as a basket. */
export function BasketPage() {
  const t = useTexts();
  const live = useLive(BestOffersDocument, {}, { lists: ['Auction', 'Bid', 'Organization'], keep: true });
  const [picks, setPicks] = useState<Picks>(new Map());
  return (
    <Page title={t('basket.title')} lead={t('basket.lead')}>
      <Loaded live={live}>
        {({ bestOffers: { lines, hasMore } }) => {
          const rows = rowsOf(lines, picks);
          const chosen = rows.filter(row => isChosen(row, picks));
          const lost = [...picks].filter(([id, pick]) => pick.chosen && !chosen.some(row => row.auction.id === id));
          return (
            <>
              {hasMore && <p className="notice warn">{t('basket.more')}</p>}
              <Table
                caption={t('basket.caption')}
                rows={rows}
                rowKey={({ auction }) => auction.id}
                empty={t('basket.empty')}
                columns={columnsOf(t, picks, setPicks)}
              />
              {rows.length > 0 && <OwnRateForm />}
              {rows.length > 0 && (
                <BasketBar
                  bidIds={chosen.map(({ offer }) => offer.bidId)}
                  canChooseMore={rows.some(row => row.canTake && !chosen.includes(row))}
                  lost={lost.length}
                  onChooseAll={() => setPicks(all(rows))}
                  onChooseNone={() => setPicks(new Map())}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function rowsOf(lines: BestOffersQuery['bestOffers']['lines'], picks: Picks): Row[] {
  return lines.flatMap(({ auction, offer: best }) => {
    const offers = auction.offers ?? [];
    const picked = picks.get(auction.id)?.bidId;
    const offer = offers.find(({ bidId }) => bidId === picked) ?? offers.find(({ bidId }) => bidId === best.bidId);
    return offer ? [{ auction, offer, canTake: auction.availableActions.includes('ACCEPT_OFFER') }] : [];
  });
}

/** What is no longer offered has left the basket, whatever stands in its place. */
function isChosen({ auction, offer, canTake }: Row, picks: Picks): boolean {
  const pick = picks.get(auction.id);
  return canTake && pick?.chosen === true && pick.bidId === offer.bidId;
}

function all(rows: readonly Row[]): Picks {
  return new Map(rows.map(({ auction, offer, canTake }) => [auction.id, { bidId: offer.bidId, chosen: canTake }]));
}

function columnsOf(t: Texts, picks: Picks, setPicks: (picks: Picks) => void): Column<Row>[] {
  const pick = ({ auction }: Row, bidId: string, chosen: boolean) =>
    setPicks(new Map(picks).set(auction.id, { bidId, chosen }));
  return [
    {
      head: t('table.choose'),
      cell: row =>
        row.canTake && (
          <Choice
            label={t('basket.choose', { number: row.auction.invoice?.number, funder: row.offer.funderName })}
            chosen={isChosen(row, picks)}
            onChoose={chosen => pick(row, row.offer.bidId, chosen)}
          />
        ),
    },
    { head: t('basket.invoice'), cell: ({ auction }) => <InvoiceOf auction={auction} />, names: true },
    { head: t('basket.face'), cell: ({ auction }) => <Face auction={auction} />, figures: true },
    {
      head: t('basket.offer'),
      cell: row => <OfferOf row={row} onPick={bidId => pick(row, bidId, isChosen(row, picks))} />,
    },
    { head: t('quote.net'), cell: ({ offer }) => <Amount value={offer.quote.net} />, figures: true },
    { head: t('quote.totalCost'), cell: ({ offer }) => <Cost offer={offer} />, figures: true },
    { head: t('quote.effective'), cell: ({ offer }) => <Percent value={offer.quote.effectiveRate} />, figures: true },
    { head: t('basket.valueDate'), cell: ({ offer }) => <Dates offer={offer} /> },
    {
      head: t('table.actions'),
      cell: ({ auction, offer }) => (
        <BuyerSightDialog bidId={offer.bidId} buyer={auction.buyer.name} about={auction.invoice?.number} />
      ),
    },
  ];
}

function InvoiceOf({ auction: { invoice, buyer } }: { auction: Auction }) {
  return (
    <>
      <InvoiceLink invoice={invoice} />
      <span className="hint block">{buyer.name}</span>
    </>
  );
}

function Face({ auction: { face, maturity } }: { auction: Auction }) {
  return (
    <>
      <Amount value={face} />
      <span className="hint block">
        <Day value={maturity} />
      </span>
    </>
  );
}

/** What the offer costs and, where the supplier says what its own money costs, what waiting would. */
function Cost({ offer: { quote } }: { offer: Offer }) {
  const t = useTexts();
  return (
    <>
      <Amount value={quote.totalCost} />
      {quote.waitingCost && (
        <span className="hint block">
          {t('basket.waiting')} <Amount value={quote.waitingCost} />
        </span>
      )}
    </>
  );
}

function Dates({ offer: { quote, holdsUntil } }: { offer: Offer }) {
  return (
    <>
      <Day value={quote.valueDate} />
      <span className="hint block">
        <Until value={holdsUntil} />
      </span>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

/** A box of a row; the arrow keys lead to those above and below. */
function Choice({ label, chosen, onChoose }: ChoiceProps) {
  return (
    <input
      type="checkbox"
      data-choice
      aria-label={label}
      checked={chosen}
      onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
      onKeyDown={event => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step === undefined) return;
        const boxes = [...event.currentTarget.closest('table')!.querySelectorAll<HTMLElement>('[data-choice]')];
        boxes[boxes.indexOf(event.currentTarget) + step]?.focus();
        event.preventDefault();
      }}
    />
  );
}

/** Who offers; where several do, the choice among them, the cheapest first. */
function OfferOf({ row: { auction, offer }, onPick }: { row: Row; onPick: (bidId: string) => void }) {
  const t = useTexts();
  const offers = auction.offers ?? [];
  if (offers.length < 2) return <>{offer.funderName}</>;
  return (
    <SelectField
      // Another choice may come from outside: then it is made anew.
      key={offer.bidId}
      name={`offer-${auction.id}`}
      label={t('basket.offerFor', { number: auction.invoice?.number })}
      labelUnseen
      options={offers.map(({ bidId, funderName }, place) => [
        bidId,
        t('basket.ranked', { rank: place + 1, funderName }),
      ])}
      value={offer.bidId}
      onChange={onPick}
    />
  );
}
