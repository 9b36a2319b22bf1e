import type { MandateRow } from '../mandates/index.js';
import { type BankAccountRow } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import type { PaymentRow } from './payment.entity.js';

/** The accounts between which a payment will move; undefined where a party has none that may be used. */
export interface AccountChoice {
  readonly payerAccount?: BankAccountRow;
  readonly payeeAccount?: BankAccountRow;
}

/**
 * The verified accounts of the parties of these payments that are past their cool-off, held as they are until the commit:
 * by id, before anything else is locked.
 */
export function holdAccounts(tx: Tx, payments: readonly PaymentRow[]): Promise<BankAccountRow[]> {
  const organizationIds = [...new Set(payments.flatMap(payment => [payment.payerId, payment.payeeId]))];
  return tx.query(
    `SELECT a.* FROM bank_account a
      WHERE a.organization_id = ANY ($1::uuid[]) AND a.state = 'VERIFIED' AND a.usable_from <= business_now()
      ORDER BY a.id FOR SHARE`,
    [organizationIds],
  );
}

/**
 * Money goes only to a verified account. The award pins where both legs go: with that account closed they go nowhere, until
 * the payee of leg 2 has named another itself (change-payee-account.ts). What nothing pins goes to the payee's account of
 * the day. A payer whose pinned account was closed pays from the one that took its place. What is collected comes from the
 * account that the mandate names, and from no other.
 */
export function chooseAccounts(
  payment: PaymentRow,
  accounts: readonly BankAccountRow[],
  mandate: MandateRow | null = null,
): AccountChoice {
  const pinned = (id: string | null) => accounts.find(account => account.id === id);
  const current = (organizationId: string) =>
    accounts.find(account => account.organizationId === organizationId && account.currency === payment.currency);
  return {
    payerAccount: mandate
      ? pinned(mandate.debtorAccountId)
      : (pinned(payment.payerAccountId) ?? current(payment.payerId)),
    payeeAccount: payment.payeeAccountId === null ? current(payment.payeeId) : pinned(payment.payeeAccountId),
  };
}
