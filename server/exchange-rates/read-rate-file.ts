import { decodeText } from '../platform/decode-text.js';
import { type LocalDate, parseLocalDate } from '../platform/local-date.js';
import { readXml } from '../platform/xml-reader.js';
import type { XmlElement } from '../platform/xml-tree.js';

/** What the ECB published for one day: units of a currency for one euro, as written. */
export interface PublishedRate {
  readonly day: LocalDate;
  /** ISO 4217, today's or one that is no more. */
  readonly currency: string;
  readonly rate: string;
}

/** What is wrong with a file, and where: `row 3, column USD`, `line 9, column 4`, or `/` for the file as a whole. */
export interface RateFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Fifty years of fifty currencies, one element each. */
const xmlLimits = { depth: 8, nodes: 1_000_000, attributes: 8 };
const rateForm = /^\d{1,9}(\.\d{1,10})?$/;
const currencyForm = /^[A-Z]{3}$/;

/**
 * Reads a file of the ECB's euro foreign exchange reference rates: `eurofxref-hist.csv`, one row a day and one column a
 * currency, N/A or nothing where none was published; or the XML of `eurofxref-daily.xml` and its longer sisters, in the
 * gesmes envelope with one Cube a day. All or nothing: a file with a fault gives every one of them, each with its place.
 *
 * @param latest no rate is of a later day
 */
export function readRateFile(bytes: Uint8Array, latest: LocalDate): PublishedRate[] | { readonly faults: RateFault[] } {
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return { faults: [{ ...decoded.fault, path: '/' }] };
  const reading = new Reading(latest);
  if (/^\s*</.test(decoded.text)) readCubes(decoded.text, reading);
  else readWideTable(decoded.text, reading);
  if (reading.faults.length === 0 && reading.rates.length === 0) {
    reading.fault('/', 'NO_RATES', 'The file holds no rate.');
  }
  return reading.faults.length > 0 ? { faults: reading.faults } : reading.rates;
}

/** What was read so far. */
class Reading {
  readonly rates: PublishedRate[] = [];
  readonly faults: RateFault[] = [];
  private readonly days = new Set<string>();

  constructor(private readonly latest: LocalDate) {}

  fault(path: string, code: string, message: string): undefined {
    this.faults.push({ path, code, message });
  }

  /** A day of the file; undefined, with its fault, for one that cannot be. */
  day(path: string, written: string | undefined): LocalDate | undefined {
    const day = parseLocalDate(written ?? '');
    if (!day) return this.fault(path, 'NOT_A_DAY', `"${written ?? ''}" is no day such as 2026-11-20.`);
    if (day > this.latest) return this.fault(path, 'IN_THE_FUTURE', `${day} has not come yet.`);
    if (this.days.has(day)) return this.fault(path, 'REPEATED', `${day} stands here twice.`);
    this.days.add(day);
    return day;
  }

  currency(path: string, written: string | undefined): string | undefined {
    if (written !== undefined && currencyForm.test(written) && written !== 'EUR') return written;
    return this.fault(path, 'NOT_A_CURRENCY', `"${written ?? ''}" is no code of a currency such as USD.`);
  }

  rate(path: string, day: LocalDate | undefined, currency: string | undefined, written: string | undefined): void {
    if (!rateForm.test(written ?? '') || !/[1-9]/.test(written ?? '')) {
      this.fault(path, 'NOT_A_RATE', `"${written ?? ''}" is no rate such as 1.0389.`);
    } else if (day && currency) this.rates.push({ day, currency, rate: written! });
  }
}

function readWideTable(text: string, reading: Reading): void {
  const [header, ...rows] = text.split(/\r\n|\n|\r/).map(line => cellsOf(line));
  if (!header || header[0]?.toLowerCase() !== 'date' || header.length < 2) {
    reading.fault(
      'row 1',
      'NOT_A_RATE_FILE',
      'The first row is not that of eurofxref-hist.csv: Date, then currencies.',
    );
    return;
  }
  const currencies = header.map((written, index) => {
    const path = `row 1, column ${index + 1}`;
    if (index === 0) return undefined;
    if (header.indexOf(written) < index) return reading.fault(path, 'REPEATED', `${written} stands here twice.`);
    return reading.currency(path, written);
  });
  for (const [index, cells] of rows.entries()) {
    if (cells.length === 1 && cells[0] === '') continue;
    const row = index + 2;
    const day = reading.day(`row ${row}, column Date`, cells[0]);
    if (cells.length !== header.length) {
      const message = `The row has ${cells.length} values, the first one ${header.length}.`;
      reading.fault(`row ${row}`, 'WRONG_NUMBER_OF_VALUES', message);
      continue;
    }
    for (const [place, written] of cells.entries()) {
      if (place === 0 || written === '' || written === 'N/A') continue;
      reading.rate(`row ${row}, column ${header[place]}`, day, currencies[place], written);
    }
  }
}

/** The ECB ends each row with a comma. No value of the table is quoted. */
function cellsOf(line: string): string[] {
  return line
    .replace(/,\s*$/, '')
    .split(',')
    .map(cell => cell.trim());
}

function readCubes(text: string, reading: Reading): void {
  const outcome = readXml(text, xmlLimits);
  if ('fault' in outcome) {
    const { code, message, line, column } = outcome.fault;
    reading.fault(`line ${line}, column ${column}`, code, message);
    return;
  }
  const days = cubesIn(outcome.root).flatMap(cubesIn);
  if (days.length === 0) {
    reading.fault('/', 'NOT_A_RATE_FILE', 'The file is not a gesmes envelope with a Cube for each day.');
  }
  for (const [index, cube] of days.entries()) {
    const path = `Cube[${index + 1}]`;
    const day = reading.day(`${path}/@time`, cube.attributes.get('time'));
    const known = new Set<string>();
    for (const [place, each] of cubesIn(cube).entries()) {
      const at = `${path}/Cube[${place + 1}]`;
      const currency = reading.currency(`${at}/@currency`, each.attributes.get('currency'));
      if (currency && known.has(currency))
        reading.fault(`${at}/@currency`, 'REPEATED', `${currency} stands here twice.`);
      else reading.rate(`${at}/@rate`, day, currency, each.attributes.get('rate'));
      if (currency) known.add(currency);
    }
  }
}

function cubesIn(element: XmlElement): XmlElement[] {
  return element.children.filter(({ name }) => name === 'Cube');
}
