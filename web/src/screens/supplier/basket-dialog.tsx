import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AcceptOffersDocument, BasketDocument } from '../../graphql/documents.js';
import { moneyText, sumOf } from '../../lib/decimal-text.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { BasketRefusals, type Refusal, type ShownLine } from './basket-refusals.js';
import { type BasketTotal, BasketTotals } from './basket-totals.js';

interface Props {
  readonly bidIds: readonly string[];
  readonly onAccepted: () => void;
}

/** Takes the chosen offers, all of them or none, bound to what is shown of each and to their total. */
export function BasketDialog({ bidIds, onAccepted }: Props) {
  const t = useTexts();
  return (
    <DialogButton
      label={t('basketAccept.button')}
      title={t('basketAccept.title')}
      tone="primary"
      disabled={bidIds.length === 0}
    >
      {close => <Shown bidIds={bidIds} onAccepted={onAccepted} close={close} />}
    </DialogButton>
  );
}

function Shown({ bidIds, ...more }: Props & { close: () => void }) {
  const t = useTexts();
  // What was chosen when the dialog opened stays, whatever happens to the list behind it.
  const [chosen] = useState([...bidIds]);
  const live = useLive(BasketDocument, { bidIds: chosen });
  return (
    <Loaded live={live}>
      {({ basket: { lines, totals } }) => {
        const [total, another] = totals;
        if (!total) return <p>{t('basketAccept.gone')}</p>;
        if (another) return <p>{t('basket.currencies')}</p>;
        const shown = lines.map(({ auction, offer: { quote, ...offer } }) => {
          return { ...offer, net: quote.net, valueDate: quote.valueDate, number: auction.invoice?.number };
        });
        return <Accept {...more} lines={shown} total={total} />;
      }}
    </Loaded>
  );
}

interface AcceptProps {
  readonly lines: readonly ShownLine[];
  readonly total: BasketTotal;
  readonly onAccepted: () => void;
  readonly close: () => void;
}

function Accept({ lines: first, total: firstTotal, onAccepted, close }: AcceptProps) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  // As first shown, until the server says otherwise: then as it says, without what it cannot give.
  const [{ lines, before, refusals }, setBasket] = useState<Basket>({ lines: first, before: first, refusals: [] });
  const [total] = useState(firstTotal);
  const totalNet = sumOf(lines.map(({ net }) => net));
  return (
    <>
      <p>{t('basketAccept.explained')}</p>
      <BasketRefusals before={before} refusals={refusals} />
      <Table
        caption={t('basketAccept.caption')}
        rows={lines}
        rowKey={({ bidId }) => bidId}
        empty={t('basketAccept.gone')}
        columns={[
          { head: t('invoice.number'), cell: ({ number }) => number },
          { head: t('party.FUNDER'), cell: ({ funderName }) => funderName },
          { head: t('quote.net'), cell: ({ net }) => <Amount value={net} />, figures: true },
          { head: t('quote.valueDate'), cell: ({ valueDate }) => <Day value={valueDate} /> },
        ]}
      />
      {refusals.length === 0 && <BasketTotals total={total} />}
      {totalNet && (
        <MutationForm
          name="accept-offers"
          document={AcceptOffersDocument}
          input={(_, idempotencyKey) => ({ offers: lines.map(offerOf), totalNet, idempotencyKey })}
          submit={t(refusals.length === 0 ? 'basketAccept.submit' : 'basketAccept.submitNew', {
            count: lines.length,
            net: moneyText(totalNet),
          })}
          onProblem={problem =>
            problem.__typename === 'OffersRefused' && setBasket({ ...after(lines, problem.refusals), before: lines })
          }
          explain={problem => problem.__typename === 'OffersRefused' && <p>{t('basketAccept.refused')}</p>}
          onSuccess={({ acceptances, totalNet: net }) => {
            close();
            onAccepted();
            notify(t('basketAccept.done', { count: acceptances.length, net: moneyText(net) }));
            void navigate({ to: '/financings' });
          }}
        />
      )}
    </>
  );
}

interface Basket {
  readonly lines: readonly ShownLine[];
  /** As they were when the server last refused. */
  readonly before: readonly ShownLine[];
  readonly refusals: readonly Refusal[];
}

function offerOf({ bidId, version, net, valueDate }: ShownLine) {
  return { bidId, version, net: { amount: net.amount, currency: net.currency }, valueDate };
}

/** The basket as it could be taken now: changed offers with their new figures, and without those that are not there. */
function after(lines: readonly ShownLine[], refusals: readonly Refusal[]): Pick<Basket, 'lines' | 'refusals'> {
  const refusalOf = new Map(refusals.map(refusal => [refusal.bidId, refusal.problem]));
  const left = lines.flatMap(line => {
    const problem = refusalOf.get(line.bidId);
    if (!problem) return [line];
    if (problem.__typename !== 'OfferChanged') return [];
    const { version, net, valueDate } = problem;
    return [{ ...line, version, net, valueDate }];
  });
  return { lines: left, refusals };
}
