import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { DocumentReading } from '../../server/documents/index.js';
import { closeDocumentReaders, readDocument } from '../../server/documents/index.js';

/*
 * Real invoices of many countries and programs, against fields that another program read from them. They are third-party
 * data and live outside the project, in the folder that TENOR_CORPUS names.
 */

type Row = Readonly<Record<string, string>>;

const MOST_MILLISECONDS = 2_000;
const readFormats = ['ubl-invoice', 'ubl-creditnote', 'cii', 'pdf+cii'];

const corpus = process.env['TENOR_CORPUS'];
const invoices = join(corpus ?? '', 'invoices');
const rows = corpus === undefined ? [] : readRows();
const others = corpus === undefined ? [] : filesBelow('').filter(file => !rows.some(row => row['file'] === file));

function readRows(): Row[] {
  const expected: Row[] = parse(readFileSync(join(invoices, 'expected.csv')), { columns: true, bom: true });
  return expected.filter(row => readFormats.includes(row['format'] ?? ''));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(invoices, folder), { withFileTypes: true }).flatMap(entry => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(file);
    return folder === '' ? [] : [file];
  });
}

/** The columns of the expected row that the reader answers for; absent values are empty there. */
function columnsOf({ format, invoices: [invoice] }: DocumentReading): Record<string, string> {
  return {
    format,
    invoice_number: invoice?.number ?? '',
    type_code: invoice?.typeCode ?? '',
    issue_date: invoice?.issueDate ?? '',
    due_date: invoice?.dueDates[0] ?? '',
    due_dates_all: (invoice?.dueDates ?? []).join('|'),
    currency: invoice?.currency ?? '',
    tax_currency: invoice?.taxCurrency ?? '',
    payable_amount: invoice?.payableAmount ?? '',
    total_incl_vat: invoice?.taxInclusiveAmount ?? '',
    total_excl_vat: invoice?.taxExclusiveAmount ?? '',
    prepaid_amount: invoice?.prepaidAmount ?? '',
    supplier_name: invoice?.supplier?.name ?? '',
    supplier_trading_name: invoice?.supplier?.tradingName ?? '',
    supplier_vat_id: invoice?.supplier?.vatId ?? '',
    supplier_legal_id: invoice?.supplier?.legalId?.value ?? '',
    buyer_name: invoice?.buyer?.name ?? '',
    buyer_trading_name: invoice?.buyer?.tradingName ?? '',
    buyer_vat_id: invoice?.buyer?.vatId ?? '',
    buyer_legal_id: invoice?.buyer?.legalId?.value ?? '',
    payee_name: invoice?.payee?.name ?? '',
    iban: invoice?.iban ?? '',
    iban_all: [
      ...new Set(
        (invoice?.paymentMeans ?? []).flatMap(means => [means.account ?? [], means.localAccount ?? []].flat()),
      ),
    ].join('|'),
    bic: [...new Set((invoice?.paymentMeans ?? []).flatMap(means => means.bic ?? []))].join('|'),
    tax_total: (invoice?.taxTotals ?? []).map(({ amount, currency }) => `${amount} ${currency}`).join('|'),
    supplier_tax_reg_id: (invoice?.supplier?.taxRegistrations ?? []).map(({ value }) => value).join('|'),
    vat_rates: [
      ...new Set((invoice?.taxes ?? []).map(({ category, rate }) => `${category ?? ''} ${rate ?? ''}`.trim())),
    ]
      .sort()
      .join('|'),
    payment_means: [...new Set((invoice?.paymentMeans ?? []).flatMap(means => means.code ?? []))].join('|'),
    // The table holds what was written on one line, and at most 300 characters of it.
    payment_terms: (invoice?.paymentTerms ?? [])
      .flatMap(({ note }) => note?.replace(/\s+/g, ' ') ?? [])
      .join('|')
      .slice(0, 300),
    preceding_invoice: (invoice?.precedingInvoices ?? []).map(preceding => preceding.number).join('|'),
    profile: invoice?.profile ?? '',
  };
}

async function readTimed(file: string): Promise<{ reading: DocumentReading; milliseconds: number }> {
  const bytes = readFileSync(join(invoices, file));
  const started = performance.now();
  const reading = await readDocument(bytes, file, 10 * 1024 * 1024);
  return { reading, milliseconds: performance.now() - started };
}

const describeCorpus = corpus === undefined ? describe.skip : describe;

afterAll(closeDocumentReaders);

if (corpus === undefined) console.log('TENOR_CORPUS is not set: the invoices of others are skipped');

describeCorpus('the corpus', () => {
  test('has invoices to read', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(others.length).toBeGreaterThan(100);
  });

  if (rows.length === 0) return;

  test.each(rows.map(row => [row['file'] ?? '', row] as const))('%s is read exactly', async (file, row) => {
    const { reading, milliseconds } = await readTimed(file);
    const columns = columnsOf(reading);
    expect(columns).toEqual(Object.fromEntries(Object.keys(columns).map(column => [column, row[column]])));
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
  });

  test('every other file gives a problem, in time', async () => {
    for (const file of others) {
      const { reading, milliseconds } = await readTimed(file);
      const problems = [...reading.problems, ...reading.invoices.flatMap(invoice => invoice.problems)];
      expect({ file, isRefused: problems.length > 0 }).toEqual({ file, isRefused: true });
      expect(problems.map(problem => problem.code)).not.toContain('TOO_SLOW');
      expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
    }
  }, 120_000);
});
