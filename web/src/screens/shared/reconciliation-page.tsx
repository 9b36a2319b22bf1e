import { Link } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import { ReconciledAccountsDocument, type ReconciledAccountsQuery } from '../../graphql/documents.js';
import type { SubjectKind } from '../../lib/touched.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { BankFileUpload } from './bank-file-upload.js';
import { RefundsSection } from './refunds-section.js';

type Account = ReconciledAccountsQuery['reconciledAccounts'][number];

/** What moves an account, on the ledger or at the bank. A statement is no event of its own: what is in it is. */
const accountMovers: readonly SubjectKind[] = [
  'Payment',
  'BankEntry',
  'BankReport',
  'BankFile',
  'EntryResolution',
  'Refund',
];

/** Own accounts held against their bank, and what is to be done about them. */
export function ReconciliationPage() {
  const t = useTexts();
  const { permissions } = useViewer();
  const live = useLive(ReconciledAccountsDocument, {}, { lists: accountMovers });
  const brings = permissions.includes('MAKER') || permissions.includes('CHECKER');
  return (
    <Page title={t('reconciliation.title')} lead={t('reconciliation.lead')} actions={<Ways />}>
      <Loaded live={live}>{({ reconciledAccounts }) => <Accounts accounts={reconciledAccounts} />}</Loaded>
      <RefundsSection />
      {brings && <BankFileUpload onTaken={live.refetch} />}
    </Page>
  );
}

/** The lists behind the figures. */
function Ways() {
  const t = useTexts();
  return (
    <>
      <Link to="/bank-entries" search={{ state: 'SUSPENSE' }}>
        {t('reconciliation.toSuspense')}
      </Link>
      <Link to="/bank-reports">{t('reconciliation.toStatements')}</Link>
      <Link to="/bank-files">{t('reconciliation.toFiles')}</Link>
      <Link to="/payment-files">{t('reconciliation.toPaymentFiles')}</Link>
    </>
  );
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  const t = useTexts();
  return (
    <Section title={t('reconciliation.accounts')}>
      <Table
        caption={t('reconciliation.caption')}
        file={{ list: 'reconciled-accounts' }}
        rows={accounts}
        rowKey={({ account }) => account.id}
        empty={t('reconciliation.empty')}
        columns={[
          {
            head: t('reconciliation.account'),
            cell: ({ account }) => (
              <Link to="/bank-reports" search={{ account: account.id }}>
                {account.iban}
              </Link>
            ),
          },
          { head: t('reconciliation.moneyIn'), cell: ({ moneyIn }) => <Amount value={moneyIn} />, figures: true },
          { head: t('reconciliation.moneyOut'), cell: ({ moneyOut }) => <Amount value={moneyOut} />, figures: true },
          { head: t('reconciliation.suspense'), cell: ({ suspense }) => <Amount value={suspense} />, figures: true },
          { head: t('reconciliation.inFlight'), cell: ({ inFlight }) => <Amount value={inFlight} />, figures: true },
          { head: t('reconciliation.waiting'), cell: ({ waiting }) => <Amount value={waiting} />, figures: true },
          { head: t('reconciliation.elsewhere'), cell: ({ elsewhere }) => <Amount value={elsewhere} />, figures: true },
          {
            head: t('reconciliation.opening'),
            cell: ({ firstStatement }) => <Balance day={firstStatement?.day} value={firstStatement?.opening} />,
            figures: true,
          },
          {
            head: t('reconciliation.closing'),
            cell: ({ lastStatement }) => <Balance day={lastStatement?.day} value={lastStatement?.closing} />,
            figures: true,
          },
          { head: t('reconciliation.unexplained'), cell: account => <Unexplained account={account} />, figures: true },
          { head: t('reconciliation.open'), cell: account => <Open account={account} /> },
        ]}
      />
    </Section>
  );
}

function Balance({ day, value }: { day: string | null | undefined; value: Account['moneyIn'] | null | undefined }) {
  if (!value) return <span className="absent">–</span>;
  return (
    <>
      <Amount value={value} />
      <span className="hint block">
        <Day value={day} />
      </span>
    </>
  );
}

/** Zero where all is well: in words too, for whoever does not see the colour. */
function Unexplained({ account: { unexplained } }: { account: Account }) {
  const t = useTexts();
  if (!unexplained) return <span className="hint">{t('reconciliation.noStatement')}</span>;
  const isZero = /^-?0(\.0+)?$/.test(unexplained.amount);
  return (
    <>
      <Amount value={unexplained} />
      <span className={`badge ${isZero ? 'good' : 'bad'} block`}>
        {t(isZero ? 'reconciliation.agrees' : 'reconciliation.differs')}
      </span>
    </>
  );
}

function Open({ account: { account, open, heldReports } }: { account: Account }) {
  const t = useTexts();
  if (open.length === 0 && heldReports === 0) return <span className="hint">{t('reconciliation.nothingOpen')}</span>;
  return (
    <ul>
      {open.map(({ reason, count, moneyIn, moneyOut }) => (
        <li key={reason}>
          <Link
            to="/bank-entries"
            search={{ account: account.id, state: reason === 'REFERENCE_REUSED' ? 'HELD' : 'SUSPENSE' }}
          >
            {t(`bankEntryReason.${reason}`)}
          </Link>{' '}
          ({count}): <Amount value={moneyIn} /> {t('bankEntrySide.CREDIT')}, <Amount value={moneyOut} />{' '}
          {t('bankEntrySide.DEBIT')}
        </li>
      ))}
      {heldReports > 0 && (
        <li>
          <Link to="/bank-reports" search={{ account: account.id, state: 'HELD' }}>
            {t('reconciliation.heldReports', { count: heldReports })}
          </Link>
        </li>
      )}
    </ul>
  );
}
