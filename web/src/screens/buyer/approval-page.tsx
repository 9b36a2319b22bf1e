import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApprovalDocument, type LineOutcome } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { CreditNoteLink, InvoiceLink, ProgrammeLink } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { CreditTotal, RefuseDialog, type Released, ReleaseApprovalDialog, ReleaseReport } from './release-approval.js';
import { ReleaseProgress } from './release-progress.js';
import type { ApprovalNode } from '../nodes.js';

/** A batch as it was frozen, with the promise that its release gives. */
export function ApprovalPage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const { outcome } = useSearch({ strict: false }) as { outcome?: LineOutcome };
  const variables = { id, outcome: outcome ? [outcome] : undefined };
  const [released, setReleased] = useState<Released>();
  const live = useLive(ApprovalDocument, variables, { keep: true });
  return (
    <NodePage live={live} kind="Approval">
      {approval => (
        <Page
          title={
            approval.invoiceCount > 0
              ? t('approvalPage.title', { count: approval.invoiceCount })
              : t('approvalPage.titleCredits')
          }
          lead={<StateBadge machine="approval" state={approval.state} />}
          actions={<ApprovalActions approval={approval} onReleased={setReleased} />}
        >
          <FourEyes approval={approval} />
          {released && approval.pendingCount === 0 && <ReleaseReport approval={approval} released={released} />}
          {approval.state === 'RELEASED' && (
            <Section title={t('releaseProgress.title')}>
              <ReleaseProgress approval={approval} />
            </Section>
          )}
          <Section title={t('approvalPage.facts')}>
            <ApprovalFacts approval={approval} />
          </Section>
          <Section title={t('approvalPage.lines')}>
            <OutcomeFilter />
            <Lines variables={variables} />
          </Section>
          {approval.reductions.length > 0 && (
            <Section title={t('approvalPage.reductions')}>
              <Reductions approval={approval} />
            </Section>
          )}
          <Section title={t('approvalPage.undertaking')}>
            <p className="document">{approval.undertakingText}</p>
            <Facts rows={[[t('terms.hash'), <code key="hash">{approval.undertakingHash}</code>]]} />
          </Section>
        </Page>
      )}
    </NodePage>
  );
}

function ApprovalActions({
  approval,
  onReleased,
}: {
  approval: ApprovalNode;
  onReleased: (released: Released) => void;
}) {
  const { availableActions } = approval;
  return (
    <>
      {availableActions.includes('RELEASE') && <ReleaseApprovalDialog approval={approval} onReleased={onReleased} />}
      {availableActions.includes('REFUSE') && <RefuseDialog approval={approval} />}
    </>
  );
}

/** Nobody releases what they prepared, nor what is above their ceiling. */
function FourEyes({ approval: { releaseObstacle } }: { approval: ApprovalNode }) {
  const t = useTexts();
  if (!releaseObstacle) return null;
  return (
    <div className="notice warn">
      <p>{t(`releaseObstacle.${releaseObstacle}`)}</p>
    </div>
  );
}

function ApprovalFacts({ approval }: { approval: ApprovalNode }) {
  const t = useTexts();
  return (
    <Facts
      rows={[
        [t('programme.one'), <ProgrammeLink key="programme" programme={approval.programme} />],
        [t('approval.total'), <Amount key="total" value={approval.total} />],
        [t('approval.credit'), <CreditTotal key="credit" approval={approval} />],
        [t('approval.count'), approval.invoiceCount],
        [t('approval.excludedCount'), approval.excludedCount > 0 && approval.excludedCount],
        [t('approval.preparedBy'), approval.preparedBy.name],
        [t('approval.preparedAt'), <Instant key="prepared" value={approval.preparedAt} />],
        [t('approval.lapsesAt'), approval.state === 'PREPARED' && <Instant key="lapses" value={approval.lapsesAt} />],
        [t('approval.decidedBy'), approval.decidedBy?.name],
        [t('approval.decidedFor'), approval.decidedFor?.name],
        [t('approval.decidedAt'), approval.decidedAt && <Instant key="decided" value={approval.decidedAt} />],
        [t('approval.refusalReason'), approval.refusalReason],
        [t('approval.contentHash'), <code key="hash">{approval.contentHash}</code>],
      ]}
    />
  );
}

