import { useSearch } from '@tanstack/react-router';
import { type CreditNoteState, CreditNotesDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { useTexts } from '../../texts/index.js';
import { CreditNotesTable } from './credit-notes-table.js';

/** What suppliers took back, and what it was taken off. */
export function CreditNotesPage() {
  const t = useTexts();
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as CreditNoteState] : undefined, after };
  const live = useLive(CreditNotesDocument, variables, { lists: ['CreditNote'], keep: true });
  return (
    <Page title={t('creditNotes.title')} lead={t('creditNotes.lead')}>
      <StateFilter machine="creditNote" />
      <Loaded live={live}>
        {({ creditNotes }) => (
          <>
            <CreditNotesTable
              caption={t('creditNotes.caption')}
              file={{ list: 'credit-notes', parameters: { state: variables.state } }}
              notes={creditNotes.edges.map(({ node }) => node)}
            />
            <Pager pageInfo={creditNotes.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
