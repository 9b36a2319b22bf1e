import { type OverrideAct, ProposeOverrideDocument } from '../../graphql/documents.js';
import { typed } from '../../lib/decimal-text.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { TextArea, TextField } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';

/** What takes two persons of the operator: the first gives a reason, another confirms it on the page of exceptions. */
export function ProposeOverride({
  act,
  subjectId,
  about,
  amount,
}: {
  act: OverrideAct;
  subjectId: string;
  /** What tells it from others of its kind on the page. */
  about?: string;
  /** What an act of an amount changes, as it is now. */
  amount?: { readonly amount: string; readonly currency: string };
}) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`propose-${act}:${subjectId}`}
      label={t(`overrideButton.${act}`)}
      about={about}
      title={t('proposeOverride.title', { act: t(`overrideAct.${act}`) })}
      document={ProposeOverrideDocument}
      input={(values, idempotencyKey) => ({
        act,
        subjectId,
        ...(amount && { amount: values.amount('amount', amount.currency) }),
        reason: values.text('reason'),
        idempotencyKey,
      })}
      done={t('proposeOverride.done')}
    >
      <p>{t('proposeOverride.explained')}</p>
      {amount && <TextField name="amount" label={t('proposeOverride.amount')} value={typed(amount.amount)} figures />}
      <TextArea name="reason" label={t('proposeOverride.reason')} rows={3} />
    </ActionDialog>
  );
}
