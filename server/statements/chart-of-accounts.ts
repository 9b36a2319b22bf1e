import type { AccountKind, MovementKind } from '../ledger/index.js';
import type { OrganizationRole } from '../platform/viewer.js';

/** A number of an organization's own chart of accounts, and what it is called there. */
export interface OwnAccount {
  readonly number: string;
  readonly label: string;
}

/** A journal of an organization's books. */
export interface OwnJournal {
  readonly code: string;
  readonly label: string;
}

/**
 * What the French general chart of accounts (plan comptable général, ANC 2014-03) has for each kind of account. A suggestion:
 * each organization takes it, or what its own books have.
 */
const usual: Readonly<Record<string, OwnAccount>> = {
  BANK: { number: '512000', label: 'Banques' },
  CLAIM: { number: '411000', label: 'Clients' },
  PAYABLE: { number: '401000', label: 'Fournisseurs' },
  PURCHASES: { number: '607000', label: 'Achats de marchandises' },
  SALES: { number: '707000', label: 'Ventes de marchandises' },
  DISCOUNT_COST: { number: '661600', label: 'Intérêts sur opérations de financement' },
  DISCOUNT_UNEARNED: { number: '487000', label: "Produits constatés d'avance" },
  DISCOUNT_EARNED: { number: '763000', label: 'Revenus des autres créances' },
  DISCOUNT_INCOME: { number: '765000', label: 'Escomptes obtenus' },
  COMMISSION_COST: { number: '622500', label: "Rémunérations d'affacturage" },
  COMMISSION_INCOME: { number: '706000', label: 'Prestations de services' },
  INTEREST_RECEIVABLE: { number: '468700', label: 'Produits à recevoir' },
  INTEREST_PAYABLE: { number: '468600', label: 'Charges à payer' },
  PRICE_RECEIVABLE: { number: '467100', label: 'Autres comptes débiteurs' },
  PRICE_PAYABLE: { number: '467200', label: 'Autres comptes créditeurs' },
  RESERVE_RECEIVABLE: { number: '467300', label: 'Retenues de garantie à recevoir' },
  RESERVE_PAYABLE: { number: '467400', label: 'Retenues de garantie à payer' },
  CREDIT_RECEIVABLE: { number: '409800', label: 'Avoirs à recevoir' },
  CREDIT_PAYABLE: { number: '419800', label: 'Avoirs à établir' },
  FEE_COST: { number: '627000', label: 'Services bancaires et assimilés' },
  FEE_INCOME: { number: '706000', label: 'Prestations de services' },
  FEE_RECEIVABLE: { number: '411000', label: 'Clients' },
  FEE_PAYABLE: { number: '401000', label: 'Fournisseurs' },
  LATE_RECEIVABLE: { number: '467500', label: 'Intérêts de retard à recevoir' },
  LATE_PAYABLE: { number: '467600', label: 'Intérêts de retard à payer' },
  LATE_COST: { number: '661800', label: 'Intérêts des autres dettes' },
  LATE_INCOME: { number: '763100', label: 'Revenus sur créances commerciales' },
  SUSPENSE: { number: '471000', label: "Compte d'attente" },
  REFUND_RECEIVABLE: { number: '467700', label: 'Remboursements à recevoir' },
  REFUND_PAYABLE: { number: '467800', label: 'Remboursements à effectuer' },
  LOSS: { number: '654000', label: 'Pertes sur créances irrécouvrables' },
  LOSS_ALLOWANCE: { number: '491000', label: 'Dépréciations des comptes de clients' },
  RECOVERY_INCOME: { number: '758000', label: 'Produits divers de gestion courante' },
};

/** A claim that was bought is no sale of the funder's. */
const ofFunder: Readonly<Record<string, OwnAccount>> = {
  CLAIM: { number: '467000', label: 'Créances acquises' },
};

/** What is suggested for a kind of account; null where nothing is. */
export function suggestedAccount(kind: AccountKind, roles: readonly OrganizationRole[]): OwnAccount | null {
  const bought = roles.includes('FUNDER') && !roles.includes('SUPPLIER');
  return (bought ? ofFunder[kind] : undefined) ?? usual[kind] ?? null;
}

const sales: OwnJournal = { code: 'VE', label: 'Ventes' };
const purchases: OwnJournal = { code: 'AC', label: 'Achats' };
const bank: OwnJournal = { code: 'BQ', label: 'Banque' };
const others: OwnJournal = { code: 'OD', label: 'Opérations diverses' };

/** The journal of an entry whose kind of movement has none of its own: it follows from the accounts that it touches. */
export function usualJournal(touched: readonly AccountKind[]): OwnJournal {
  if (touched.includes('BANK')) return bank;
  if (touched.includes('SALES') || touched.includes('FEE_INCOME')) return sales;
  return touched.includes('PURCHASES') || touched.includes('FEE_COST') ? purchases : others;
}

const labels: Readonly<Record<string, string>> = {
  UNDERTAKING: 'Facture approuvée',
  PURCHASE: 'Cession de créance',
  FEE: 'Commission de la plateforme',
  FEE_PAID: 'Règlement de commissions',
  REPAYMENT: 'Paiement au cessionnaire',
  PAID_TO_SUPPLIER: 'Paiement au fournisseur',
  CREDIT_NOTE: 'Avoir',
  CREDIT_NETTED: "Imputation d'avoirs",
  REVERSAL: 'Extourne',
  EARLY_PAYMENT: 'Paiement anticipé',
  PRICE_ADJUSTED: 'Complément de prix',
  RESERVE_RELEASED: 'Libération de la retenue',
  LATE_CHARGE: 'Intérêts de retard',
  SUSPENSE: 'Opération à identifier',
  REFUND_HELD: 'Trop-perçu',
  REFUNDED: 'Remboursement',
  FORWARDED: 'Reversement au cessionnaire',
  WRITE_OFF: 'Passage en perte',
  RECOVERY: 'Recouvrement',
  CLAIM_RECORDED: 'Créance constatée',
};

/** What a French journal calls a movement. */
export function entryLabel(kind: MovementKind): string {
  return labels[kind] ?? kind;
}
