import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../../server/cli/commands/check-vectors.js';
import { checkVectors } from '../../../server/cli/vectors/check-file.js';

/** Tables of every kind, small, true, and worked out by hand or by the standards' own formulas. */
const tables = {
  'day counts': `source,convention,start,end,days,year_fraction
own,ACT_360,2026-01-31,2026-03-29,57,0.15833333333333333
own,ACT_365F,2023-12-31,2024-12-31,366,1.0027397260273974
own,THIRTY_E_360,2026-02-28,2026-03-31,32,0.08888888888888889
own,THIRTY_U_360,2026-02-28,2026-03-31,30,0.08333333333333333
own,ACT_ACT_ISDA,2026-02-28,2026-03-31,31,0.08493150684931507
own,THIRTY_E_360_ISDA,2026-02-28,2026-03-31,30,
own,ACT_360,2026-01-31,2026-03-29,,
`,
  discounts: `face,annual_rate_pct,days,day_count,simple_discount,simple_proceeds,true_discount,true_proceeds
100000.00,6,57,ACT_360,950.00,99050.00,941.06,99058.94
100000.00,6,57,ACT_365F,936.99,99063.01,928.29,99071.71
1.00,1,180,ACT_360,0.01,0.99,0.00,1.00
100000.00,6,57,ACT_ACT_ISDA,1.00,2.00,3.00,4.00
`,
  'trade credit': `terms,discount_pct,discount_days,net_days,basis,annualised_simple_pct,effective_annual_pct
4/10 net 30,4,10,30,360,75.000000,108.505639
4/10 net 30,4,10,30,365,76.041667,110.644438
4/10 net 30,4,10,30,366,76.250000,
`,
  'internal rates': `name,basis,cashflows,expected
a,years,t=0:-1000;t=2:1210,0.1
b,days/365,2026-09-30:-99050.0;2026-11-26:100000,0.063030865
c,years,t=0:1000;t=18/12:-1331,0.210000000
d,months/12,t=0:-1000;t=24:1210,0.1
e,days/365,t=0:-1000;t=730:1210,0.1
f,days/360,2026-09-30:-99050.0;2026-11-26:100000,0.062143
`,
  'business days': `calendar,date,is_business_day,FOLLOWING,MODIFIED_FOLLOWING,PRECEDING,MODIFIED_PRECEDING,plus_2_bd,minus_4_bd
TARGET,2026-10-31,false,2026-11-02,2026-10-30,2026-10-30,2026-10-30,2026-11-03,2026-10-27
TARGET,2026-04-03,false,2026-04-07,2026-04-07,2026-04-02,2026-04-02,2026-04-08,2026-03-30
XNYS,2026-04-03,false,2026-04-06,2026-04-06,2026-04-02,2026-04-02,2026-04-07,2026-03-30
`,
  'business days between': `calendar,start,end,business_days_excl_start_incl_end
TARGET,2026-04-02,2026-04-07,1
TARGET,2026-04-07,2026-04-02,-1
`,
  'closing days': `source,year,date
TARGET by the ECB,2026,2026-12-25
TARGET by the ECB,2026,2026-12-26
Holidays of Bavaria,2026,2026-11-01
`,
  'check digits': `type,value,valid,normalised
IBAN,DE12 5001 0517 0648 4898 90,true,DE12500105170648489890
IBAN,DE13 5001 0517 0648 4898 90,false,
LEI,5299000TENOR00000119,true,5299000TENOR00000119
EU_VAT,ATU12345675,true,ATU12345675
EU_VAT,RO RO 12345674,true,RORO12345674
ISO11649_RF,rf26 TENO R202 6INV OICE 42,true,RF26TENOR2026INVOICE42
BIC,TENRFRPP,true,TENRFRPP
ISIN,US0000000000,true,US0000000000
`,
  'webhook signatures': `secret,msg_id,timestamp,body,signature_header,expect
whsec_c2VjcmV0IG9mIGEgdGVzdA==,msg_1,1790000000,"{""a"":
 1}","v1,AAAA v1,rDt5uIGr9LrjEmQoCYRSebrY9RjPlZsSbsY0YkYb5Xg=",invalid
whsec_c2VjcmV0IG9mIGEgdGVzdA==,msg_1,1790000000,"{""a"":
 1}","v1,AAAA v1,o7sQj8d+0zQm25b4CKuTDL2Fvgi+9QL9Yz26PrKkeGs=",valid
whpk_c2VjcmV0,msg_1,1790000000,{},"v1a,AAAA",invalid
`,
} as const;

