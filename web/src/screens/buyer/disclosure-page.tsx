import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  CloseDisclosurePackDocument,
  DisclosurePackDocument,
  PrepareDisclosurePackDocument,
  ReopenDisclosurePackDocument,
} from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { Party, ProgrammeLink } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useLanguage, useTexts } from '../../texts/index.js';
import type { DisclosurePackNode } from '../nodes.js';
import { SuppliedFacts, SupplyFile } from './disclosure-facts.js';
import { AsuStatement, IasStatement } from './disclosure-statements.js';

/** The two statements of a period, each figure a way to its invoices. */
export function DisclosurePage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(
    DisclosurePackDocument,
    { id },
    { lists: ['Invoice', 'Payment', 'Financing', 'Clock'], keep: true },
  );
  return (
    <NodePage live={live} kind="DisclosurePack">
      {pack => (
        <Page
          title={t('disclosurePage.title', {
            kind: t(`disclosurePeriodKind.${pack.kind}`),
            firstDay: dayText(pack.firstDay),
            lastDay: dayText(pack.lastDay),
          })}
          lead={<StateBadge machine="disclosurePack" state={pack.state} />}
          actions={<Actions pack={pack} />}
        >
          <Section title={t('disclosurePage.facts')}>
            <About pack={pack} />
            <Downloads pack={pack} />
          </Section>
          {pack.statements.length === 0 && <p className="empty">{t('disclosurePage.empty')}</p>}
          {pack.statements.length > 0 && (
            <>
              <Section title={t('disclosurePage.ias')}>
                <p>{t('disclosurePage.basis')}</p>
                {pack.statements.map(statement => (
                  <IasStatement key={keyOf(statement)} pack={pack} statement={statement} />
                ))}
              </Section>
              <Section title={t('disclosurePage.asu')}>
                <p>{t('disclosurePage.keyTerms')}</p>
                {pack.statements.map(statement => (
                  <AsuStatement key={keyOf(statement)} pack={pack} statement={statement} />
                ))}
              </Section>
            </>
          )}
          {pack.excluded.length > 0 && (
            <Section title={t('disclosurePage.excluded')}>
              <p>{t('disclosurePage.excludedLead')}</p>
              <Table
                caption={t('disclosurePage.excluded')}
                rows={pack.excluded}
                rowKey={({ programme }) => programme.id}
                columns={[
                  { head: t('programme.one'), cell: ({ programme }) => <ProgrammeLink programme={programme} /> },
                  {
                    head: t('disclosureFigure.CLOSING'),
                    cell: ({ outstanding }) => <Amount value={outstanding} />,
                    figures: true,
                  },
                ]}
              />
            </Section>
          )}
          <SuppliedFacts pack={pack} />
        </Page>
      )}
    </NodePage>
  );
}

function keyOf({ programme, currency }: DisclosurePackNode['statements'][number]): string {
  return programme?.id ?? currency;
}

function About({ pack }: { pack: DisclosurePackNode }) {
  const t = useTexts();
  const { predecessor } = pack;
  return (
    <Facts
      rows={[
        [t('disclosurePack.buyer'), <Party key="buyer" party={pack.buyer} />],
        [
          t('disclosurePack.period'),
          <span key="period">
            <Day value={pack.firstDay} /> – <Day value={pack.lastDay} />
          </span>,
        ],
        [t('disclosurePage.running'), !pack.isOver && t('disclosurePage.asNow')],
        [
          t('disclosurePage.predecessor'),
          predecessor && (
            <Link key="before" to="/disclosures/$id" params={{ id: predecessor.id }}>
              <Day value={predecessor.firstDay} /> – <Day value={predecessor.lastDay} />
            </Link>
          ),
        ],
        [t('disclosurePack.preparedBy'), pack.preparedBy?.name],
        [t('disclosurePage.preparedAt'), pack.preparedAt && <Instant key="prepared" value={pack.preparedAt} />],
        [t('disclosurePack.closedBy'), pack.closedBy?.name],
        [t('disclosurePage.closedAt'), pack.closedAt && <Instant key="closed" value={pack.closedAt} />],
        [t('disclosurePage.hash'), pack.contentHash && <code key="hash">{pack.contentHash}</code>],
      ]}
    />
  );
}

function Downloads({ pack: { id, linesLeftOut } }: { pack: DisclosurePackNode }) {
  const t = useTexts();
  const language = useLanguage();
  const href = (format: string) => `/exports/disclosures/${id}.${format}?language=${language}`;
  return (
    <>
      <p className="export">
        <a href={href('pdf')} download>
          {t('disclosurePage.pdf')}
        </a>{' '}
        <a href={href('xlsx')} download>
          {t('disclosurePage.xlsx')}
        </a>
      </p>
      {linesLeftOut > 0 && (
        <p className="notice warn">
          {t('disclosurePage.linesLeftOut', { count: linesLeftOut })}{' '}
          <Link to="/disclosure-invoices/$id" params={{ id }}>
            {t('disclosurePage.toLines')}
          </Link>
        </p>
      )}
    </>
  );
}

function Actions({ pack }: { pack: DisclosurePackNode }) {
  const t = useTexts();
  const { id, availableActions } = pack;
  const input = (_: unknown, idempotencyKey: string) => ({ packId: id, idempotencyKey });
  return (
    <>
      {availableActions.includes('SUPPLY') && <SupplyFile packId={id} />}
      {availableActions.includes('PREPARE') && (
        <ActionDialog
          name={`prepare-disclosure:${id}`}
          label={t('prepareDisclosure.button')}
          title={t('prepareDisclosure.title')}
          tone="primary"
          document={PrepareDisclosurePackDocument}
          input={input}
          done={t('prepareDisclosure.done')}
        >
          <p>{t('prepareDisclosure.explained')}</p>
        </ActionDialog>
      )}
      {availableActions.includes('REOPEN') && (
        <ActionDialog
          name={`reopen-disclosure:${id}`}
          label={t('reopenDisclosure.button')}
          title={t('reopenDisclosure.title')}
          document={ReopenDisclosurePackDocument}
          input={input}
          done={t('reopenDisclosure.done')}
        >
          <p>{t('reopenDisclosure.explained')}</p>
        </ActionDialog>
      )}
      {availableActions.includes('CLOSE') && pack.contentHash && <ClosePack id={id} hash={pack.contentHash} />}
    </>
  );
}

function ClosePack({ id, hash }: { id: string; hash: string }) {
  const t = useTexts();
  // The hash that this page was opened with: what changed since is refused, not closed unseen.
  const [contentHash] = useState(hash);
  return (
    <ActionDialog
      name={`close-disclosure:${id}`}
      label={t('closeDisclosure.button')}
      title={t('closeDisclosure.title')}
      tone="primary"
      document={CloseDisclosurePackDocument}
      input={(_, idempotencyKey) => ({ packId: id, contentHash, idempotencyKey })}
      done={t('closeDisclosure.done')}
    >
      <p>{t('closeDisclosure.explained')}</p>
      <Facts rows={[[t('disclosurePage.hash'), <code key="hash">{contentHash}</code>]]} />
    </ActionDialog>
  );
}
