/*
 * Words in the characters that every bank of SEPA takes (EPC217-08, SEPA Conversion Table): a to z, A to Z, 0 to 9 and
 * / - ? : ( ) . , ' + and the blank. Letters lose their marks; Greek and Cyrillic are written by their sound.
 */

const letters = new Map(
  Object.entries({
    // Latin letters that are no letter and a mark.
    ...{ ß: 's', Æ: 'A', æ: 'a', Œ: 'O', œ: 'o', Ø: 'O', ø: 'o', Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ð: 'D', ð: 'd' },
    ...{ Þ: 'T', þ: 't', ı: 'i', Ħ: 'H', ħ: 'h', Ŋ: 'N', ŋ: 'n', Ŧ: 'T', ŧ: 't', ĸ: 'k' },
    ...{ '’': "'", '‘': "'", '`': "'", '´': "'", '–': '-', '—': '-', '‐': '-', '‑': '-', '−': '-', _: '-', '~': '-' },
    ...{ '&': '+', '€': 'E', '@': '(at)', ';': ',', '[': '(', '{': '(', ']': ')', '}': ')', '\\': '/', '|': '/' },
    // Greek.
    ...{ Α: 'A', Β: 'V', Γ: 'G', Δ: 'D', Ε: 'E', Ζ: 'Z', Η: 'I', Θ: 'TH', Ι: 'I', Κ: 'K', Λ: 'L', Μ: 'M', Ν: 'N' },
    ...{ Ξ: 'X', Ο: 'O', Π: 'P', Ρ: 'R', Σ: 'S', Τ: 'T', Υ: 'Y', Φ: 'F', Χ: 'CH', Ψ: 'PS', Ω: 'O', ς: 's' },
    // Cyrillic.
    ...{ А: 'A', Б: 'B', В: 'V', Г: 'G', Д: 'D', Е: 'E', Ж: 'ZH', З: 'Z', И: 'I', К: 'K', Л: 'L', М: 'M', Н: 'N' },
    ...{ О: 'O', П: 'P', Р: 'R', С: 'S', Т: 'T', У: 'U', Ф: 'F', Х: 'H', Ц: 'TS', Ч: 'CH', Ш: 'SH', Щ: 'SHT', Ъ: 'A' },
    ...{ Ь: 'Y', Ю: 'YU', Я: 'YA', Ы: 'Y', Э: 'E', І: 'I', Є: 'YE', Ґ: 'G' },
    ...{ Ђ: 'DJ', Ј: 'J', Љ: 'LJ', Њ: 'NJ', Ћ: 'C', Џ: 'DZ', Ѕ: 'DZ' },
  }),
);

/** The words in those characters, at least one and at most `mostCharacters` of them; a character that has no such form becomes a dot. */
export function bankText(words: string, mostCharacters: number): string {
  const plain = [...words.normalize('NFD').replace(/\p{M}/gu, '')].map(plainLetter).join('');
  return plain.replace(/\s+/g, ' ').trim().slice(0, mostCharacters).trim() || '.';
}

function plainLetter(letter: string): string {
  if (/^[a-zA-Z0-9/\-?:().,'+\s]$/.test(letter)) return letter;
  const known = letters.get(letter) ?? letters.get(letter.toUpperCase());
  if (known === undefined) return '.';
  return letters.has(letter) ? known : known.toLowerCase();
}