/** Which of the lines are shown. */
function OutcomeFilter() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <Filter>
      {search => (
        <SelectField
          name="outcome"
          label={t('approval.outcome')}
          none={t('filter.any')}
          options={Object.entries(catalogue.lineOutcome)}
          value={search.outcome}
        />
      )}
    </Filter>
  );
}

type Line = ApprovalNode['lines']['edges'][number]['node'];

/** What credit notes take off one invoice, each named. */
function LineCredit({ line: { credit, credits } }: { line: Line }) {
  if (credits.length === 0) return '–';
  return (
    <>
      <Amount value={credit} />
      {credits.map(({ creditNote }) => (
        <span key={creditNote.id} className="hint block">
          {creditNote.number}
        </span>
      ))}
    </>
  );
}

/** Invoices that are promised already, and promised for less from the release on. */
function Reductions({ approval: { id, reductions } }: { approval: ApprovalNode }) {
  const t = useTexts();
  return (
    <Table
      caption={t('approvalPage.reductionsCaption')}
      file={{ list: 'approval-reductions', parameters: { approval: id } }}
      rows={reductions}
      rowKey={({ creditNote }) => creditNote.id}
      empty=""
      columns={[
        { head: t('creditNote.one'), cell: ({ creditNote }) => <CreditNoteLink note={creditNote} />, names: true },
        { head: t('creditNote.invoice'), cell: ({ invoice }) => <InvoiceLink invoice={invoice} /> },
        { head: t('party.SUPPLIER'), cell: ({ invoice }) => invoice.supplier.name },
        { head: t('creditNote.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
        { head: t('approval.outcome'), cell: ({ outcome }) => t(`creditOutcome.${outcome}`) },
      ]}
    />
  );
}

/** The first page came with the batch itself; the others are read as they are wanted. */
function Lines({ variables }: { variables: { id: string; outcome: LineOutcome[] | undefined } }) {
  const t = useTexts();
  const live = useLiveList(ApprovalDocument, variables, {
    rowsOf: ({ node }) => (node?.__typename === 'Approval' ? node.lines : undefined),
    rowKey: ({ invoice }) => invoice.id,
    lists: [],
  });
  return (
    <Loaded live={live}>
      {rows => (
        <Table
          caption={t('approvalPage.linesCaption')}
          file={{ list: 'approval-lines', parameters: { approval: variables.id, outcome: variables.outcome } }}
          rows={rows}
          readOn={live}
          rowKey={({ invoice }) => invoice.id}
          empty={t('approvalPage.noLines')}
          columns={[
            { head: t('invoice.number'), cell: ({ invoice }) => <InvoiceLink invoice={invoice} /> },
            { head: t('party.SUPPLIER'), cell: ({ invoice }) => invoice.supplier.name },
            { head: t('invoice.due'), cell: ({ invoice }) => <Day value={invoice.adjustedDueDate} /> },
            { head: t('invoice.payable'), cell: ({ invoice }) => <Amount value={invoice.payable} />, figures: true },
            { head: t('approval.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
            ...(rows.some(({ credits }) => credits.length > 0)
              ? [
                  { head: t('approval.credit'), cell: (line: Line) => <LineCredit line={line} />, figures: true },
                  {
                    head: t('approval.promised'),
                    cell: ({ promised }: Line) => <Amount value={promised} />,
                    figures: true,
                  },
                ]
              : []),
            {
              head: t('approval.lowerReason'),
              cell: ({ lowerReason }) => (lowerReason ? t(`decisionReason.${lowerReason}`) : '–'),
            },
            {
              head: t('approval.outcome'),
              cell: ({ outcome, leftOutReason }) => (
                <>
                  {t(`lineOutcome.${outcome}`)}
                  {leftOutReason && <span className="hint block">{t(`leftOut.${leftOutReason}`)}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
