import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AcceptOfferDocument } from '../../graphql/documents.js';
import { type Money, moneyText } from '../../lib/decimal-text.js';
import { dayText } from '../../lib/market-time.js';
import { Amount, Percent } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { Facts } from '../../parts/facts.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { Offer } from '../nodes.js';
import { BuyerSightPanel } from './basket-sight.js';

/** What the supplier agrees to; the server takes it only as it is shown, or better. */
interface Figures {
  readonly version: number;
  readonly net: Money;
  readonly discount: Money;
  readonly valueDate: string;
}

export function AcceptOfferDialog({ offer }: { offer: Offer }) {
  const t = useTexts();
  return (
    <DialogButton
      label={t('acceptOffer.button')}
      about={offer.funderName}
      title={t('acceptOffer.title', { funder: offer.funderName })}
      tone="primary"
    >
      {close => <AcceptOffer offer={offer} close={close} />}
    </DialogButton>
  );
}

function AcceptOffer({ offer: latest, close }: { offer: Offer; close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  // What was shown when the dialog opened stays until the server says otherwise, whatever happens to the list behind it.
  const [offer] = useState(latest);
  const { quote } = offer;
  const [figures, setFigures] = useState<Figures>({ ...quote, version: offer.version });
  const changed = figures.net.amount !== quote.net.amount || figures.valueDate !== quote.valueDate;
  return (
    <MutationForm
      name={`accept-offer:${offer.bidId}`}
      document={AcceptOfferDocument}
      input={(_, idempotencyKey) => ({
        bidId: offer.bidId,
        version: figures.version,
        net: { amount: figures.net.amount, currency: figures.net.currency },
        valueDate: figures.valueDate,
        idempotencyKey,
      })}
      submit={t(changed ? 'acceptOffer.submitNew' : 'acceptOffer.submit')}
      onProblem={problem => problem.__typename === 'OfferChanged' && setFigures(problem)}
      explain={problem => problem.__typename === 'OfferChanged' && <p>{t('acceptOffer.changed')}</p>}
      onSuccess={({ financing, net, valueDate }) => {
        close();
        notify(t('acceptOffer.done', { net: moneyText(net), valueDate: dayText(valueDate) }));
        void navigate({ to: '/financings/$id', params: { id: financing.id } });
      }}
    >
      <p>{t('acceptOffer.explained')}</p>
      <Facts
        rows={[
          [t('quote.net'), <Amount key="net" value={figures.net} />],
          [t('quote.discount'), <Amount key="discount" value={figures.discount} />],
          [t('quote.valueDate'), <Day key="value" value={figures.valueDate} />],
          [t('quote.totalCost'), !changed && <Amount key="cost" value={quote.totalCost} />],
          [t('quote.effective'), !changed && <Percent key="effective" value={quote.effectiveRate} />],
          [t('quote.face'), <Amount key="face" value={quote.face} />],
          [t('party.FUNDER'), offer.funderName],
        ]}
      />
      <BuyerSightPanel bidId={offer.bidId} />
    </MutationForm>
  );
}
