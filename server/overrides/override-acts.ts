import { randomUUID } from 'node:crypto';
import { resumeAuction } from '../auctions/index.js';
import { concludeBankMessage, correctFee, defaultInvoice } from '../financings/index.js';
import { concludeBankReport } from '../reconciliation/index.js';
import { resumeOrganization, verifyBankAccount } from '../organizations/index.js';
import type { Command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { type IdKind, toWireId } from '../platform/ids.js';
import { formatMoney, type Money } from '../platform/money.js';
import type { Problem } from '../platform/problem.js';
import type { MemberViewer } from '../platform/viewer.js';

export type OverrideAct =
  | 'RESUME_ORGANIZATION'
  | 'RESUME_AUCTION'
  | 'ACCEPT_CLOSE_MATCH'
  | 'ACCEPT_UNCHECKED_ACCOUNT'
  | 'APPLY_BANK_MESSAGE'
  | 'IGNORE_BANK_MESSAGE'
  | 'DEFAULT_INVOICE'
  | 'TAKE_BANK_REPORT'
  | 'SET_ASIDE_BANK_REPORT'
  | 'CORRECT_FEE';

/** What the first person said beside the subject. */
interface Said {
  readonly reason: string;
  /** Of CORRECT_FEE: what the fee should have been. */
  readonly amount: Money | null;
}

/** What is done by two persons: to what, and by which command, which refuses a person alone. */
interface Act {
  readonly subject: IdKind;
  run(tx: Tx, viewer: MemberViewer, subjectId: string, said: Said): Promise<object | Problem>;
}

/** Everything that takes two persons of the operator. A further act is a further line, and a refusal in its command. */
export const overrideActs: Readonly<Record<OverrideAct, Act>> = {
  RESUME_ORGANIZATION: act('organization', resumeOrganization, (organizationId, { reason }) => ({
    organizationId,
    reason,
  })),
  RESUME_AUCTION: act('auction', resumeAuction, auctionId => ({ auctionId })),
  ACCEPT_CLOSE_MATCH: act('bankAccount', verifyBankAccount, bankAccountId => ({
    bankAccountId,
    payeeCheck: 'CLOSE_MATCH',
  })),
  ACCEPT_UNCHECKED_ACCOUNT: act('bankAccount', verifyBankAccount, bankAccountId => ({
    bankAccountId,
    payeeCheck: 'NOT_POSSIBLE',
  })),
  APPLY_BANK_MESSAGE: act('bankMessage', concludeBankMessage, bankMessageId => ({ bankMessageId, as: 'APPLIED' })),
  IGNORE_BANK_MESSAGE: act('bankMessage', concludeBankMessage, bankMessageId => ({ bankMessageId, as: 'IGNORED' })),
  DEFAULT_INVOICE: act('invoice', defaultInvoice, invoiceId => ({ invoiceId })),
  TAKE_BANK_REPORT: act('bankReport', concludeBankReport, bankReportId => ({ bankReportId, as: 'TAKEN' })),
  SET_ASIDE_BANK_REPORT: act('bankReport', concludeBankReport, bankReportId => ({ bankReportId, as: 'SET_ASIDE' })),
  CORRECT_FEE: act('financing', correctFee, (financingId, { amount }) => ({
    financingId,
    fee: amount && { amount: formatMoney(amount), currency: amount.currency },
  })),
};

/** The same command as anybody's, inside the caller's transaction, whose key it shares. */
function act<Input>(
  subject: IdKind,
  command: Command<Input, object>,
  inputOf: (wireId: string, said: Said) => object,
): Act {
  return {
    subject,
    run(tx, viewer, subjectId, said) {
      const given = { idempotencyKey: randomUUID(), ...inputOf(toWireId(subject, subjectId), said) };
      return command.execute(tx, viewer, command.input.parse(given));
    },
  };
}
