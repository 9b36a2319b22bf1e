import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  type RouteComponent,
  stringifySearchWith,
} from '@tanstack/react-router';
import { NoSuchPage } from '../parts/page.js';
import { ApprovalPage } from '../screens/buyer/approval-page.js';
import { ApprovalsPage } from '../screens/buyer/approvals-page.js';
import { DisclosureLinesPage } from '../screens/buyer/disclosure-lines-page.js';
import { DisclosurePage } from '../screens/buyer/disclosure-page.js';
import { DisclosuresPage } from '../screens/buyer/disclosures-page.js';
import { DueListPage } from '../screens/buyer/due-list-page.js';
import { BidsPage } from '../screens/funder/bids-page.js';
import { LimitsPage } from '../screens/funder/limits-page.js';
import { BankPage } from '../screens/operator/bank-page.js';
import { HeldMessagesPage } from '../screens/operator/held-messages-page.js';
import { ExchangeRatesPage } from '../screens/operator/exchange-rates-page.js';
import { LooksPage } from '../screens/operator/looks-page.js';
import { OrganizationsPage } from '../screens/operator/organizations-page.js';
import { OverridesPage } from '../screens/operator/overrides-page.js';
import { StuckPaymentsPage } from '../screens/operator/stuck-payments-page.js';
import { AlertsPage } from '../screens/shared/alerts-page.js';
import { AuctionPage } from '../screens/shared/auction-page.js';
import { BankEntriesPage } from '../screens/shared/bank-entries-page.js';
import { BankFilesPage } from '../screens/shared/bank-files-page.js';
import { BankReportsPage } from '../screens/shared/bank-reports-page.js';
import { BoardPage } from '../screens/shared/board-page.js';
import { ComparePage } from '../screens/shared/compare-page.js';
import { CreditNotePage } from '../screens/shared/credit-note-page.js';
import { CreditNotesPage } from '../screens/shared/credit-notes-page.js';
import { EventsPage } from '../screens/shared/events-page.js';
import { FiguresPage } from '../screens/shared/figures-page.js';
import { FeeBillPage } from '../screens/shared/fee-bill-page.js';
import { FeeBillsPage } from '../screens/shared/fee-bills-page.js';
import { LateClaimsPage } from '../screens/shared/late-claims-page.js';
import { ReferenceRatesPage } from '../screens/shared/reference-rates-page.js';
import { FinancingPage } from '../screens/shared/financing-page.js';
import { FinancingsPage } from '../screens/shared/financings-page.js';
import { HomePage } from '../screens/shared/home-page.js';
import { InvitationPage } from '../screens/shared/invitation-page.js';
import { InvoicePage } from '../screens/shared/invoice-page.js';
import { InvoicesPage } from '../screens/shared/invoices-page.js';
import { MandatesPage } from '../screens/shared/mandates-page.js';
import { LedgerPage } from '../screens/shared/ledger-page.js';
import { JournalPage } from '../screens/shared/journal-page.js';
import { OrganizationPage, OwnOrganizationPage } from '../screens/shared/organization-page.js';
import { PaymentFilesPage } from '../screens/shared/payment-files-page.js';
import { WebhookDeliveryPage } from '../screens/shared/webhook-delivery-page.js';
import { WebhookEndpointPage } from '../screens/shared/webhook-endpoint-page.js';
import { PaymentPage } from '../screens/shared/payment-page.js';
import { PaymentsPage } from '../screens/shared/payments-page.js';
import { ProgrammePage } from '../screens/shared/programme-page.js';
import { ProgrammesPage } from '../screens/shared/programmes-page.js';
import { ReconciliationPage } from '../screens/shared/reconciliation-page.js';
import { SettlementDayPage } from '../screens/shared/settlement-day-page.js';
import { SignInPage } from '../screens/shared/sign-in-page.js';
import { StatementsPage } from '../screens/shared/statements-page.js';
import { TrialBalancesPage } from '../screens/shared/trial-balances-page.js';
import { BasketPage } from '../screens/supplier/basket-page.js';
import { forRoles } from './for-roles.js';
import { Workspace } from './workspace.js';

/** What an address may carry after the question mark: texts only. */
type Search = Readonly<Record<string, string | undefined>>;

