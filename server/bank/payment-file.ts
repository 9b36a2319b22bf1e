import type { LocalDate } from '../platform/local-date.js';

/** What one payer asks its bank to pay on one day from one account. */
export interface PaymentOrder {
  readonly messageId: string;
  readonly debtor: Party;
  readonly executionDate: LocalDate;
  readonly currency: string;
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  readonly endToEndId: string;
  readonly creditor: Party;
  /** Minor units, above zero. */
  readonly amountMinor: bigint;
  /** What the payee reads; null for nothing beyond the end-to-end id. */
  readonly remittance: string | null;
}

export interface Party {
  readonly name: string;
  readonly iban: string;
  readonly bic: string | null;
}

/**
 * The bytes of an instruction file. The same order gives the same bytes: instructions by end-to-end id, keys in one order,
 * one line each; the file says how many they are and what they sum to.
 */
export function writePaymentFile(order: PaymentOrder): string {
  const instructions = [...order.instructions].sort((a, b) => (a.endToEndId < b.endToEndId ? -1 : 1));
  const totalMinor = instructions.reduce((sum, instruction) => sum + instruction.amountMinor, 0n);
  const header = {
    format: FORMAT,
    messageId: order.messageId,
    debtor: partyOf(order.debtor),
    executionDate: order.executionDate,
    currency: order.currency,
    count: instructions.length,
    totalMinor: totalMinor.toString(),
  };
  const lines = instructions.map(({ endToEndId, creditor, amountMinor, remittance }) => ({
    endToEndId,
    amountMinor: amountMinor.toString(),
    creditor: partyOf(creditor),
    remittance,
  }));
  return [header, ...lines].map(line => `${JSON.stringify(line)}\n`).join('');
}

/** Reads what writePaymentFile wrote. Throws for anything whose count or total is not what it says. */
export function readPaymentFile(body: string): PaymentOrder {
  const [header, ...lines] = body
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
  if (header?.format !== FORMAT) throw new Error(`This is no file of format ${FORMAT}.`);
  const instructions = lines.map(line => ({ ...line, amountMinor: BigInt(line.amountMinor) }) as Instruction);
  const totalMinor = instructions.reduce((sum, instruction) => sum + instruction.amountMinor, 0n);
  if (instructions.length !== header.count || totalMinor.toString() !== header.totalMinor) {
    throw new Error(`The file ${header.messageId} does not hold what it says.`);
  }
  const { messageId, debtor, executionDate, currency } = header;
  return { messageId, debtor, executionDate, currency, instructions };
}

const FORMAT = 'tenor-payments/1';

function partyOf({ name, iban, bic }: Party): Party {
  return { name, iban, bic };
}
