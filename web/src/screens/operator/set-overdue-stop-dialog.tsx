import { SetOverdueStopDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { TextField } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';
import type { ProgrammeNode } from '../nodes.js';

/** For how long the buyer may be overdue before it promises nothing more. */
export function SetOverdueStopDialog({ programme, onSet }: { programme: ProgrammeNode; onSet: () => void }) {
  const { id, overdueStopDays } = programme;
  const t = useTexts();
  return (
    <ActionDialog
      name={`set-overdue-stop:${id}`}
      label={t('setOverdueStop.button')}
      title={t('setOverdueStop.title')}
      document={SetOverdueStopDocument}
      input={(values, idempotencyKey) => ({
        programmeId: id,
        overdueStopDays: values.integer('overdueStopDays'),
        idempotencyKey,
      })}
      done={t('setOverdueStop.done')}
      onSuccess={onSet}
    >
      <p>{t('setOverdueStop.explained')}</p>
      <TextField
        name="overdueStopDays"
        label={t('programme.overdueStopDays')}
        hint={t('setOverdueStop.hint')}
        value={String(overdueStopDays)}
        figures
      />
    </ActionDialog>
  );
}
