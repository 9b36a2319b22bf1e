import { hashToken, isToken, newToken } from '../../../server/identity/token.js';

test('a token has 256 random bits behind a prefix that tells its kind', () => {
  const tokens = Array.from({ length: 100 }, () => newToken());
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    expect(token).toMatch(/^tnr_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
  }
  expect(newToken('tni')).toMatch(/^tni_/);
});

test('what is kept of it is its SHA-256', () => {
  expect(hashToken('tnr_abc').toString('hex')).toBe('2c03dc5b7df2e9a4ac3a4c5e8ff9b0bd2c2d3c3e9a2f5e1a8a5e1f5d0f6f0d2f');
});

test.each([
  [newToken(), true],
  [newToken('tni'), false],
  ['', false],
  [`${newToken()}x`, false],
  [` ${newToken()}`, false],
  [newToken().replace('tnr', 'TNR'), false],
])('%s could be a session: %s', (text, expected) => {
  expect(isToken('tnr', text)).toBe(expected);
});
