import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDocumentReaders, parseDocument, readDocument } from '../../../server/documents/index.js';
import { ReaderPool } from '../../../server/documents/reader-pool.js';
import { csvOf, problemsOf, read, ublInvoice } from './sample-documents.js';

/** A worker that does what the name of the file says, so that each thing that can go wrong is made to happen. */
const program = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ bytes, name }) => {
  if (name === 'loop') for (;;);
  if (name === 'throw') throw new Error('a bug');
  if (name === 'exit') process.exit(1);
  if (name === 'fill') for (const all = []; ; ) all.push(new Array(1e5).fill(all.length));
  const reading = { format: 'xml', sha256: '', size: bytes.length, invoices: [], problems: [], threadId };
  setTimeout(() => parentPort.postMessage(reading), name === 'slow' ? 300 : 0);
  if (name === 'late') setTimeout(() => process.exit(1), 20);
});
setTimeout(() => parentPort.postMessage('ready'), 50);
`;

let folder: string;
let pool: ReaderPool;

function poolOf(options: Partial<ConstructorParameters<typeof ReaderPool>[0]> = {}): ReaderPool {
  const file = join(folder, 'worker.cjs');
  return new ReaderPool({ workers: 1, timeLimitMs: 1_000, memoryLimitMb: 32, program: file, ...options });
}

function job(name: string) {
  return { bytes: Buffer.from('<a/>'), name, mostBytes: 100 };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenor-workers-'));
  writeFileSync(join(folder, 'worker.cjs'), program);
});
beforeEach(() => {
  pool = poolOf();
});
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

test('a busy machine stretches the limit', async () => {
  await pool.close();
  pool = poolOf({ timeLimitMs: 100, stretch: () => 2.5 });
  expect((await pool.read(job('loop'))).problems[0]?.message).toBe(
    'The file could not be read within 250 milliseconds.',
  );
});

describe('a worker that breaks gives a problem, and the next file a new worker', () => {
  test.each([
    ['loop', 'TOO_SLOW', 'The file could not be read within 1000 milliseconds.'],
    ['throw', 'UNREADABLE', 'The file broke the program that reads it.'],
    ['exit', 'UNREADABLE', 'The file broke the program that reads it.'],
    ['fill', 'UNREADABLE', 'The file broke the program that reads it.'],
  ])(
    '%s',
    async (name, code, message) => {
      const [broken, next] = await Promise.all([pool.read(job(name)), pool.read(job('fine'))]);
      expect(broken).toEqual({
        format: 'unknown',
        sha256: read('<a/>').sha256,
        size: 4,
        invoices: [],
        problems: [{ code, path: '/', row: null, column: null, message, severity: 'ERROR' }],
      });
      expect(next).toMatchObject({ format: 'xml', size: 4 });
    },
    20_000,
  );

  test('one that dies with nothing to do is replaced', async () => {
    await pool.read(job('late'));
    await new Promise(done => setTimeout(done, 200));
    expect(await pool.read(job('fine'))).toMatchObject({ format: 'xml' });
  });

  test('one that cannot start says so', async () => {
    const startless = poolOf({ program: join(folder, 'nowhere.cjs') });
    const { problems } = await startless.read(job('fine'));
    expect(problems[0]).toMatchObject({ code: 'UNREADABLE', message: 'The program that reads files does not start.' });
    await startless.close();
  });
});

test('neither starting nor waiting for a worker counts as time of a document', async () => {
  const impatient = poolOf({ timeLimitMs: 600 });
  const readings = await Promise.all(Array.from({ length: 4 }, () => impatient.read(job('slow'))));
  expect(readings.flatMap(problemsOf)).toEqual([]);
  await impatient.close();
});

test('workers are used again, and no more than allowed are started', async () => {
  const two = poolOf({ workers: 2 });
  const readings = await Promise.all(Array.from({ length: 6 }, () => two.read(job('slow'))));
  const threads = new Set(readings.map(reading => (reading as unknown as { threadId: number }).threadId));
  expect(threads.size).toBe(2);
  await two.close();
});

test('a pool that is closed answers what it has not read, and what still comes', async () => {
  const readings = [pool.read(job('loop')), pool.read(job('fine'))];
  await pool.close();
  readings.push(pool.read(job('fine')));
  for (const { problems } of await Promise.all(readings)) {
    expect(problems[0]).toMatchObject({
      code: 'UNREADABLE',
      message: 'The file was not read: the reader was stopped.',
    });
  }
});

describe('readDocument', () => {
  afterAll(closeDocumentReaders);

  test('gives in a worker what parseDocument gives here', async () => {
    const files = [Buffer.from(ublInvoice), Buffer.from(csvOf([{}, { currency: '' }])), Buffer.from('<a>')];
    const readings = await Promise.all(files.map(bytes => readDocument(bytes, 'a.csv')));
    expect(readings).toEqual(files.map(bytes => parseDocument(bytes, 'a.csv')));
  });

  test('takes the size that is allowed from the caller', async () => {
    expect(problemsOf(await readDocument(Buffer.from('<a/>'), 'a.xml', 3))).toEqual(['FILE_TOO_LARGE /']);
  });

  test('starts anew after it was closed', async () => {
    await closeDocumentReaders();
    expect(await readDocument(Buffer.from(ublInvoice), 'a.xml')).toMatchObject({ format: 'ubl-invoice' });
  });
});
