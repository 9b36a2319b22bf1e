import { join } from 'node:path';
import {
  type DisclosureNote,
  disclosureNote,
  type NoteBlock,
  type NoteCell,
  type NoteLanguage,
} from '../disclosures/index.js';
import { fromWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { projectRoot } from '../platform/project-root.js';
import type { RequestContext } from '../platform/request-context.js';
import { type Sheet, xlsxOf } from './xlsx-writer.js';

interface DisclosureFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly chunks: AsyncGenerator<Buffer, void, undefined>;
}

const formats = {
  pdf: { mediaType: 'application/pdf', write: pdfOf },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (note: DisclosureNote) => xlsxOf(sheetsOf(note)),
  },
} as const;

/**
 * `disclosures/<id>.pdf` or `.xlsx`, with `language=en` or `fr`; null where there is nothing of that name to see. At
 * most so many invoices are listed behind the figures: what is left out, the file says.
 */
export async function disclosureFile(
  name: string,
  language: NoteLanguage,
  context: RequestContext,
  linesMax?: number,
): Promise<DisclosureFile | null> {
  const [, wireId, format] = /^disclosures\/(.+)\.(pdf|xlsx)$/.exec(name) ?? [];
  if (!wireId) return null;
  const id = fromWireId('disclosurePack', wireId);
  const note = id === undefined ? null : await disclosureNote(context, id, language, linesMax);
  if (!note) return null;
  const { mediaType, write } = formats[format as keyof typeof formats];
  return { fileName: `${note.fileName}.${format}`, mediaType, chunks: write(note) };
}

/** The note on one sheet, the invoices behind it on another. */
function sheetsOf(note: DisclosureNote): Sheet[] {
  const rowsOf = (block: NoteBlock): Sheet['rows'] => {
    if (block.kind === 'text') return [{ cells: [block.text] }];
    if (block.kind === 'heading') return [{ cells: [] }, { cells: [block.text], bold: true }];
    const rows = block.rows.map(({ cells, total }) => ({ cells, bold: total }));
    return [{ cells: [] }, { cells: [block.caption, ...block.head.slice(1)], bold: true }, ...rows];
  };
  const lead = note.lead.map(line => ({ cells: [line] }));
  const whole = [{ cells: [note.title], bold: true }, ...lead, ...note.blocks.flatMap(rowsOf)];
  const { caption, head, rows } = note.lines;
  // First of all: who adds up a column does not come to its end.
  const leftOut = note.linesLeftOut === null ? [] : [{ cells: [note.linesLeftOut], bold: true }];
  return [
    { name: note.title, rows: whole, widths: [70, 24, 24, 18, 24] },
    { name: caption, rows: [...leftOut, { cells: head, bold: true }, ...rows], widths: [60, 30, 24, 20, 8, 20] },
  ];
}

const margin = 56;
const regular = 'regular';
const bold = 'bold';
const sizes = { 1: 14, 2: 11.5 } as const;

/** The note as a report prints it, on A4, its fonts within. */
async function* pdfOf(note: DisclosureNote): AsyncGenerator<Buffer, void, undefined> {
  // Loaded when somebody wants such a file: hardly any process ever does.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: margin },
    bufferPages: true,
    lang: note.language,
    displayTitle: true,
    info: { Title: note.title },
  });
  const fonts = join(projectRoot(), 'node_modules/dejavu-fonts-ttf/ttf');
  document.registerFont(regular, join(fonts, 'DejaVuSans.ttf'));
  document.registerFont(bold, join(fonts, 'DejaVuSans-Bold.ttf'));
  const width = document.page.width - 2 * margin;
  const bottom = document.page.height - margin;

  document.font(bold).fontSize(18).text(note.title);
  document.font(regular).fontSize(8.5);
  for (const line of note.lead) document.moveDown(0.4).text(line);
  for (const block of note.blocks) {
    if (block.kind === 'heading') writeHeading(block.text, sizes[block.level]);
    else if (block.kind === 'text') document.moveDown(0.5).font(regular).fontSize(8.5).text(block.text, margin);
    else writeTable(block);
  }
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    // Below the margin, where text would else begin a page of its own.
    document.page.margins.bottom = 0;
    const text = note.page(page + 1, count);
    document
      .font(regular)
      .fontSize(7.5)
      .text(text, margin, document.page.height - 36, { width, align: 'right' });
  }
  document.end();
  for await (const chunk of document) yield chunk as Buffer;

  function writeHeading(text: string, size: number): void {
    if (document.y > bottom - 90) document.addPage();
    document.moveDown(1).font(bold).fontSize(size).text(text, margin);
  }

  function writeTable({ caption, head, rows, figures }: Extract<NoteBlock, { kind: 'table' }>): void {
    if (document.y > bottom - 70) document.addPage();
    document.moveDown(0.8).font(bold).fontSize(8.5).text(caption, margin);
    document.moveDown(0.3);
    const widths = widthsOf(head.length, figures);
    writeRow(head, widths, bold, figures);
    line();
    for (const { cells, total = false } of rows) {
      if (total) line();
      const texts = cells.map(cell => printed(cell, note.locale));
      writeRow(texts, widths, total ? bold : regular, figures);
    }
    line();
  }

  /** The first column has what the others leave. */
  function widthsOf(columns: number, figures: boolean): number[] {
    const other = columns > 3 ? width / columns : width * (columns === 3 ? 0.24 : figures ? 0.3 : 0.6);
    return [width - other * (columns - 1), ...Array.from({ length: columns - 1 }, () => other)];
  }

  function writeRow(texts: readonly string[], widths: readonly number[], font: string, figures: boolean): void {
    document.font(font).fontSize(8);
    const inner = (column: number) => ({
      width: widths[column]! - 6,
      align: figures && column > 0 ? ('right' as const) : ('left' as const),
    });
    const height = texts.reduce((most, text, column) => {
      const own = document.heightOfString(text || ' ', inner(column));
      return own > most ? own : most;
    }, 0);
    if (document.y + height > bottom) document.addPage();
    const top = document.y + 1.5;
    let left = margin;
    for (const [column, text] of texts.entries()) {
      if (text) document.text(text, left, top, inner(column));
      left += widths[column]!;
    }
    document.x = margin;
    document.y = top + height + 1.5;
  }

  function line(): void {
    document
      .moveTo(margin, document.y)
      .lineTo(margin + width, document.y)
      .lineWidth(0.5)
      .stroke('#777777');
  }
}

/** As it is read: groups of three digits, what is below zero in brackets. */
function printed(cell: NoteCell, locale: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  const written = formatMoney(cell);
  const [whole = '', decimals] = written.replace('-', '').split('.');
  const [group, point] = locale === 'fr-FR' ? ['\u00a0', ','] : [',', '.'];
  const text = [whole.replace(/\B(?=(\d{3})+$)/g, group), decimals].filter(part => part !== undefined).join(point);
  return written.startsWith('-') ? `(${text})` : text;
}
