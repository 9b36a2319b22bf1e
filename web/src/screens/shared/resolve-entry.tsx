import { EntryCandidatesDocument, ProposeResolutionDocument, type ResolutionKind } from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextArea } from '../../parts/fields.js';
import { NodePage } from '../../parts/node-page.js';
import { useTexts } from '../../texts/index.js';
import type { BankEntryRow } from '../nodes.js';

/** A person says what an entry is: one of the payments it could be, undone by another entry, or none of this market. */
export function ResolveEntry({ entry }: { entry: BankEntryRow }) {
  const t = useTexts();
  const { id: entryId, state, amount } = entry;
  return (
    <ActionDialog
      name={`propose-resolution:${entryId}`}
      label={t('proposeResolution.button')}
      about={nameOf(entry)}
      title={t('proposeResolution.title')}
      tone="primary"
      document={ProposeResolutionDocument}
      input={(values, idempotencyKey) => ({
        entryId,
        ...choiceOf(values.text('what')),
        reason: values.text('reason'),
        idempotencyKey,
      })}
      done={t('proposeResolution.done')}
    >
      <p>
        <Amount value={amount} />, {dayText(entry.bookedOn)}
        {entry.counterpartyName && `, ${entry.counterpartyName}`}
        {entry.remittance && `: ${entry.remittance}`}
      </p>
      <p>{t('proposeResolution.explained')}</p>
      {state === 'HELD' ? (
        <SelectField
          name="what"
          label={t('proposeResolution.what')}
          options={[['SET_ASIDE', t('resolutionKind.SET_ASIDE')]]}
        />
      ) : (
        <Candidates entryId={entryId} />
      )}
      <TextArea name="reason" label={t('proposeResolution.reason')} rows={3} />
    </ActionDialog>
  );
}

/** By what a person knows it. */
export function nameOf({ remittance, endToEndId, bookedOn }: BankEntryRow): string {
  return remittance ?? endToEndId ?? dayText(bookedOn);
}

/** What a choice of the list stands for: its kind and, behind a blank, the id it names. */
function choiceOf(choice: string) {
  const [kind, id] = choice.split(' ') as [ResolutionKind, string | undefined];
  return {
    kind,
    ...(kind === 'PAYMENT' && { paymentId: id }),
    ...(kind === 'OFFSET' && { otherEntryId: id }),
  };
}

function Candidates({ entryId }: { entryId: string }) {
  const t = useTexts();
  const live = useLive(EntryCandidatesDocument, { id: entryId }, { lists: ['Payment', 'BankEntry'] });
  return (
    <NodePage live={live} kind="BankEntry">
      {({ candidates, offsets }) => (
        <SelectField
          name="what"
          label={t('proposeResolution.what')}
          options={[
            ...candidates.map(
              ({ id, kind, dueOn, payer, payee, invoice, endToEndId }) =>
                [
                  `PAYMENT ${id}`,
                  t('proposeResolution.payment', {
                    kind: t(`paymentKind.${kind}`),
                    parties: `${payer.name} → ${payee.name}`,
                    reference: invoice?.number ?? endToEndId,
                    day: dayText(dueOn),
                  }),
                ] as const,
            ),
            ...offsets.map(
              ({ id, bookedOn, remittance, counterpartyName }) =>
                [
                  `OFFSET ${id}`,
                  t('proposeResolution.offset', {
                    day: dayText(bookedOn),
                    words: remittance ?? counterpartyName ?? '–',
                  }),
                ] as const,
            ),
            ['UNRELATED', t('resolutionKind.UNRELATED')] as const,
          ]}
        />
      )}
    </NodePage>
  );
}
