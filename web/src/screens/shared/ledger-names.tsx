import { Link, useSearch } from '@tanstack/react-router';
import { OrganizationDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import type { SubjectKind } from '../../lib/touched.js';
import { type Texts, useTexts } from '../../texts/index.js';

/** A movement is no event of its own: it commits with a change of one of these. */
export const ledgerCauses: readonly SubjectKind[] = [
  'Approval',
  'Invoice',
  'Financing',
  'Payment',
  'CreditNote',
  'FeeBill',
];

export function accountText(t: Texts, kind: string): string {
  return t(`accountKind.${kind}` as 'accountKind.CLAIM', { defaultValue: kind });
}

export function movementText(t: Texts, kind: string): string {
  return t(`movementKind.${kind}` as 'movementKind.UNDERTAKING', { defaultValue: kind });
}

/** Where a posting leads: the invoice, the financing. */
export function Deal({ invoiceId, financingId }: { invoiceId: string | null; financingId: string | null }) {
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

/** The ways to look at a ledger; whose it is stays. */
export function LedgerViews() {
  const t = useTexts();
  const { organization } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const search = (organization ? { organization } : {}) as never;
  return (
    <nav className="views" aria-label={t('ledgerViews.label')}>
      <Link to="/ledger">{t('ledgerViews.ledger')}</Link>{' '}
      <Link to="/statements" search={search}>
        {t('ledgerViews.statements')}
      </Link>{' '}
      <Link to="/trial-balances" search={search}>
        {t('ledgerViews.trialBalances')}
      </Link>{' '}
      <Link to="/journal" search={search}>
        {t('ledgerViews.journal')}
      </Link>
    </nav>
  );
}

/** Whose ledger the operator looks at, where it is not its own. */
export function OfOrganization({ id }: { id: string }) {
  const t = useTexts();
  const { data } = useLive(OrganizationDocument, { id });
  const name = data?.node && 'name' in data.node ? data.node.name : undefined;
  return (
    <p>
      {t('ledgerViews.of')}{' '}
      <Link to="/organizations/$id" params={{ id }}>
        {name ?? id}
      </Link>
    </p>
  );
}
