import fc from 'fast-check';
import {
  endToEndId,
  fromWireId,
  type IdKind,
  idPrefixes,
  kindOfWireId,
  newId,
  toWireId,
} from '../../../server/platform/ids.js';

const uuid = '00112233-4455-4677-8899-aabbccddeeff';
// The same 16 bytes as any RFC 4648 encoder writes them, in lower case and without padding.
const base32 = 'aaisem2ekvdhpcezvk54zxpo74';
const kinds = Object.keys(idPrefixes) as IdKind[];

test('a wire id is the prefix and the base32 of the 128 bits', () => {
  expect(toWireId('invoice', uuid)).toBe(`inv_${base32}`);
  expect(fromWireId('invoice', `inv_${base32}`)).toBe(uuid);
  expect(toWireId('bid', 'ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('bid_77777777777777777777777774');
  expect(toWireId('bid', '00000000-0000-0000-0000-000000000000')).toBe('bid_aaaaaaaaaaaaaaaaaaaaaaaaaa');
});

test('every prefix is three letters and stands for one kind', () => {
  const prefixes = Object.values(idPrefixes);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  expect(prefixes.filter(prefix => !/^[a-z]{3}$/.test(prefix))).toEqual([]);
  expect(kinds.map(kind => kindOfWireId(toWireId(kind, uuid)))).toEqual(kinds);
});

test.each([
  ['another kind', `bid_${base32}`],
  ['unknown prefix', `xyz_${base32}`],
  ['upper case', `inv_${base32.toUpperCase()}`],
  ['upper-case prefix', `INV_${base32}`],
  ['too short', `inv_${base32.slice(0, 25)}`],
  ['too long', `inv_${base32}a`],
  ['padding', `inv_${base32}======`],
  ['stray trailing bits', `inv_${base32.slice(0, 25)}5`],
  ['stray trailing bits', `inv_${base32.slice(0, 25)}b`],
  ['a digit outside the alphabet', `inv_${base32.slice(0, 25)}0`],
  ['a digit outside the alphabet', `inv_1${base32.slice(1)}`],
  ['no underscore', `inv-${base32}`],
  ['a UUID', uuid],
  ['a line end', `inv_${base32}\n`],
  ['nothing', ''],
])('%s is refused', (_why, text) => {
  expect(fromWireId('invoice', text)).toBeUndefined();
});

test('kindOfWireId answers only for well-formed ids', () => {
  expect(kindOfWireId(`fin_${base32}`)).toBe('financing');
  expect(kindOfWireId(`xyz_${base32}`)).toBeUndefined();
  expect(kindOfWireId('fin_')).toBeUndefined();
});

test('only a UUID in lower case has a wire id', () => {
  expect(() => toWireId('invoice', uuid.toUpperCase())).toThrow(TypeError);
  expect(() => toWireId('invoice', uuid.replaceAll('-', ''))).toThrow(TypeError);
});

test('there and back for every UUID; no two wire ids for one', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...kinds), (id, kind) => {
      const wireId = toWireId(kind, id);
      expect(wireId).toMatch(/^[a-z]{3}_[a-z2-7]{26}$/);
      expect(fromWireId(kind, wireId)).toBe(id);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^inv_[a-z2-7]{26}$/), text => {
      const id = fromWireId('invoice', text);
      if (id !== undefined) expect(toWireId('invoice', id)).toBe(text);
    }),
  );
});

test('newId is a random UUIDv4 in lower case', () => {
  const ids = new Set(Array.from({ length: 100 }, newId));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('an end-to-end id is 29 characters every bank carries', () => {
  expect(endToEndId(uuid, 'D', 1)).toBe('AAISEM2EKVDHPCEZVK54ZXPO74D01');
  expect(endToEndId(uuid, 'R', 99)).toBe('AAISEM2EKVDHPCEZVK54ZXPO74R99');
  expect(endToEndId(uuid, 'P', 10)).toMatch(/^[A-Z0-9]{29}$/);
  for (const attempt of [0, 100, 1.5, -1, Number.NaN]) expect(() => endToEndId(uuid, 'D', attempt)).toThrow(RangeError);
});
