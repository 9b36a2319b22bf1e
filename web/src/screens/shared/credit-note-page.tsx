import { useParams } from '@tanstack/react-router';
import { CreditNoteDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { NoteActions, Originals, TakenOff } from './credit-notes-table.js';

/** A credit note: what it says, what became of it, and what the viewer can do with it now. */
export function CreditNotePage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(CreditNoteDocument, { id });
  return (
    <NodePage live={live} kind="CreditNote">
      {note => (
        <Page
          title={t('creditNotePage.title', { number: note.number })}
          lead={<StateBadge machine="creditNote" state={note.state} />}
          actions={<NoteActions note={note} />}
        >
          <Section title={t('creditNotePage.facts')}>
            <Facts
              rows={[
                [t('party.SUPPLIER'), <Party key="supplier" party={note.supplier} />],
                [t('party.BUYER'), <Party key="buyer" party={note.buyer} />],
                [t('creditNote.issued'), <Day key="issued" value={note.issueDate} />],
                [t('creditNote.invoice'), note.invoice && <InvoiceLink key="invoice" invoice={note.invoice} />],
                [t('creditNote.amount'), <Amount key="amount" value={note.amount} />],
                [t('creditNote.netted'), <Amount key="netted" value={note.netted} />],
                [t('creditNote.open'), <Amount key="open" value={note.open} />],
                [t('creditNote.takenOff'), <TakenOff key="takenOff" note={note} />],
                [t('invoice.typeCode'), note.typeCode],
                [t('invoice.submitted'), <Instant key="submitted" value={note.submittedAt} />],
                [t('creditNote.original'), <Originals key="originals" note={note} />],
              ]}
            />
          </Section>
        </Page>
      )}
    </NodePage>
  );
}
