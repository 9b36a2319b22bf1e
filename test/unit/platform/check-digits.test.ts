import {
  parseBic,
  parseCreditorReference,
  parseIban,
  parseLei,
  parseVatNumber,
} from '../../../server/platform/check-digits.js';

/** Made-up numbers whose check digits were computed for this test; nobody is meant. */
const vatNumbers = [
  'ATU12345675',
  'BE0123456749',
  'BG123456786',
  'BG1234567892',
  'BG7501011230',
  'CY98765432A',
  'CZ12345679',
  'CZ612345670',
  'CZ7551151234',
  'CZ530115123',
  'DE123456788',
  'DK12345607',
  'EE123456780',
  'EL123456783',
  'ESA12345674',
  'ESP1234567D',
  'ES12345678Z',
  'ESX1234567L',
  'ESK1234567L',
  'ESG12345674',
  'FI12345671',
  'FR11123456782',
  'FRA0123456782',
  'FR16000123450',
  'HR12345678903',
  'HU12345676',
  'IE1234567T',
  'IE1234567FA',
  'IE1A23456W',
  'IT12345670082',
  'LT123456715',
  'LT123456789011',
  'LU12345613',
  'LV40001234561',
  'LV01017012345',
  'LV32123456785',
  'MT12345634',
  'NL123456782B01',
  'NL123456789B13',
  'PL1234567802',
  'PT123456789',
  'RO12345674',
  'RO1850101123451',
  'SE123456789701',
  'SI12345679',
  'SK2021234501',
  'XI123456727',
  'XI123456782',
  'XIGD001',
  'XIHA501',
];

describe('parseVatNumber', () => {
  test.each(vatNumbers)('%s', number => {
    expect(parseVatNumber(number)).toBe(number);
  });

  // Where the last character is no check digit, another one is changed.
  const changedElsewhere: { readonly [number: string]: string } = {
    CZ530115123: 'CZ531315123',
    IE1234567FA: 'IE1234567GA',
    LT123456715: 'LT123456725',
    NL123456782B01: 'NL123456783B01',
    SE123456789701: 'SE123456789801',
    XIGD001: 'XIGD501',
    XIHA501: 'XIHA499',
    BG1234567892: 'BG1234567891',
    BG7501011230: 'BG7501011231',
  };
  test.each(vatNumbers)('%s with another check digit is refused', number => {
    const last = number.charCodeAt(number.length - 1);
    const changed =
      changedElsewhere[number] ??
      number.slice(0, -1) + String.fromCharCode(last === 57 || last === 90 ? last - 1 : last + 1);
    expect(parseVatNumber(changed)).toBeUndefined();
  });

  test.each([
    ['de 123 456 788', 'DE123456788'],
    ['DE-123.456.788', 'DE123456788'],
    ['CZ 755115/1234', 'CZ7551151234'],
    ['GR 123456783', 'EL123456783'],
    ['EL 12345670', 'EL012345670'],
    ['BE 123.456.749', 'BE0123456749'],
    ['NL 68-B00', undefined],
    ['RO RO12345674', 'RO12345674'],
    ['BE BE 0123456749', undefined],
    ['nl 1234.56.782.b01', 'NL123456782B01'],
  ])('%s is read as %s', (text, number) => {
    expect(parseVatNumber(text)).toBe(number);
  });

  test.each([
    '',
    'DE',
    '123456788',
    'DE12345678',
    'DE1234567880',
    'EU372022452',
    'US123456789',
    'XX1',
    "'",
    'DE12345678É',
    'toString',
  ])('%j is no VAT number', text => {
    expect(parseVatNumber(text)).toBeUndefined();
  });

  test('a Czech birth number of nine digits is of 1880 to 1953', () => {
    expect(parseVatNumber('CZ800115123')).toBe('CZ800115123');
    expect(parseVatNumber('CZ990115123')).toBe('CZ990115123');
    expect(parseVatNumber('CZ530115123')).toBe('CZ530115123');
    expect(parseVatNumber('CZ540115123')).toBeUndefined();
    expect(parseVatNumber('CZ790115123')).toBeUndefined();
  });

  test('a birth number must have a day that exists', () => {
    expect(parseVatNumber('CZ7502301235')).toBeUndefined();
    expect(parseVatNumber('CZ890230123')).toBeUndefined();
    expect(parseVatNumber('LV31027012346')).toBeUndefined();
    expect(parseVatNumber('RO1850231123451')).toBeUndefined();
  });
});

describe('parseLei', () => {
  test.each(['5299000TENOR00000119', '5299000tenor00000119', '5299 000T ENOR 0000 0119'])('%s', text => {
    expect(parseLei(text)).toBe('5299000TENOR00000119');
  });
  test.each(['5299000TENOR00000118', '5299000TENOR00000191', '5299000TENOR0000011', '5299000TENOR0000011A', ''])(
    '%j is none',
    text => {
      expect(parseLei(text)).toBeUndefined();
    },
  );
});

describe('parseCreditorReference', () => {
  test.each(['RF26TENOR2026INVOICE42', 'rf26 TENO R202 6INV OICE 42'])('%s', text => {
    expect(parseCreditorReference(text)).toBe('RF26TENOR2026INVOICE42');
  });
  test.each([
    'RF27TENOR2026INVOICE42',
    'RF26TENOR2026INVOICE24',
    'RF04', // right digits over nothing
    'TENOR2026INVOICE42RF26',
    'RF740000000000000000000001', // right digits over 22 characters
  ])('%s is none', text => {
    expect(parseCreditorReference(text)).toBeUndefined();
  });
});

describe('parseIban', () => {
  test.each(['DE12500105170648489890', 'de12 5001 0517 0648 4898 90', 'DE12-5001.0517.0648.4898.90'])('%s', text => {
    expect(parseIban(text)).toBe('DE12500105170648489890');
  });
  test.each([
    'DE13500105170648489890',
    'DE1250010517064848989',
    'DE12500105170648489809',
    'ZZ12500105170648489890',
    '',
  ])('%j is none', text => {
    expect(parseIban(text)).toBeUndefined();
  });
});

describe('parseBic', () => {
  test.each([
    ['TENRFRPP', 'TENRFRPP'],
    [' tenrfrppxxx ', 'TENRFRPPXXX'],
  ])('%j', (text, bic) => {
    expect(parseBic(text)).toBe(bic);
  });
  test.each(['TENRFRP', 'TENRFRPPX', 'TENRFRPPXXXX', 'T3NRFRPP', 'TENRZZPP', ''])('%j is none', text => {
    expect(parseBic(text)).toBeUndefined();
  });
});
