import type { BankPort, ReceivedFile, SimulatedBank } from '../../server/bank/index.js';
import type { LocalDate } from '../../server/platform/local-date.js';
import { addBusinessDays, targetCalendar } from '../../server/pricing/index.js';

/** How a bank tells what it did. */
interface Manner {
  /** Notifications: a camt.054 at once, nothing before the statement, or the same again as a camt.052. */
  readonly notifies: 'ONCE' | 'NEVER' | 'TWICE';
  /** By how many business days at most a file of it is late, each by its own. */
  readonly lateDaysMax: number;
  /** How many of its files come a second time, byte by byte. */
  readonly repeatedShare: number;
}

/** The first tells at once, the second by statements alone, the third says all of it twice, the fourth is late, in any order. */
export const manners: readonly Manner[] = [
  { notifies: 'ONCE', lateDaysMax: 0, repeatedShare: 0 },
  { notifies: 'NEVER', lateDaysMax: 1, repeatedShare: 0 },
  { notifies: 'TWICE', lateDaysMax: 0, repeatedShare: 0.3 },
  { notifies: 'ONCE', lateDaysMax: 3, repeatedShare: 0.2 },
];

export interface FourBanks extends SimulatedBank {
  /** Hands over a file of a payer's own, of which the banks tell nobody but its accounts. */
  submitOwn: BankPort['submit'];
  /** From here on it is this day. */
  dawn(day: LocalDate): void;
  /** The bank's own references, without their letter, of the entries that were told so far, by any file. */
  readonly told: ReadonlySet<string>;
}

/** The bank of an account, with what it draws by lot for that account: numbers from 0 to 1, the same for the same seed. */
export interface AccountBank {
  readonly manner: Manner;
  readonly random: () => number;
}

export interface FourBanksOptions {
  readonly today: LocalDate;
  /** Undefined for accounts of nobody here. */
  bankOf(iban: string): AccountBank | undefined;
}

/** For what is of no account: the answer to a recall of what no bank ever had. */
const punctual: AccountBank = { manner: manners[0]!, random: () => 0 };

interface Waiting {
  readonly file: ReceivedFile;
  readonly dueOn: LocalDate;
  readonly lot: number;
}

/**
 * Four banks in front of one simulated bank, which keeps their books: what it says is told by the bank of the account in the
 * manner of that bank, late, out of order, again, and in other words.
 */
export function fourBanks(simulated: SimulatedBank, { today, bankOf }: FourBanksOptions): FourBanks {
  const waiting = new Map<string, Waiting>();
  const told = new Set<string>();
  const own = new Set<string>();
  const debtorOf = new Map<string, string>();
  let day = today;
  let count = 0;

  const plan = (file: ReceivedFile, { manner, random }: AccountBank): void => {
    count += 1;
    const lateDays = Math.floor(random() * (manner.lateDaysMax + 1));
    const dueOn = lateDays === 0 ? day : addBusinessDays(day, lateDays, targetCalendar);
    waiting.set(`${file.id}/${count}`, { file: { ...file, id: `${file.id}/${count}` }, dueOn, lot: random() });
  };

  const distort = (file: ReceivedFile): void => {
    const body = Buffer.from(file.bytes).toString('utf8');
    const isStatus = file.name.includes('pain.002');
    const original = /<OrgnlMsgId>(.*?)</.exec(body)?.[1] ?? '';
    if (isStatus && own.has(original)) return;
    const iban = isStatus ? debtorOf.get(original) : /<IBAN>(.*?)</.exec(body)?.[1];
    const bank = iban === undefined ? punctual : bankOf(iban);
    if (!bank) return;
    const { manner, random } = bank;
    const isNotification = file.name.includes('camt.054');
    if (isNotification && manner.notifies === 'NEVER') return;
    plan(file, bank);
    if (random() < manner.repeatedShare) plan(file, bank);
    if (isNotification && manner.notifies === 'TWICE') plan(inOtherWords(file, body), bank);
  };

  const collect = async (): Promise<void> => {
    for (;;) {
      const files = await simulated.waitingFiles(1_000);
      if (files.length === 0) return;
      for (const file of files) distort(file);
      await simulated.acknowledge(files.map(({ id }) => id));
    }
  };

  return {
    ...simulated,
    told,
    dawn(next) {
      day = next;
    },
    async submit(file) {
      debtorOf.set(file.messageId, /<DbtrAcct>.*?<IBAN>(.*?)</s.exec(file.body)![1]!);
      await simulated.submit(file);
    },
    async submitOwn(file) {
      own.add(file.messageId);
      await simulated.submit(file);
    },
    async waitingFiles(limit) {
      await collect();
      return [...waiting.values()]
        .filter(({ dueOn }) => dueOn <= day)
        .sort((a, b) => a.lot - b.lot)
        .slice(0, limit)
        .map(({ file }) => file);
    },
    async acknowledge(ids) {
      for (const id of ids) {
        const body = Buffer.from(waiting.get(id)!.file.bytes).toString('utf8');
        for (const [, reference] of body.matchAll(/\bE([0-9A-F]{16})\b/g)) told.add(reference!);
        waiting.delete(id);
      }
    },
  };
}

/** A camt.054 as the camt.052 of the same. */
function inOtherWords(file: ReceivedFile, body: string): ReceivedFile {
  const words = body
    .replaceAll('camt.054', 'camt.052')
    .replaceAll('BkToCstmrDbtCdtNtfctn', 'BkToCstmrAcctRpt')
    .replaceAll(/(<\/?)Ntfctn>/g, '$1Rpt>');
  return { id: `${file.id} again`, name: file.name.replace('camt.054', 'camt.052'), bytes: Buffer.from(words, 'utf8') };
}
