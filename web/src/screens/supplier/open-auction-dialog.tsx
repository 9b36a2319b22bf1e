import { useNavigate } from '@tanstack/react-router';
import { OpenAuctionDocument } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { Facts } from '../../parts/facts.js';
import { TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { Reasons } from './reasons.js';

interface Listable {
  readonly id: string;
  readonly number: string;
  readonly approved: Money | null;
  readonly adjustedDueDate: string;
}

/** Puts an approved invoice up for early payment; why it cannot be is said in full. */
export function OpenAuctionDialog({ invoice }: { invoice: Listable }) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  return (
    <DialogButton
      label={t('openAuction.button')}
      about={invoice.number}
      title={t('openAuction.title', { number: invoice.number })}
      tone="primary"
    >
      {close => (
        <>
          <p>{t('openAuction.explained')}</p>
          <Facts
            rows={[
              [t('invoice.approved'), <Amount key="approved" value={invoice.approved} />],
              [t('invoice.due'), <Day key="due" value={invoice.adjustedDueDate} />],
            ]}
          />
          <MutationForm
            name={`open-auction:${invoice.id}`}
            document={OpenAuctionDocument}
            input={(values, idempotencyKey) => ({
              invoiceId: invoice.id,
              minutes: values.optionalInteger('minutes'),
              idempotencyKey,
            })}
            submit={t('openAuction.submit')}
            explain={problem =>
              'reasons' in problem && <Reasons title={t('openAuction.reasons')} reasons={problem.reasons} />
            }
            onSuccess={({ auction }) => {
              close();
              notify(t('openAuction.done', { number: invoice.number }));
              void navigate({ to: '/auctions/$id', params: { id: auction.id } });
            }}
          >
            <TextField name="minutes" label={t('openAuction.minutes')} hint={t('openAuction.minutesHint')} figures />
          </MutationForm>
        </>
      )}
    </DialogButton>
  );
}
