import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { SecondPersonNeeded } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, proposerOf } from '../platform/viewer.js';
import type { BankReportRow } from './reconciliation.entity.js';
import { bankReportMachine } from './reconciliation.states.js';
import { takeHeld, takeWhatFollows } from './take-reports.js';

const input = z.object({ bankReportId: wireId('bankReport'), as: z.enum(['TAKEN', 'SET_ASIDE']) });

/**
 * Two persons of the operator end the waiting of a held report. TAKEN: what it says is registered as if nothing had stood
 * against it, and the statements that waited for it follow; never for an account that is nobody's here, or somebody else's.
 * SET_ASIDE: nothing follows from it, for good.
 */
export const concludeBankReport = command({
  name: 'concludeBankReport',
  input,
  problems: [NotFound, NotPermitted, SecondPersonNeeded, NotAvailable],
  async execute(tx, viewer, { bankReportId, as }) {
    if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!hasPermission(viewer, 'CHECKER')) return new NotPermitted();
    if (proposerOf(viewer) === null) return new SecondPersonNeeded();
    // The account before the report, as whoever takes a file locks them.
    const found = await tx.maybe<Pick<BankReportRow, 'accountId'>>('SELECT account_id FROM bank_report WHERE id = $1', [
      bankReportId,
    ]);
    if (!found) return new NotFound();
    const account = await lockAccount(tx, found.accountId);
    const report = await tx.one<BankReportRow>('SELECT * FROM bank_report WHERE id = $1 FOR UPDATE', [bankReportId]);
    if (report.state !== 'HELD') return new NotAvailable(report.state);
    if (as === 'TAKEN') {
      if (!account || report.reason === 'FOREIGN_ACCOUNT') return new NotAvailable(report.reason!);
      await takeHeld(tx, viewer, report, account);
      await takeWhatFollows(tx, viewer, account);
      return { bankReportId };
    }
    await transition(tx, viewer, bankReportMachine, 'concludeBankReport', [
      {
        row: { ...report, eventNo: report.eventNo! },
        to: 'SET_ASIDE',
        event: 'bankReport.setAside',
        channels: [...(account ? [organizationChannel(account.organizationId)] : []), operatorChannel],
        after: { reason: report.reason },
      },
    ]);
    return { bankReportId };
  },
});

async function lockAccount(
  tx: Tx,
  id: string | null,
): Promise<{ readonly id: string; readonly organizationId: string } | undefined> {
  if (id === null) return undefined;
  return tx.maybe('SELECT id, organization_id FROM bank_account WHERE id = $1 FOR NO KEY UPDATE', [id]);
}
