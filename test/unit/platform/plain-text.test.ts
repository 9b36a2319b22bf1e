import { plainName } from '../../../server/platform/input.js';
import { hasHiddenCharacters, hasOddDigits, mixesAlphabets, readAsLatin } from '../../../server/platform/plain-text.js';

test.each([
  ['a right-to-left override', 'RE-\u202e7102'],
  ['an isolate', 'RE-\u20662017\u2069'],
  ['a zero-width space', 'RE-20\u200b17'],
  ['a zero-width joiner between Latin letters', 'R\u200dE'],
  ['a byte order mark', '\ufeffRE-2017'],
  ['a soft hyphen', 'RE\u00ad2017'],
  ['a Hangul filler, which is a letter', 'RE-\u31642017'],
  ['a variation selector', 'RE-2\ufe0e017'],
  ['a line separator', 'RE\u20282017'],
  ['a tab', 'RE\t2017'],
  ['a zero byte', 'RE\u00002017'],
  ['half a surrogate pair', 'RE\ud8002017'],
])('%s is hidden', (_, text) => {
  expect(hasHiddenCharacters(text)).toBe(true);
});

test.each([
  'RE-2026/0042',
  'Société Générale d’Énergie',
  '中国银行 (Europe) SA',
  'شرکت می\u200cخواهم',
  'क्\u200dष',
  'Ødegård & Sønner AS',
])('%s hides nothing', text => {
  expect(hasHiddenCharacters(text)).toBe(false);
});

test.each([
  ['Αcme', true],
  ['Tenоr', true],
  ['АТЕЛЬЕ Verdier', false],
  ['Ωmega', true],
  ['Société', false],
  ['トヨタ自動車株式会社 Toyota', false],
  ['LG전자', false],
  ['Café de l’Étoile', false],
])('%s mixes alphabets: %s', (text, mixes) => {
  expect(mixesAlphabets(text)).toBe(mixes);
});

test.each([
  ['ОРА-1', 'OPA-1'],
  ['RE-А1', 'RE-A1'],
  ['re-ма-7', 'RE-MA-7'],
  ['ΑΒ 12', 'AB 12'],
  ['СФ-123', undefined],
  ['OPA-1', undefined],
  ['Ⅻ-7', undefined],
])('%s is read as %s', (text, read) => {
  expect(readAsLatin(text)).toBe(read);
});

test.each([
  ['RE-2026', false],
  ['RE-２０２６', false],
  ['١٢٣', false],
  ['12٣', true],
  ['1\u03362', true],
  ['\u0336', true],
  ['É-12', false],
  ['12²', false],
])('the digits of %s are odd: %s', (text, odd) => {
  expect(hasOddDigits(text)).toBe(odd);
});

test('a name that people decide by is in one line and in one alphabet a word', () => {
  const codesOf = (name: string) =>
    plainName(20)
      .safeParse(name)
      .error?.issues.map(issue => issue.message.slice(0, 14));
  expect(plainName(20).parse('  Atelier Verdier ')).toBe('Atelier Verdier');
  expect(codesOf('Atelier\nVerdier')).toEqual(['This contains ']);
  expect(codesOf('Atelier \u202eVerdier')).toEqual(['This contains ']);
  expect(codesOf('Аtelier Verdier')).toEqual(['A word of this']);
  expect(codesOf(' ')).toEqual(['This is missin']);
});
