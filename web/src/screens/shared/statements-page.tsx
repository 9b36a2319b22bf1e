import { Link, useSearch } from '@tanstack/react-router';
import {
  StatementLinesDocument,
  type StatementLinesQuery,
  StatementsDocument,
  type StatementsQuery,
} from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { accountText, Deal, ledgerCauses, LedgerViews, movementText, OfOrganization } from './ledger-names.js';

type Statement = StatementsQuery['statements'][number];
type Node = NonNullable<StatementLinesQuery['node']>;
type Line = Extract<Node, { statementLines: unknown }>['statementLines']['edges'][number]['node'];
type Search = Readonly<Record<string, string | undefined>>;

/** Of each account over a period: opening, what moved, closing; and each line of the one that is chosen. */
export function StatementsPage() {
  const t = useTexts();
  const { organization, account, currency, from, until } = useSearch({ strict: false }) as Search;
  const period = { from: from || undefined, until: until || undefined };
  const variables = { organizationId: organization, ...period };
  const live = useLive(StatementsDocument, variables, { lists: ledgerCauses, keep: true });
  return (
    <Page
      title={t('statements.title')}
      lead={t('statements.lead')}
      actions={
        <button type="button" onClick={() => window.print()}>
          {t('statements.print')}
        </button>
      }
    >
      <LedgerViews />
      {organization && <OfOrganization id={organization} />}
      <Loaded live={live}>
        {({ statements }) => {
          const chosen = statements.find(({ account: { id } }) => id === account);
          return (
            <>
              <StatementFilter statements={statements} />
              <Section title={t('ledger.accounts')}>
                <Statements
                  statements={statements.filter(statement => !currency || statement.account.currency === currency)}
                  parameters={variables}
                />
              </Section>
              {chosen && <StatementSection statement={chosen} period={period} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function StatementFilter({ statements }: { statements: readonly Statement[] }) {
  const t = useTexts();
  const currencies = [...new Set(statements.map(({ account }) => account.currency))].sort();
  return (
    <Filter>
      {({ organization, account, currency, from, until }) => (
        <>
          {organization && <input type="hidden" name="organization" value={organization} />}
          <SelectField
            name="account"
            label={t('ledger.account')}
            none={t('filter.all')}
            options={statements.map(
              ({ account: { id, kind, currency: of } }) => [id, `${accountText(t, kind)} ${of}`] as const,
            )}
            value={account}
          />
          <SelectField
            name="currency"
            label={t('statements.currency')}
            none={t('filter.all')}
            options={currencies.map(code => [code, code] as const)}
            value={currency}
          />
          <TextField name="from" type="date" label={t('statements.from')} value={from} />
          <TextField name="until" type="date" label={t('statements.until')} value={until} />
        </>
      )}
    </Filter>
  );
}

function Statements({ statements, parameters }: { statements: readonly Statement[]; parameters: object }) {
  const t = useTexts();
  const search = useSearch({ strict: false }) as Search;
  return (
    <Table
      caption={statements[0] ? captionOf(t, statements[0]) : ''}
      file={{ list: 'statements', parameters: { ...parameters } }}
      rows={statements}
      rowKey={({ account }) => account.id}
      empty={t('ledger.noAccounts')}
      columns={[
        {
          head: t('ledger.account'),
          cell: ({ account: { id, kind, currency } }) => (
            <Link to="/statements" search={{ ...search, account: id, after: undefined } as never}>
              {accountText(t, kind)} {currency}
            </Link>
          ),
        },
        { head: t('statements.opening'), cell: ({ opening }) => <Amount value={opening} />, figures: true },
        { head: t('ledger.debit'), cell: ({ debit }) => <Amount value={debit} />, figures: true },
        { head: t('ledger.credit'), cell: ({ credit }) => <Amount value={credit} />, figures: true },
        { head: t('statements.closing'), cell: ({ closing }) => <Amount value={closing} />, figures: true },
      ]}
    />
  );
}

function captionOf(t: Texts, { from, until }: Statement): string {
  return from
    ? t('statements.period', { from: dayText(from), until: dayText(until) })
    : t('statements.ever', { until: dayText(until) });
}

function StatementSection({ statement, period }: { statement: Statement; period: { from?: string; until?: string } }) {
  const t = useTexts();
  const { after } = useSearch({ strict: false }) as Search;
  const { account, opening, closing, until } = statement;
  const variables = { accountId: account.id, ...period, after };
  const live = useLive(StatementLinesDocument, variables, { lists: ledgerCauses, keep: true });
  return (
    <Section title={`${accountText(t, account.kind)} ${account.currency}`}>
      <p>
        {statement.from ? t('statements.openingOn', { day: dayText(statement.from) }) : t('statements.opening')}{' '}
        <Amount value={opening} />
      </p>
      <Loaded live={live}>
        {({ node }) => {
          if (!node || !('statementLines' in node)) return null;
          const { edges, pageInfo } = node.statementLines;
          return (
            <>
              <Lines lines={edges.map(edge => edge.node)} parameters={{ account: account.id, ...period }} />
              <Pager pageInfo={pageInfo} />
            </>
          );
        }}
      </Loaded>
      <p>
        {t('statements.closingOn', { day: dayText(until) })} <Amount value={closing} />
      </p>
    </Section>
  );
}

function Lines({ lines, parameters }: { lines: readonly Line[]; parameters: object }) {
  const t = useTexts();
  return (
    <Table
      caption={t('statements.linesCaption')}
      file={{ list: 'statement-lines', parameters: { ...parameters } }}
      rows={lines}
      rowKey={({ id }) => id}
      empty={t('statements.noLines')}
      columns={[
        { head: t('ledger.businessDay'), cell: ({ businessDay }) => <Day value={businessDay} /> },
        {
          head: t('ledger.movement'),
          names: true,
          cell: ({ kind, causeKind, reverses }) => (
            <>
              {movementText(t, kind)}
              {reverses && <span className="hint"> {t('ledger.reversal')}</span>}
              <span className="hint block">
                {t(`causeKind.${causeKind}` as 'causeKind.PAYMENT', { defaultValue: causeKind })}
              </span>
            </>
          ),
        },
        {
          head: t('statements.counterparty'),
          cell: ({ counterparty: { organizationName, kind } }) => `${organizationName} · ${accountText(t, kind)}`,
        },
        { head: t('ledger.debit'), cell: ({ debit }) => <Amount value={debit} />, figures: true },
        { head: t('ledger.credit'), cell: ({ credit }) => <Amount value={credit} />, figures: true },
        { head: t('ledger.balance'), cell: ({ balance }) => <Amount value={balance} />, figures: true },
        { head: t('ledger.deal'), cell: line => <Deal {...line} /> },
      ]}
    />
  );
}
