import type { BankPort } from '../bank/index.js';
import type { Database } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { followBankMessages } from '../payments/index.js';
import { settlementEffects } from '../financings/index.js';
import { followEntries } from './follow-entries.js';
import { readAside } from './read-aside.js';
import { tooLarge } from './read-brought-file.js';
import { takeBankFile } from './take-bank-file.js';

const filesAtOnce = 20;

/**
 * Takes the files that a bank has for us, each in a transaction of its own, and acknowledges them when they are kept: a
 * crash between the two takes the same bytes again, which changes nothing. A file that meets a fault is reported and stays
 * with the bank for the next pass. Resolves to how many were taken.
 */
export async function receiveBankFiles(work: UnitOfWork, bank: BankPort, report: ReportFault): Promise<number> {
  let taken = 0;
  for (;;) {
    const files = await bank.waitingFiles(filesAtOnce);
    const kept: string[] = [];
    for (const { id, ...file } of files) {
      try {
        const brought = { ...file, organizationId: null, personId: null };
        const reading = file.unreadable ? tooLarge : await readAside(file.bytes);
        await work.perform(systemViewer, tx => takeBankFile(tx, systemViewer, brought, reading));
        kept.push(id);
      } catch (error) {
        report(new Error(`The bank's file ${file.name} could not be taken.`, { cause: error }));
      }
    }
    await bank.acknowledge(kept);
    taken += kept.length;
    if (kept.length < files.length || files.length === 0) return taken;
  }
}

/** Works on everything that banks said and nobody worked on yet; resolves to how many things it did. */
export async function followWhatBanksSaid(work: UnitOfWork, database: Database, report: ReportFault): Promise<number> {
  const entries = await followEntries(work, database, report);
  return entries + (await followBankMessages(work, database, settlementEffects, report));
}
