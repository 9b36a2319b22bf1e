import { MOST_BYTES, parseDocument } from '../../../server/documents/index.js';
import { problemsOf, read, ublInvoice, ublNamespaces } from './sample-documents.js';

describe('what a file is', () => {
  test.each([
    ['an invoice under any name', ublInvoice, 'photo.png', 'ubl-invoice', []],
    ['XML of another kind', '<Order xmlns="urn:o"/>', 'a.xml', 'xml', ['FORMAT_UNSUPPORTED /']],
    ['XML that is broken', '<a>', 'a.xml', 'xml', ['XML_MALFORMED line 1, column 4']],
    ['HTML', '<!doctype html><p>', 'a.html', 'xml', ['DOCTYPE_REFUSED line 1, column 1']],
    ['the start of a PDF', '%PDF-1.7\n%âãÏÓ\n', 'a.xml', 'pdf', ['PDF_MALFORMED /']],
    ['XML that speaks of a PDF', '<a>%PDF-1.7</a>', 'a.pdf', 'xml', ['FORMAT_UNSUPPORTED /']],
    ['a spreadsheet', 'PK\u{3}\u{4}xl/workbook.xml', 'a.xlsx', 'unknown', ['FORMAT_UNSUPPORTED /']],
    ['text', 'Dear Sir,\nplease pay.\n', 'letter.txt', 'unknown', ['FORMAT_UNSUPPORTED /']],
    ['nothing', '', 'a.xml', 'unknown', ['FILE_EMPTY /']],
    ['white space', ' \n', 'a.xml', 'unknown', ['FORMAT_UNSUPPORTED /']],
    ['bytes', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'a.png', 'unknown', ['ENCODING_INVALID /']],
  ])('%s', (_, content, name, format, problems) => {
    const reading = read(content, name);
    expect(reading.format).toBe(format);
    expect(problemsOf(reading)).toEqual(problems);
  });

  test('an unknown root is named, so that people learn what they sent', () => {
    expect(read('<Order xmlns="urn:o"/>').problems[0]?.message).toBe(
      'The root element Order of the namespace urn:o is not an invoice that is read.',
    );
  });
});

test('size is bounded, by 5 MiB unless said otherwise', () => {
  expect(MOST_BYTES).toBe(5 * 1024 * 1024);
  expect(problemsOf(read(Buffer.alloc(MOST_BYTES + 1, 32)))).toEqual(['FILE_TOO_LARGE /']);
  expect(problemsOf(parseDocument(Buffer.from('<a/>'), 'a.xml', 3))).toEqual(['FILE_TOO_LARGE /']);
  expect(problemsOf(parseDocument(Buffer.from('<a>'), 'a.xml', 3))).toEqual(['XML_MALFORMED line 1, column 4']);
});

describe('hostile files are refused, or read, quickly', () => {
  const full = (piece: string, before = '', after = '') =>
    before + piece.repeat((MOST_BYTES - before.length - after.length) / piece.length) + after;
  const attributes = Array.from({ length: 200_000 }, (_, index) => `a${index}="1"`).join(' ');
  const entities = Array.from({ length: 10 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
  const dueDates = Array.from({ length: 150_000 }, (_, index) => `<cbc:DueDate>${index}</cbc:DueDate>`).join('');
  const invoiceOf = (content: string) => `<Invoice ${ublNamespaces}>${content}</Invoice>`;

  test.each([
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY e0 "ha">${entities.join('')}]><a>&e10;</a>`, 'DOCTYPE_REFUSED'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'DOCTYPE_REFUSED'],
    [
      'quadratic blow-up',
      `<!DOCTYPE a [<!ENTITY e "${'x'.repeat(1e6)}">]><a>${'&e;'.repeat(1e6)}</a>`,
      'DOCTYPE_REFUSED',
    ],
    ['entities without a DOCTYPE', full('&e;', '<a>', '</a>'), 'ENTITY_UNDECLARED'],
    ['200,000 attributes', `<a ${attributes}/>`, 'XML_TOO_MANY_ATTRIBUTES'],
    ['a million nested elements', full('<a>'), 'XML_TOO_DEEP'],
    ['a million elements', full('<a/>', '<a>', '</a>'), 'XML_TOO_MANY_NODES'],
    ['a million processing instructions', full('<?a?>', '<a>', '</a>'), 'XML_TOO_MANY_NODES'],
    ['a million CDATA sections', full('<![CDATA[x]]>', '<a>', '</a>'), 'XML_TOO_MANY_NODES'],
    ['a million character references', full('&#65;', '<a>', '</a>'), 'XML_TOO_MANY_NODES'],
    ['references in attributes', full('<b c="&lt;&lt;&lt;&lt;"/>', '<a>', '</a>'), 'XML_TOO_MANY_NODES'],
    ['one very long reference', `<a>&#${'9'.repeat(4e6)};</a>`, 'XML_MALFORMED'],
    ['ampersands', full('&', '<a>', '</a>'), 'XML_MALFORMED'],
    ['tag starts', full('<a '), 'XML_MALFORMED'],
    ['quotes that never close', full('<a b="'), 'XML_MALFORMED'],
    ['comments that never close', full('<!--', '<a>'), 'XML_MALFORMED'],
    ['CDATA that never closes', full('<![CDATA[', '<a>'), 'XML_MALFORMED'],
    ['carriage returns', full('\r\n', '<a>', '</a>'), 'FORMAT_UNSUPPORTED'],
    ['line breaks in an attribute', full('\n', '<a b="', '"/>'), 'FORMAT_UNSUPPORTED'],
    ['white space in a tag', full(' ', '<a', '/>'), 'FORMAT_UNSUPPORTED'],
    ['a very long name', full('a', '<', '/>'), 'FORMAT_UNSUPPORTED'],
    ['colons', full('a:', '<', '/>'), 'XML_MALFORMED'],
    ['due dates', invoiceOf(dueDates), 'NUMBER_MISSING'],
    ['one enormous number', invoiceOf(`<cbc:ID>${' 0'.repeat(2e6)}</cbc:ID>`), 'TYPE_CODE_MISSING'],
    ['separators', full(',', 'invoice_number,currency'), 'CSV_COLUMN_MISSING'],
    ['lines', full('\n', 'invoice_number,currency\n'), 'CSV_COLUMN_MISSING'],
    ['quotes', full('"x"y\n', 'invoice_number,currency\n'), 'CSV_COLUMN_MISSING'],
    ['zeros', Buffer.alloc(MOST_BYTES), 'FORMAT_UNSUPPORTED'],
  ])(
    '%s',
    (_, content, code) => {
      const bytes = Buffer.from(content);
      const started = performance.now();
      const [first] = problemsOf(parseDocument(bytes, 'hostile'));
      // Each takes well under a second where nothing else runs; what grows with the square of its length takes minutes.
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(first?.split(' ')[0]).toBe(code);
    },
    60_000,
  );

  test('names that mean something to JavaScript are names like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const content = names.map(name => `<${name} ${name}="1" xmlns:${name}="u"/>`).join('');
    expect(problemsOf(read(invoiceOf(`<cbc:ID>1</cbc:ID>${content}`)))[0]).toMatch(/^TYPE_CODE_MISSING/);
  });
});

test('a file cut off anywhere is a problem, never an invoice', () => {
  const bytes = Buffer.from(ublInvoice.trimEnd());
  for (let length = 1; length < bytes.length; length += 7) {
    const reading = read(bytes.subarray(0, length));
    expect(reading.invoices).toEqual([]);
    expect(reading.problems).toHaveLength(1);
  }
});
