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
  expect(hashToken('tnr_abc').toString('hex')).toBe('58c7461f2c88a234a9880b439ae0916328b7aa3e7d47b01b28be95100e9de883');
});

test.each([
  ['a session', newToken(), true],
  ['a link', newToken('tni'), false],
  ['nothing', '', false],
  ['a session and one more character', `${newToken()}x`, false],
  ['a session behind a blank', ` ${newToken()}`, false],
  ['a prefix in capitals', newToken().replace('tnr', 'TNR'), false],
])('whether %s could be a session', (_, text, expected) => {
  expect(isToken('tnr', text)).toBe(expected);
});
