import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useViewer } from '../app/market.js';
import type { OrganizationRole } from '../graphql/documents.js';
import { useTexts } from '../texts/index.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** An invoice by its number; a dash where the viewer does not see it. */
export function InvoiceLink({ invoice }: { invoice: { id: string; number: string } | null | undefined }) {
  if (!invoice) return <span className="absent">–</span>;
  return (
    <Link to="/invoices/$id" params={{ id: invoice.id }}>
      {invoice.number}
    </Link>
  );
}

/** A credit note by its number. */
export function CreditNoteLink({ note }: { note: { id: string; number: string } }) {
  return (
    <Link to="/credit-notes/$id" params={{ id: note.id }}>
      {note.number}
    </Link>
  );
}

/** An organization; the operator can open it. */
export function Party({ party }: { party: Named | null | undefined }) {
  const { organization } = useViewer();
  if (!party) return <span className="absent">–</span>;
  if (!organization.roles.includes('OPERATOR')) return <>{party.name}</>;
  return (
    <Link to="/organizations/$id" params={{ id: party.id }}>
      {party.name}
    </Link>
  );
}

export function ProgrammeLink({ programme }: { programme: Named | null | undefined }) {
  if (!programme) return <span className="absent">–</span>;
  return (
    <Link to="/programmes/$id" params={{ id: programme.id }}>
      {programme.name}
    </Link>
  );
}

/** Where the page of each kind of thing is; things without one of their own stand in a list. */
const pages: Readonly<Record<string, string>> = {
  Invoice: '/invoices/$id',
  CreditNote: '/credit-notes/$id',
  Approval: '/approvals/$id',
  Auction: '/auctions/$id',
  Financing: '/financings/$id',
  Programme: '/programmes/$id',
  Organization: '/organizations/$id',
  Bid: '/bids',
  Payment: '/payments/$id',
  Mandate: '/mandates',
  FeeBill: '/fee-bills/$id',
  Limit: '/limits',
  BankMessage: '/held-messages',
  PaymentFile: '/payment-files',
  BankFile: '/bank-files',
  BankReport: '/bank-reports',
  BankEntry: '/bank-entries',
  EntryResolution: '/bank-entries',
  Refund: '/reconciliation',
  Alert: '/alerts',
  Override: '/overrides',
  CompleteExport: '/organization',
  DisclosurePack: '/disclosures/$id',
  WebhookEndpoint: '/webhooks/$id',
  BankAccount: '/organization',
  Member: '/organization',
};

/** Lists that are not there for everybody who reads of what stands in them. */
const readers: Readonly<Record<string, readonly OrganizationRole[]>> = {
  '/bids': ['FUNDER'],
  '/limits': ['FUNDER', 'OPERATOR'],
};

/** What an event is about. */
export function SubjectLink({
  subject,
  onClick,
}: {
  subject: { __typename: string; id: string } | null | undefined;
  onClick?: () => void;
}): ReactNode {
  const t = useTexts();
  const { organization } = useViewer();
  if (!subject) return <span className="absent">–</span>;
  const { __typename: kind, id } = subject;
  const page = pages[kind];
  const to = page && (readers[page]?.some(role => organization.roles.includes(role)) ?? true) ? page : undefined;
  const text = `${t(`subject.${kind}` as 'subject.Invoice')} ${id.slice(-6)}`;
  return to ? (
    <Link to={to as '/invoices/$id'} params={{ id }} onClick={onClick}>
      {text}
    </Link>
  ) : (
    text
  );
}
