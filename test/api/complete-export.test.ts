import { createHash, randomUUID } from 'node:crypto';
import { EventFeed } from '../../server/events/index.js';
import { drawFeeBills } from '../../server/fees/index.js';
import {
  expireCompleteExports,
  Exports,
  makeCompleteExports,
  requestCompleteExport,
} from '../../server/exports/index.js';
import { subjectReader } from '../../server/http/nodes.js';
import { apiSchema, nodeKinds } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';
import { readZip } from '../support/read-zip.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let feed: EventFeed;
let exports: Exports;

beforeAll(async () => {
  market = await openMoneyMarket();
  feed = await EventFeed.start(market.database, error => console.error(error));
  exports = new Exports(await apiSchema());
  for (const disburses of [true, false]) {
    const invoice = await market.approve();
    if (!disburses) continue;
    await market.award(invoice);
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  }
  await market.setClock('2031-03-06T18:00:00+01:00');
  await market.settle();
  await market.setClock('2031-04-01T10:00:00+02:00');
  await drawFeeBills(market.work);
});
afterAll(async () => {
  await feed?.stop();
  await market?.close();
});

function contextOf(viewer: MemberViewer): RequestContext {
  const { database, work, installation } = market;
  const events = { database, feed, cursorKey: installation.cursorKey, readSubjects: subjectReader(nodeKinds) };
  return new RequestContext(viewer, database, work, { events } as unknown as Services, randomUUID());
}

async function request(viewer: MemberViewer): Promise<string> {
  const outcome = await market.work.run(requestCompleteExport, viewer, { idempotencyKey: randomUUID() });
  return (outcome as { exportId: string }).exportId;
}

function make(): Promise<number> {
  const { work, database } = market;
  const report = (fault: unknown) => {
    throw fault;
  };
  return makeCompleteExports({ work, database, exports, contextFor: contextOf, report });
}

