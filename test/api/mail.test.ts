import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { raiseAlerts, setAlertPreference, writeAlertMails } from '../../server/alerts/index.js';
import { inviteMember, setLanguage } from '../../server/identity/index.js';
import { enableMail, type MailPort, sendDueMails, smtpMail, startMailer } from '../../server/mail/index.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { eventually } from '../support/api-client.js';
import { untilAllIsTold } from '../support/all-told.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';

/* Mails as they leave: by real sockets, to a real SMTP server of the test's own. */

jest.setTimeout(60_000);

interface Received {
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const origin = 'https://tenor.example';
const received: Received[] = [];
/** What the next mails are refused with; empty: they are taken. */
const refusals: number[] = [];

let smtp: SMTPServer;
let port: MailPort;
let market: AuctionMarket;
beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString();
      });
      stream.on('end', () => {
        const responseCode = refusals.shift();
        if (responseCode) return done(Object.assign(new Error('not now'), { responseCode }));
        received.push(parse(raw, session.envelope.rcptTo.map(({ address }) => address).join()));
        done();
      });
    },
  });
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve));
  const { port: number } = smtp.server.address() as AddressInfo;
  port = smtpMail(`smtp://127.0.0.1:${number}`, 'alerts@tenor.example');
});
afterAll(async () => {
  port.close();
  await new Promise<void>(resolve => smtp.close(resolve));
});

beforeEach(async () => {
  market = await openAuctionMarket();
  await market.work.perform(systemViewer, tx => enableMail(tx, true));
  received.length = 0;
});
afterEach(() => market.close());

function parse(raw: string, to: string): Received {
  const [head = '', ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const lines = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const headers = Object.fromEntries(
    lines.map(line => [line.split(':')[0]!.toLowerCase(), line.replace(/^.*?: /, '')]),
  );
  const encoded = rest.join('\n\n');
  const isQuoted = headers['content-transfer-encoding'] === 'quoted-printable';
  return { to, headers, body: isQuoted ? unquoted(encoded) : encoded };
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function tell(): Promise<void> {
  await untilAllIsTold(market.urls);
  await raiseAlerts(market.work, market.database);
}

async function offersFor(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1)
    await market.bid(market.funders[0]!, await market.list(), { rateBps: '450' });
  await tell();
}

const write = () => writeAlertMails(market.work, market.database);
const send = () => sendDueMails(market.work, { port, origin });
const outbox = () =>
  market.asAdmin('SELECT kind, subject, body, attempts, fault, sent_at, given_up_at FROM mail ORDER BY queued_at');
const emailOf = async (personId: string) =>
  (await market.asAdmin<{ email: string }>('SELECT email FROM person WHERE id = $1', [personId]))[0]!.email;

test('alerts leave by mail at once: one mail, in the person’s language, with counts and a link and nothing else; once', async () => {
  const { supplier, funders, buyer } = market;
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  await market.succeed(setLanguage, supplier.viewer, { language: 'fr' });
  await offersFor(2);
  expect(await write()).toBe(1);
  expect(await write()).toBe(0);
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(received).toHaveLength(1);
  const [mail] = received;
  expect(mail!.to).toBe(await emailOf(supplier.viewer.personId));
  expect(mail!.headers).toMatchObject({
    from: 'alerts@tenor.example',
    'auto-submitted': 'auto-generated',
    'content-type': 'text/plain; charset=utf-8',
  });
  expect(mail!.headers['message-id']).toMatch(/^<[0-9a-f-]{36}@tenor\.example>$/);
  expect(mail!.body.trim()).toBe(
    [
      '- Nouvelle offre (2)',
      '',
      'Les voir :',
      'https://tenor.example/alerts',
      '',
      'Vous recevez ce message parce que vos réglages d’alertes le veulent. Ils se changent sur la même page.',
    ].join('\n'),
  );
  for (const secret of [supplier.name, buyer.name, funders[0]!.name, '450', '4,5'])
    expect(JSON.stringify(mail)).not.toContain(secret);
  expect(await outbox()).toMatchObject([{ kind: 'ALERTS', subject: null, body: null, attempts: 1, given_up_at: null }]);
});

test('the digest leaves after seven in the morning, one a day, without what was read or may not be seen', async () => {
  const { supplier } = market;
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'DIGEST' });
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'OFFER_ENDING', delivery: 'OFF' });
  await offersFor(4);
  expect(await write()).toBe(0);
  await market.setClock('2031-03-04T06:59:59+01:00');
  expect(await write()).toBe(0);
  const ids = (await market.asAdmin<{ id: string }>('SELECT id FROM alert ORDER BY id')).map(({ id }) => id);
  await market.asAdmin(
    `UPDATE alert SET subject_kind = 'limit', subject_id = (SELECT id FROM exposure_limit LIMIT 1) WHERE id = $1`,
    [ids[0]],
  );
  await market.setClock('2031-03-04T07:00:01+01:00');
  expect(await write()).toBe(1);
  expect(await write()).toBe(0);
  await offersFor(1);
  expect(await write()).toBe(0);
  await send();
  expect(received.map(({ headers, body }) => [headers.subject, body.split('\n')[0]])).toEqual([
    ['Tenor: your alerts of the last day', '- New offer (3)'],
  ]);
});

