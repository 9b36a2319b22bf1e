import { formatMoney, type Money, parseDecimalMoney, sumMoney } from '../platform/money.js';
import type { CollectionInitiation, TransferInitiation, WrittenAddress } from './bank-file.js';
import type { Party } from './file-elements.js';
import { readBankFile } from './read-bank-file.js';

/* What reading the instruction files of customers has in common, whichever way the money goes. Whatever is amiss is thrown. */

/** What a customer asks its bank to do: to pay or to collect. */
export function readInstructions(body: string): TransferInitiation | CollectionInitiation {
  const file = readBankFile(Buffer.from(body, 'utf8'));
  if ('problem' in file) throw new Error(`The file cannot be read: ${file.problem.message}`);
  if (file.message !== 'pain.001' && file.message !== 'pain.008') throw new Error('This is no file of instructions.');
  return file;
}

/** The one payment information that a file holds, with what the file says of itself; `first` names its currency. */
export function onlyPart<Part>(
  file: { messageId: string | null; createdAt: string | null; payments: readonly Part[] },
  first: { readonly currency: string | null } | undefined,
): { messageId: string; createdAt: Date; payment: Part; currency: string } {
  const [payment, ...others] = file.payments;
  const messageId = present(file.messageId, 'an id');
  if (!payment || others.length > 0) throw new Error(`The file ${messageId} does not hold one payment information.`);
  const currency = present(first?.currency ?? null, 'a currency');
  return { messageId, createdAt: new Date(present(file.createdAt, 'an instant')), payment, currency };
}

/** Asserts that a file holds as many as it says, and that they sum to what it says. */
export function assertFigures(
  { messageId, count, controlSum }: Pick<TransferInitiation, 'messageId' | 'count' | 'controlSum'>,
  currency: string,
  all: readonly { readonly amountMinor: bigint }[],
): void {
  if (count !== String(all.length) || controlSum !== formatMoney(totalOf(currency, all))) {
    throw new Error(`The file ${messageId} does not hold what it says.`);
  }
}

export function totalOf(currency: string, all: readonly { readonly amountMinor: bigint }[]): Money {
  return sumMoney(
    currency,
    all.map(({ amountMinor }) => ({ amountMinor, currency })),
  );
}

/** In minor units. */
export function amountIn(currency: string, written: { amount: string | null; currency: string | null }): bigint {
  const amount = parseDecimalMoney(present(written.amount, 'an amount'), currency);
  if ('faults' in amount || written.currency !== currency) throw new Error('An amount is not in the file’s currency.');
  return amount.amountMinor;
}

export function partyOf(
  name: string | null,
  iban: string | null,
  bic: string | null,
  written: WrittenAddress | null,
): Party {
  const { town, country } = written ?? {};
  // Another's file may leave out what ours never does: it is no address then that could be written again.
  const address = written && town && country ? { ...written, town, country } : null;
  return { name: present(name, 'a name'), iban: present(iban, 'an account'), bic, address };
}

export function present(value: string | null, what: string): string {
  if (value === null) throw new Error(`The file lacks ${what}.`);
  return value;
}
