import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { DocumentProblem, DocumentReading, InvoiceContent, InvoiceParty } from '../../documents/index.js';
import { closeDocumentReaders, readDocument } from '../../documents/index.js';
import type { CommandIo } from '../command.js';

/** Larger than what a server takes: at the terminal the file is one's own. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Files read before the line of the first of them is out, so that every worker has something to do. */
const READ_AHEAD = 4;

/**
 * Prints one JSON object for each file, in the order of `files`. What goes wrong with a file is one of its problems, so
 * the exit code is 0; it is 2 for a call without files.
 */
export async function run(files: string[], io: CommandIo): Promise<number> {
  if (files.length === 0) {
    io.stderr.write('npm run -s tenor -- read-invoice FILE…\n');
    return 2;
  }
  try {
    for await (const line of linesOf(files)) await print(io, line);
  } finally {
    await closeDocumentReaders();
  }
  return 0;
}

async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  const ahead: Promise<string>[] = [];
  for (const file of files) {
    ahead.push(lineOf(file));
    if (ahead.length === READ_AHEAD) yield await ahead.shift()!;
  }
  for (const line of ahead) yield await line;
}

async function lineOf(file: string): Promise<string> {
  const found = await bytesOf(file);
  const reading = 'bytes' in found ? await readDocument(found.bytes, path.basename(file), MOST_BYTES) : found;
  return JSON.stringify({ file, ...summaryOf(reading) });
}

/** Only regular files are opened: a pipe or a device may never end. */
async function bytesOf(
  file: string,
): Promise<{ bytes: Uint8Array } | Pick<DocumentReading, 'format' | 'invoices' | 'problems'>> {
  try {
    const { size, isFile } = await statOf(file);
    if (!isFile) return unread('UNREADABLE', 'This is not a file.');
    if (size > MOST_BYTES) return unread('FILE_TOO_LARGE', `The file has more than ${MOST_BYTES} bytes.`);
    return { bytes: await readFile(file) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unread('UNREADABLE', code === 'ENOENT' ? 'There is no such file.' : `The file cannot be opened (${code}).`);
  }
}

async function statOf(file: string): Promise<{ size: number; isFile: boolean }> {
  const stats = await stat(file);
  return { size: stats.size, isFile: stats.isFile() };
}

function unread(
  code: DocumentProblem['code'],
  message: string,
): Pick<DocumentReading, 'format' | 'invoices' | 'problems'> {
  const problem = { code, path: '/', row: null, column: null, message, severity: 'ERROR' as const };
  return { format: 'unknown', invoices: [], problems: [problem] };
}

/** The fields of the first invoice; where a file can hold several, all of them follow in a list of their own. */
function summaryOf({ format, invoices, problems }: Pick<DocumentReading, 'format' | 'invoices' | 'problems'>) {
  const allProblems = [...problems, ...invoices.flatMap(invoice => invoice.problems)];
  return {
    format,
    ...fieldsOf(invoices[0]),
    problems: allProblems.map(problemOf),
    ...(format === 'csv' && {
      invoiceCount: invoices.length,
      invoices: invoices.map(invoice => ({
        row: invoice.row,
        ...fieldsOf(invoice),
        problems: invoice.problems.map(problemOf),
      })),
    }),
  };
}

function fieldsOf(invoice: InvoiceContent | undefined) {
  return {
    number: invoice?.number ?? null,
    typeCode: invoice?.typeCode ?? null,
    issueDate: invoice?.issueDate ?? null,
    dueDate: invoice?.dueDates[0] ?? null,
    dueDates: invoice?.dueDates ?? [],
    currency: invoice?.currency ?? null,
    taxCurrency: invoice?.taxCurrency ?? null,
    payableAmount: invoice?.payableAmount ?? null,
    taxInclusiveAmount: invoice?.taxInclusiveAmount ?? null,
    taxExclusiveAmount: invoice?.taxExclusiveAmount ?? null,
    prepaidAmount: invoice?.prepaidAmount ?? null,
    taxTotals: invoice?.taxTotals ?? [],
    taxRates: (invoice?.taxes ?? []).map(({ category, rate }) => ({ category, rate })),
    supplier: partyOf(invoice?.supplier),
    buyer: partyOf(invoice?.buyer),
    payeeName: invoice?.payee?.name ?? null,
    iban: invoice?.iban ?? null,
    accounts: eachOnce((invoice?.paymentMeans ?? []).flatMap(({ account, localAccount }) => [account, localAccount])),
    bics: eachOnce((invoice?.paymentMeans ?? []).map(({ bic }) => bic)),
    paymentMeans: eachOnce((invoice?.paymentMeans ?? []).map(({ code }) => code)),
    paymentTerms: (invoice?.paymentTerms ?? []).flatMap(({ note }) => note ?? []),
    precedingInvoices: (invoice?.precedingInvoices ?? []).map(({ number }) => number),
    profile: invoice?.profile ?? null,
  };
}

function eachOnce(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter(value => value !== null))];
}

function partyOf(party: InvoiceParty | null | undefined) {
  return {
    name: party?.name ?? null,
    tradingName: party?.tradingName ?? null,
    vatId: party?.vatId ?? null,
    taxIds: (party?.taxRegistrations ?? []).map(({ value }) => value),
    legalId: party?.legalId?.value ?? null,
  };
}

function problemOf({ code, path: place, message, severity }: DocumentProblem) {
  return { code, path: place, message, severity };
}

/** Waits until the line has left the process, so that a slow reader of the output slows the reading of files down. */
async function print(io: CommandIo, line: string): Promise<void> {
  const { stdout } = io;
  if (!(stdout instanceof Writable)) stdout.write(`${line}\n`);
  else await new Promise(written => stdout.write(`${line}\n`, written));
}
