/*
 * Text that shows what it is. Two names that look alike, and one that reads otherwise than it is stored, are how a person
 * is led to approve the wrong thing. After Unicode Technical Standard 39 (security mechanisms), kept to what a program can
 * say without doubt: characters nobody sees, and words that mix alphabets whose letters look alike.
 */

/** Controls, formatting (bidirectional overrides, zero-width characters) and whatever else a screen leaves out. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** The two joiners, where the scripts are written with them: they shape the letters on both sides. */
const joinedScripts =
  'Arabic Syriac Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala'
    .split(' ')
    .map(script => `\\p{Script=${script}}`)
    .join('');
const joiner = new RegExp(`(?<=[${joinedScripts}])[\\u200c\\u200d](?=[${joinedScripts}])`, 'gu');

/** Alphabets with letters that look like those of another. */
const alphabets = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  script => new RegExp(`\\p{Script=${script}}`, 'u'),
);

/** Capitals of other alphabets by the Latin ones that they are taken for. */
const lookalikes = new Map(
  Object.entries({
    A: 'АΑ',
    B: 'ВΒ',
    C: 'СϹ',
    E: 'ЕΕ',
    H: 'НΗ',
    I: 'ІΙӀ',
    J: 'ЈͿ',
    K: 'КΚ',
    L: 'Լ',
    M: 'МΜ',
    N: 'Ν',
    O: 'ОΟՕ',
    P: 'РΡ',
    Q: 'Ԛ',
    S: 'ЅՏ',
    T: 'ТΤ',
    U: 'Ս',
    V: 'Ѵ',
    W: 'Ԝ',
    X: 'ХΧ',
    Y: 'УҮΥ',
    Z: 'Ζ',
  }).flatMap(([latin, others]) => [...others].map(other => [other, latin] as const)),
);

/** Whether a text holds characters that are not seen, or that change the order in which others are. */
export function hasHiddenCharacters(text: string): boolean {
  return hidden.test(text.replace(joiner, ''));
}

/** Whether a word of the text takes its letters from two alphabets that look alike, as "Αcme" with a Greek capital. */
export function mixesAlphabets(text: string): boolean {
  return wordsOf(text).some(word => alphabets.filter(alphabet => alphabet.test(word)).length > 1);
}

/**
 * What a text in capitals would be read as, where a word of it is written wholly in letters that are taken for Latin ones;
 * undefined where it is what it looks like.
 */
export function readAsLatin(text: string): string | undefined {
  const written = text.normalize('NFKC').toUpperCase();
  const read = [...written].map(character => lookalikes.get(character) ?? character).join('');
  const before = wordsOf(written);
  const deceives = wordsOf(read).some((word, index) => word !== before[index] && /^[A-Z]+$/.test(word));
  return deceives ? read : undefined;
}

/** Whether digits of several numbering systems stand in one text, or a mark is put over something that is no letter. */
export function hasOddDigits(text: string): boolean {
  const zeros = new Set((text.normalize('NFKC').match(/\p{Nd}/gu) ?? []).map(zeroOf));
  return zeros.size > 1 || /(^|[^\p{L}\p{M}])\p{M}/u.test(text);
}

/** Digits of one system stand in a row of ten: the first that is no digit below tells which. */
function zeroOf(digit: string): number {
  const code = digit.codePointAt(0)!;
  for (let below = 1; below < 10; below++) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(code - below))) return code - below + 1;
  }
  return code - 9;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+/gu) ?? [];
}
