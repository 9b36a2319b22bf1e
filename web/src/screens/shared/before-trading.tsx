import { TermsToAcceptDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ProgrammeLink } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import { AcceptTermsDialog } from './accept-terms-dialog.js';

/** What a newcomer has yet to do, or to wait for, before its first trade; nothing once it is done. */
export function BeforeTrading() {
  const t = useTexts();
  const live = useLive(TermsToAcceptDocument, {}, { lists: ['Programme', 'BankAccount'] });
  return (
    <Loaded live={live}>
      {({ viewer, programmes }) => {
        const open = programmes.edges.flatMap(({ node }) =>
          node.terms && node.availableActions.includes('ACCEPT_TERMS') ? [{ ...node, terms: node.terms }] : [],
        );
        const accounts = viewer?.organization.bankAccounts ?? [];
        const hasAccount = accounts.some(({ state }) => state === 'VERIFIED');
        if (open.length === 0 && hasAccount) return null;
        return (
          <Section title={t('beforeTrading.title')}>
            {!hasAccount && <p>{t(accounts.length > 0 ? 'beforeTrading.accountWaits' : 'beforeTrading.noAccount')}</p>}
            {open.length > 0 && (
              <Table
                caption={t('beforeTrading.caption')}
                rows={open}
                rowKey={programme => programme.id}
                empty=""
                columns={[
                  { head: t('programme.one'), cell: programme => <ProgrammeLink programme={programme} /> },
                  { head: t('party.BUYER'), cell: ({ buyer }) => buyer.name, names: true },
                  {
                    head: t('table.actions'),
                    cell: ({ terms }) => <AcceptTermsDialog terms={terms} onAccepted={live.refetch} />,
                  },
                ]}
              />
            )}
          </Section>
        );
      }}
    </Loaded>
  );
}
