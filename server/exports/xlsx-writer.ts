import { formatMoney, type Money } from '../platform/money.js';
import { minorUnitsOf } from '../platform/currencies.js';
import { element, type Xml, xmlDocument } from '../platform/xml-writer.js';
import { type ZipEntry, zipOf } from './zip-writer.js';

/** A cell: text, an amount or a whole number as a number, or nothing. */
export type SheetCell = string | Money | number | null;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly { readonly cells: readonly SheetCell[]; readonly bold?: boolean }[];
  /** Of the columns, in characters. */
  readonly widths: readonly number[];
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook after ECMA-376 (SpreadsheetML), the least that every spreadsheet reads. Amounts are numbers, written with
 * exactly their digits: they never pass through a float of ours. Text is text, whatever it begins with.
 */
export function xlsxOf(sheets: readonly Sheet[]): AsyncGenerator<Buffer, void, undefined> {
  return zipOf(entriesOf(sheets));
}

async function* entriesOf(sheets: readonly Sheet[]): AsyncGenerator<ZipEntry> {
  const part = (path: string, root: Xml): ZipEntry => ({ path, chunks: once(xmlDocument(root)) });
  yield part('[Content_Types].xml', contentTypes(sheets));
  yield part('_rels/.rels', relationsTo([['officeDocument', 'xl/workbook.xml']]));
  yield part('xl/workbook.xml', workbook(sheets));
  yield part(
    'xl/_rels/workbook.xml.rels',
    relationsTo([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
  );
  yield part('xl/styles.xml', styles());
  for (const [index, sheet] of sheets.entries()) yield part(`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet));
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

function contentTypes(sheets: readonly Sheet[]): Xml {
  const override = (PartName: string, ContentType: string) => element('Override', [], { PartName, ContentType });
  return element(
    'Types',
    [
      element('Default', [], {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      override('/xl/workbook.xml', `${office}.sheet.main+xml`),
      override('/xl/styles.xml', `${office}.styles+xml`),
      ...sheets.map((_, index) => override(`/xl/worksheets/sheet${index + 1}.xml`, `${office}.worksheet+xml`)),
    ],
    { xmlns: `${packages}/content-types` },
  );
}

function relationsTo(targets: readonly (readonly [kind: string, path: string])[]): Xml {
  return element(
    'Relationships',
    targets.map(([kind, Target], index) =>
      element('Relationship', [], { Id: `rId${index + 1}`, Type: `${relations}/${kind}`, Target }),
    ),
    { xmlns: `${packages}/relationships` },
  );
}

function workbook(sheets: readonly Sheet[]): Xml {
  const entries = sheets.map(({ name }, index) =>
    element('sheet', [], { name: sheetName(name), sheetId: String(index + 1), 'r:id': `rId${index + 1}` }),
  );
  return element('workbook', [element('sheets', entries)], { xmlns: main, 'xmlns:r': relations });
}

/** At most 31 characters, without those that a name of a sheet must not have. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}

/** Amounts of 0 to 4 decimals with groups; bold, or not: the style of an amount is `2 * decimals`, and one more in bold. */
const decimalsMax = 4;

function styles(): Xml {
  const decimals = Array.from({ length: decimalsMax + 1 }, (_, count) => count);
  const formats = decimals.map(count =>
    element('numFmt', [], {
      numFmtId: String(164 + count),
      formatCode: `#,##0${count > 0 ? `.${'0'.repeat(count)}` : ''}`,
    }),
  );
  const font = (bold: boolean) => element('font', [bold && element('b', []), element('sz', [], { val: '11' })]);
  const cellStyle = (numFmtId: string, fontId: string) =>
    element('xf', [], {
      numFmtId,
      fontId,
      fillId: '0',
      borderId: '0',
      xfId: '0',
      applyNumberFormat: '1',
      applyFont: '1',
    });
  const ofText = ['0', '1'].map(fontId => cellStyle('0', fontId));
  const ofAmounts = decimals.flatMap(count => ['0', '1'].map(fontId => cellStyle(String(164 + count), fontId)));
  const fill = (patternType: string) => element('fill', [element('patternFill', [], { patternType })]);
  const counted = (name: string, items: readonly Xml[]) => element(name, items, { count: String(items.length) });
  return element(
    'styleSheet',
    [
      counted('numFmts', formats),
      counted('fonts', [font(false), font(true)]),
      counted('fills', [fill('none'), fill('gray125')]),
      counted('borders', [element('border', [])]),
      counted('cellStyleXfs', [element('xf', [], { numFmtId: '0', fontId: '0', fillId: '0', borderId: '0' })]),
      counted('cellXfs', [...ofText, ...ofAmounts]),
    ],
    { xmlns: main },
  );
}

function worksheet({ rows, widths }: Sheet): Xml {
  const columns = widths.map((width, index) =>
    element('col', [], { min: String(index + 1), max: String(index + 1), width: String(width), customWidth: '1' }),
  );
  const written = rows.map(({ cells, bold = false }, row) =>
    element(
      'row',
      cells.map((cell, column) => cellOf(cell, `${letterOf(column)}${row + 1}`, bold)),
      {
        r: String(row + 1),
      },
    ),
  );
  return element('worksheet', [element('cols', columns), element('sheetData', written)], { xmlns: main });
}

function cellOf(cell: SheetCell, r: string, bold: boolean): Xml | undefined {
  if (cell === null || cell === '') return undefined;
  const boldly = bold ? 1 : 0;
  if (typeof cell === 'string') {
    const text = element('t', cell.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''), {
      'xml:space': 'preserve',
    });
    return element('c', [element('is', [text])], { r, s: String(boldly), t: 'inlineStr' });
  }
  if (typeof cell === 'number') return element('c', [element('v', String(cell))], { r, s: String(boldly) });
  const decimals = minorUnitsOf(cell.currency) ?? 2;
  return element('c', [element('v', formatMoney(cell))], { r, s: String(2 + 2 * decimals + boldly) });
}

/** A, B, …; there are never more than 26. */
function letterOf(column: number): string {
  return String.fromCharCode(65 + column);
}
