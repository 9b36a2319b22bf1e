import { Link, useParams, useSearch } from '@tanstack/react-router';
import { type DisclosureFigureKind, DisclosureLinesDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

/** The invoices behind one figure of a pack. */
export function DisclosureLinesPage() {
  const t = useTexts();
  const { disclosureFigure } = useCatalogue();
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const { currency, programmeId, after } = search;
  const figure =
    search.figure && search.figure in disclosureFigure ? (search.figure as DisclosureFigureKind) : undefined;
  const [daysFrom, daysUntil] = [days(search.daysFrom), days(search.daysUntil)];
  const filter = { figure, currency, programmeId, daysFrom, daysUntil };
  const live = useLive(DisclosureLinesDocument, { id, ...filter, after }, { keep: true });
  return (
    <NodePage live={live} kind="DisclosurePack">
      {pack => {
        const of = pack.statements.find(
          ({ programme, currency: own }) => own === currency && programme?.id === programmeId,
        );
        const whole = daysFrom === undefined && daysUntil === undefined;
        const total = whole ? of?.figures.find(one => one.figure === figure)?.amount : undefined;
        return (
          <Page
            title={figure ? t(`disclosureFigure.${figure}`) : t('disclosureLines.title')}
            lead={
              <>
                {of?.programme?.name ?? (currency ? t('disclosurePage.allOf', { currency }) : '')} ·{' '}
                <Link to="/disclosures/$id" params={{ id }}>
                  <Day value={pack.firstDay} /> – <Day value={pack.lastDay} />
                </Link>
                {total && (
                  <>
                    {' · '}
                    <Amount value={total} />
                  </>
                )}
              </>
            }
          >
            <Table
              caption={t('disclosureLines.caption')}
              file={{ list: 'disclosure-lines', parameters: { pack: id, ...filter } }}
              rows={pack.lines.edges.map(({ node }) => node)}
              rowKey={({ invoice, figure: own }) => `${invoice.id} ${own}`}
              empty={t('disclosureLines.empty')}
              foot={<Pager pageInfo={pack.lines.pageInfo} />}
              columns={[
                { head: t('invoice.number'), cell: ({ invoice }) => <InvoiceLink invoice={invoice} /> },
                { head: t('disclosureLines.supplier'), cell: ({ invoice }) => <Party party={invoice.supplier} /> },
                { head: t('disclosureLines.issued'), cell: ({ invoice }) => <Day value={invoice.issueDate} /> },
                { head: t('disclosureLines.due'), cell: ({ invoice }) => <Day value={invoice.adjustedDueDate} /> },
                { head: t('disclosureLines.days'), cell: ({ dueDays }) => dueDays, figures: true },
                { head: t('disclosurePage.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              ]}
            />
          </Page>
        );
      }}
    </NodePage>
  );
}

function days(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
