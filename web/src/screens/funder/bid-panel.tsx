import { useRef, useState } from 'react';
import { useZone } from '../../app/market.js';
import {
  ChangeBidDocument,
  type DayCount,
  PlaceBidDocument,
  type PriceKind,
  QuoteDocument,
  type QuoteQuery,
} from '../../graphql/documents.js';
import { percentOfBps, typed } from '../../lib/decimal-text.js';
import { FormValues } from '../../lib/form-values.js';
import { send } from '../../lib/graphql-client.js';
import { instantText, localIn } from '../../lib/market-time.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Section } from '../../parts/page.js';
import { faultText, useProblemText } from '../../parts/problem-text.js';
import { QuoteFacts } from '../../parts/quote-facts.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { AuctionNode } from '../nodes.js';

/** How long after the last key the server is asked for a quote, in milliseconds. */
const TYPING_MS = 250;

/** A firm price for the whole invoice, and what it comes to before it is sent. */
export function BidPanel({ auction }: { auction: AuctionNode }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const notify = useNotify();
  const { quote, ask } = useQuote(auction);
  const zone = useZone() ?? 'UTC';
  const { ownBid, availableActions, terms } = auction;
  const last = auction.kind === 'SEALED_WINDOW' ? auction.acceptUntil : auction.closesAt;
  const changes = availableActions.includes('CHANGE_BID') && ownBid;
  if (!changes && !availableActions.includes('PLACE_BID')) {
    return auction.state === 'OPEN' ? <p className="hint">{t('bidPanel.notPossible')}</p> : null;
  }
  const fields = (
    <>
      <SelectField
        name="priceKind"
        label={t('bid.priceKind')}
        options={terms.priceKinds.map(kind => [kind, t(`priceKind.${kind}`)] as const)}
        value={ownBid?.priceKind}
      />
      <TextField
        name="rateBps"
        label={t('bid.ratePercent')}
        hint={t('bid.rateHint')}
        value={changes ? typed(percentOfBps(changes.rateBps)) : undefined}
        figures
      />
      <SelectField
        name="dayCount"
        label={t('bid.dayCount')}
        options={Object.entries(catalogue.dayCount)}
        value={ownBid?.dayCount ?? terms.dayCount}
      />
      <TextField
        name="flatFee"
        label={t('bid.flatFee', { currency: auction.face.currency })}
        value={changes ? typed(changes.flatFee.amount) : undefined}
        figures
      />
      <TextField
        name="validUntil"
        type="datetime-local"
        label={t('bid.validUntilIn', { zone })}
        hint={t('bid.validUntilHint', { last: instantText(last, zone) })}
        value={changes && changes.validUntil !== last ? localIn(zone, changes.validUntil) : undefined}
      />
    </>
  );
  const figuresOf = (values: FormValues) => ({
    ...priceOf(values, auction.face.currency),
    validUntil: values.optionalInstant('validUntil', zone),
  });
  return (
    <Section title={t(changes ? 'bidPanel.changeTitle' : 'bidPanel.placeTitle')}>
      <div className="columns">
        {changes ? (
          <MutationForm
            key={`change ${changes.version}`}
            name={`change-bid:${changes.id}`}
            document={ChangeBidDocument}
            input={(values, idempotencyKey) => ({ bidId: changes.id, ...figuresOf(values), idempotencyKey })}
            submit={t('bidPanel.change')}
            explain={shortBy}
            onInput={ask}
            onSuccess={() => notify(t('bidPanel.changed'))}
          >
            {fields}
          </MutationForm>
        ) : (
          <MutationForm
            name={`place-bid:${auction.id}`}
            document={PlaceBidDocument}
            input={(values, idempotencyKey) => ({ auctionId: auction.id, ...figuresOf(values), idempotencyKey })}
            submit={t('bidPanel.place')}
            explain={shortBy}
            onInput={ask}
            onSuccess={() => notify(t('bidPanel.placed'))}
          >
            {fields}
          </MutationForm>
        )}
        <QuoteView quote={quote} />
      </div>
    </Section>
  );

  function shortBy(problem: { code: string; shortBy?: { amount: string; currency: string } | null }) {
    if (!problem.shortBy) return undefined;
    return (
      <p>
        {t('bidPanel.shortBy')} <Amount value={problem.shortBy} />
      </p>
    );
  }
}

function priceOf(values: FormValues, currency: string) {
  return {
    priceKind: values.choice<PriceKind>('priceKind'),
    rateBps: values.rateBps('rateBps'),
    dayCount: values.choice<DayCount>('dayCount'),
    flatFee: values.optionalAmount('flatFee', currency),
  };
}

type QuoteAnswer = QuoteQuery['quote'];

/** The quote for what is typed: asked once the typing rests, and only the last answer counts. */
function useQuote(auction: AuctionNode): { quote: QuoteAnswer | undefined; ask: (form: HTMLFormElement) => void } {
  const [quote, setQuote] = useState<QuoteAnswer>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const request = useRef<AbortController>(undefined);
  async function fetchQuote(form: HTMLFormElement): Promise<void> {
    const values = new FormValues(new FormData(form));
    const input = { auctionId: auction.id, ...priceOf(values, auction.face.currency) };
    if (values.faults.length > 0) return setQuote(undefined);
    const { signal } = (request.current = new AbortController());
    const data = await send(QuoteDocument, { input }, signal).catch(() => undefined);
    if (!signal.aborted) setQuote(data?.quote);
  }
  const ask = (form: HTMLFormElement) => {
    clearTimeout(timer.current);
    request.current?.abort();
    timer.current = setTimeout(() => void fetchQuote(form), TYPING_MS);
  };
  return { quote, ask };
}

function QuoteView({ quote }: { quote: QuoteAnswer | undefined }) {
  const t = useTexts();
  const text = useProblemText();
  return (
    <div aria-live="polite">
      <h3>{t('bidPanel.quote')}</h3>
      {!quote && <p className="hint">{t('bidPanel.noQuote')}</p>}
      {quote?.__typename === 'Quote' && <QuoteFacts quote={quote} />}
      {quote?.__typename === 'InvalidInput' && quote.fields.map(fault => <p key={fault.path}>{faultText(t, fault)}</p>)}
      {quote && quote.__typename !== 'Quote' && quote.__typename !== 'InvalidInput' && <p>{text(quote)}</p>}
    </div>
  );
}
