import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';

/*
 * Reading and checking of identifiers that carry their own check digits. Each reader takes the text as people write it
 * (spaces, dots, dashes, lower case), and answers with the one compact form, or undefined where the text is no such
 * identifier. A valid check digit says that nobody mistyped; it never says that the thing exists.
 */

/** ISO 13616: registered country, length and structure, national check digits where published, mod 97-10. */
export function parseIban(text: string): string | undefined {
  const iban = electronicFormatIBAN(text.replaceAll('.', ''));
  return iban !== null && isValidIBAN(iban) ? iban : undefined;
}

/** ISO 9362: 8 or 11 characters, the country a real one. Syntax only: a BIC has no check digit. */
export function parseBic(text: string): string | undefined {
  const bic = text.trim().toUpperCase();
  return isValidBIC(bic) ? bic : undefined;
}

/** ISO 17442: 18 letters and digits and two check digits, mod 97-10. */
export function parseLei(text: string): string | undefined {
  const lei = compact(text);
  return /^[A-Z0-9]{18}\d{2}$/.test(lei) && remainder97(lei) === 1n ? lei : undefined;
}

/** ISO 11649 creditor reference: 'RF', two check digits (mod 97-10) and 1 to 21 letters and digits. */
export function parseCreditorReference(text: string): string | undefined {
  const reference = compact(text);
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return undefined;
  return remainder97(reference.slice(4) + reference.slice(0, 4)) === 1n ? reference : undefined;
}

/**
 * Creditor identifier of SEPA direct debits (EPC262-08): country, two check digits, three characters of the creditor's own
 * that the check leaves out, and what its country knows it by. ISO 7064, mod 97-10, at most 35 characters.
 */
export function parseCreditorIdentifier(text: string): string | undefined {
  const identifier = compact(text);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{4,31}$/.test(identifier)) return undefined;
  return remainder97(identifier.slice(7) + identifier.slice(0, 4)) === 1n ? identifier : undefined;
}

/**
 * VAT identification number of a member state of the EU or of Northern Ireland (XI), with its country prefix. The
 * syntax and the check digits are those the tax administrations publish. Missing leading zeros of BE, EL and NL numbers
 * are restored and GR is written EL. Numbers of the one-stop shop (EU…) and of other countries are not VAT numbers
 * here.
 */
export function parseVatNumber(text: string): string | undefined {
  const [, prefix, rest] = /^([A-Z]{2})(.*)$/.exec(compact(text)) ?? [];
  if (prefix === undefined || rest === undefined) return undefined;
  const country = prefix === 'GR' ? 'EL' : prefix;
  const rule = vatRules[country];
  if (!rule) return undefined;

  const number = rule.complete ? rule.complete(rest) : rest;
  return rule.syntax.test(number) && rule.checks(number) ? country + number : undefined;
}

interface VatRule {
  /** The number without its country prefix. */
  readonly syntax: RegExp;
  readonly checks: (number: string) => boolean;
  /** Restores what is customarily left out. */
  readonly complete?: (number: string) => string;
}

