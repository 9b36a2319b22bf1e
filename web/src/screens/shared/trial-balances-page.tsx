import { Link, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import {
  MarketTrialBalancesDocument,
  type MarketTrialBalancesQuery,
  TrialBalancesDocument,
} from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useTexts } from '../../texts/index.js';
import { accountText, ledgerCauses, LedgerViews, OfOrganization } from './ledger-names.js';

type Search = Readonly<Record<string, string | undefined>>;
type MarketBalance = MarketTrialBalancesQuery['marketTrialBalances'][number];
type Balance = Omit<MarketBalance, 'lines' | 'shares'> & {
  readonly lines: readonly (MarketBalance['lines'][number] & { readonly accountId?: string | null })[];
};

/** All accounts at the end of a day, one table a currency: debits equal credits. The operator begins with the whole market. */
export function TrialBalancesPage() {
  const t = useTexts();
  const { organization, on } = useSearch({ strict: false }) as Search;
  const isOperator = useViewer().organization.roles.includes('OPERATOR');
  return (
    <Page title={t('trialBalances.title')} lead={t('trialBalances.lead')}>
      <LedgerViews />
      <Filter>
        {search => (
          <>
            {organization && <input type="hidden" name="organization" value={organization} />}
            <TextField name="on" type="date" label={t('trialBalances.on')} value={search.on} />
          </>
        )}
      </Filter>
      {organization && <OfOrganization id={organization} />}
      {isOperator && !organization ? <OfMarket on={on} /> : <OfOne organization={organization} on={on} />}
    </Page>
  );
}

function OfOne({ organization, on }: { organization: string | undefined; on: string | undefined }) {
  const t = useTexts();
  const variables = { organizationId: organization, on: on || undefined };
  const live = useLive(TrialBalancesDocument, variables, { lists: ledgerCauses, keep: true });
  return (
    <Loaded live={live}>
      {({ trialBalances }) =>
        trialBalances.length === 0 ? (
          <p className="empty">{t('ledger.noAccounts')}</p>
        ) : (
          trialBalances.map(balance => (
            <BalanceSection key={balance.currency} balance={balance} parameters={variables} />
          ))
        )
      }
    </Loaded>
  );
}

function OfMarket({ on }: { on: string | undefined }) {
  const t = useTexts();
  const { organization } = useViewer();
  const variables = { on: on || undefined };
  const live = useLive(MarketTrialBalancesDocument, variables, { lists: ledgerCauses, keep: true });
  return (
    <>
      <p>
        <Link to="/trial-balances" search={{ organization: organization.id } as never}>
          {t('trialBalances.own')}
        </Link>
      </p>
      <Loaded live={live}>
        {({ marketTrialBalances }) =>
          marketTrialBalances.length === 0 ? (
            <p className="empty">{t('ledger.noAccounts')}</p>
          ) : (
            marketTrialBalances.map(balance => (
              <BalanceSection key={balance.currency} balance={balance}>
                <Shares balance={balance} parameters={variables} />
              </BalanceSection>
            ))
          )
        }
      </Loaded>
    </>
  );
}

interface BalanceProps {
  readonly balance: Balance;
  /** Of the list as a file, where this is one organization's. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly children?: React.ReactNode;
}

function BalanceSection({ balance, parameters, children }: BalanceProps) {
  const t = useTexts();
  const { currency, on, lines, debit, credit } = balance;
  return (
    <Section title={currency}>
      <Table
        caption={t('trialBalances.caption', { currency, day: dayText(on) })}
        file={parameters && { list: 'trial-balances', parameters }}
        rows={lines}
        rowKey={({ kind }) => kind}
        columns={[
          {
            head: t('ledger.account'),
            cell: line => <AccountOf line={line} organization={parameters?.organizationId} />,
          },
          { head: t('ledger.debit'), cell: line => <Amount value={line.debit} />, figures: true },
          { head: t('ledger.credit'), cell: line => <Amount value={line.credit} />, figures: true },
          { head: t('ledger.balance'), cell: line => <Amount value={line.balance} />, figures: true },
        ]}
        foot={
          <tr>
            <th scope="row">{t('trialBalances.total')}</th>
            <td className="figures">
              <Amount value={debit} />
            </td>
            <td className="figures">
              <Amount value={credit} />
            </td>
            <td />
          </tr>
        }
      />
      {children}
    </Section>
  );
}

function AccountOf({ line, organization }: { line: Balance['lines'][number]; organization: string | undefined }) {
  const t = useTexts();
  const text = accountText(t, line.kind);
  if (!line.accountId) return <>{text}</>;
  return (
    <Link to="/statements" search={{ organization, account: line.accountId } as never}>
      {text}
    </Link>
  );
}

function Shares({
  balance,
  parameters,
}: {
  balance: MarketBalance;
  parameters: Readonly<Record<string, string | undefined>>;
}) {
  const t = useTexts();
  return (
    <Table
      caption={t('trialBalances.sharesCaption', { currency: balance.currency })}
      file={{ list: 'market-trial-balances', parameters }}
      rows={balance.shares}
      rowKey={({ organization }) => organization.id}
      columns={[
        {
          head: t('organization.one'),
          cell: ({ organization: { id, name } }) => (
            <Link to="/trial-balances" search={{ organization: id, on: parameters.on } as never}>
              {name}
            </Link>
          ),
        },
        { head: t('ledger.debit'), cell: ({ debit }) => <Amount value={debit} />, figures: true },
        { head: t('ledger.credit'), cell: ({ credit }) => <Amount value={credit} />, figures: true },
      ]}
    />
  );
}
