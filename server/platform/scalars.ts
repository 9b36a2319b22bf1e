import { GraphQLScalarType, Kind } from 'graphql';
import { parseLocalDate } from './local-date.js';

function textScalar(
  name: string,
  description: string,
  isValid: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  function check(value: unknown): string {
    if (typeof value !== 'string' || !isValid(value))
      throw new TypeError(`${name} cannot represent ${JSON.stringify(value)}.`);
    return value;
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: check,
    parseValue: check,
    parseLiteral: node => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** A calendar day without a zone. */
export const LocalDateScalar = textScalar(
  'LocalDate',
  "A calendar day, 'YYYY-MM-DD'.",
  text => parseLocalDate(text) !== undefined,
);

/** Amounts, rates and yields: exact, so never a JSON number. */
export const DecimalScalar = textScalar(
  'Decimal',
  "An exact decimal number as a string: '-?digits[.digits]', no exponent, no leading zeros.",
  text => text.length <= 40 && /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text),
);

/** Idempotency keys. */
export const UuidScalar = textScalar('UUID', 'A UUID in lower-case hexadecimal with hyphens.', text =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
);
