import { useState } from 'react';
import { BuyerSightDocument, type BuyerSightQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount, Rate } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/page.js';
import { Day } from '../../parts/time.js';
import { eventText } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';

type Sight = NonNullable<BuyerSightQuery['buyerSight']>;

interface Props {
  readonly bidId: string;
  readonly buyer: string;
  /** The number of the invoice. */
  readonly about: string | undefined;
}

/** Shows the supplier what its customer would see if it took this offer. */
export function BuyerSightDialog({ bidId, buyer, about }: Props) {
  const t = useTexts();
  return (
    <DialogButton label={t('sight.button')} about={about} title={t('sight.title', { buyer })}>
      {() => <BuyerSight bidId={bidId} />}
    </DialogButton>
  );
}

/** The same beside an acceptance, for who asks. */
export function BuyerSightPanel({ bidId }: { bidId: string }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('sight.button')}</summary>
      {open && <BuyerSight bidId={bidId} />}
    </details>
  );
}

/** What the buyer would see, as the server's own rules have it. */
function BuyerSight({ bidId }: { bidId: string }) {
  const t = useTexts();
  const live = useLive(BuyerSightDocument, { bidId });
  return (
    <Loaded live={live}>
      {({ buyerSight: sight }) => (sight ? <Seen sight={sight} /> : <p>{t('sight.gone')}</p>)}
    </Loaded>
  );
}

function Seen({ sight: { auctionShown, bidShown, funderShown, financing, events } }: { sight: Sight }) {
  const t = useTexts();
  const said = (shown: boolean) => t(shown ? 'sight.shown' : 'sight.hidden');
  return (
    <>
      <p>{t('sight.explained')}</p>
      <Facts
        rows={[
          [t('sight.auction'), said(auctionShown)],
          [t('sight.bid'), said(bidShown)],
          [t('sight.financing'), said(financing !== null)],
          [t('sight.funder'), said(funderShown)],
          [t('sight.events'), events.map(event => eventText(t, event)).join(', ') || t('sight.noEvents')],
        ]}
      />
      {financing && <SeenFinancing financing={financing} />}
    </>
  );
}

function SeenFinancing({ financing }: { financing: NonNullable<Sight['financing']> }) {
  const t = useTexts();
  const { price, discount, platformFee, rateBps, payments } = financing;
  const paid = (kind: string) => payments.find(payment => payment.kind === kind);
  const [leg1, leg2] = [paid('DISBURSEMENT'), paid('REPAYMENT')];
  const hidden = t('sight.hidden');
  return (
    <>
      <h3>{t('sight.figures')}</h3>
      <Facts
        rows={[
          [t('quote.face'), <Amount key="face" value={financing.face} />],
          [t('quote.valueDate'), <Day key="value" value={financing.valueDate} />],
          [t('quote.maturity'), <Day key="maturity" value={financing.maturity} />],
          [t('quote.net'), price ? <Amount key="price" value={price} /> : hidden],
          [t('quote.discount'), discount ? <Amount key="discount" value={discount} /> : hidden],
          [t('bid.rate'), rateBps ? <Rate key="rate" bps={rateBps} /> : hidden],
          [t('sight.platformFee'), platformFee ? <Amount key="fee" value={platformFee} /> : hidden],
          [t('paymentKind.DISBURSEMENT'), leg1 ? <Amount key="leg1" value={leg1.amount} /> : hidden],
          [
            t('paymentKind.REPAYMENT'),
            leg2 ? (
              <span key="leg2">
                <Amount value={leg2.amount} />, <Day value={leg2.dueOn} />
              </span>
            ) : (
              hidden
            ),
          ],
        ]}
      />
    </>
  );
}
