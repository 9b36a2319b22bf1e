import { deflateSync } from 'node:zlib';

/** Writes PDFs to read: the smallest that have what is asked for, right or wrong. */

export interface SampleAttachment {
  /** As a PDF text string writes it, without its parentheses. */
  name: string;
  content: string | Uint8Array;
  relationship?: string | null;
  /** As a PDF name writes it. */
  subtype?: string | null;
  /** Entries of the stream's dictionary, such as `/Filter /FlateDecode`, with what was done to the bytes. */
  filter?: { entries: string; pack: (bytes: Uint8Array) => Uint8Array };
}

export const flate: SampleAttachment['filter'] = { entries: '/Filter /FlateDecode', pack: bytes => deflateSync(bytes) };

type PdfObjects = ReadonlyMap<number, string | Buffer>;

export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export function streamOf(entries: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([bytesOf(`<< ${entries} /Length ${bytes.length} >>\nstream\n`), bytes, bytesOf('\nendstream')]);
}

/** A document without pages: catalog 1, page tree 2, then a specification and a stream for each attachment. */
export function objectsWith(attachments: readonly SampleAttachment[]): Map<number, string | Buffer> {
  const specifications = attachments.map((_, index) => `${3 + 2 * index} 0 R`);
  const names = attachments.map(({ name }, index) => `(${name}) ${specifications[index]}`);
  const objects = new Map<number, string | Buffer>([
    [
      1,
      `<< /Type /Catalog /Pages 2 0 R /AF [${specifications.join(' ')}] ` +
        `/Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >> >>`,
    ],
    [2, '<< /Type /Pages /Kids [] /Count 0 >>'],
  ]);
  attachments.forEach(({ name, content, relationship = 'Alternative', subtype = 'text#2Fxml', filter }, index) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const related = relationship === null ? '' : `/AFRelationship /${relationship} `;
    const type = subtype === null ? '' : `/Subtype /${subtype} `;
    const [specification, stream] = [3 + 2 * index, 4 + 2 * index];
    objects.set(
      specification,
      `<< /Type /Filespec /F (${name}) /UF (${name}) ${related}/EF << /F ${stream} 0 R /UF ${stream} 0 R >> >>`,
    );
    objects.set(
      stream,
      streamOf(`/Type /EmbeddedFile ${type}${filter?.entries ?? ''}`, filter ? filter.pack(bytes) : bytes),
    );
  });
  return objects;
}

/** With a cross-reference table, as PDF 1.0 has it. */
export function pdfOf(objects: PdfObjects, trailer = '/Root 1 0 R'): Buffer {
  return appendTo(bytesOf('%PDF-1.7\n%\u{E2}\u{E3}\u{CF}\u{D3}\n'), objects, trailer);
}

/** An update behind what is there already, of these objects alone. */
export function appendTo(before: Buffer, objects: PdfObjects, trailer = '/Root 1 0 R'): Buffer {
  const parts = [before];
  let at = before.length;
  let table = 'xref\n';
  for (const [number, object] of objects) {
    const bytes = wrapped(number, object);
    table += `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
    parts.push(bytes);
    at += bytes.length;
  }
  const size = Math.max(...objects.keys()) + 1;
  parts.push(bytesOf(`${table}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** With object streams and a cross-reference stream with a predictor, as PDF 1.5 has it; spaces end the former. */
export function modernPdfOf(objects: PdfObjects, spaces = 0): Buffer {
  const packed = [...objects].filter((entry): entry is [number, string] => typeof entry[1] === 'string');
  const streams = [...objects].filter(([, object]) => typeof object !== 'string');
  const size = Math.max(...objects.keys()) + 3;
  const [packNumber, tableNumber] = [size - 2, size - 1];
  const bodies = packed.map(([, body]) => body);
  const offsets = bodies.map((_, index) => bodies.slice(0, index).reduce((sum, body) => sum + body.length + 1, 0));
  const header = packed.map(([number], index) => `${number} ${offsets[index]}`).join(' ');
  const pack = deflateSync(bytesOf(`${header}\n${bodies.join('\n')}${' '.repeat(spaces)}`));
  const packEntries = `/Type /ObjStm /N ${packed.length} /First ${header.length + 1} /Filter /FlateDecode`;

  const rows = new Map<number, [type: number, second: number, third: number]>();
  packed.forEach(([number], index) => rows.set(number, [2, packNumber, index]));
  const parts = [bytesOf('%PDF-1.7\n')];
  let at = parts[0]?.length ?? 0;
  for (const [number, object] of [...streams, [packNumber, streamOf(packEntries, pack)] as const]) {
    rows.set(number, [1, at, 0]);
    const bytes = wrapped(number, object);
    parts.push(bytes);
    at += bytes.length;
  }
  rows.set(tableNumber, [1, at, 0]);
  const plain = Buffer.alloc(size * 6);
  for (const [number, [type, second, third]] of rows) {
    plain.writeUInt8(type, number * 6);
    plain.writeUInt32BE(second, number * 6 + 1);
    plain.writeUInt8(third, number * 6 + 5);
  }
  const table = deflateSync(withPngUp(plain, 6));
  const tableEntries =
    `/Type /XRef /Size ${size} /W [1 4 1] /Root 1 0 R /Filter /FlateDecode ` +
    '/DecodeParms << /Predictor 12 /Columns 6 >>';
  parts.push(wrapped(tableNumber, streamOf(tableEntries, table)), bytesOf(`startxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function wrapped(number: number, object: string | Buffer): Buffer {
  const body = typeof object === 'string' ? bytesOf(object) : object;
  return Buffer.concat([bytesOf(`${number} 0 obj\n`), body, bytesOf('\nendobj\n')]);
}

/** Each row by its difference to the row above. */
function withPngUp(plain: Buffer, width: number): Buffer {
  const rows = plain.length / width;
  const filtered = Buffer.alloc(rows * (width + 1));
  for (let row = 0; row < rows; row += 1) {
    filtered[row * (width + 1)] = 2;
    for (let column = 0; column < width; column += 1) {
      const above = row === 0 ? 0 : (plain[(row - 1) * width + column] ?? 0);
      filtered[row * (width + 1) + 1 + column] = (plain[row * width + column] ?? 0) - above;
    }
  }
  return filtered;
}
