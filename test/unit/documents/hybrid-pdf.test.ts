import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { ciiInvoice, ciiInvoiceWith } from './sample-cii.js';
import { problemsOf, read, readInvoice, ublInvoice } from './sample-documents.js';
import type { SampleAttachment } from '../../support/sample-pdf.js';
import { appendTo, bytesOf, flate, modernPdfOf, objectsWith, pdfOf, streamOf } from '../../support/sample-pdf.js';

const facturX: SampleAttachment = { name: 'factur-x.xml', content: ciiInvoice };
const another = ciiInvoiceWith(['RE-2026-0042', 'RE-2026-0043']);
const ofZugferd1 = '<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"/>';

function pdfWith(...attachments: SampleAttachment[]): Buffer {
  return pdfOf(objectsWith(attachments));
}

/** What a PDF was found to be: its format and number, and every problem. */
function outcomeOf(bytes: Buffer): { format: string; number: string | null | undefined; problems: string[] } {
  const reading = read(bytes, 'invoice.pdf');
  return { format: reading.format, number: reading.invoices[0]?.number, problems: problemsOf(reading) };
}

const wellRead = { format: 'pdf+cii', number: 'RE-2026-0042', problems: [] };

function refused(...problems: string[]): ReturnType<typeof outcomeOf> {
  return { format: 'pdf', number: undefined, problems };
}

test('the invoice inside is read as if it came alone', () => {
  const reading = read(pdfWith(facturX), 'invoice.pdf');
  expect(reading).toMatchObject({ format: 'pdf+cii', problems: [] });
  expect(reading.invoices).toEqual([readInvoice(ciiInvoice)]);
});

describe('the invoice is found by the name that the standard gives', () => {
  test.each([
    ['Factur-X and ZUGFeRD 2.1', 'factur-x.xml'],
    ['XRechnung in ZUGFeRD 2.1', 'xrechnung.xml'],
    ['ZUGFeRD 2.0', 'zugferd-invoice.xml'],
    ['in capitals', 'FACTUR-X.XML'],
    ['in capitals here and there', 'ZUGFeRD-Invoice.xml'],
    ['with a folder', 'C:\\\\out\\\\factur-x.xml'],
    ['in octal escapes', '\\146actur\\055x.xml'],
    [
      'in UTF-16',
      [...'\u{FEFF}factur-x.xml']
        .map(one => `\\000${one}`)
        .join('')
        .replace('\\000\u{FEFF}', '\\376\\377'),
    ],
    ['in UTF-8 with its mark', '\\357\\273\\277factur-x.xml'],
  ])('%s', (_, name) => {
    expect(outcomeOf(pdfWith({ name: 'terms.pdf', content: '%PDF-', subtype: null }, { ...facturX, name }))).toEqual(
      wellRead,
    );
  });

  test('whatever its type and its relationship are said to be', () => {
    expect(outcomeOf(pdfWith({ ...facturX, relationship: null, subtype: null }))).toEqual(wellRead);
    expect(outcomeOf(pdfWith({ ...facturX, relationship: 'Unspecified', subtype: 'text' }))).toEqual(wellRead);
  });

  test('under another name by how it belongs to the PDF, and a person is told', () => {
    for (const relationship of ['Data', 'Source', 'Alternative']) {
      expect(outcomeOf(pdfWith({ ...facturX, name: 'Rechnung 42.XML', relationship }))).toEqual({
        ...wellRead,
        problems: ['PDF_UNUSUAL_NAME /'],
      });
    }
    const unnamed = { ...facturX, name: 'invoice', subtype: 'application#2Fxml' };
    expect(outcomeOf(pdfWith(unnamed)).problems).toEqual(['PDF_UNUSUAL_NAME /']);
    for (const relationship of ['Supplement', 'Unspecified', null]) {
      expect(outcomeOf(pdfWith({ ...facturX, name: 'invoice.xml', relationship }))).toEqual(
        refused('PDF_WITHOUT_INVOICE /'),
      );
    }
  });
});

