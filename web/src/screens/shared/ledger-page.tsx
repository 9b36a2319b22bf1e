import { Link, useSearch } from '@tanstack/react-router';
import {
  LedgerAccountsDocument,
  type LedgerAccountsQuery,
  MovementsDocument,
  type MovementsQuery,
} from '../../graphql/documents.js';
import type { ExportParameters } from '../../lib/export-href.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { accountText, Deal, ledgerCauses, LedgerViews, movementText } from './ledger-names.js';

type Account = LedgerAccountsQuery['ledgerAccounts'][number];
type Movement = MovementsQuery['movements']['edges'][number]['node'];
type Search = Readonly<Record<string, string | undefined>>;

/** The accounts of an organization, and the movements on one of them or of one deal. */
export function LedgerPage() {
  const t = useTexts();
  const { account, invoice, financing, from, until, after } = useSearch({ strict: false }) as Search;
  const accounts = useLive(LedgerAccountsDocument, {}, { lists: ledgerCauses });
  const filter = {
    accountId: account,
    invoiceId: invoice,
    financingId: financing,
    from: from || undefined,
    until: until || undefined,
  };
  const movements = useLive(MovementsDocument, { ...filter, after }, { lists: ledgerCauses, keep: true });
  const narrowed = account ?? invoice ?? financing;
  return (
    <Page title={t('ledger.title')} lead={t('ledger.lead')}>
      <LedgerViews />
      <Section title={t('ledger.accounts')}>
        <Loaded live={accounts}>{data => <Accounts accounts={data.ledgerAccounts} />}</Loaded>
      </Section>
      <Section title={t('ledger.movements')}>
        {narrowed && (
          <p>
            {t(account ? 'ledger.ofAccount' : invoice ? 'ledger.ofInvoice' : 'ledger.ofFinancing')}{' '}
            <Link to="/ledger">{t('ledger.all')}</Link>
          </p>
        )}
        <Filter>
          {search => (
            <>
              {(['account', 'invoice', 'financing'] as const).map(
                name => search[name] && <input key={name} type="hidden" name={name} value={search[name]} />,
              )}
              <TextField name="from" type="date" label={t('statements.from')} value={search.from} />
              <TextField name="until" type="date" label={t('statements.until')} value={search.until} />
            </>
          )}
        </Filter>
        <Loaded live={movements}>
          {data => (
            <>
              <Movements movements={data.movements.edges.map(({ node }) => node)} parameters={filter} />
              <Pager pageInfo={data.movements.pageInfo} />
            </>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  const t = useTexts();
  return (
    <Table
      caption={t('ledger.accountsCaption')}
      file={{ list: 'ledger-accounts' }}
      rows={accounts}
      rowKey={account => account.id}
      empty={t('ledger.noAccounts')}
      columns={[
        {
          head: t('ledger.account'),
          cell: ({ id, kind, currency }) => (
            <Link to="/ledger" search={{ account: id }}>
              {accountText(t, kind)} {currency}
            </Link>
          ),
        },
        { head: t('organization.one'), cell: ({ organization }) => <Party party={organization} /> },
        { head: t('ledger.debit'), cell: ({ debit }) => <Amount value={debit} />, figures: true },
        { head: t('ledger.credit'), cell: ({ credit }) => <Amount value={credit} />, figures: true },
        { head: t('ledger.balance'), cell: ({ balance }) => <Amount value={balance} />, figures: true },
      ]}
    />
  );
}

/** One row a transfer; the movement they commit in stands before them. */
function Movements({ movements, parameters }: { movements: readonly Movement[]; parameters: ExportParameters }) {
  const t = useTexts();
  const rows = movements.flatMap(movement =>
    movement.transfers.map((transfer, index) => ({ movement, transfer, index })),
  );
  return (
    <Table
      caption={t('ledger.movementsCaption')}
      file={{ list: 'movements', parameters }}
      rows={rows}
      rowKey={({ movement, index }) => `${movement.id} ${index}`}
      empty={t('ledger.noMovements')}
      columns={[
        {
          head: t('ledger.movement'),
          cell: ({ movement, index }) => <MovementKind movement={movement} first={index === 0} />,
        },
        { head: t('ledger.businessDay'), cell: ({ movement }) => <Day value={movement.businessDay} /> },
        {
          head: t('ledger.debitAccount'),
          cell: ({ transfer }) => <AccountName account={transfer.debitAccount} />,
        },
        { head: t('ledger.creditAccount'), cell: ({ transfer }) => <AccountName account={transfer.creditAccount} /> },
        { head: t('ledger.amount'), cell: ({ transfer }) => <Amount value={transfer.amount} />, figures: true },
        { head: t('ledger.deal'), cell: ({ transfer }) => <Deal {...transfer} /> },
      ]}
    />
  );
}

function MovementKind({ movement, first }: { movement: Movement; first: boolean }) {
  const { kind, causeKind, postedAt, reverses } = movement;
  const t = useTexts();
  const text = movementText(t, kind);
  if (!first) return <span className="hint">{text}</span>;
  return (
    <>
      {text}
      {reverses && <span className="hint"> {t('ledger.reversal')}</span>}
      <span className="hint block">
        {t(`causeKind.${causeKind}` as 'causeKind.PAYMENT', { defaultValue: causeKind })}, <Instant value={postedAt} />
      </span>
    </>
  );
}

function AccountName({
  account: { organizationName, kind, own },
}: {
  account: Movement['transfers'][number]['debitAccount'];
}) {
  const t = useTexts();
  const text = `${organizationName} · ${accountText(t, kind)}`;
  return own ? <strong>{text}</strong> : <>{text}</>;
}
