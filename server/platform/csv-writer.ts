/*
 * CSV as RFC 4180 has it: commas, CRLF, and quotes doubled within quotes; in UTF-8 behind a byte order mark, without which
 * spreadsheets read another encoding.
 */

/** What a file begins with. */
export const byteOrderMark = '\ufeff';

/** One record with its line end. The cells are as `textCell` and `numberCell` gave them. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/**
 * Text as a cell that no spreadsheet takes for a formula. What would begin one ( = + - @ and their full-width forms, a tab
 * or a line end at the head) gets an apostrophe before it: at the beginning of the cell, and within it after a semicolon,
 * a tab or a line end, where a reader that divides by those would begin a cell. Taking one apostrophe away at each such
 * place gives the text that was. Source: OWASP, "CSV Injection".
 */
export function textCell(text: string): string {
  return text.replace(beginsFormula, "$1'").replace(beginsBlank, "'");
}

/** A number of ours, digits with a point: it stays a number. Throws for any other text, which could be a formula. */
export function numberCell(digits: string): string {
  if (!isNumber.test(digits)) throw new TypeError('A number of a CSV file is written in digits with a point.');
  return digits;
}

const beginsFormula = /((?:^|[;\t\r\n])[^\S\t\r\n]*)(?='*[=+\-@＝＋－＠])/g;
const beginsBlank = /^(?='*[\t\r\n])/;
const isNumber = /^-?\d+(\.\d+)?$/;

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