describe('which of several', () => {
  test('other XML is not read, and a person is told', () => {
    const data = { name: 'data.xml', content: another };
    expect(outcomeOf(pdfWith(data, facturX))).toEqual({ ...wellRead, problems: ['PDF_OTHER_XML /'] });
    const reading = read(pdfWith(facturX, data), 'a.pdf');
    expect(reading.problems).toMatchObject([
      { severity: 'WARNING', message: 'The PDF has more XML inside, which was not read: data.xml.' },
    ]);
  });

  test('two invoices that differ are refused: which of them counts is not known', () => {
    expect(outcomeOf(pdfWith(facturX, { name: 'xrechnung.xml', content: another }))).toEqual(
      refused('PDF_SEVERAL_INVOICES /'),
    );
    expect(outcomeOf(pdfWith(facturX, { ...facturX, content: another }))).toEqual(refused('PDF_SEVERAL_INVOICES /'));
    const [a, b] = ['a.xml', 'b.xml'].map((name, index) => ({ name, content: [ciiInvoice, another][index] ?? '' }));
    expect(outcomeOf(pdfWith(a!, b!))).toEqual(refused('PDF_SEVERAL_INVOICES /'));
  });

  test('the same one twice counts once', () => {
    expect(outcomeOf(pdfWith(facturX, { ...facturX, name: 'FACTUR-X.xml' }))).toMatchObject({ number: 'RE-2026-0042' });
  });

  test('one of ZUGFeRD 1 beside it is no other invoice, and alone it is refused', () => {
    const old = { name: 'ZUGFeRD-invoice.xml', content: ofZugferd1 };
    expect(outcomeOf(pdfWith(old, facturX))).toEqual({ ...wellRead, problems: ['PDF_OTHER_XML /'] });
    expect(outcomeOf(pdfWith(old))).toEqual(refused('FORMAT_UNSUPPORTED ZUGFeRD-invoice.xml'));
  });
});

test.each<[string, SampleAttachment[], string]>([
  ['nothing', [], 'PDF_WITHOUT_INVOICE /'],
  ['a picture', [{ name: 'logo.png', content: 'x', subtype: 'image#2Fpng' }], 'PDF_WITHOUT_INVOICE /'],
  ['UBL', [{ ...facturX, content: ublInvoice }], 'FORMAT_UNSUPPORTED /'],
  ['text', [{ ...facturX, content: 'x' }], 'XML_MALFORMED factur-x.xml, line 1, column 1'],
  ['an empty file', [{ ...facturX, content: '' }], 'XML_MALFORMED factur-x.xml, line 1, column 1'],
  ['a cut invoice', [{ ...facturX, content: ciiInvoice.slice(0, 900) }], 'XML_MALFORMED factur-x.xml, line '],
  ['a DOCTYPE', [{ ...facturX, content: '<!DOCTYPE a><a/>' }], 'DOCTYPE_REFUSED factur-x.xml, line 1, column 1'],
  ['two glued invoices', [{ ...facturX, content: `${ciiInvoice}${ciiInvoice}` }], 'XML_MALFORMED factur-x.xml'],
])('with %s inside there is a problem', (_, attachments, problem) => {
  const outcome = outcomeOf(pdfWith(...attachments));
  expect({ ...outcome, problems: outcome.problems.map(one => one.slice(0, problem.length)) }).toEqual(refused(problem));
});

