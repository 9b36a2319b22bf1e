import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../server/cli/commands/take-bank-file.js';
import { StartRefused } from '../../../server/platform/config.js';
import { entry, statement } from '../../support/bank-reports.js';
import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let folder: string;
beforeAll(async () => {
  market = await openMoneyMarket();
  folder = mkdtempSync(join(tmpdir(), 'tenor-files-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await market?.close();
});

async function take(env: Readonly<Record<string, string>>, ...files: string[]) {
  let stdout = '';
  const sink = { write: () => true };
  const io = {
    stdin: process.stdin,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: sink,
    env,
    buildWeb: async () => {},
  };
  const code = await run(files, io);
  return { code, answers: stdout.split('\n').flatMap(line => (line ? (JSON.parse(line) as object) : [])) };
}

test('files are taken as from the connected bank, of whosever accounts; a held one shows in the exit code', async () => {
  const [good, bad] = [join(folder, 'good.xml'), join(folder, 'bad.xml')];
  writeFileSync(good, statement(market.funder, 0n, [entry({ side: 'CREDIT', amountMinor: 100n })]));
  writeFileSync(bad, '<nothing');
  const env = { DATABASE_URL: market.urls.appUrl };
  const first = await take(env, good);
  expect(first).toEqual({
    code: 0,
    answers: [{ file: good, bankFileId: expect.stringMatching(/^bkf_/), state: 'TAKEN', reason: null }],
  });
  expect(await take(env, good, bad)).toMatchObject({
    code: 1,
    answers: [first.answers[0], { file: bad, state: 'HELD', reason: 'UNREADABLE' }],
  });
  expect(await market.rows('bank_entry')).toMatchObject([{ organizationId: market.funder.id, amountMinor: 100n }]);
});

test('without files it says how it is called, and without a database it is refused', async () => {
  expect(await take({})).toEqual({ code: 2, answers: [] });
  await expect(take({}, 'any.xml')).rejects.toThrow(StartRefused);
});
