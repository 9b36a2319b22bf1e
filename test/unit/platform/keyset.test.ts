import { randomUUID } from 'node:crypto';
import { encodeCursor } from '../../../server/platform/connection.js';
import { isUuid, keysOf, placeOf } from '../../../server/platform/keyset.js';

const id = randomUUID();
const nothingLeft = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

test('without a cursor a page begins above all rows', () => {
  const everything = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  expect([placeOf(undefined), placeOf(null), placeOf('')]).toEqual([everything, everything, everything]);
});

test('a row’s cursor names its place, to the microsecond', () => {
  const sortKey = '2031-03-04T10:11:12.345678Z';
  expect(placeOf(encodeCursor(keysOf({ id, sortKey })))).toEqual({ at: sortKey, id });
});

test.each([
  ['no cursor of ours', 'nonsense'],
  ['nothing in it', encodeCursor(['', ''])],
  ['one key', encodeCursor(['2031-03-04T10:11:12.345678Z'])],
  ['three keys', encodeCursor(['2031-03-04T10:11:12.345678Z', id, id])],
  ['milliseconds', encodeCursor(['2031-03-04T10:11:12.345Z', id])],
  ['a day that does not exist', encodeCursor(['2031-02-30T10:11:12.345678Z', id])],
  ['a time that does not exist', encodeCursor(['2031-03-04T24:11:12.345678Z', id])],
  ['a word that PostgreSQL would read', encodeCursor(['infinity', id])],
  ['an id of the wire', encodeCursor(['2031-03-04T10:11:12.345678Z', `inv_${id}`])],
])('%s: nothing is left', (_name, cursor) => {
  expect(placeOf(cursor)).toEqual(nothingLeft);
});

test('ids inside are uuids in small letters', () => {
  expect([isUuid(id), isUuid(id.toUpperCase()), isUuid(`${id} `), isUuid('')]).toEqual([true, false, false, false]);
});
