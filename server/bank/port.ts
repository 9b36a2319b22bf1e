/**
 * What the marketplace needs of a bank. It hands over instruction files and is given files back; it learns what happened to
 * an instruction from those alone. The same thing may be said twice, in other words, in any order, and late.
 */
export interface BankPort {
  /**
   * Hands over an instruction file. The same message id with the same bytes counts once, however often it is sent; with
   * other bytes it is a fault.
   */
  submit(file: SubmittedFile): Promise<void>;
  /**
   * Asks to give up instructions that are not booked yet. The answer, if any, is a status; asking again is no harm. An
   * instruction that the bank does not have is given up as well, even if its file should come after.
   */
  recall(endToEndIds: readonly string[]): Promise<void>;
  /** The files that nobody has acknowledged, in the order in which they came; at most `limit` of them. */
  waitingFiles(limit: number): Promise<readonly ReceivedFile[]>;
  /** They are kept, and need not be given again (what EBICS calls the receipt of a download). Again is no harm. */
  acknowledge(ids: readonly string[]): Promise<void>;
}

/** An instruction file as it was released: always the same bytes. */
export interface SubmittedFile {
  /** 1 to 35 characters of A-Z and 0-9. */
  readonly messageId: string;
  readonly body: string;
}

/** A file as it came, whatever is in it. */
export interface ReceivedFile {
  /** By which the transport knows it. */
  readonly id: string;
  readonly name: string;
  /** Empty for one that is larger than anybody reads. */
  readonly bytes: Uint8Array;
  /** What is told of one that is larger than anybody reads: its size in bytes, and what it is known by. */
  readonly unreadable?: { readonly size: number; readonly sha256: Buffer };
}

/** Larger files are told of and not given: a statement of 10,000 entries takes about 10 MB. */
export const bankFileBytesMax = 20 * 1024 * 1024;
