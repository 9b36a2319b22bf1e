import { faultAt, FormValues } from '../../../web/src/lib/form-values.js';
import { idempotencyKeys } from '../../../web/src/lib/idempotency-key.js';

function valuesOf(fields: Record<string, string>): FormValues {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return new FormValues(data);
}

test('what was typed becomes what is sent', () => {
  const values = valuesOf({
    rateBps: '4.50 %',
    flatFee: '1,075.50',
    minutes: '60',
    day: '2026-03-02',
    name: '  A B ',
    password: ' x ',
  });
  expect(values.rateBps('rateBps')).toBe('450');
  expect(values.amount('flatFee', 'EUR')).toEqual({ amount: '1075.50', currency: 'EUR' });
  expect(values.integer('minutes')).toBe(60);
  expect(values.day('day')).toBe('2026-03-02');
  expect(values.text('name')).toBe('A B');
  expect(values.password('password')).toBe(' x ');
  expect(values.faults).toEqual([]);
});

test('what is absent and need not be there is left out', () => {
  const values = valuesOf({ bic: ' ', flatFee: '' });
  expect(values.optional('bic')).toBeUndefined();
  expect(values.optionalAmount('flatFee', 'EUR')).toBeUndefined();
  expect(values.optionalInteger('minutes')).toBeUndefined();
  expect(values.optionalInstant('validUntil', 'Europe/Paris')).toBeUndefined();
  expect(values.faults).toEqual([]);
});

test("a day and time is one of the market's clocks", () => {
  const values = valuesOf({ validUntil: '2026-07-15T09:00', other: 'soon' });
  expect(values.optionalInstant('validUntil', 'Europe/Paris')).toBe('2026-07-15T07:00:00.000Z');
  expect(values.faults).toEqual([]);
  values.optionalInstant('other', 'Europe/Paris');
  expect(values.faults).toEqual([{ path: 'other', code: 'NOT_A_TIME' }]);
});

test('every fault is gathered, one a field', () => {
  const values = valuesOf({ rateBps: 'four', flatFee: '1,000', minutes: '1.5', day: '2.3.2026', name: '' });
  values.rateBps('rateBps');
  values.amount('flatFee', 'EUR');
  values.integer('minutes');
  values.day('day');
  values.text('name');
  values.amount('limit', 'EUR');
  expect(values.faults).toEqual([
    { path: 'rateBps', code: 'NOT_A_RATE' },
    { path: 'flatFee', code: 'NOT_AN_AMOUNT' },
    { path: 'minutes', code: 'NOT_A_WHOLE_NUMBER' },
    { path: 'day', code: 'NOT_A_DAY' },
    { path: 'name', code: 'REQUIRED' },
    { path: 'limit', code: 'REQUIRED' },
  ]);
});

test('a fault inside a field is a fault of the field', () => {
  const inside = { path: 'flatFee.amount', code: 'TOO_MANY_DIGITS' };
  expect(faultAt([inside], 'flatFee')).toBe(inside);
  expect(faultAt([inside], 'flat')).toBeUndefined();
  expect(faultAt([{ path: 'lines.10.amount', code: 'X' }], 'lines.1.amount')).toBeUndefined();
});

test('a key stays with its form until an answer arrives', () => {
  const stored = new Map<string, string>();
  const store = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  };
  let made = 0;
  const keys = idempotencyKeys(store, () => `key-${++made}`);
  expect(keys.open('bid:1')).toBe('key-1');
  expect(keys.open('bid:1')).toBe('key-1');
  expect(keys.open('bid:2')).toBe('key-2');
  expect(idempotencyKeys(store, () => 'other').open('bid:1')).toBe('key-1');
  keys.answered('bid:1');
  expect(keys.open('bid:1')).toBe('key-3');
  expect(keys.open('bid:2')).toBe('key-2');
});
