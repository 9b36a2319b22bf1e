import { isCallable } from '../../../server/webhooks/callable-address.js';
import { readWebhookUrl } from '../../../server/webhooks/webhook-url.js';

const refused = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a00:1',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'example.org',
  '',
  '1',
  '0x7f.0.0.1',
];

const callable = [
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '198.20.0.1',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4007::200e',
];

test.each(refused)('%s is never called', address => {
  expect(isCallable(address, false)).toBe(false);
});

test.each(callable)('%s can be called', address => {
  expect(isCallable(address, false)).toBe(true);
});

test('where loopback is allowed, nothing else is: not the network of the machine, not the metadata of its cloud', () => {
  const allowed = [...refused, ...callable].filter(address => isCallable(address, true));
  expect(allowed).toEqual(['127.0.0.1', '127.255.255.254', '::1', ...callable]);
});

test.each([
  ['https://example.org', 'https://example.org/'],
  ['https://Example.org:443/hooks?x=1#part', 'https://example.org/hooks?x=1'],
  ['https://example.org:8443/h', 'https://example.org:8443/h'],
  ['https://8.8.8.8/h', 'https://8.8.8.8/h'],
  ['https://[2606:4700:4700::1111]/h', 'https://[2606:4700:4700::1111]/h'],
])('%s is taken as %s', (given, url) => {
  expect(readWebhookUrl(given, false)).toEqual({ url });
});

test.each([
  ['example.org/hooks', 'NOT_A_URL'],
  ['http://example.org/', 'NOT_HTTPS'],
  ['ftp://example.org/', 'NOT_HTTPS'],
  ['http://127.0.0.1:8080/', 'NOT_HTTPS'],
  ['https://user@example.org/', 'CREDENTIALS'],
  ['https://user:secret@example.org/', 'CREDENTIALS'],
  ['https://example.org:22/', 'PORT'],
  ['https://example.org:80/', 'PORT'],
  ['https://localhost/', 'PRIVATE_ADDRESS'],
  ['https://hooks.localhost/', 'PRIVATE_ADDRESS'],
  ['https://127.0.0.1/', 'PRIVATE_ADDRESS'],
  ['https://2130706433/', 'PRIVATE_ADDRESS'],
  ['https://0x7f.1/', 'PRIVATE_ADDRESS'],
  ['https://0177.0.0.1/', 'PRIVATE_ADDRESS'],
  ['https://[::1]/', 'PRIVATE_ADDRESS'],
  ['https://[::ffff:169.254.169.254]/', 'PRIVATE_ADDRESS'],
  ['https://169.254.169.254/latest/meta-data', 'PRIVATE_ADDRESS'],
  ['https://10.1.2.3/', 'PRIVATE_ADDRESS'],
  [`https://example.org/${'x'.repeat(2000)}`, 'TOO_LONG'],
])('%s is refused: %s', (given, fault) => {
  expect(readWebhookUrl(given, false)).toEqual({ fault });
});

test('in a demo on its own machine http is taken to that machine alone, on a port that is not kept for the system', () => {
  expect(readWebhookUrl('http://127.0.0.1:8080/hooks', true)).toEqual({ url: 'http://127.0.0.1:8080/hooks' });
  expect(readWebhookUrl('http://localhost:8080/hooks', true)).toEqual({ url: 'http://localhost:8080/hooks' });
  expect(readWebhookUrl('http://127.0.0.1/hooks', true)).toEqual({ fault: 'PORT' });
  expect(readWebhookUrl('http://10.0.0.1:8080/hooks', true)).toEqual({ fault: 'NOT_HTTPS' });
  expect(readWebhookUrl('https://10.0.0.1:8080/hooks', true)).toEqual({ fault: 'PRIVATE_ADDRESS' });
});
