import { parseIban, parseLei } from '../platform/check-digits.js';
import { minorUnitsOf } from '../platform/currencies.js';
import type { LocalDate } from '../platform/local-date.js';
import { parseLocalDate } from '../platform/local-date.js';
import type { MoneyFault } from '../platform/money.js';
import { checkAmountRules } from './amount-rules.js';
import type { DocumentProblem, DocumentProblemCode, InvoiceContent, ProblemSeverity } from './document-reading.js';
import type { InvoiceField, PlaceOf } from './findings.js';
import { Findings, shown, totalFields } from './findings.js';
import { typeCodeOf } from './type-codes.js';
import { isWrittenDecimal, moneyOfWritten } from './written-amount.js';

/**
 * Every fault of one invoice, in the order of this list; it does not matter which format the invoice came in. The amount
 * rules of EN 16931 run where a document follows its model: a row of CSV has no totals to add up.
 */
export function checkInvoice(invoice: InvoiceContent, placeOf: PlaceOf): DocumentProblem[] {
  const findings = new Findings(placeOf);
  checkIdentity(invoice, findings);
  checkLengths(invoice, findings);
  checkDates(invoice, findings);
  checkCurrency(invoice, findings);
  checkPayableAmount(invoice, findings);
  checkTotals(invoice, findings);
  checkParties(invoice, findings);
  checkAccounts(invoice, findings);
  if (invoice.syntax !== 'csv') checkAmountRules(invoice, findings);
  return findings.problems;
}

function checkIdentity(invoice: InvoiceContent, findings: Findings): void {
  if (invoice.number === null) findings.add('number', 'NUMBER_MISSING', 'The invoice has no number.');
  if (invoice.typeCode === null) {
    findings.add('typeCode', 'TYPE_CODE_MISSING', 'The invoice has no type code, such as 380.');
    return;
  }
  if (typeCodeOf(invoice.typeCode)) return;
  const message = `The type code ${shown(invoice.typeCode)} is not one of UNTDID 1001 for invoices.`;
  findings.add('typeCode', 'TYPE_CODE_UNKNOWN', message, 'WARNING');
}

/** Longer values are no mistake of a person: they come from a broken or a hostile program. */
function checkLengths(invoice: InvoiceContent, findings: Findings): void {
  const values = [
    ['number', invoice.number, 200],
    ['supplier.name', invoice.supplier?.name, 500],
    ['buyer.name', invoice.buyer?.name, 500],
  ] as const;
  for (const [field, value, most] of values) {
    if ((value ?? '').length <= most) continue;
    findings.add(field, 'VALUE_TOO_LONG', `The value has more than ${most} characters.`);
  }
}

function checkDates(invoice: InvoiceContent, findings: Findings): void {
  if (invoice.issueDate === null) findings.add('issueDate', 'ISSUE_DATE_MISSING', 'The invoice has no issue date.');
  const issueDate = checkedDate('issueDate', invoice.issueDate, findings);
  if (invoice.dueDates.length === 0) {
    const message = 'The invoice has no due date: the terms of the programme decide when it is due.';
    findings.add('dueDate', 'DUE_DATE_MISSING', message, 'WARNING');
  }
  for (const [index, written] of invoice.dueDates.entries()) {
    const dueDate = checkedDate(`dueDates.${index}`, written, findings);
    if (!issueDate || !dueDate || dueDate >= issueDate) continue;
    const message = `The due date ${dueDate} lies before the issue date ${issueDate}.`;
    findings.add(`dueDates.${index}`, 'DUE_DATE_BEFORE_ISSUE_DATE', message);
  }
  checkedDate('taxPointDate', invoice.taxPointDate, findings);
}

function checkedDate(field: InvoiceField, written: string | null, findings: Findings): LocalDate | undefined {
  if (written === null) return undefined;
  const date = calendarDayOf(written);
  if (!date) findings.add(field, 'DATE_INVALID', `${shown(written)} is not a calendar day written YYYY-MM-DD.`);
  return date;
}

/** The calendar day of a date as written; a time zone behind it, which `xsd:date` allows, does not change the day. */
export function calendarDayOf(written: string): LocalDate | undefined {
  return parseLocalDate(written.replace(/^(.{10})(?:Z|[+-]\d{2}:\d{2})$/, '$1'));
}

function checkCurrency(invoice: InvoiceContent, findings: Findings): void {
  const { currency, payableAmountCurrency } = invoice;
  if (currency === null) findings.add('currency', 'CURRENCY_MISSING', 'The invoice has no currency.');
  else if (minorUnitsOf(currency) === undefined) {
    const message = `${shown(currency)} is not a currency code of ISO 4217, such as EUR.`;
    findings.add('currency', 'CURRENCY_UNKNOWN', message);
  }
  if (currency !== null && payableAmountCurrency !== null && currency !== payableAmountCurrency) {
    const message = `The payable amount is in ${shown(payableAmountCurrency)}, the invoice in ${shown(currency)}.`;
    findings.add('payableAmount', 'CURRENCY_MISMATCH', message);
  }
}

function checkPayableAmount(invoice: InvoiceContent, findings: Findings): void {
  if (invoice.payableAmount === null) {
    findings.add('payableAmount', 'AMOUNT_MISSING', 'The invoice has no payable amount.');
    return;
  }
  checkAmount('payableAmount', invoice.payableAmount, invoice.currency, findings, 'ERROR');
  const sign = signOf(invoice.payableAmount);
  if (sign === '+' || sign === null) return;
  const message = sign === '0' ? 'The payable amount is zero.' : 'The payable amount is negative.';
  findings.add('payableAmount', 'AMOUNT_NOT_POSITIVE', message);
}

