import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { minorUnitsOf } from './currencies.js';
import { fromWireId, type IdKind } from './ids.js';
import { type LocalDate, parseLocalDate } from './local-date.js';
import { type Money, type MoneyFault, parseDecimalMoney } from './money.js';
import { hasHiddenCharacters, mixesAlphabets } from './plain-text.js';

/*
 * The pieces of which commands build their inputs: each takes the form on the wire and gives the form inside. Every fault
 * names its place and carries an UPPER_SNAKE code; all faults of an input come back together.
 */

/** The key under which an outcome is remembered: a UUID in lower case, new for each attempt of a person. */
export const uuidKey = z
  .string()
  .refine(
    text => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
    fault('NOT_A_UUID', 'This is not a UUID in lower case.'),
  );

/**
 * An id 'inv_…' as the UUID inside. A malformed one becomes a UUID that no row has, the same for the same text: what never
 * existed and what cannot exist give one answer, and a repeat of the request is recognised as one.
 */
export function wireId(kind: IdKind) {
  return z.string().transform(text => fromWireId(kind, text) ?? neverAnId(text));
}

/** Text without surrounding blanks, 1 to `max` characters, in normal form C, its only control characters tabs and line ends. */
export function text(max: number) {
  return z
    .string()
    .transform(raw => raw.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .refine(clean => clean.length > 0, fault('REQUIRED', 'This is missing.'))
        .refine(clean => clean.length <= max, fault('TOO_LONG', `This is longer than ${max} characters.`))
        .refine(
          clean => !/[^\P{Cc}\t\n\r]/u.test(clean),
          fault('CONTROL_CHARACTER', 'This contains control characters.'),
        ),
    );
}

/**
 * A name that people decide by: as `text`, in one line, and what it looks like. No character that is not seen, no word that
 * mixes alphabets whose letters look alike.
 */
export function plainName(max: number) {
  return text(max).pipe(
    z
      .string()
      .refine(
        name => !hasHiddenCharacters(name),
        fault('HIDDEN_CHARACTER', 'This contains characters that are not seen, or that change the order of others.'),
      )
      .refine(
        name => !mixesAlphabets(name),
        fault('MIXED_ALPHABETS', 'A word of this mixes letters of two alphabets that look alike: type it anew.'),
      ),
  );
}

/** What may be left out or given as null, both of which are null inside. */
export function orNull<Piece extends z.ZodType>(piece: Piece) {
  return piece.nullish().transform(value => (value ?? null) as z.output<Piece> | null);
}

/** A whole number between two bounds, both of them allowed. */
export function whole(min: number, max: number) {
  return z
    .number()
    .refine(
      value => Number.isInteger(value) && value >= min && value <= max,
      fault('OUT_OF_RANGE', `This must be a whole number from ${min} to ${max}.`),
    );
}

/** A calendar day 'YYYY-MM-DD'. */
export const localDateInput = z.string().transform((written, context): LocalDate => {
  const date = parseLocalDate(written);
  return date ?? refuse(context, 'NOT_A_DATE', 'This is not a day of the calendar, written YYYY-MM-DD.');
});

/** An instant: a `Date`, or a text in ISO 8601 with its offset. */
export const instantInput = z.union(
  [z.date(), z.iso.datetime({ offset: true }).transform(written => new Date(written))],
  {
    error: () => 'This is not an instant.',
  },
);

/** ISO 4217, a currency with a minor unit. */
export const currencyCode = z
  .string()
  .refine(code => minorUnitsOf(code) !== undefined, fault('UNKNOWN_CURRENCY', 'This is no currency of ISO 4217.'));

/** ISO 3166-1 alpha-2, by its form. */
export const countryCode = z
  .string()
  .refine(code => /^[A-Z]{2}$/.test(code), fault('NOT_A_COUNTRY', 'This is not a country code of two capitals.'));

/** An e-mail address in lower case, at most 254 characters. It proves nothing but its form. */
export const emailAddress = z
  .string()
  .transform(raw => raw.normalize('NFC').trim().toLowerCase())
  .refine(
    email => email.length <= 254 && /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+\.[^\s\p{Cc}@]+$/u.test(email),
    fault('NOT_AN_EMAIL', 'This is not an e-mail address.'),
  );

const moneyMessages: Record<MoneyFault, string> = {
  NOT_A_NUMBER: 'This is not a number.',
  NOT_CANONICAL: 'Write the amount as digits with a point, without signs, blanks, exponent or leading zeros.',
  TOO_MANY_DECIMALS: 'This has more decimals than the currency.',
  TOO_LARGE: 'This is more than 15 digits.',
  UNKNOWN_CURRENCY: 'This is no currency of ISO 4217.',
};

/** `{amount: '1234.50', currency: 'EUR'}` of zero or more, as minor units. */
export const moneyInput = moneyOf(amountMinor => amountMinor >= 0n, 'NEGATIVE', 'This must not be less than zero.');

/** `{amount, currency}` of more than zero, as minor units. */
export const positiveMoneyInput = moneyOf(
  amountMinor => amountMinor > 0n,
  'NOT_POSITIVE',
  'This must be more than zero.',
);

/** A yearly rate or fee in basis points: a decimal string of 0 to 10000 with at most 4 decimals; '450' is 4.50 % a year. */
export const rateBps = z.string().transform((written, context): Decimal => {
  if (!/^(0|[1-9]\d{0,5})(\.\d{1,4})?$/.test(written)) {
    return refuse(context, 'NOT_A_RATE', 'This is not a rate in basis points with at most four decimals.');
  }
  const rate = new Decimal(written);
  return rate.lte(10_000) ? rate : refuse(context, 'TOO_LARGE', 'This is more than 10000 basis points.');
});

/** As `rateBps`, and more than zero. */
export const positiveRateBps = rateBps.refine(
  rate => rate.gt(0),
  fault('NOT_POSITIVE', 'This must be more than zero.'),
);

/** The parameters of a zod check whose fault carries this code. */
export function fault(code: string, message: string) {
  return { error: message, params: { code } };
}

/** Reports a fault from inside a transform, at the place of the piece or below it. */
export function refuse(context: z.RefinementCtx, code: string, message: string, path: string[] = []): never {
  context.addIssue({ code: 'custom', message, params: { code }, path });
  return z.NEVER;
}

function moneyOf(isAllowed: (amountMinor: bigint) => boolean, code: string, message: string) {
  return z.object({ amount: z.string(), currency: z.string() }).transform((written, context): Money => {
    const money = parseDecimalMoney(written.amount, written.currency);
    if ('faults' in money) {
      for (const found of money.faults) {
        refuse(context, found, moneyMessages[found], [found === 'UNKNOWN_CURRENCY' ? 'currency' : 'amount']);
      }
      return z.NEVER;
    }
    return isAllowed(money.amountMinor) ? money : refuse(context, code, message, ['amount']);
  });
}

/** Version 8 of RFC 9562: every id of ours is of version 4. */
function neverAnId(malformed: string): string {
  const hex = createHash('sha256').update(malformed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
