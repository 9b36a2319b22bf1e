import { Link, useSearch } from '@tanstack/react-router';
import {
  LedgerAccountsDocument,
  type LedgerAccountsQuery,
  MovementsDocument,
  type MovementsQuery,
} from '../../graphql/documents.js';
import type { SubjectKind } from '../../lib/touched.js';
import type { ExportParameters } from '../../lib/export-href.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';

/** A movement is no event of its own: it commits with a change of one of these. */
const causes: readonly SubjectKind[] = ['Approval', 'Invoice', 'Financing', 'Payment'];

type Account = LedgerAccountsQuery['ledgerAccounts'][number];
type Movement = MovementsQuery['movements']['edges'][number]['node'];
type Search = Readonly<Record<string, string | undefined>>;

/** The accounts of an organization, and the movements on one of them or of one deal. */
export function LedgerPage() {
  const t = useTexts();
  const { account, invoice, financing, after } = useSearch({ strict: false }) as Search;
  const accounts = useLive(LedgerAccountsDocument, {}, { lists: causes });
  const variables = { accountId: account, invoiceId: invoice, financingId: financing, after };
  const movements = useLive(MovementsDocument, variables, { lists: causes, keep: true });
  const narrowed = account ?? invoice ?? financing;
  return (
    <Page title={t('ledger.title')} lead={t('ledger.lead')}>
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
        <Loaded live={movements}>
          {data => (
            <>
              <Movements
                movements={data.movements.edges.map(({ node }) => node)}
                parameters={{ accountId: account, invoiceId: invoice, financingId: financing }}
              />
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
              {kindText(t, kind)} {currency}
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
  const text = t(`movementKind.${kind}` as 'movementKind.UNDERTAKING', { defaultValue: kind });
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
  const text = `${organizationName} · ${kindText(t, kind)}`;
  return own ? <strong>{text}</strong> : <>{text}</>;
}

function Deal({ invoiceId, financingId }: { invoiceId: string | null; financingId: string | null }) {
  const t = useTexts();
  return (
    <>
      {invoiceId && (
        <Link to="/invoices/$id" params={{ id: invoiceId }}>
          {t('subject.Invoice')}
        </Link>
      )}{' '}
      {financingId && (
        <Link to="/financings/$id" params={{ id: financingId }}>
          {t('subject.Financing')}
        </Link>
      )}
    </>
  );
}

function kindText(t: Texts, kind: string): string {
  return t(`accountKind.${kind}` as 'accountKind.CLAIM', { defaultValue: kind });
}
