import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRateFile } from '../../../server/exchange-rates/index.js';
import { localDate } from '../../../server/platform/local-date.js';

const today = localDate('2026-11-20');
const read = (text: string) => readRateFile(Buffer.from(text), today);
const faultsOf = (text: string) => {
  const outcome = read(text);
  return 'faults' in outcome ? outcome.faults.map(({ path, code }) => `${path} ${code}`) : outcome;
};
const lines = (text: string) => {
  const outcome = read(text);
  if ('faults' in outcome) throw new Error(JSON.stringify(outcome.faults));
  return outcome.map(({ day, currency, rate }) => `${day} ${currency} ${rate}`);
};

const daily = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-11-20'>
      <Cube currency='USD' rate='1.0812'/>
      <Cube currency='JPY' rate='163.06'/>
    </Cube>
  </Cube>
</gesmes:Envelope>`;

describe('the wide table', () => {
  test('is a row a day, a column a currency, and N/A where nothing was published', () => {
    const table = 'Date,USD,JPY,CYP,\n2026-11-20,1.0812,163.06,N/A,\n2007-12-31,1.4721,164.93,0.585274,\n';
    expect(lines(table)).toEqual([
      '2026-11-20 USD 1.0812',
      '2026-11-20 JPY 163.06',
      '2007-12-31 USD 1.4721',
      '2007-12-31 JPY 164.93',
      '2007-12-31 CYP 0.585274',
    ]);
    expect(lines(table.replaceAll(',\n', '\r\n'))).toHaveLength(5);
  });

  test('names every fault with its place, and gives no rate', () => {
    expect(
      faultsOf(
        'Date,USD,us$,USD,EUR\n2026-11-19,1.08,1,1,1\n2026-11-19,1,08,1,1\n20 November 2026,1.08,1,1,1\n2026-11-18,-1,1e3,0.00,1\n2026-11-21,1,1,1,1',
      ),
    ).toEqual([
      'row 1, column 3 NOT_A_CURRENCY',
      'row 1, column 4 REPEATED',
      'row 1, column 5 NOT_A_CURRENCY',
      'row 3, column Date REPEATED',
      'row 4, column Date NOT_A_DAY',
      'row 5, column USD NOT_A_RATE',
      'row 5, column us$ NOT_A_RATE',
      'row 5, column USD NOT_A_RATE',
      'row 6, column Date IN_THE_FUTURE',
    ]);
    expect(faultsOf('Date,USD\n2026-11-19,1.08,9.99')).toEqual(['row 2 WRONG_NUMBER_OF_VALUES']);
  });

  test.each(['', '\n', 'Invoice,Amount\n1,2', 'nothing of the kind', 'Date\n2026-11-20'])('is not this: %j', text => {
    expect(faultsOf(text)).toEqual(['row 1 NOT_A_RATE_FILE']);
  });

  test('without any rate is none', () => {
    expect(faultsOf('Date,USD,\n2026-11-20,N/A,\n')).toEqual(['/ NO_RATES']);
  });
});

describe('the gesmes envelope', () => {
  test('is a Cube a day and in it a Cube a currency', () => {
    expect(lines(daily)).toEqual(['2026-11-20 USD 1.0812', '2026-11-20 JPY 163.06']);
  });

  test('names every fault with its place', () => {
    const wrong = daily
      .replace("time='2026-11-20'", "time='2026-02-30'")
      .replace("currency='JPY'", "currency='USD'")
      .replace("rate='1.0812'", "rate='1,0812'");
    expect(faultsOf(wrong)).toEqual([
      'Cube[1]/@time NOT_A_DAY',
      'Cube[1]/Cube[1]/@rate NOT_A_RATE',
      'Cube[1]/Cube[2]/@currency REPEATED',
    ]);
    expect(faultsOf(daily.replace('</gesmes:Envelope>', ''))).toEqual(['line 11, column 1 XML_MALFORMED']);
    expect(faultsOf('<Invoice/>')).toEqual(['/ NOT_A_RATE_FILE']);
  });
});

const corpus = process.env['TENOR_CORPUS'];
(corpus === undefined ? test.skip : test)('a published history of seven years is read to the last rate', () => {
  const file = join(corpus ?? '', 'reference/ecb_eurofxref.csv');
  expect(existsSync(file)).toBe(true);
  const rates = readRateFile(readFileSync(file), today);
  if ('faults' in rates) throw new Error(JSON.stringify(rates.faults.slice(0, 5)));
  expect(rates.filter(({ currency }) => currency === 'GBP').at(-1)).toEqual({
    day: '2024-12-31',
    currency: 'GBP',
    rate: '0.82918',
  });
  expect(new Set(rates.map(({ day }) => day)).size).toBe(1793);
});
