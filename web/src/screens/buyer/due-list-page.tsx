import { Link, useSearch } from '@tanstack/react-router';
import {
  type DueChange,
  type DueLineFilter,
  DueListDocument,
  DueListExportsDocument,
  ExportDueListDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { useViewer } from '../../app/market.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { DueLineNode } from '../nodes.js';

type Search = Readonly<Record<string, string | undefined>>;

/** What the buyer owes to whom, for its own systems, and what changed since it was last taken away. */
export function DueListPage() {
  const t = useTexts();
  const { permissions } = useViewer();
  const search = useSearch({ strict: false }) as Search;
  const filter = filterOf(search);
  const lines = useLive(DueListDocument, { filter, after: search.after }, { lists: ['Payment'], keep: true });
  const exports = useLive(DueListExportsDocument, { first: 20 }, { lists: ['Payment'] });
  const mayExport = permissions.some(permission => permission === 'MAKER' || permission === 'CHECKER');
  return (
    <Page
      title={t('dueListPage.title')}
      lead={t('dueListPage.lead')}
      actions={
        mayExport && (
          <ActionDialog
            name="exportDueList"
            label={t('dueListPage.export')}
            title={t('dueListPage.exportTitle')}
            tone="primary"
            document={ExportDueListDocument}
            input={(_values, idempotencyKey) => ({ idempotencyKey })}
            done={t('dueListPage.exported')}
            onSuccess={() => {
              lines.refetch();
              exports.refetch();
            }}
          >
            <p>{t('dueListPage.exportExplained')}</p>
          </ActionDialog>
        )
      }
    >
      <Filters />
      <Loaded live={lines}>
        {({ dueLines }) => (
          <>
            <Lines lines={dueLines.edges.map(({ node }) => node)} filter={filter} />
            <Pager pageInfo={dueLines.pageInfo} />
          </>
        )}
      </Loaded>
      {/* Below lines that are not here yet it would be pushed down. */}
      {(lines.data ?? lines.fault) && (
        <Section title={t('dueListPage.exports')}>
          <Loaded live={exports}>
            {({ dueListExports }) => (
              <Table
                caption={t('dueListPage.exports')}
                file={{ list: 'due-list-exports' }}
                rows={dueListExports.edges.map(({ node }) => node)}
                rowKey={({ id }) => id}
                empty={t('dueListPage.noExports')}
                columns={[
                  {
                    head: t('dueListPage.number'),
                    cell: ({ number, href }) => (
                      <a href={href} download>
                        {t('dueListPage.file', { number })}
                      </a>
                    ),
                    names: true,
                  },
                  { head: t('dueListPage.exportedAt'), cell: ({ exportedAt }) => <Instant value={exportedAt} /> },
                  { head: t('dueListPage.exportedBy'), cell: ({ exportedBy }) => exportedBy?.name ?? '–' },
                  { head: t('dueListPage.lines'), cell: ({ lines: count }) => count, figures: true },
                  { head: t('dueListPage.changedLines'), cell: ({ changedLines }) => changedLines, figures: true },
                  { head: t('dueListPage.sha256'), cell: ({ sha256 }) => <code>{sha256}</code> },
                ]}
              />
            )}
          </Loaded>
        </Section>
      )}
    </Page>
  );
}

function filterOf({ change, until }: Search): DueLineFilter {
  return { change: change ? [change as DueChange] : undefined, dueUntil: until || undefined };
}

function Filters() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <Filter>
      {search => (
        <>
          <SelectField
            name="change"
            label={t('dueListPage.change')}
            none={t('filter.any')}
            options={Object.entries(catalogue.dueChange)}
            value={search.change}
          />
          <TextField name="until" type="date" label={t('payments.until')} value={search.until} />
        </>
      )}
    </Filter>
  );
}

function Lines({ lines, filter }: { lines: readonly DueLineNode[]; filter: DueLineFilter }) {
  const t = useTexts();
  return (
    <Table
      caption={t('dueListPage.caption')}
      file={{ list: 'due-lines', parameters: filter }}
      rows={lines}
      rowKey={({ paymentId }) => paymentId}
      empty={t('dueListPage.empty')}
      columns={[
        {
          head: t('dueListPage.owedFor'),
          cell: ({ invoiceId, invoiceNumber, feeBillId, billNumber }) =>
            feeBillId ? (
              <Link to="/fee-bills/$id" params={{ id: feeBillId }}>
                {billNumber}
              </Link>
            ) : (
              <Link to="/invoices/$id" params={{ id: invoiceId! }}>
                {invoiceNumber}
              </Link>
            ),
          names: true,
        },
        { head: t('dueListPage.change'), cell: line => <Change line={line} /> },
        { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} /> },
        { head: t('payment.payee'), cell: line => <Payee line={line} /> },
        { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        { head: t('payment.reference'), cell: ({ reference }) => <code>{reference}</code> },
      ]}
    />
  );
}

const tones = { NEW: 'good', CHANGED: 'wait', UNCHANGED: 'over', CANCELLED: 'bad', RELEASED: 'over' } as const;

function Change({ line: { change, changed } }: { line: DueLineNode }) {
  const t = useTexts();
  return (
    <>
      <span className={`badge ${tones[change] ?? 'over'}`} data-state={change}>
        {t(`dueChange.${change}`)}
      </span>
      {changed.length > 0 && (
        <span className="hint block">{changed.map(field => t(`dueField.${field}`)).join(', ')}</span>
      )}
    </>
  );
}

function Payee({ line: { payeeName, holderName, iban, bic, hold } }: { line: DueLineNode }) {
  const t = useTexts();
  return (
    <>
      {payeeName}
      {holderName && holderName !== payeeName && <span className="hint block">{holderName}</span>}
      {iban && (
        <span className="hint block">
          {iban} {bic}
        </span>
      )}
      {hold && <span className="hint block">{t(`dueHold.${hold}`)}</span>}
    </>
  );
}
