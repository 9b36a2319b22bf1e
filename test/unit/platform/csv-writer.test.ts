import { byteOrderMark, csvRecord, numberCell, textCell } from '../../../server/platform/csv-writer.js';

test('a record is written as RFC 4180 says', () => {
  expect(csvRecord(['plain', 'a,b', 'say "so"', 'two\nlines', 'cr\rhere', '', ' blank ', 'é'])).toBe(
    'plain,"a,b","say ""so""","two\nlines","cr\rhere",, blank ,é\r\n',
  );
  expect(Buffer.from(byteOrderMark).toString('hex')).toBe('efbbbf');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['\nx', "'\nx"],
  ['＝1', "'＝1"],
  ['－1', "'－1"],
  ['  =1', "  '=1"],
  ['\u00a0=1', "\u00a0'=1"],
  ["'=1", "''=1"],
  ['\t=1', "'\t'=1"],
  // A reader that divides by semicolons, tabs or broken lines would begin a cell here.
  ['a;=1', "a;'=1"],
  ['a; +cmd', "a; '+cmd"],
  ['a\t@x', "a\t'@x"],
  ['a\r\n-b', "a\r\n'-b"],
])('%j becomes %j, which no spreadsheet computes', (text, cell) => {
  expect(textCell(text)).toBe(cell);
  expect(original(cell)).toBe(text);
});

test.each([['plain'], ["'t Hooft"], ['a-b'], ['1=1'], ['a, =b'], ['x@y.example'], ['']])('%j stays as it is', text => {
  expect(textCell(text)).toBe(text);
});

test('a number stays a number, and nothing else passes for one', () => {
  expect(['0', '-12.50', '1000000000000000'].map(numberCell)).toEqual(['0', '-12.50', '1000000000000000']);
  for (const other of ['', '+1', '1e5', '=1', '1,000', '1.', '.5', '--1', '1\n']) {
    expect(() => numberCell(other)).toThrow(TypeError);
  }
});

/** What `textCell` says about getting the text back. */
function original(cell: string): string {
  return cell.replace(/^'(?='*[\t\r\n])/, '').replace(/((?:^|[;\t\r\n])[^\S\t\r\n]*)'(?='*[=+\-@＝＋－＠])/g, '$1');
}
