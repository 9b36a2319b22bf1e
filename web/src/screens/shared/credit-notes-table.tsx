import { useNavigate } from '@tanstack/react-router';
import {
  type CreditNoteFactsFragment,
  PrepareApprovalDocument,
  type PrepareApprovalMutation,
  WithdrawCreditNoteDocument,
} from '../../graphql/documents.js';
import type { SuccessOf } from '../../lib/outcome.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { CreditNoteLink, InvoiceLink, Party } from '../../parts/links.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

interface Props {
  readonly caption: string;
  readonly file: Parameters<typeof Table>[0]['file'];
  readonly notes: readonly CreditNoteFactsFragment[];
}

/** Credit notes with what became of them, and what the viewer can do with them now. */
export function CreditNotesTable({ caption, file, notes }: Props) {
  const t = useTexts();
  return (
    <Table
      caption={caption}
      file={file}
      rows={notes}
      rowKey={({ id }) => id}
      empty={t('creditNotes.empty')}
      columns={[
        { head: t('creditNote.number'), cell: note => <CreditNoteLink note={note} />, names: true },
        { head: t('creditNote.issued'), cell: ({ issueDate }) => <Day value={issueDate} /> },
        { head: t('party.SUPPLIER'), cell: ({ supplier }) => <Party party={supplier} /> },
        { head: t('party.BUYER'), cell: ({ buyer }) => <Party party={buyer} /> },
        { head: t('creditNote.invoice'), cell: ({ invoice }) => <InvoiceLink invoice={invoice} /> },
        { head: t('creditNote.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        { head: t('creditNote.open'), cell: ({ open }) => <Amount value={open} />, figures: true },
        { head: t('creditNote.state'), cell: ({ state }) => <StateBadge machine="creditNote" state={state} /> },
        { head: t('creditNote.takenOff'), cell: note => <TakenOff note={note} /> },
        { head: t('creditNote.original'), cell: note => <Originals note={note} /> },
        { head: t('table.actions'), cell: note => <NoteActions note={note} /> },
      ]}
    />
  );
}

/** The invoices that it was taken off. */
export function TakenOff({ note: { credits } }: { note: CreditNoteFactsFragment }) {
  if (credits.length === 0) return '–';
  return credits.map(({ kind, invoice, amount }) => (
    <span key={`${kind} ${invoice.id}`} className="block">
      <InvoiceLink invoice={invoice} /> <Amount value={amount} />
    </span>
  ));
}

export function Originals({ note: { number, copies } }: { note: CreditNoteFactsFragment }) {
  const t = useTexts();
  const open = copies.flatMap(({ side, document }) => (document ? [{ side, document }] : []));
  if (open.length === 0) return '–';
  return open.map(({ side, document }) => (
    <a key={side} className="block" href={document.href} aria-label={t('creditNote.download', { number })}>
      {t(`side.${side}`)}
    </a>
  ));
}

export function NoteActions({ note }: { note: CreditNoteFactsFragment }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { id, number, invoice, availableActions } = note;
  return (
    <>
      {availableActions.includes('PREPARE_APPROVAL') && invoice?.programme && (
        <ActionDialog
          name={`prepare-credit-note:${id}`}
          label={t('prepareCreditNote.button')}
          title={t('prepareCreditNote.title', { number })}
          tone="primary"
          document={PrepareApprovalDocument}
          input={(_, idempotencyKey) => ({ programmeId: invoice.programme!.id, creditNoteIds: [id], idempotencyKey })}
          done={t('prepareApproval.done')}
          onSuccess={({ approval }: SuccessOf<PrepareApprovalMutation>) =>
            void navigate({ to: '/approvals/$id', params: { id: approval.id } })
          }
        >
          <p>{t('prepareCreditNote.explained', { invoice: invoice.number })}</p>
        </ActionDialog>
      )}
      {availableActions.includes('WITHDRAW') && (
        <ActionDialog
          name={`withdraw-credit-note:${id}`}
          label={t('withdrawCreditNote.button')}
          title={t('withdrawCreditNote.title', { number })}
          tone="danger"
          document={WithdrawCreditNoteDocument}
          input={(_, idempotencyKey) => ({ creditNoteId: id, idempotencyKey })}
          done={t('withdrawCreditNote.done')}
        >
          <p>{t('withdrawCreditNote.explained')}</p>
        </ActionDialog>
      )}
    </>
  );
}
