import { clockTouch, idsIn, isTouched, touchOf } from '../../../web/src/lib/touched.js';

const bid = { __typename: 'Bid', id: 'bid_1', auction: { id: 'auc_1' } };

test('a bare cursor touches nothing', () => expect(touchOf({ type: null, subject: null })).toBeUndefined());

test('a frame is about its subject and what that belongs to', () => {
  expect(touchOf({ type: 'bid.placed', subject: bid })).toEqual({ kind: 'Bid', ids: new Set(['bid_1', 'auc_1']) });
});

test('a bare cursor with a time tells of a moved clock', () => {
  expect(touchOf({ type: null, at: '2026-11-24T08:00:00Z', subject: null })).toEqual({ kind: 'Clock', ids: new Set() });
});

test('ids are found at any depth, under id and under names that end in Id', () => {
  const data = {
    node: { id: 'inv_1', number: 'id', lines: [{ financingId: 'fin_1', invoiceId: null }, { buyer: { id: 'org_1' } }] },
  };
  expect(idsIn(data)).toEqual(new Set(['inv_1', 'fin_1', 'org_1']));
});

test('data is touched where it shows the subject, what that belongs to, or lists its kind', () => {
  const touch = touchOf({ type: 'bid.placed', subject: bid })!;
  expect(isTouched({ lists: [], ids: new Set(['bid_1']) }, touch)).toBe(true);
  expect(isTouched({ lists: [], ids: new Set(['auc_1', 'org_1']) }, touch)).toBe(true);
  expect(isTouched({ lists: ['Bid'], ids: new Set() }, touch)).toBe(true);
  expect(isTouched({ lists: 'ALL', ids: new Set() }, touch)).toBe(true);
  expect(isTouched({ lists: 'ALL', ids: new Set() }, clockTouch)).toBe(false);
  expect(isTouched({ lists: ['Clock'], ids: new Set() }, clockTouch)).toBe(true);
  expect(isTouched({ lists: ['Auction', 'Invoice'], ids: new Set(['auc_2']) }, touch)).toBe(false);
});