describe('encodings of the invoice inside', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8 with its mark', Buffer.from(`\u{FEFF}${ciiInvoice}`)],
    ['UTF-16', Buffer.from(`\u{FEFF}${ciiInvoice.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['ISO-8859-1', bytesOf(ciiInvoice.replace('UTF-8', 'ISO-8859-1').replace('Exemple SA', 'Exemplé SA'))],
  ])('%s', (_, content) => {
    expect(outcomeOf(pdfWith({ ...facturX, content }))).toEqual(wellRead);
  });

  test('bytes that are none of the encoding are refused', () => {
    const content = bytesOf(ciiInvoice.replace('Exemple SA', 'Exempl\u{E9} SA'));
    expect(outcomeOf(pdfWith({ ...facturX, content }))).toEqual(refused('ENCODING_INVALID factur-x.xml'));
  });
});

describe('how a PDF may be built', () => {
  const hex = { entries: '/Filter /ASCIIHexDecode', pack: (bytes: Uint8Array) => bytesOf(`${hexOf(bytes)}>`) };
  const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const runs = (bytes: Uint8Array) => {
    const parts: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 100) {
      const part = bytes.subarray(at, at + 100);
      parts.push(Buffer.from([part.length - 1]), Buffer.from(part));
    }
    return Buffer.concat([...parts, Buffer.from([128])]);
  };
  const ascii85 = (bytes: Uint8Array) => {
    const words: string[] = [];
    for (let at = 0; at < bytes.length; at += 4) {
      const group = Buffer.alloc(4);
      Buffer.from(bytes.subarray(at, at + 4)).copy(group);
      let value = group.readUInt32BE();
      const digits = [0, 0, 0, 0, 0].map(() => {
        const digit = String.fromCharCode(33 + (value % 85));
        value = Math.floor(value / 85);
        return digit;
      });
      words.push(
        digits
          .reverse()
          .join('')
          .slice(0, Math.min(4, bytes.length - at) + 1),
      );
    }
    return bytesOf(`${words.join('')}~>`);
  };

  test.each<[string, SampleAttachment['filter']]>([
    ['Flate', flate],
    ['Flate in a list', { entries: '/Filter [/FlateDecode] /DecodeParms [null]', pack: bytes => deflateSync(bytes) }],
    ['ASCII Hex', hex],
    ['ASCII 85', { entries: '/Filter /ASCII85Decode', pack: ascii85 }],
    ['Run length', { entries: '/Filter /RunLengthDecode', pack: runs }],
    ['two filters', { entries: '/Filter [/ASCIIHexDecode /FlateDecode]', pack: bytes => hex.pack(deflateSync(bytes)) }],
  ])('with the invoice packed by %s', (_, filter) => {
    expect(outcomeOf(pdfWith({ ...facturX, filter }))).toEqual(wellRead);
  });

  test('with streams of objects and a stream of cross-references', () => {
    expect(outcomeOf(modernPdfOf(objectsWith([{ ...facturX, filter: flate }])))).toEqual(wellRead);
  });

  test('with comments, odd spacing, names in hexadecimal, and strings of every kind', () => {
    const objects = objectsWith([facturX]);
    objects.set(
      1,
      '<</Type/Catalog%x\n/Names<</Embedded#46iles 5 0 R>>/Note(a\\(b(c)\\)\\\r\nd)/X<4>/Y[-.5 +2 1.]/Z true>>',
    );
    objects.set(5, '<< /Kids [6 0 R] >>');
    objects.set(6, '<< /Limits [(f) (f)] /Names [(f) 3 0 R] >>');
    expect(outcomeOf(pdfOf(objects))).toEqual(wellRead);
  });

  test('with the file in one of the two lists alone', () => {
    const objects = objectsWith([facturX]);
    expect(outcomeOf(pdfOf(new Map(objects).set(1, '<< /Type /Catalog /AF 3 0 R >>')))).toEqual(wellRead);
    const named = '<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >> >>';
    expect(outcomeOf(pdfOf(new Map(objects).set(1, named)))).toEqual(wellRead);
  });

  test('with updates, of which the newest counts', () => {
    const first = pdfWith(facturX);
    const start = /startxref\n(\d+)/.exec(first.toString('latin1'))?.[1];
    const trailer = `/Root 1 0 R /Prev ${start}`;
    const changed = appendTo(first, new Map([[4, streamOf('', Buffer.from(another))]]), trailer);
    expect(outcomeOf(changed)).toEqual({ ...wellRead, number: 'RE-2026-0043' });
    const removed = appendTo(first, new Map([[1, '<< /Type /Catalog >>']]), trailer);
    expect(outcomeOf(removed)).toEqual(refused('PDF_WITHOUT_INVOICE /'));
  });

  test('with a cross-reference stream beside the table', () => {
    const objects = objectsWith([facturX]);
    const hidden = objects.get(3);
    objects.delete(3);
    const plain = pdfOf(objects);
    const at = plain.lastIndexOf('xref\n', plain.length - 30);
    const specification = bytesOf(`3 0 obj\n${hidden}\nendobj\n`);
    const row = Buffer.from([1, at >> 8, at & 0xff, 0]);
    const beside = bytesOf(
      `9 0 obj\n${streamOf('/Type /XRef /Size 10 /Index [3 1] /W [1 2 1]', row).toString('latin1')}\nendobj\n`,
    );
    const table = plain
      .subarray(at)
      .toString('latin1')
      .replace('/Root', `/XRefStm ${at + specification.length} /Root`)
      .replace(/startxref\n\d+/, `startxref\n${at + specification.length + beside.length}`);
    expect(outcomeOf(Buffer.concat([plain.subarray(0, at), specification, beside, bytesOf(table)]))).toEqual(wellRead);
  });
});

describe('a file that is not what a PDF should be is refused', () => {
  const whole = pdfWith({ ...facturX, filter: flate });
  const text = whole.toString('latin1');

  test('encrypted', () => {
    const locked = pdfOf(objectsWith([facturX]), '/Root 1 0 R /Encrypt 2 0 R /ID [(a) (b)]');
    expect(outcomeOf(locked)).toEqual(refused('PDF_ENCRYPTED /'));
  });

  test.each<[string, Buffer]>([
    ['two documents glued', Buffer.concat([whole, whole])],
    ['a document with an invoice glued behind', Buffer.concat([whole, Buffer.from(ciiInvoice)])],
    [
      'a wrong start of the cross-reference',
      bytesOf(text.replace(/startxref\n(\d+)/, (_, at) => `startxref\n${at - 3}`)),
    ],
    ['a place behind the end', bytesOf(text.replace(/startxref\n\d+/, 'startxref\n999999'))],
    ['an object elsewhere', bytesOf(text.replace(/\d{10} 00000 n/, '0000000018 00000 n'))],
    [
      'a wrong length of a stream',
      bytesOf(text.replace(/\/Length (\d+)/, (_, length) => `/Length ${Number(length) - 7}`)),
    ],
    ['a damaged invoice', bytesOf(text.replace(/stream\n..../, 'stream\nabcd'))],
    ['a filter for pictures', pdfWith({ ...facturX, filter: { entries: '/Filter /DCTDecode', pack: bytes => bytes } })],
    [
      'a filter that PDF/A forbids',
      pdfWith({ ...facturX, filter: { entries: '/Filter /LZWDecode', pack: bytes => bytes } }),
    ],
    ['a key twice', bytesOf(text.replace('/Type /Catalog', '/AF 3 0 R   '))],
    ['no catalog', pdfOf(objectsWith([facturX]), '/Root 9 0 R')],
    ['line ends of another system', bytesOf(text.replaceAll('\n', '\r\n'))],
  ])('%s', (_, bytes) => {
    expect(outcomeOf(bytes)).toEqual(refused('PDF_MALFORMED /'));
  });

  test('what begins with something else', () => {
    expect(outcomeOf(Buffer.concat([Buffer.from('\n'), whole]))).toEqual(refused('PDF_MALFORMED /'));
    expect(outcomeOf(Buffer.concat([Buffer.from('\u{FEFF}'), whole]))).toEqual(refused('PDF_MALFORMED /'));
    expect(outcomeOf(Buffer.concat([Buffer.from(ciiInvoice), whole]))).toMatchObject({ format: 'unknown' });
  });

  test('cut off anywhere', () => {
    for (let length = 5; length < whole.length - 1; length += 3) {
      expect(outcomeOf(whole.subarray(0, length))).toEqual(refused('PDF_MALFORMED /'));
    }
  });
});

describe('hostile files are refused, or read, quickly', () => {
  const zeros = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 });
  const packed = (entries: string, bytes: Uint8Array): SampleAttachment => ({
    ...facturX,
    filter: { entries, pack: () => bytes },
  });
  const withObject = (number: number, object: string | Buffer) => pdfOf(objectsWith([facturX]).set(number, object));
  const catalogOf = (names: string) => `<< /Type /Catalog /Names << /EmbeddedFiles ${names} >> >>`;
  const packedObjects = modernPdfOf(objectsWith([facturX])).toString('latin1');
  const bombOfObjects = modernPdfOf(objectsWith([facturX]), 64 * 1024 * 1024);
  const bombOfReferences = streamOf('/Type /XRef /W [1 2 1] /Size 9 /Root 1 0 R /Filter /FlateDecode', zeros(64));

  test.each<[string, Buffer, string]>([
    ['an invoice of 64 MB', pdfWith(packed('/Filter /FlateDecode', zeros(64))), 'PDF_TOO_LARGE /'],
    [
      'packed twice',
      pdfWith(packed('/Filter [/FlateDecode /FlateDecode]', deflateSync(zeros(400)))),
      'PDF_TOO_LARGE /',
    ],
    [
      'a thousand filters',
      pdfWith(packed(`/Filter [${'/RunLengthDecode '.repeat(1000)}]`, Buffer.alloc(200_000, 'a'))),
      'PDF_TOO_LARGE /',
    ],
    ['run lengths', pdfWith(packed('/Filter /RunLengthDecode', Buffer.alloc(1_000_000, 129))), 'PDF_TOO_LARGE /'],
    ['a stream of objects of 64 MB', bombOfObjects, 'PDF_TOO_LARGE /'],
    [
      'a cross-reference of 64 MB',
      bytesOf(`%PDF-1.7\n9 0 obj\n${bombOfReferences.toString('latin1')}\nendobj\nstartxref\n9\n%%EOF`),
      'PDF_TOO_LARGE /',
    ],
    ['a million lists in one another', withObject(1, '['.repeat(1_000_000)), 'PDF_MALFORMED /'],
    ['a million dictionaries in one another', withObject(1, '<</a '.repeat(1_000_000)), 'PDF_MALFORMED /'],
    ['a million comments', withObject(1, '%\n'.repeat(1_000_000)), 'PDF_MALFORMED /'],
    ['a string that never ends', withObject(1, `(${'('.repeat(1_000_000)}`), 'PDF_MALFORMED /'],
    ['a name tree that is its own child', withObject(1, catalogOf('5 0 R')), 'PDF_WITHOUT_INVOICE /'],
    ['an object that refers to itself', withObject(3, '3 0 R'), 'PDF_MALFORMED /'],
    [
      'a length that needs its own stream',
      withObject(4, '<< /Length 4 0 R >>\nstream\nx\nendstream'),
      'PDF_MALFORMED /',
    ],
    ['a stream of objects that is missing', bytesOf(packedObjects.replace('ObjStm', 'Objekt')), 'PDF_MALFORMED /'],
    [
      'a table of a billion entries',
      bytesOf('%PDF-1.7\nxref\n0 999999999\n0000000000 65535 f \ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF'),
      'PDF_MALFORMED /',
    ],
  ])('%s', (_, bytes, problem) => {
    const started = performance.now();
    const outcome = outcomeOf(bytes);
    // Each takes some milliseconds where nothing else runs; what is not bounded takes minutes, or all of the memory.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(outcome.problems[0] ?? '').toBe(problem);
  });

  test('a name tree without end', () => {
    const objects = objectsWith([facturX]).set(1, catalogOf('5 0 R')).set(5, '<< /Kids [5 0 R 5 0 R] >>');
    expect(outcomeOf(pdfOf(objects))).toEqual(refused('PDF_MALFORMED /'));
  });

  test('an update before itself', () => {
    const once = pdfOf(objectsWith([facturX]), '/Root 1 0 R /Prev 0000000000');
    const start = /startxref\n(\d+)/.exec(once.toString('latin1'))?.[1] ?? '';
    const looped = once.toString('latin1').replace('/Prev 0000000000', `/Prev ${start.padStart(10, '0')}`);
    expect(outcomeOf(bytesOf(looped))).toEqual(wellRead);
  });

  test('more files than anybody attaches', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ name: `${index}.xml`, content: '<a/>' }));
    expect(outcomeOf(pdfWith(...many))).toEqual(refused('PDF_MALFORMED /'));
  });
});

test('whatever is done to a PDF, there is an answer, and never another invoice without a sign', () => {
  const sources = [pdfWith({ ...facturX, filter: flate }), modernPdfOf(objectsWith([{ ...facturX, filter: flate }]))];
  const change = fc.record({
    source: fc.constantFrom(...sources),
    edits: fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255), drop: fc.nat(3), add: fc.nat(3) }),
      { minLength: 1, maxLength: 5 },
    ),
  });
  fc.assert(
    fc.property(change, ({ source, edits }) => {
      let bytes: Buffer = source;
      for (const { at, byte, drop, add } of edits) {
        const from = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, from), Buffer.alloc(add, byte), bytes.subarray(from + drop)]);
      }
      const { number, problems } = outcomeOf(bytes);
      if (number === undefined) expect(problems).toHaveLength(1);
      else expect(number).toBe('RE-2026-0042');
    }),
    { numRuns: 500 },
  );
});
