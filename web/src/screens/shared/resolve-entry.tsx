import {
  EntryCandidatesDocument,
  type EntryCandidatesQuery,
  ProposeResolutionDocument,
  type ResolutionKind,
} from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextArea } from '../../parts/fields.js';
import { NodePage } from '../../parts/node-page.js';
import { useTexts } from '../../texts/index.js';
import type { BankEntryRow } from '../nodes.js';

/** A person says what an entry is: one of the payments it could be, undone by another entry, come wrongly, or none of this market. */
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

type Named = 'paymentId' | 'otherEntryId' | 'refundId' | 'invoiceId';

/** A choice of the list: its kind and what it names, with blanks between. */
function choice(kind: ResolutionKind, named?: Named, id?: string): string {
  return named ? `${kind} ${named} ${id}` : kind;
}

function choiceOf(chosen: string) {
  const [kind, named, id] = chosen.split(' ') as [ResolutionKind, Named | undefined, string | undefined];
  return { kind, ...(named && { [named]: id }) };
}

function Candidates({ entryId }: { entryId: string }) {
  const t = useTexts();
  const live = useLive(EntryCandidatesDocument, { id: entryId }, { lists: ['Payment', 'BankEntry', 'Refund'] });
  return (
    <NodePage live={live} kind="BankEntry">
      {({ candidates, offsets, ...rest }) => (
        <SelectField
          name="what"
          label={t('proposeResolution.what')}
          options={[
            ...candidates.map(
              ({ id, kind, dueOn, payer, payee, invoice, endToEndId }) =>
                [
                  choice('PAYMENT', 'paymentId', id),
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
                  choice('OFFSET', 'otherEntryId', id),
                  t('proposeResolution.offset', {
                    day: dayText(bookedOn),
                    words: remittance ?? counterpartyName ?? '–',
                  }),
                ] as const,
            ),
            ...refundOptions(t, rest),
            ['UNRELATED', t('resolutionKind.UNRELATED')] as const,
          ]}
        />
      )}
    </NodePage>
  );
}

type FoundChoices = Extract<NonNullable<EntryCandidatesQuery['node']>, { __typename: 'BankEntry' }>;

/** What the entry can be of money that came wrongly: a side of what is held, or to be held from now on. */
function refundOptions(
  t: ReturnType<typeof useTexts>,
  { payer, meantFor, refundChoices }: Pick<FoundChoices, 'payer' | 'meantFor' | 'refundChoices'>,
): (readonly [string, string])[] {
  const named = refundChoices.map(({ kind, refund: { id, heldOn, receiver, payer: whose, invoice } }) => {
    const words = {
      kind: t(`resolutionKind.${kind}`),
      day: dayText(heldOn),
      parties: `${whose?.name ?? '–'} → ${receiver?.name ?? '–'}`,
      reference: invoice?.number ?? '–',
    };
    return [choice(kind, 'refundId', id), t('proposeResolution.refund', words)] as const;
  });
  if (!payer) return named;
  const from = payer.name;
  return [
    ...named,
    ...meantFor.map(
      ({ id, number }) =>
        [choice('REFUND', 'invoiceId', id), t('proposeResolution.meantFor', { from, number })] as const,
    ),
    [choice('REFUND'), t('proposeResolution.wrongly', { from })],
  ];
}