const root = createRootRoute({ component: Outlet });
const workspace = createRoute({
  getParentRoute: () => root,
  id: 'workspace',
  component: Workspace,
  notFoundComponent: NoSuchPage,
});

function page<Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => workspace, path, component, validateSearch: textsOf });
}

function publicPage<Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => root, path, component, validateSearch: textsOf });
}

function textsOf(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const routes = root.addChildren([
  publicPage('/sign-in', SignInPage),
  publicPage('/invitation', InvitationPage),
  workspace.addChildren([
    page('/', HomePage),
    page('/invoices', InvoicesPage),
    page('/invoices/$id', InvoicePage),
    page('/credit-notes', forRoles(['SUPPLIER', 'BUYER', 'OPERATOR'], CreditNotesPage)),
    page('/credit-notes/$id', forRoles(['SUPPLIER', 'BUYER', 'OPERATOR'], CreditNotePage)),
    page('/approvals', forRoles(['BUYER', 'OPERATOR'], ApprovalsPage)),
    page('/approvals/$id', forRoles(['BUYER', 'OPERATOR'], ApprovalPage)),
    page('/board', BoardPage),
    page('/offers', forRoles(['SUPPLIER'], BasketPage)),
    page('/auctions/$id', AuctionPage),
    page('/bids', forRoles(['FUNDER'], BidsPage)),
    page('/limits', forRoles(['FUNDER', 'OPERATOR'], LimitsPage)),
    page('/financings', FinancingsPage),
    page('/financings/$id', FinancingPage),
    page('/payments', PaymentsPage),
    page('/payments/$id', PaymentPage),
    page('/late', LateClaimsPage),
    page('/reference-rates', ReferenceRatesPage),
    page('/payment-files', PaymentFilesPage),
    page('/settlement-day', SettlementDayPage),
    page('/reconciliation', ReconciliationPage),
    page('/bank-reports', BankReportsPage),
    page('/bank-entries', BankEntriesPage),
    page('/bank-files', BankFilesPage),
    page('/fee-bills', FeeBillsPage),
    page('/fee-bills/$id', FeeBillPage),
    page('/mandates', forRoles(['BUYER', 'FUNDER', 'OPERATOR'], MandatesPage)),
    page('/due-list', forRoles(['SUPPLIER', 'BUYER', 'FUNDER'], DueListPage)),
    page('/figures', forRoles(['SUPPLIER', 'BUYER', 'FUNDER', 'OPERATOR'], FiguresPage)),
    page('/compare', ComparePage),
    page('/disclosures', forRoles(['BUYER', 'OPERATOR'], DisclosuresPage)),
    page('/disclosures/$id', forRoles(['BUYER', 'OPERATOR'], DisclosurePage)),
    page('/disclosure-invoices/$id', forRoles(['BUYER', 'OPERATOR'], DisclosureLinesPage)),
    page('/ledger', LedgerPage),
    page('/statements', StatementsPage),
    page('/trial-balances', TrialBalancesPage),
    page('/journal', JournalPage),
    page('/events', EventsPage),
    page('/alerts', AlertsPage),
    page('/programmes', ProgrammesPage),
    page('/programmes/$id', ProgrammePage),
    page('/organization', OwnOrganizationPage),
    page('/webhooks/$id', WebhookEndpointPage),
    page('/webhook-deliveries/$id', WebhookDeliveryPage),
    page('/organizations', forRoles(['OPERATOR'], OrganizationsPage)),
    page('/organizations/$id', OrganizationPage),
    page('/held-messages', forRoles(['OPERATOR'], HeldMessagesPage)),
    page('/overrides', forRoles(['OPERATOR'], OverridesPage)),
    page('/exchange-rates', forRoles(['OPERATOR'], ExchangeRatesPage)),
    page('/looks', forRoles(['OPERATOR'], LooksPage)),
    page('/bank', forRoles(['OPERATOR'], BankPage)),
    page('/stuck-payments', forRoles(['OPERATOR'], StuckPaymentsPage)),
    page('/$', NoSuchPage),
  ]),
]);

export const router = createRouter({
  routeTree: routes,
  defaultPreload: false,
  // A page begins at its top, one that is come back to where it was left.
  scrollRestoration: true,
  parseSearch: parseSearchWith(value => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