async function bytesOf(viewer: MemberViewer, name: string, parameters = {}): Promise<Buffer | string> {
  const file = await exports.open(name, parameters, contextOf(viewer));
  if ('status' in file) return file.code;
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test('why one could not be made is told', async () => {
  const { checker } = market.supplier;
  const { work, database } = market;
  const failureOf = async (id: string) =>
    (await market.rows<{ failure: string }>('complete_export', 'id = $1', [id]))[0];
  const faulty = await request(checker);
  const broken = () => {
    throw new Error('broken');
  };
  const reported: unknown[] = [];
  await makeCompleteExports({ work, database, exports, contextFor: broken, report: fault => reported.push(fault) });
  expect(await failureOf(faulty)).toMatchObject({ state: 'FAILED', failure: 'FAULT' });
  expect(reported).toHaveLength(1);

  const left = await request(checker);
  const { permissions } = (await market.rows<{ permissions: string[] }>('member', 'id = $1', [checker.memberId]))[0]!;
  await market.asAdmin(`UPDATE member SET permissions = '{VIEWER}' WHERE id = $1`, [checker.memberId]);
  await make();
  await market.asAdmin('UPDATE member SET permissions = $2 WHERE id = $1', [checker.memberId, permissions]);
  expect(await failureOf(left)).toMatchObject({ state: 'FAILED', failure: 'NOT_ALLOWED' });
});

const zipName = (id: string) => `complete/${toWireId('completeExport', id)}.zip`;

test.each(['supplier', 'buyer', 'funder', 'operator'] as const)(
  'everything that the %s may see, each file as its list gives it, and no more',
  async party => {
    const { checker } = market[party];
    const id = await request(checker);
    expect(await request(checker)).toBe(id);
    expect(await bytesOf(checker, zipName(id))).toBe('NOT_FOUND');
    expect(await make()).toBe(1);

    const archive = (await bytesOf(checker, zipName(id))) as Buffer;
    const [row] = await market.rows<{
      state: string;
      sha256: Buffer;
      sizeBytes: bigint;
      filesDone: number;
      filesTotal: number;
    }>('complete_export', 'id = $1', [id]);
    expect(row).toMatchObject({ state: 'READY', sizeBytes: BigInt(archive.length), filesDone: row!.filesTotal });
    expect(row!.sha256).toEqual(createHash('sha256').update(archive).digest());

    const files = readZip(archive);
    const { files: lines } = JSON.parse(files.get('manifest.json')!.toString()) as {
      files: { path: string; bytes: number; sha256: string }[];
    };
    expect(lines).toEqual(
      [...files]
        .filter(([path]) => path !== 'manifest.json')
        .map(([path, body]) => ({
          path,
          bytes: body.length,
          sha256: createHash('sha256').update(body).digest('hex'),
        })),
    );
    // The own look of whoever writes and events of the making come after.
    for (const [name, list] of exports.lists) {
      const asksForChoice = list.parameters.some(parameter => ['export', 'day'].includes(parameter));
      if (['events', 'complete-exports', 'sessions'].includes(name) || asksForChoice) continue;
      const taken = files.get(`lists/${name}.csv`)!.toString();
      const whole = await bytesOf(checker, `${name}.csv`);
      if (whole !== 'UNKNOWN_PARAMETER') {
        const expected = whole === 'NOT_FOUND' ? `\ufeff${list.headings.join(',')}\r\n` : whole.toString();
        expect([name, taken]).toEqual([name, expected]);
        continue;
      }
      const [, ...records] = taken.trimEnd().split('\r\n');
      const parent = list.parameters[0]!;
      for (const of of new Set(records.map(record => record.split(',')[0]!))) {
        const [, ...own] = (await bytesOf(checker, `${name}.csv`, { [parent]: of })).toString().trimEnd().split('\r\n');
        expect([name, records.filter(record => record.startsWith(`${of},`))]).toEqual([
          name,
          own.map(record => `${of},${record}`),
        ]);
      }
    }
    expect(files.get('lists/members.csv')!.toString()).toContain(`${market[party].name} person`);
  },
);

test('nobody else takes it: no member without the permission, no other organization, not the operator', async () => {
  const { supplier, buyer, operator } = market;
  const id = await request(supplier.checker);
  await make();
  expect(await bytesOf(supplier.checker, zipName(id))).toBeInstanceOf(Buffer);
  for (const viewer of [buyer.checker, operator.checker, { ...supplier.checker, permissions: ['VIEWER'] as const }]) {
    expect(await bytesOf(viewer, zipName(id))).toBe('NOT_FOUND');
  }
  const input = { idempotencyKey: randomUUID() };
  for (const viewer of [
    { ...supplier.checker, permissions: ['CHECKER'] as const },
    { ...supplier.checker, apiKeyId: randomUUID() },
  ]) {
    expect(await market.work.run(requestCompleteExport, viewer, { ...input })).toMatchObject({ code: 'NOT_PERMITTED' });
  }
});

test('an organization that is suspended takes everything along all the same', async () => {
  const { buyer } = market;
  await market.asAdmin(
    `SET session_replication_role = replica; UPDATE organization SET state = 'SUSPENDED', suspended_at = now() WHERE id = '${buyer.id}'`,
  );
  const id = await request(buyer.checker);
  await make();
  expect(readZip((await bytesOf(buyer.checker, zipName(id))) as Buffer).size).toBeGreaterThan(30);
});

test('after seven days it is gone', async () => {
  const { funder } = market;
  const id = await request(funder.checker);
  await make();
  await market.setClock('2031-04-08T10:00:01+02:00');
  await market.asAdmin(`UPDATE business_clock SET offset_ms = offset_ms + 60000`);
  expect(await bytesOf(funder.checker, zipName(id))).toBe('NOT_FOUND');
  expect(await expireCompleteExports(market.work)).toBeGreaterThan(0);
  expect(await market.rows('complete_export_part', 'export_id = $1', [id])).toEqual([]);
  const types = await market.asAdmin<{ type: string }>(
    'SELECT type FROM event WHERE subject_id = $1 ORDER BY subject_no',
    [id],
  );
  expect([...new Set(types.map(({ type }) => type))]).toEqual([
    'completeExport.requested',
    'completeExport.progressed',
    'completeExport.ready',
    'completeExport.expired',
  ]);
});