const counts = (content: string) => {
  const { passed, failures, notApplicable } = checkVectors(content);
  return [passed, failures.length, [...notApplicable.values()].reduce((sum, count) => sum + count, 0)];
};

test.each([
  ['day counts', 4, 3],
  ['discounts', 3, 1],
  ['trade credit', 2, 1],
  ['internal rates', 5, 1],
  ['business days', 2, 1],
  ['business days between', 2, 0],
  ['closing days', 2, 1],
  ['check digits', 7, 1],
  ['webhook signatures', 2, 1],
] as const)('a table of %s is known by its columns and judged row by row', (kind, passed, notApplicable) => {
  const content = tables[kind];
  expect(checkVectors(content)).toMatchObject({ kind, passed, failures: [] });
  expect(counts(content)).toEqual([passed, 0, notApplicable]);
  // As other programs write it: a byte order mark, other ends of lines, empty lines, other columns, another order.
  const [header, ...rows] = content.replaceAll(/"[^"]*"/g, text => text.replaceAll('\n', ' ')).split('\n');
  const reordered = [`more,${header}`, ...rows.map(row => row && `x,${row}`)].join('\r\n\r\n');
  expect(checkVectors(`\uFEFF${reordered}`).kind).toBe(kind);
  if (kind !== 'webhook signatures') expect(counts(`\uFEFF${reordered}`)).toEqual([passed, 0, notApplicable]);
});

test.each([
  ['day counts', '57,0.158', '58,0.158', 'line 2: days is 58, computed 57'],
  ['day counts', '0.15833333333333333', '0.15833333333', 'line 2: year_fraction is 0.15833333333, computed 0.1583333'],
  ['day counts', '2026-01-31,2026-03-29,57', '2026-02-30,2026-03-29,57', 'line 2: start is not a calendar day'],
  ['day counts', '57,0.1', 'many,0.1', 'line 2: days is not a decimal number: "many"'],
  ['discounts', '950.00', '950.01', 'line 2: simple_discount is 950.01, computed 950.00'],
  ['discounts', '99050.00', '99050.50', 'line 2: simple_proceeds is 99050.50, computed 99050.00'],
  ['discounts', '941.06', '941.05', 'line 2: true_discount is 941.05, computed 941.06'],
  ['discounts', '99058.94', '99058.9', 'line 2: true_proceeds is 99058.9, computed 99058.94'],
  ['discounts', '0.01,0.99', '0.00,1.00', 'line 4: simple_discount is 0.00, computed 0.01'],
  ['discounts', '100000.00,6', '1e5,6', 'line 2: face is not an amount in euros: "1e5"'],
  ['discounts', ',6,', ',-6,', 'line 2: not a rate: -600'],
  ['trade credit', '75.000000', '75.000001', 'line 2: annualised_simple_pct is 75.000001, computed 75.000000'],
  ['trade credit', '108.505639', '108.505638', 'line 2: effective_annual_pct is 108.505638, computed 108.505639'],
  ['trade credit', '4,10,30,360', '4,10,10,360', 'line 2: annualised_simple_pct is 75.000000, computed none'],
  ['internal rates', '1210,0.1', '1210,0.10000001', 'line 2: expected is 0.10000001, computed 0.100000000000'],
  ['internal rates', '1210,0.1', '-1210,0.1', 'line 2: expected is 0.1, computed none'],
  ['internal rates', 't=2:1210', '2:1210', 'line 2: cashflows is not a list of flows at times'],
  ['internal rates', '2026-09-30:', '30.9.2026:', 'line 3: cashflows is not a list of flows on calendar days'],
  ['internal rates', 't=2:1210', 't=2:', 'line 2: cashflows is not a list of flows'],
  ['business days', 'false', 'true', 'line 2: is_business_day is true, computed false'],
  ['business days', 'false', 'no', 'line 2: is_business_day is not true or false: "no"'],
  ['business days', 'false,2026-11-02', 'false,2026-11-03', 'line 2: FOLLOWING is 2026-11-03, computed 2026-11-02'],
  ['business days', '2026-11-03,2026-10-27', '2026-11-03,2026-10-26', 'line 2: minus_4_bd is 2026-10-26, computed'],
  ['business days between', '07,1', '07,2', 'line 2: business_days_excl_start_incl_end is 2, computed 1'],
  ['closing days', '2026-12-25', '2026-12-24', 'line 2: date is 2026-12-24, computed a business day'],
  ['check digits', '90,true', '90,false', 'line 2: valid is false, computed true'],
  ['check digits', 'ATU12345675\n', 'ATU1234567\n', 'line 5: normalised is ATU1234567, computed ATU12345675'],
  ['webhook signatures', ',invalid', ',valid', 'line 3: expect is valid, computed invalid'],
] as const)('%s: %s written as %s fails', (kind, right, wrong, failure) => {
  const content = tables[kind];
  expect(content).toContain(right);
  const { failures } = checkVectors(content.replace(right, wrong));
  expect(failures).toHaveLength(1);
  expect(failures[0]).toContain(failure);
});

