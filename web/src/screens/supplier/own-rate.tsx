import { useViewer } from '../../app/market.js';
import { SetOwnRateDocument } from '../../graphql/documents.js';
import { percentOfBps, typed } from '../../lib/decimal-text.js';
import { TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { useTexts } from '../../texts/index.js';

/** Asks for the rate that waiting is measured by: the supplier's own setting, never a default. Empty, nothing is measured. */
export function OwnRateForm() {
  const t = useTexts();
  const notify = useNotify();
  const { ownRateBps, availableActions } = useViewer().organization;
  if (!availableActions.includes('SET_OWN_RATE')) return null;
  return (
    <MutationForm
      key={ownRateBps}
      name="set-own-rate"
      document={SetOwnRateDocument}
      input={(values, idempotencyKey) => ({
        rateBps: values.optionalRateBps('rateBps') ?? null,
        idempotencyKey,
      })}
      submit={t('offers.compare')}
      onSuccess={() => notify(t('offers.compared'))}
    >
      <TextField
        name="rateBps"
        label={t('offers.ownRate')}
        hint={t('offers.ownRateHint')}
        value={ownRateBps ? typed(percentOfBps(ownRateBps)) : undefined}
        figures
      />
    </MutationForm>
  );
}
