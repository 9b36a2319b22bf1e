import { z } from 'zod';
import { newId, toWireId } from '../../../server/platform/ids.js';
import {
  emailAddress,
  instantInput,
  localDateInput,
  moneyInput,
  orNull,
  positiveMoneyInput,
  positiveRateBps,
  rateBps,
  text,
  uuidKey,
  wireId,
} from '../../../server/platform/input.js';

/** The faults as `path code`, or what the input became. */
function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(issue =>
    `${issue.path.join('.')} ${(issue as { params?: { code: string } }).params?.code ?? issue.code}`.trim(),
  );
}

describe('ids', () => {
  it('reads a wire id of its kind', () => {
    const id = newId();
    expect(read(wireId('invoice'), toWireId('invoice', id))).toBe(id);
  });

  it.each(['', 'inv_', 'nonsense', toWireId('auction', newId())])('makes %p an id that no row has', malformed => {
    const first = read(wireId('invoice'), malformed);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(read(wireId('invoice'), malformed)).toBe(first);
  });

  it('tells two malformed ids apart', () => {
    expect(read(wireId('invoice'), 'a')).not.toBe(read(wireId('invoice'), 'b'));
  });

  it('takes keys in lower case only', () => {
    expect(read(uuidKey, 'a7d2c1f0-0000-4000-8000-00000000abcd')).toBe('a7d2c1f0-0000-4000-8000-00000000abcd');
    expect(read(uuidKey, 'A7D2C1F0-0000-4000-8000-00000000ABCD')).toEqual(['NOT_A_UUID']);
  });
});

describe('text', () => {
  it('trims, and composes accents', () => {
    expect(read(text(20), '  Hôtel Lumie\u0300re ')).toBe('Hôtel Lumière');
  });
  it.each([
    ['   ', ['REQUIRED']],
    ['abcdef', ['TOO_LONG']],
    ['a\u0000b', ['CONTROL_CHARACTER']],
    ['abcde\u0007f', ['TOO_LONG', 'CONTROL_CHARACTER']],
    ['a\nb\tc', 'a\nb\tc'],
    ['abcde', 'abcde'],
  ])('reads %j', (given, expected) => {
    expect(read(text(5), given)).toEqual(expected);
  });
  it('takes absence and null alike where it may be left out', () => {
    const schema = z.object({ note: orNull(text(5)) });
    expect(read(schema, {})).toEqual({ note: null });
    expect(read(schema, { note: null })).toEqual({ note: null });
    expect(read(schema, { note: ' ' })).toEqual(['note REQUIRED']);
  });
});

describe('money', () => {
  const schema = z.object({ amount: moneyInput, price: positiveMoneyInput });
  it('becomes minor units', () => {
    expect(
      read(schema, { amount: { amount: '1234.5', currency: 'EUR' }, price: { amount: '7', currency: 'JPY' } }),
    ).toEqual({
      amount: { amountMinor: 123450n, currency: 'EUR' },
      price: { amountMinor: 7n, currency: 'JPY' },
    });
  });
  it('reports every fault at its place', () => {
    expect(
      read(schema, { amount: { amount: '1.005', currency: 'EUR' }, price: { amount: '1e3', currency: 'ABC' } }),
    ).toEqual(['amount.amount TOO_MANY_DECIMALS', 'price.currency UNKNOWN_CURRENCY', 'price.amount NOT_CANONICAL']);
  });
  it('keeps to its sign', () => {
    expect(read(schema, { amount: { amount: '0', currency: 'EUR' }, price: { amount: '0', currency: 'EUR' } })).toEqual(
      ['price.amount NOT_POSITIVE'],
    );
    expect(
      read(schema, { amount: { amount: '-1', currency: 'EUR' }, price: { amount: '1', currency: 'EUR' } }),
    ).toEqual(['amount.amount NEGATIVE']);
  });
});

describe('rates', () => {
  it.each([
    ['450', '450'],
    ['0', '0'],
    ['10000', '10000'],
    ['0.0001', '0.0001'],
  ])('reads %s', (written, expected) => {
    expect(String(read(rateBps, written))).toBe(expected);
  });
  it.each([
    ['10000.0001', ['TOO_LARGE']],
    ['1.00001', ['NOT_A_RATE']],
    ['-1', ['NOT_A_RATE']],
    ['4,5', ['NOT_A_RATE']],
    ['', ['NOT_A_RATE']],
  ])('refuses %j', (written, expected) => {
    expect(read(rateBps, written)).toEqual(expected);
  });
  it('may have to be more than zero', () => {
    expect(read(positiveRateBps, '0.0000')).toEqual(['NOT_POSITIVE']);
    expect(read(positiveRateBps, 'x')).toEqual(['NOT_A_RATE']);
  });
});

describe('days, instants and addresses', () => {
  it('takes real days only', () => {
    expect(read(localDateInput, '2026-02-28')).toBe('2026-02-28');
    expect(read(localDateInput, '2026-02-30')).toEqual(['NOT_A_DATE']);
  });
  it('takes instants as dates and as text with an offset', () => {
    const at = new Date('2026-11-20T15:00:00Z');
    expect(read(instantInput, at)).toEqual(at);
    expect(read(instantInput, '2026-11-20T16:00:00+01:00')).toEqual(at);
    expect(read(instantInput, '2026-11-20')).toHaveLength(1);
  });
  it('writes addresses in lower case', () => {
    expect(read(emailAddress, ' Claire@Example.COM ')).toBe('claire@example.com');
    expect(read(emailAddress, 'claire@example')).toEqual(['NOT_AN_EMAIL']);
  });
});