describe('what is no table, or a broken one', () => {
  test.each([
    ['nothing', ''],
    ['another table', 'Date,USD,GBP\n2018-01-02,1.2065,0.88953\n'],
    ['JSON', '[{"convention": "ACT_360", "start": "2026-01-31"}]\n'],
    ['prose', '# Vectors\n\nThe "convention" is\nan open question.\n'],
    ['bytes', '\u0000\u0001"\uFFFD\n"'],
    ['rows without a header', 'ACT_360,2026-01-31,2026-03-29,57\n'],
  ])('%s is not applicable, as one', (_name, content) => {
    expect(checkVectors(content).kind).toBeNull();
    expect(counts(content)).toEqual([0, 0, 1]);
  });

  test('a header without rows is not applicable', () => {
    expect(counts('type,value,valid\n')).toEqual([0, 0, 1]);
  });

  test('a table that misses columns fails, and says which', () => {
    expect(checkVectors('convention,from,to,days\nACT_360,2026-01-31,2026-03-29,57\n')).toMatchObject({
      kind: 'day counts',
      failures: ['no column start, end'],
    });
  });

  test('a row of another width fails, the others are judged', () => {
    const { passed, failures } = checkVectors('type,value,valid\nLEI,x\nLEI,x,false\nLEI,x,false,y,z\n');
    expect(passed).toBe(1);
    expect(failures).toEqual(['line 2: 2 cells under 3 columns', 'line 4: 5 cells under 3 columns']);
  });

  test('a quote that never ends fails; what stands before it is judged', () => {
    const { passed, failures } = checkVectors('type,value,valid\nLEI,x,false\nLEI,"x,false\nLEI,x,false\n');
    expect(passed).toBe(1);
    expect(failures).toEqual([expect.stringContaining('unreadable from here on: ')]);
  });
});

describe('known faults of tables, by the row’s own evidence', () => {
  const fromFebruary = (source: string, days: number, fraction: string) =>
    checkVectors(
      `source,convention,start,end,days,year_fraction\n${source},THIRTY_U_360,2026-02-28,2026-03-31,${days},${fraction}\n`,
    );

  test('one day too many from the last of February, in releases of QuantLib that had the fault', () => {
    expect(fromFebruary('QuantLib-Python 1.29', 31, '0.08611111111111111')).toMatchObject({ passed: 0, failures: [] });
    expect(fromFebruary('QuantLib-Python 1.29', 30, '0.08333333333333333')).toMatchObject({ passed: 1 });
    expect(fromFebruary('QuantLib-Python 1.29', 32, '0.08888888888888889').failures).toHaveLength(1);
    expect(fromFebruary('QuantLib-Python 1.39', 31, '0.08611111111111111').failures).toHaveLength(1);
    expect(fromFebruary('own', 31, '0.08611111111111111').failures).toHaveLength(1);
  });

  test('a half cent rounded down, where the table’s own unrounded figure was cut below the half', () => {
    const halfCent = (unrounded: string, discount: string, proceeds: string) =>
      checkVectors(
        `face,annual_rate_pct,days,day_count,simple_discount,simple_proceeds,simple_discount_unrounded\n` +
          `1.00,1,180,ACT_360,${discount},${proceeds},${unrounded}\n`,
      );
    const cut = `0.004${'9'.repeat(37)}`;
    expect(halfCent(cut, '0.00', '1.00')).toMatchObject({ passed: 0, failures: [] });
    expect(halfCent(cut, '0.01', '0.99')).toMatchObject({ passed: 1 });
    expect(halfCent('0.005', '0.00', '1.00').failures).toHaveLength(1);
    expect(halfCent('0.00499', '0.00', '1.00').failures).toHaveLength(1);
  });
});

