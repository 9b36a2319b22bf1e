import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Decimal } from 'decimal.js';
import { type BankFile, readBankFile } from '../../server/bank/index.js';

/*
 * Real messages of many banks, against fields that another program read from them. They are third-party data and live
 * outside the project, in the folder that TENOR_CORPUS names.
 */

type Row = Readonly<Record<string, string>>;

/** Where the table cuts the words of a bank. */
const TABLE_WIDTH = 140;

const corpus = process.env['TENOR_CORPUS'];
const folder = join(corpus ?? '', 'iso20022');
const table = (name: string): Row[] =>
  corpus === undefined ? [] : parse(readFileSync(join(folder, name)), { columns: true, bom: true });

const messages = table('expected.csv');
const bodies: Readonly<Record<string, BankFile['message']>> = {
  BkToCstmrAcctRpt: 'camt.052',
  BkToCstmrAcctRptV01: 'camt.052',
  BkToCstmrStmt: 'camt.053',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
  CstmrCdtTrfInitn: 'pain.001',
  CstmrDrctDbtInitn: 'pain.008',
  CstmrPmtStsRpt: 'pain.002',
};

function read(file: string): BankFile {
  const reading = readBankFile(readFileSync(join(folder, 'samples', file)));
  if ('problem' in reading) throw new Error(`${file}: ${reading.problem.message}`);
  return reading;
}

/** Absent values are empty in the tables. */
const written = (values: Readonly<Record<string, string | boolean | number | null>>): Row =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === null ? '' : String(value)]));

function entriesOf(file: string): Row[] {
  const report = read(file);
  if (!('statements' in report)) return [];
  return report.statements.flatMap((statement, stmt) =>
    statement.entries.flatMap((entry, entryNo) => {
      const head = {
        file,
        stmt,
        entry: entryNo,
        account: statement.account,
        entry_amount: entry.amount,
        ccy: entry.currency,
        cdt_dbt: entry.side,
        reversal: entry.reversal,
        status: entry.status,
        booking_date: entry.bookedOn,
        value_date: entry.valueOn,
        acct_svcr_ref: entry.servicerReference,
        bk_tx_domain: entry.transactionCode,
        addtl_info: entry.additionalInfo?.slice(0, TABLE_WIDTH) ?? null,
      };
      if (entry.transactions.length === 0) return [written({ ...head, tx: null })];
      return entry.transactions.map((transaction, tx) =>
        written({
          ...head,
          tx,
          tx_amount: transaction.amount,
          end_to_end_id: transaction.endToEndId,
          instr_id: transaction.instructionId,
          msg_id: transaction.messageId,
          pmt_inf_id: transaction.paymentInformationId,
          remittance_ustrd: transaction.remittance,
          structured_ref: transaction.references.join('|'),
          debtor: transaction.debtor,
          debtor_acct: transaction.debtorAccount,
          creditor: transaction.creditor,
          creditor_acct: transaction.creditorAccount,
          return_reason: transaction.returnReason,
        }),
      );
    }),
  );
}

function transfersOf(file: string): Row[] {
  const initiation = read(file);
  if (initiation.message !== 'pain.001') return [];
  return initiation.payments.flatMap(payment =>
    payment.transfers.map((transfer, tx) =>
      written({
        file,
        pmt_inf: payment.id,
        tx,
        exec_date: payment.executionDate,
        debtor: payment.debtor,
        debtor_acct: payment.debtorAccount,
        debtor_bic: payment.debtorBic,
        end_to_end_id: transfer.endToEndId,
        amount: transfer.amount,
        ccy: transfer.currency,
        creditor: transfer.creditor,
        creditor_acct: transfer.creditorAccount,
        creditor_bic: transfer.creditorBic,
        remittance: transfer.remittance,
        structured_ref: transfer.references.join('|'),
      }),
    ),
  );
}

/** The columns of a message as a whole that its kind has. */
function summaryOf(file: string): Row {
  const reading = read(file);
  if ('statements' in reading) {
    const entries = reading.statements.flatMap(statement => statement.entries);
    const sum = (side: string) =>
      entries.reduce((total, { amount, side: of }) => (of === side ? total.plus(amount ?? 0) : total), new Decimal(0));
    const balances = reading.statements.flatMap(statement => statement.balances);
    return written({
      msg_id: reading.messageId,
      accounts: [...new Set(reading.statements.flatMap(({ account }) => account ?? []))].join('|'),
      balances: balances
        .map(({ code, amount, currency, side }) => `${code ?? ''} ${side === 'DBIT' ? '-' : ''}${amount} ${currency}`)
        .join('|'),
      entries: entries.length,
      sum_credit: sum('CRDT').toFixed(),
      sum_debit: sum('DBIT').toFixed(),
    });
  }
  if (reading.message === 'pain.001' || reading.message === 'pain.008') {
    return written({ msg_id: reading.messageId, nb_of_txs: reading.count, ctrl_sum: reading.controlSum });
  }
  // The table names what is said of a group of payments without any of them the same way.
  const transactions = reading.payments.flatMap(payment =>
    payment.transactions.length > 0
      ? payment.transactions
      : [{ endToEndId: null, instructionId: null, status: null, reasons: payment.reasons }],
  );
  return written({
    msg_id: reading.messageId,
    group_status: reading.groupStatus,
    tx_status: transactions
      .map(({ endToEndId, status, reasons: [reason] }) =>
        [endToEndId, status, reason?.code].map(v => v ?? '').join(':'),
      )
      .join('|'),
  });
}

const withAmounts = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.startsWith('sum_') && value !== '' ? new Decimal(value).toFixed() : value,
    ]),
  );

(corpus === undefined ? test.skip : test)('every entry of every report reads as expected', () => {
  const expected = table('camt_entries.csv');
  expect(expected.length).toBeGreaterThan(0);
  const files = [...new Set(expected.map(row => row['file']!))];
  const columns = Object.keys(expected[0]!);
  const got = files.flatMap(entriesOf).map(row => Object.fromEntries(columns.map(name => [name, row[name] ?? ''])));
  expect(got).toEqual(expected);
});

(corpus === undefined ? test.skip : test)('every transfer of every order reads as expected', () => {
  const expected = table('pain001_transactions.csv');
  expect(expected.length).toBeGreaterThan(0);
  const files = [...new Set(expected.map(row => row['file']!))];
  expect(files.flatMap(transfersOf)).toEqual(expected);
});

(corpus === undefined ? test.skip : test)(
  'every message as a whole reads as expected, and every other is a problem',
  () => {
    const files = readdirSync(join(folder, 'samples'));
    expect(files.sort()).toEqual(messages.map(row => row['file']!).sort());
    const known = messages.filter(({ message }) => message! in bodies);
    const got = known.map(({ file }) => ({ file, ...withAmounts(summaryOf(file!)) }));
    const wanted = known.map((row, at) =>
      withAmounts(Object.fromEntries(Object.keys(got[at]!).map(name => [name, row[name]!]))),
    );
    expect(got).toEqual(wanted);
    for (const { file } of messages.filter(({ message }) => !(message! in bodies))) {
      const reading = readBankFile(readFileSync(join(folder, 'samples', file!)));
      expect([file, reading]).toEqual([file, { problem: expect.objectContaining({ code: expect.any(String) }) }]);
    }
  },
);
