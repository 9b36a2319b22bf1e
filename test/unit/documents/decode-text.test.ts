import { problemsOf, read, readInvoice, ublInvoiceWith } from './sample-documents.js';

/** UTF-16 with the bytes of each unit swapped. */
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function declaring(encoding: string, supplier = 'Müßter Œuvre €'): string {
  return ublInvoiceWith(
    ['encoding="UTF-8"', `encoding="${encoding}"`],
    ['Muster Werke GmbH</cbc:Reg', `${supplier}</cbc:Reg`],
  );
}

function supplierIn(bytes: Uint8Array): string | null | undefined {
  expect(problemsOf(read(bytes))).toEqual([]);
  return read(bytes).invoices[0]?.supplier?.name;
}

describe('encodings that are read', () => {
  test.each([
    ['UTF-8', Buffer.from(declaring('UTF-8'))],
    ['utf-8, in lower case', Buffer.from(declaring('utf-8'))],
    ['UTF-8 with a byte order mark', Buffer.from(`\u{FEFF}${declaring('UTF-8')}`)],
    ['UTF-8 without a declaration', Buffer.from(declaring('UTF-8').replace(/^.*\n/, ''))],
    ['UTF-8 behind white space', Buffer.from(`\u{FEFF} \n${declaring('UTF-8')}`)],
    ['UTF-16, little end first, with a mark', Buffer.from(`\u{FEFF}${declaring('UTF-16')}`, 'utf16le')],
    ['UTF-16, big end first, with a mark', utf16be(`\u{FEFF}${declaring('UTF-16')}`)],
    ['UTF-16, little end first', Buffer.from(declaring('UTF-16LE'), 'utf16le')],
    ['UTF-16, big end first', utf16be(declaring('UTF-16BE'))],
  ])('%s', (_, bytes) => {
    expect(supplierIn(bytes)).toBe('Müßter Œuvre €');
  });

  test('ISO-8859-1 is what its name says, not windows-1252', () => {
    const text = declaring('ISO-8859-1', 'Müßter\u{85}');
    expect(supplierIn(Buffer.from(text, 'latin1'))).toBe('Müßter\u{85}');
  });

  test('ISO-8859-15 and windows-1252 differ in the euro sign', () => {
    const bytes = (encoding: string, euro: string) => Buffer.from(declaring(encoding, `Preis ${euro}`), 'latin1');
    expect(supplierIn(bytes('ISO-8859-15', '\u{A4}'))).toBe('Preis €');
    expect(supplierIn(bytes('windows-1252', '\u{80}\u{9F}\u{92}'))).toBe('Preis €Ÿ’');
  });
});

describe('other names and pages', () => {
  test.each([
    ['utf8', Buffer.from(declaring('utf8', 'Müßter €'))],
    ['ISO8859_15', Buffer.from(declaring('ISO8859_15', 'Müßter \u{A4}'), 'latin1')],
    ['cp1252', Buffer.from(declaring('cp1252', 'Müßter \u{80}'), 'latin1')],
    ['cp1250', Buffer.from(declaring('cp1250', 'Müßter \u{80}'), 'latin1')],
  ])('%s', (_, bytes) => {
    expect(supplierIn(bytes)).toBe('Müßter €');
  });

  test('of central Europe', () => {
    const bytes = (encoding: string) => Buffer.from(declaring(encoding, 'Pra\u{B3}nia \u{AF}'), 'latin1');
    expect(supplierIn(bytes('ISO-8859-2'))).toBe('Prałnia Ż');
    expect(supplierIn(bytes('windows-1250'))).toBe('Prałnia Ż');
  });
});

describe('encodings that are not read', () => {
  test.each([
    ['ENCODING_UNSUPPORTED', declaring('UTF-7', 'x')],
    ['ENCODING_UNSUPPORTED', declaring('EBCDIC-CP-US', 'x')],
    ['ENCODING_UNSUPPORTED', declaring('IBM037', 'x')],
    ['ENCODING_INVALID', declaring('UTF-16', 'x')],
  ])('%s', (code, text) => {
    expect(problemsOf(read(Buffer.from(text)))).toEqual([`${code} /`]);
  });

  test('bytes that are not UTF-8 are a problem that names the line', () => {
    const reading = read(Buffer.from(ublInvoiceWith(['Muster Werke GmbH</cbc:Reg', 'M\u{FC}ster</cbc:Reg']), 'latin1'));
    expect(reading.problems.map(problem => problem.message)).toEqual([
      'The file is not valid UTF-8 at line 46: save it again as UTF-8.',
    ]);
  });

  test('an overlong spelling of < is not a <', () => {
    const bytes = Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc0, 0xbc]), Buffer.from('b/></a>')]);
    expect(problemsOf(read(bytes))).toEqual(['ENCODING_INVALID /']);
  });
});

test('a DOCTYPE hidden in UTF-16 is refused like any other', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
  for (const bytes of [Buffer.from(`\u{FEFF}${text}`, 'utf16le'), utf16be(text)]) {
    expect(problemsOf(read(bytes))).toEqual(['DOCTYPE_REFUSED line 1, column 40']);
  }
});

test('the amount is read alike in every encoding', () => {
  const text = declaring('UTF-16', 'x');
  expect(read(utf16be(text)).invoices[0]?.payableAmount).toBe(readInvoice(declaring('UTF-8', 'x')).payableAmount);
});