describe('the command', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tenor-vectors-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function check(...args: string[]) {
    const written = { stdout: '', stderr: '' };
    const code = await run(args, {
      stdin: process.stdin,
      stdout: { write: text => (written.stdout += text) },
      stderr: { write: text => (written.stderr += text) },
      env: {},
      buildWeb: () => Promise.resolve(),
    });
    return { code, ...written };
  }

  test('prints a line a file, folders below included, and exits 0 where nothing failed', async () => {
    await mkdir(path.join(folder, 'b/c'), { recursive: true });
    await writeFile(path.join(folder, 'b/c/one.csv'), tables.discounts);
    await writeFile(path.join(folder, 'z.txt'), tables['day counts']);
    await writeFile(path.join(folder, 'README.md'), '# Vectors\n');
    await writeFile(path.join(folder, '.hidden'), tables.discounts);
    expect(await check(folder)).toEqual({
      code: 0,
      stdout: [
        'README.md: passed 0, failed 0, not applicable 1',
        'b/c/one.csv: passed 3, failed 0, not applicable 1',
        'z.txt: passed 4, failed 0, not applicable 3',
        '',
      ].join('\n'),
      stderr: [
        'README.md',
        '  not applicable: 1 × no table of a known kind',
        'b/c/one.csv',
        '  not applicable: 1 × discount by ACT_ACT_ISDA for a number of days',
        'z.txt',
        '  not applicable: 1 × convention ACT_ACT_ISDA is not offered',
        '  not applicable: 1 × convention THIRTY_E_360_ISDA is not offered',
        '  not applicable: 1 × nothing to compare with',
        '',
      ].join('\n'),
    });
  });

  test('exits 1 on one failure, tells the first of many and counts them all', async () => {
    await writeFile(path.join(folder, 'a.csv'), tables['check digits']);
    await writeFile(path.join(folder, 'b.csv'), `type,value,valid\n${'LEI,x,true\n'.repeat(12)}LEI,x,false\n`);
    const { code, stdout, stderr } = await check(folder);
    expect(code).toBe(1);
    expect(stdout).toBe('a.csv: passed 7, failed 0, not applicable 1\nb.csv: passed 1, failed 12, not applicable 0\n');
    expect(stderr.match(/failed: line \d+: valid is true, computed false/g)).toHaveLength(10);
    expect(stderr).toContain('b.csv\n  failed: line 2: valid is true, computed false\n');
    expect(stderr).toContain('  failed: and 2 more\n');
  });

  test('follows links to files; one that leads nowhere is a failure', async () => {
    await writeFile(path.join(folder, '.kept'), tables['trade credit']);
    await symlink('.kept', path.join(folder, 'a.csv'));
    await symlink('absent', path.join(folder, 'b.csv'));
    await symlink('.', path.join(folder, 'round'));
    expect(await check(folder)).toEqual({
      code: 1,
      stdout: 'a.csv: passed 2, failed 0, not applicable 1\nb.csv: passed 0, failed 1, not applicable 0\n',
      stderr: 'a.csv\n  not applicable: 1 × a year of 366 days\nb.csv\n  failed: cannot be read (ENOENT)\n',
    });
  });

  test('takes one file as well', async () => {
    await writeFile(path.join(folder, 'a.csv'), tables['trade credit']);
    expect(await check(path.join(folder, 'a.csv'))).toMatchObject({
      code: 0,
      stdout: 'a.csv: passed 2, failed 0, not applicable 1\n',
    });
  });

  test('exits 2 where there is nothing to check', async () => {
    expect(await check()).toMatchObject({ code: 2, stdout: '', stderr: 'npm run -s tenor -- check-vectors FOLDER\n' });
    expect(await check(folder, folder)).toMatchObject({ code: 2, stdout: '' });
    expect(await check(folder)).toEqual({ code: 2, stdout: '', stderr: `There is no file in ${folder}.\n` });
    const absent = path.join(folder, 'absent');
    expect(await check(absent)).toEqual({ code: 2, stdout: '', stderr: `There is no folder ${absent}.\n` });
  });
});
