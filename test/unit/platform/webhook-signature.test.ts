import { isSigned, signatureOf } from '../../../server/platform/webhook-signature.js';

const secret = `whsec_${Buffer.from('secret of a test').toString('base64')}`;
const message = { id: 'msg_1', timestamp: '1790000000', body: '{"a":1,"name":"Çelik – €"}' };
// printf '%s' 'msg_1.1790000000.{…}' | openssl dgst -sha256 -hmac 'secret of a test' -binary | base64
const signature = 'v1,boqvYEAXOFm8Gn1ubC6B0uM6fIEbWTha2XQmcZZv+MQ=';

test('a message is signed over id, timestamp and body, with or without the prefix of the secret', () => {
  expect(signatureOf(message, secret)).toBe(signature);
  expect(signatureOf(message, secret.slice('whsec_'.length))).toBe(signature);
});

test('one of several signatures is enough: secrets are changed while messages are on their way', () => {
  const other = signatureOf(message, Buffer.from('another secret').toString('base64'));
  expect(isSigned(message, signature, secret)).toBe(true);
  expect(isSigned(message, `${other} v1,AAAA ${signature}`, secret)).toBe(true);
  expect(isSigned(message, other, secret)).toBe(false);
});

test.each([
  ['another id', { ...message, id: 'msg_2' }, signature],
  ['another time', { ...message, timestamp: '1790000001' }, signature],
  ['another body', { ...message, body: `${message.body} ` }, signature],
  ['another version', message, signature.replace('v1', 'v2')],
  ['a part of it', message, signature.slice(0, -1)],
  ['nothing', message, ''],
])('%s is not signed', (_name, of, header) => {
  expect(isSigned(of, header, secret)).toBe(false);
});