const vatRules: { readonly [country: string]: VatRule | undefined } = {
  AT: { syntax: /^U\d{8}$/, checks: isAustrian },
  BE: { syntax: /^[01]\d{9}$/, checks: isBelgian, complete: number => (number.length === 9 ? `0${number}` : number) },
  BG: {
    syntax: /^\d{9,10}$/,
    checks: number => (number.length === 9 ? isBulgarianCompany(number) : isBulgarianTenDigits(number)),
  },
  CY: { syntax: /^(?!12)\d{8}[A-Z]$/, checks: isCypriot },
  CZ: { syntax: /^\d{8,10}$/, checks: isCzech },
  DE: { syntax: /^[1-9]\d{8}$/, checks: passesMod11And10 },
  DK: { syntax: /^[1-9]\d{7}$/, checks: number => weightedSum(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { syntax: /^\d{9}$/, checks: number => weightedSum(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  EL: { syntax: /^\d{9}$/, checks: isGreek, complete: number => (number.length === 8 ? `0${number}` : number) },
  ES: { syntax: /^[0-9A-Z]\d{7}[0-9A-Z]$/, checks: isSpanish },
  FI: { syntax: /^\d{8}$/, checks: number => weightedSum(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0 },
  FR: { syntax: /^[0-9A-HJ-NP-Z]{2}\d{9}$/, checks: isFrench },
  HR: { syntax: /^\d{11}$/, checks: passesMod11And10 },
  HU: { syntax: /^\d{8}$/, checks: number => weightedSum(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 },
  IE: { syntax: /^\d[0-9A-Z+*]\d{5}[A-W][A-I]?$/, checks: isIrish },
  IT: { syntax: /^(?!0{7})\d{11}$/, checks: number => isItalianOffice(number.slice(7, 10)) && passesLuhn(number) },
  LT: { syntax: /^(?:\d{7}1\d|\d{10}1\d)$/, checks: isLithuanian },
  LU: { syntax: /^\d{8}$/, checks: number => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)) },
  LV: { syntax: /^\d{11}$/, checks: isLatvian },
  MT: { syntax: /^[1-9]\d{7}$/, checks: number => weightedSum(number, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0 },
  NL: { syntax: /^\d{9}B(?!00)\d{2}$/, checks: isDutch, complete: number => number.padStart(12, '0') },
  PL: { syntax: /^\d{10}$/, checks: number => weightedSum(number, [6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 === 0 },
  PT: { syntax: /^[1-9]\d{8}$/, checks: isPortuguese },
  // The Romanian code of a VAT payer begins with RO itself, so the prefix is met twice.
  RO: { syntax: /^(?:[1-9]\d{1,9}|[1-9]\d{12})$/, checks: isRomanian, complete: number => number.replace(/^RO/, '') },
  SE: { syntax: /^\d{10}01$/, checks: number => passesLuhn(number.slice(0, 10)) },
  SI: { syntax: /^[1-9]\d{7}$/, checks: isSlovenian },
  SK: { syntax: /^[1-9]\d[2-4789]\d{7}$/, checks: number => Number(number) % 11 === 0 },
  XI: { syntax: /^(?:\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, checks: isNorthernIrish },
};

function isAustrian(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of digitsOf(number.slice(1, 8)).entries())
    sum += index % 2 === 0 ? digit : crossSumOfDouble(digit);
  return (96 - sum) % 10 === Number(number[8]);
}

function isBelgian(number: string): boolean {
  return 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8));
}

/** Companies: weights 1 to 8, and where that leaves 10, weights 3 to 10. */
function isBulgarianCompany(number: string): boolean {
  const first = weightedSum(number.slice(0, 8), [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  const check = first === 10 ? (weightedSum(number.slice(0, 8), [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 : first;
  return check === Number(number[8]);
}

/** Ten digits: a citizen's number, a foreigner's number, or another taxpayer. */
function isBulgarianTenDigits(number: string): boolean {
  const body = number.slice(0, 9);
  const check = Number(number[9]);
  const citizen = (weightedSum(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10;
  const foreigner = weightedSum(body, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
  const other = (11 - (weightedSum(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return (check === citizen && isBulgarianBirthDate(number)) || check === foreigner || check === other;
}

/** The month carries the century: 1 to 12 the 1900s, 21 to 32 the 1800s, 41 to 52 the 2000s. */
function isBulgarianBirthDate(number: string): boolean {
  const year = Number(number.slice(0, 2));
  const month = Number(number.slice(2, 4));
  const day = Number(number.slice(4, 6));
  if (month > 40) return isDay(2000 + year, month - 40, day);
  if (month > 20) return isDay(1800 + year, month - 20, day);
  return isDay(1900 + year, month, day);
}

function isCypriot(number: string): boolean {
  const oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  let sum = 0;
  for (const [index, digit] of digitsOf(number.slice(0, 8)).entries())
    sum += index % 2 === 0 ? (oddPlaces[digit] ?? 0) : digit;
  return String.fromCharCode(65 + (sum % 26)) === number[8];
}

/** Eight digits: a company. Nine beginning with 6: a person with a special number. Else: a birth number. */
function isCzech(number: string): boolean {
  if (number.length === 8) {
    const check = (11 - (weightedSum(number.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return number[0] !== '9' && (check === 0 ? 1 : check % 10) === Number(number[7]);
  }
  if (number.length === 9 && number[0] === '6') {
    const rest = weightedSum(number.slice(1, 8), [8, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest + 8) % 10 === Number(number[8]);
  }
  return isCzechBirthNumber(number);
}

/**
 * Nine digits without a check digit for births of 1880 to 1953, ten divisible by 11 since; the month is raised by 50 for
 * women, by 20 when a day runs out.
 */
function isCzechBirthNumber(number: string): boolean {
  const yearOfCentury = Number(number.slice(0, 2));
  const month = (Number(number.slice(2, 4)) % 50) % 20;
  const day = Number(number.slice(4, 6));
  if (number.length === 9) {
    const year = yearOfCentury >= 80 ? 1800 + yearOfCentury : 1900 + yearOfCentury;
    return year <= 1953 && isDay(year, month, day);
  }

  const year = yearOfCentury < 54 ? 2000 + yearOfCentury : 1900 + yearOfCentury;
  const rest = Number(number.slice(0, 9)) % 11;
  const check = year < 1985 ? rest % 10 : rest;
  return isDay(year, month, day) && check === Number(number[9]);
}

function isGreek(number: string): boolean {
  return (weightedSum(number.slice(0, 8), [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(number[8]);
}

/** A citizen (digits and a letter), a foreigner (X, Y, Z), a person without a number (K, L, M), or a legal person. */
function isSpanish(number: string): boolean {
  const first = number.charAt(0);
  const last = number.charAt(8);
  const personLetter = (digits: string) => 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23);
  if (/\d/.test(first)) return last === personLetter(number.slice(0, 8));
  if (/[KLM]/.test(first)) return last === personLetter(number.slice(1, 8));
  if (/[XYZ]/.test(first)) return last === personLetter('XYZ'.indexOf(first) + number.slice(1, 8));

  const check = (10 - (luhnSum(`${number.slice(1, 8)}0`) % 10)) % 10;
  const letter = 'JABCDEFGHI'.charAt(check);
  if (/[ABEH]/.test(first)) return last === String(check);
  if (/[NPQRSW]/.test(first)) return last === letter;
  return /[CDFGJUV]/.test(first) && (last === String(check) || last === letter);
}

/** A two-character key before the SIREN, which has a Luhn digit of its own except for Monaco (000…). */
function isFrench(number: string): boolean {
  const key = number.slice(0, 2);
  const siren = number.slice(2);
  if (!siren.startsWith('000') && !passesLuhn(siren)) return false;
  if (/^\d\d$/.test(key)) return Number(`${siren}12`) % 97 === Number(key);

  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const [first, second] = [alphabet.indexOf(key.charAt(0)), alphabet.indexOf(key.charAt(1))];
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  const rest = value % 11;
  return (Number(siren) + 1 + (value - rest) / 11) % 11 === rest;
}

/** Since 2013 a second letter may follow the check letter; before, the second character could be a letter itself. */
function isIrish(number: string): boolean {
  const letters = 'WABCDEFGHIJKLMNOPQRSTUV';
  const second = number.charAt(8) === '' ? 0 : letters.indexOf(number.charAt(8));
  const digits = /^\d{7}/.test(number) ? number.slice(0, 7) : `0${number.slice(2, 7)}${number.charAt(0)}`;
  return letters.charAt((weightedSum(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23) === number.charAt(7);
}

/** Digits 8 to 10 name the issuing office: a province, or one of those for foreigners and special cases. */
function isItalianOffice(office: string): boolean {
  const code = Number(office);
  return (code >= 1 && code <= 100) || [120, 121, 888, 999].includes(code);
}

function isLithuanian(number: string): boolean {
  const digits = digitsOf(number.slice(0, -1));
  const sum = (shift: number) =>
    digits.reduce((total, digit, index) => total + digit * (1 + ((index + shift) % 9)), 0) % 11;
  const first = sum(0);
  return (first === 10 ? sum(2) % 10 : first) === Number(number.at(-1));
}

/** Companies begin with 4 or more; persons with their date of birth, or since 2017 with 32 and no meaning. */
function isLatvian(number: string): boolean {
  if (number.charAt(0) > '3') return weightedSum(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3;
  const check = ((1 + weightedSum(number.slice(0, 10), [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10;
  if (check !== Number(number[10])) return false;
  if (number.startsWith('32')) return true;
  const year = 1800 + 100 * Number(number[6]) + Number(number.slice(4, 6));
  return isDay(year, Number(number.slice(2, 4)), Number(number.slice(0, 2)));
}

/** A company's number (mod 11), or since 2020 a sole trader's, mod 97 over the whole. */
function isDutch(number: string): boolean {
  const isFiscalNumber =
    weightedSum(number.slice(0, 9), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(number.slice(0, 9)) > 0;
  return isFiscalNumber || remainder97(`NL${number}`) === 1n;
}

function isPortuguese(number: string): boolean {
  const check = (11 - (weightedSum(number.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check % 10 === Number(number[8]);
}

/** A company's code of 2 to 10 digits, or a citizen's of 13. */
function isRomanian(number: string): boolean {
  if (number.length < 13) {
    const body = number.slice(0, -1).padStart(9, '0');
    return ((10 * weightedSum(body, [7, 5, 3, 2, 1, 7, 5, 3, 2])) % 11) % 10 === Number(number.at(-1));
  }
  const rest = weightedSum(number.slice(0, 12), [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  const century = [1900, 1900, 1900, 1800, 1800, 2000, 2000, 1900, 1900, 1900][Number(number[0])] ?? 1900;
  const birth = isDay(century + Number(number.slice(1, 3)), Number(number.slice(3, 5)), Number(number.slice(5, 7)));
  return birth && (rest === 10 ? 1 : rest) === Number(number[12]);
}

function isSlovenian(number: string): boolean {
  const check = 11 - (weightedSum(number.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 10 ? 0 : check) === Number(number[7]);
}

/**
 * As in Great Britain: nine digits (twelve with a branch), mod 97 in its two series; departments and health authorities
 * by range.
 */
function isNorthernIrish(number: string): boolean {
  if (/^[GH]/.test(number)) return true;
  const rest = weightedSum(number.slice(0, 9), [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
  return rest === 0 || (Number(number.slice(0, 3)) >= 100 && rest === 42);
}

function compact(text: string): string {
  return text.replace(/[\s.:/-]/g, '').toUpperCase();
}

function digitsOf(digits: string): number[] {
  return Array.from(digits, Number);
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

function crossSumOfDouble(digit: number): number {
  return digit > 4 ? 2 * digit - 9 : 2 * digit;
}

/** ISO/IEC 7812-1 annex B. */
function luhnSum(digits: string): number {
  return digitsOf(digits)
    .reverse()
    .reduce((sum, digit, index) => sum + (index % 2 === 0 ? digit : crossSumOfDouble(digit)), 0);
}

/** The nine digits of a French company: as they are, or at the head of a SIRET. Undefined for anything else. */
export function parseSiren(text: string): string | undefined {
  const digits = text.replace(/[ .]/g, '');
  const siren = digits.slice(0, 9);
  return /^(\d{9}|\d{14})$/.test(digits) && passesLuhn(siren) ? siren : undefined;
}

function passesLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0;
}

/** ISO/IEC 7064, MOD 11,10. */
function passesMod11And10(digits: string): boolean {
  let product = 10;
  const values = digitsOf(digits);
  for (const digit of values.slice(0, -1)) {
    const sum = (digit + product) % 10;
    product = (2 * (sum === 0 ? 10 : sum)) % 11;
  }
  return (product + (values.at(-1) ?? 0)) % 10 === 1;
}

/** ISO/IEC 7064, MOD 97-10: letters count as 10 (A) to 35 (Z). */
function remainder97(text: string): bigint {
  return BigInt(text.replace(/[A-Z]/g, letter => String(letter.charCodeAt(0) - 55))) % 97n;
}

/** Whether a birth date of the 19th to 21st century exists. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
