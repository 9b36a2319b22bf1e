import type { OrganizationRole } from '../graphql/documents.js';
import type { en } from '../texts/en.js';

export type Place = { readonly to: string; readonly text: keyof typeof en.nav };

const common = [
  { to: '/organization', text: 'organization' },
  { to: '/ledger', text: 'ledger' },
  { to: '/events', text: 'events' },
] as const satisfies readonly Place[];

/** Where each role works, in the order of its day. */
const places: Readonly<Record<OrganizationRole, readonly Place[]>> = {
  SUPPLIER: [
    { to: '/', text: 'home' },
    { to: '/invoices', text: 'invoices' },
    { to: '/credit-notes', text: 'creditNotes' },
    { to: '/board', text: 'auctions' },
    { to: '/offers', text: 'offers' },
    { to: '/financings', text: 'financings' },
    { to: '/payments', text: 'payments' },
    { to: '/late', text: 'late' },
    { to: '/settlement-day', text: 'settlementDay' },
    { to: '/reconciliation', text: 'reconciliation' },
    { to: '/figures', text: 'figures' },
    { to: '/compare', text: 'compare' },
    { to: '/fee-bills', text: 'feeBills' },
    { to: '/programmes', text: 'programmes' },
    ...common,
  ],
  BUYER: [
    { to: '/', text: 'home' },
    { to: '/invoices', text: 'invoices' },
    { to: '/credit-notes', text: 'creditNotes' },
    { to: '/approvals', text: 'approvals' },
    { to: '/payments', text: 'dueList' },
    { to: '/late', text: 'late' },
    { to: '/mandates', text: 'mandates' },
    { to: '/settlement-day', text: 'settlementDay' },
    { to: '/reconciliation', text: 'reconciliation' },
    { to: '/figures', text: 'figures' },
    { to: '/compare', text: 'compare' },
    { to: '/disclosures', text: 'disclosures' },
    { to: '/fee-bills', text: 'feeBills' },
    { to: '/programmes', text: 'programmes' },
    ...common,
  ],
  FUNDER: [
    { to: '/', text: 'home' },
    { to: '/board', text: 'board' },
    { to: '/bids', text: 'bids' },
    { to: '/limits', text: 'limits' },
    { to: '/financings', text: 'financings' },
    { to: '/payments', text: 'payments' },
    { to: '/late', text: 'late' },
    { to: '/mandates', text: 'mandates' },
    { to: '/settlement-day', text: 'settlementDay' },
    { to: '/reconciliation', text: 'reconciliation' },
    { to: '/figures', text: 'figures' },
    { to: '/compare', text: 'compare' },
    { to: '/fee-bills', text: 'feeBills' },
    { to: '/programmes', text: 'programmes' },
    ...common,
  ],
  INSURER: [{ to: '/', text: 'home' }, ...common],
  OPERATOR: [
    { to: '/', text: 'home' },
    { to: '/organizations', text: 'organizations' },
    { to: '/programmes', text: 'programmes' },
    { to: '/invoices', text: 'invoices' },
    { to: '/credit-notes', text: 'creditNotes' },
    { to: '/board', text: 'auctions' },
    { to: '/financings', text: 'financings' },
    { to: '/payments', text: 'payments' },
    { to: '/mandates', text: 'mandates' },
    { to: '/late', text: 'late' },
    { to: '/fee-bills', text: 'feeBills' },
    { to: '/disclosures', text: 'disclosures' },
    { to: '/reference-rates', text: 'referenceRates' },
    { to: '/stuck-payments', text: 'stuckPayments' },
    { to: '/limits', text: 'limits' },
    { to: '/figures', text: 'figures' },
    { to: '/held-messages', text: 'heldMessages' },
    { to: '/bank-files', text: 'bankFiles' },
    { to: '/bank-reports', text: 'bankReports' },
    { to: '/reconciliation', text: 'reconciliation' },
    { to: '/overrides', text: 'overrides' },
    { to: '/exchange-rates', text: 'exchangeRates' },
    { to: '/looks', text: 'looks' },
    { to: '/bank', text: 'bank' },
    ...common,
  ],
};

/** The places of a viewer with these roles, each once; without the simulated bank where there is none. */
export function placesOf(roles: readonly OrganizationRole[], demo: boolean): Place[] {
  const all = roles.flatMap(role => places[role]);
  return all.filter(
    (place, index) => all.findIndex(({ to }) => to === place.to) === index && (demo || place.to !== '/bank'),
  );
}
