import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { isAfter, openCursor, sealCursor } from '../../../server/events/position.js';

const key = randomBytes(32);
const organization = randomUUID();
const position = fc.record({
  epoch: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  xid: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  seq: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
});

test('a cursor opens to its position, for its organization alone', () => {
  fc.assert(
    fc.property(position, place => {
      const cursor = sealCursor(key, organization, place);
      expect(openCursor(key, organization, cursor)).toEqual(place);
      expect(openCursor(key, randomUUID(), cursor)).toBeUndefined();
      expect(openCursor(randomBytes(32), organization, cursor)).toBeUndefined();
    }),
  );
});

test('two cursors of one place differ and have one length: neither count nor order shows', () => {
  const place = { epoch: 1, xid: 700n, seq: 3n };
  const cursors = Array.from({ length: 50 }, () => sealCursor(key, organization, place));
  expect(new Set(cursors).size).toBe(50);
  expect(new Set(cursors.map(cursor => cursor.length))).toEqual(new Set([64]));
});

test('a cursor changed in any character opens to nothing', () => {
  const cursor = sealCursor(key, organization, { epoch: 1, xid: 700n, seq: 3n });
  for (let index = 0; index < cursor.length; index++) {
    const changed = `${cursor.slice(0, index)}${cursor[index] === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`;
    expect(openCursor(key, organization, changed)).toBeUndefined();
  }
  for (const garbage of ['', 'x', `${cursor}A`, cursor.slice(1), `${cursor}=`])
    expect(openCursor(key, organization, garbage)).toBeUndefined();
});

test('positions order by epoch, transaction, sequence', () => {
  const ordered = [
    { epoch: 1, xid: 900n, seq: 9n },
    { epoch: 2, xid: 5n, seq: 8n },
    { epoch: 2, xid: 6n, seq: 1n },
    { epoch: 2, xid: 6n, seq: 2n },
  ];
  ordered.forEach((a, i) => ordered.forEach((b, j) => expect(isAfter(a, b)).toBe(i > j)));
});
