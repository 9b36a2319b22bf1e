import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import {
  parseBic,
  parseCreditorReference,
  parseIban,
  parseLei,
  parseVatNumber,
} from '../../server/platform/check-digits.js';

const rows = (f: string) => parse(readFileSync(join(process.env.TENOR_CORPUS!, f)), { columns: true }) as Record<string,string>[];
test('check digits', () => {
  const readers: any = { IBAN: parseIban, BIC: parseBic, LEI: parseLei, ISO11649_RF: parseCreditorReference, EU_VAT: parseVatNumber };
  const bad = rows('vectors/check_digits.csv').filter(r => (readers[r.type!](r.value) ?? '') !== r.normalised).map(r => [r.value, r.valid, r.normalised, r.kind, readers[r.type!](r.value)].join(' | '));
  console.log(bad.length, bad.join('\n'));
});