function checkTotals(invoice: InvoiceContent, findings: Findings): void {
  for (const field of totalFields) {
    const written = invoice[field];
    if (written !== null) checkAmount(field, written, invoice.currency, findings, 'WARNING');
  }
  for (const [index, { amount, currency }] of invoice.taxTotals.entries()) {
    if (amount === null) continue;
    checkAmount(`taxTotals.${index}.amount`, amount, currency ?? invoice.currency, findings, 'WARNING');
  }
  checkParts(invoice, findings);
}

/** What the totals are made of; a file may repeat one slip in every line, so the first is named for all. */
function checkParts({ lines, taxes, allowancesAndCharges }: InvoiceContent, findings: Findings): void {
  const parts: readonly (readonly [InvoiceField, string | null])[] = [
    ...lines.map(({ netAmount }, index) => [`lines.${index}.netAmount`, netAmount] as const),
    ...taxes.map(({ taxAmount }, index) => [`taxes.${index}.taxAmount`, taxAmount] as const),
    ...allowancesAndCharges.map(({ amount }, index) => [`allowancesAndCharges.${index}.amount`, amount] as const),
  ];
  const [first, ...others] = parts.filter(([, written]) => written !== null && !isWrittenDecimal(written));
  if (!first) return;
  const more = others.length === 0 ? '' : ` So it is with ${others.length} more.`;
  findings.add(first[0], 'AMOUNT_INVALID', `${notDecimal(first[1] ?? '')}${more}`);
}

function checkAmount(
  field: InvoiceField,
  written: string,
  currency: string | null,
  findings: Findings,
  severity: ProblemSeverity,
): void {
  for (const fault of amountFaults(written, currency)) {
    const { code, message } = amountProblem(fault, written, currency ?? '');
    // What is no number means nothing, wherever it stands.
    findings.add(field, code, message, code === 'AMOUNT_INVALID' ? 'ERROR' : severity);
  }
}

function amountFaults(written: string, currency: string | null): readonly MoneyFault[] {
  const outcome = moneyOfWritten(written, currency ?? '');
  if (!('faults' in outcome)) return [];
  // The currency is judged by itself. Without one the form and the number of digits can still be.
  const faults = outcome.faults.filter(fault => fault !== 'UNKNOWN_CURRENCY');
  return faults.length === 0 && digitsOf(written) > 15 ? ['TOO_LARGE'] : faults;
}

function digitsOf(written: string): number {
  return written.replace(/\D/g, '').replace(/^0+/, '').length;
}

function amountProblem(
  fault: MoneyFault,
  written: string,
  currency: string,
): { code: DocumentProblemCode; message: string } {
  if (fault === 'TOO_MANY_DECIMALS') {
    const message = `${shown(written)} has more decimals than the ${minorUnitsOf(currency)} of ${currency}.`;
    return { code: 'AMOUNT_TOO_MANY_DECIMALS', message };
  }
  if (fault === 'TOO_LARGE') {
    const message = `${shown(written)} has more than 15 digits, the decimals of the currency included.`;
    return { code: 'AMOUNT_TOO_LARGE', message };
  }
  return { code: 'AMOUNT_INVALID', message: notDecimal(written) };
}

function notDecimal(written: string): string {
  return `${shown(written)} is not a decimal number such as 1234.50, with a dot and without grouping.`;
}

/** The sign of a number as written, null when it is none. */
function signOf(written: string): '+' | '-' | '0' | null {
  if (!isWrittenDecimal(written)) return null;
  if (!/[1-9]/.test(written)) return '0';
  return written.startsWith('-') ? '-' : '+';
}

function checkParties(invoice: InvoiceContent, findings: Findings): void {
  if (!invoice.supplier?.name)
    findings.add('supplier.name', 'SUPPLIER_MISSING', 'The invoice does not name its supplier.');
  if (!invoice.buyer?.name) findings.add('buyer.name', 'BUYER_MISSING', 'The invoice does not name its buyer.');
  checkLei('supplier', invoice.supplier?.lei, findings);
  checkLei('buyer', invoice.buyer?.lei, findings);
}

function checkLei(role: 'supplier' | 'buyer', lei: string | null | undefined, findings: Findings): void {
  if (!lei || parseLei(lei)) return;
  const message = `${shown(lei)} is not a valid LEI: its length or its check digits are wrong.`;
  findings.add(`${role}.lei`, 'LEI_INVALID', message, 'WARNING');
}

function checkAccounts(invoice: InvoiceContent, findings: Findings): void {
  for (const [index, { account, accountScheme }] of invoice.paymentMeans.entries()) {
    if (account === null || !(hasFormOfIban(account) || accountScheme?.toUpperCase() === 'IBAN')) continue;
    if (hasFormOfIban(account) && parseIban(account)) continue;
    const message = `The account ${shown(account)} is not a valid IBAN: its length or its check digits are wrong.`;
    findings.add(`paymentMeans.${index}.account`, 'IBAN_INVALID', message, 'WARNING');
  }
}

/** Whether an account number, as written, has the form of an IBAN (ISO 13616), right or wrong. */
export function hasFormOfIban(account: string): boolean {
  return /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/i.test(account.replace(/\s/g, ''));
}
