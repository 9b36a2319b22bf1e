import { useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { ProgrammesDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Party, ProgrammeLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { CreateProgrammeDialog } from '../operator/create-programme-dialog.js';

export function ProgrammesPage() {
  const t = useTexts();
  const { organization } = useViewer();
  const { after } = useSearch({ strict: false }) as { after?: string };
  const live = useLive(ProgrammesDocument, { after }, { lists: ['Programme'], keep: true });
  const isOperator = organization.roles.includes('OPERATOR');
  return (
    <Page title={t('programmes.title')} lead={t('programmes.lead')} actions={isOperator && <CreateProgrammeDialog />}>
      <Loaded live={live}>
        {({ programmes }) => (
          <>
            <Table
              caption={t('programmes.caption')}
              file={{ list: 'programmes' }}
              rows={programmes.edges.map(({ node }) => node)}
              rowKey={programme => programme.id}
              empty={t('programmes.empty')}
              columns={[
                { head: t('programme.name'), cell: programme => <ProgrammeLink programme={programme} /> },
                { head: t('party.BUYER'), cell: ({ buyer }) => <Party party={buyer} /> },
                { head: t('programme.currency'), cell: ({ currency }) => currency },
                { head: t('programme.auctionKind'), cell: ({ auctionKind }) => t(`auctionKindShort.${auctionKind}`) },
                { head: t('terms.product'), cell: ({ terms }) => (terms ? t(`product.${terms.product}`) : '–') },
                { head: t('terms.version'), cell: ({ terms }) => terms?.version ?? '–', figures: true },
                { head: t('terms.acceptedAt'), cell: ({ terms }) => <Instant value={terms?.acceptedAt} /> },
                { head: t('programme.active'), cell: ({ active }) => t(active ? 'programme.yes' : 'programme.no') },
              ]}
            />
            <Pager pageInfo={programmes.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