test('a mail that is not taken is tried again, later each time; one that is refused for good is not', async () => {
  const { supplier } = market;
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  await offersFor(1);
  await write();
  refusals.push(451, 421);
  await send();
  expect(await outbox()).toMatchObject([{ attempts: 1, sent_at: null, fault: expect.stringContaining('not now') }]);
  expect(await send()).toBe(0);
  const wait = async () => {
    const [row] = await market.asAdmin<{ seconds: number }>(
      'SELECT round(extract(epoch FROM try_at - clock_timestamp()) / 10)::integer * 10 AS seconds FROM mail WHERE sent_at IS NULL',
    );
    await market.asAdmin('UPDATE mail SET try_at = clock_timestamp()');
    return row!.seconds;
  };
  expect(await wait()).toBe(30);
  await send();
  expect(await wait()).toBe(60);
  expect(await send()).toBe(1);
  expect(received).toHaveLength(1);

  await offersFor(1);
  await write();
  refusals.push(550);
  await send();
  expect(await outbox()).toMatchObject([
    { attempts: 3 },
    { attempts: 1, body: null, fault: expect.stringContaining('550') },
  ]);
  expect((await outbox())[1]!.given_up_at).not.toBeNull();
  await market.asAdmin('UPDATE mail SET try_at = clock_timestamp()');
  expect(await send()).toBe(0);
});

test('two servers write and send at once: each alert is in one mail, each mail leaves once; a server that dies sends it again', async () => {
  const { supplier } = market;
  for (let count = 0; count < 6; count += 1) {
    const dealer = await market.member(supplier, 'DEALER');
    await market.succeed(setAlertPreference, dealer, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  }
  await offersFor(3);
  const servers = [market, await market.another(), await market.another()];
  await Promise.all(servers.map(({ work, database }) => writeAlertMails(work, database)));
  await Promise.all(servers.map(({ work }) => sendDueMails(work, { port, origin })));
  expect(received.map(({ body }) => body.split('\n')[0])).toEqual(Array.from({ length: 6 }, () => '- New offer (3)'));
  expect(new Set(received.map(({ to }) => to)).size).toBe(6);

  await offersFor(1);
  await write();
  const dying: MailPort = { send: () => new Promise(() => {}), close() {} };
  void sendDueMails(market.work, { port: dying, origin });
  await eventually('the mails are taken', async () =>
    (await market.asAdmin('SELECT FROM mail WHERE sent_at IS NULL AND attempts = 1')).length === 5 ? true : undefined,
  );
  received.length = 0;
  expect(await send()).toBe(1);
  await market.asAdmin('UPDATE mail SET try_at = clock_timestamp()');
  expect(await send()).toBe(5);
  expect(new Set(received.map(({ headers }) => headers['message-id'])).size).toBe(6);
});

test('an invitation goes by mail, too, naming the organization that invites and no person; its secret is forgotten then', async () => {
  const { supplier } = market;
  const input = { name: 'Luc Vernay', email: 'Luc.Vernay@example.org', permissions: ['VIEWER'] };
  const { token, mailed } = await market.succeed(inviteMember, supplier.viewer, input);
  expect(mailed).toBe(true);
  await send();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    to: 'luc.vernay@example.org',
    headers: { subject: `${supplier.name} invites you to Tenor` },
  });
  expect(received[0]!.body).toContain(`\nhttps://tenor.example/invitation#${token}\n`);
  expect(received[0]!.body).not.toContain('Vernay');
  expect(JSON.stringify(await market.asAdmin('SELECT * FROM mail'))).not.toContain(token);
});

test('without a mail server nothing is put into the outbox', async () => {
  const { supplier } = market;
  await market.work.perform(systemViewer, tx => enableMail(tx, false));
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  await market.succeed(inviteMember, supplier.viewer, {
    name: 'Luc',
    email: 'luc@example.org',
    permissions: ['VIEWER'],
  });
  await offersFor(1);
  expect(await write()).toBe(0);
  expect(await outbox()).toEqual([]);
});

test('the mailer beside a server writes and sends by itself, and stops', async () => {
  const { supplier } = market;
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  const faults: unknown[] = [];
  const own: MailPort = { send: mail => port.send(mail), close() {} };
  const mailer = startMailer({
    work: market.work,
    route: { port: own, origin },
    write,
    onError: e => faults.push(e),
    everyMs: 20,
  });
  await offersFor(1);
  await eventually('the mail is there', async () => received[0]);
  await mailer.stop();
  expect(faults).toEqual([]);
});
