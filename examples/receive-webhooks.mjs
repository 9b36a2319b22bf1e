// @ts-check
// Receives what Tenor calls about: TENOR_WEBHOOK_SECRET=whsec_… node examples/receive-webhooks.mjs PORT
// Prints one JSON object an event. Every call is checked as Standard Webhooks 1.0 says; behind a proxy that ends TLS, this is all it takes.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = process.env.TENOR_WEBHOOK_SECRET;
const [port] = process.argv.slice(2);
if (!secret?.startsWith('whsec_') || !port) throw new Error('Give TENOR_WEBHOOK_SECRET, and the port to listen on.');
const key = Buffer.from(secret.slice('whsec_'.length), 'base64');

/** Calls older than this, or from so far ahead, are somebody else's. */
const toleranceSeconds = 5 * 60;
/** An event may come twice, and comes under the same id. A program that keeps books keeps the ids with them. */
const known = new Set();

createServer(async (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  for await (const text of request) body += text;
  const id = String(request.headers['webhook-id']);
  if (!isSigned(id, String(request.headers['webhook-timestamp']), String(request.headers['webhook-signature']), body)) {
    response.writeHead(400).end('not signed');
    return;
  }
  if (!known.has(id)) {
    const { type, timestamp, data } = JSON.parse(body);
    console.log(JSON.stringify({ id, type, at: timestamp, kind: data.subject?.type, subject: data.subject?.id }));
    known.add(id);
  }
  response.writeHead(204).end();
}).listen(Number(port), '127.0.0.1');

/**
 * Whether one of the signatures, divided by blanks, is that of our secret: after a rotation there are two.
 *
 * @param {string} id
 * @param {string} timestamp
 * @param {string} signatures
 * @param {string} body byte for byte as it came
 */
function isSigned(id, timestamp, signatures, body) {
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds)) return false;
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
  return signatures.split(' ').some(text => {
    const given = Buffer.from(text);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
