import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankPort, bankFileBytesMax, directoryBank } from '../../../server/bank/index.js';

let folder: string;
let bank: BankPort;
let faults: string[];

const openBank = (quietMs = 0) => directoryBank({ folder, quietMs, report: fault => void faults.push(fault.message) });
const at = (...path: string[]) => join(folder, ...path);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenor-bank-'));
  faults = [];
  bank = await openBank();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('out', () => {
  test('a file is there whole under its name, and nothing else is', async () => {
    await bank.submit({ messageId: 'M1', body: '<Document>é</Document>' });
    expect(readdirSync(at('out'))).toEqual(['M1.xml']);
    expect(readFileSync(at('out', 'M1.xml'), 'utf8')).toBe('<Document>é</Document>');
  });

  test('the same file again counts once, even after it was carried away and the server started anew', async () => {
    const file = { messageId: 'M1', body: '<a/>' };
    await bank.submit(file);
    await bank.submit(file);
    renameSync(at('out', 'M1.xml'), at('carried.xml'));
    bank = await openBank();
    await bank.submit(file);
    expect(readdirSync(at('out'))).toEqual([]);
  });

  test('what was put there before its note was written is not put there twice', async () => {
    await bank.submit({ messageId: 'M1', body: '<a/>' });
    rmSync(at('sent', 'M1'));
    await expect(bank.submit({ messageId: 'M1', body: '<b/>' })).rejects.toThrow('M1 was handed over with other bytes');
    await bank.submit({ messageId: 'M1', body: '<a/>' });
    expect(existsSync(at('sent', 'M1'))).toBe(true);
  });

  test('other bytes under a name are a fault, and overwrite nothing', async () => {
    await bank.submit({ messageId: 'M1', body: '<a/>' });
    await expect(bank.submit({ messageId: 'M1', body: '<b/>' })).rejects.toThrow('M1 was handed over with other bytes');
    expect(readFileSync(at('out', 'M1.xml'), 'utf8')).toBe('<a/>');
  });

  test('no name leads out of the folder, and no link is written through', async () => {
    await expect(bank.submit({ messageId: '../M1', body: '<a/>' })).rejects.toThrow('no message id');
    writeFileSync(at('elsewhere'), 'kept');
    symlinkSync(at('elsewhere'), at('out', 'M2.xml'));
    await expect(bank.submit({ messageId: 'M2', body: '<a/>' })).rejects.toThrow('no file of its own');
    expect(readFileSync(at('elsewhere'), 'utf8')).toBe('kept');
  });

  test('nothing is asked back: a person is told, once for each', async () => {
    await bank.recall(['E1', 'E2']);
    await bank.recall(['E1', 'E3']);
    expect(readdirSync(at('out'))).toEqual([]);
    expect(faults.map(fault => /instruction (\w+)/.exec(fault)?.[1])).toEqual(['E1', 'E2', 'E3']);
  });
});

describe('in', () => {
  const put = (name: string, content: string | Buffer = `<${name}/>`) => writeFileSync(at('in', name), content);
  const names = async (limit = 20) => (await bank.waitingFiles(limit)).map(({ name }) => name);

  test('files are given in the order of their names, until they are acknowledged; then they are kept aside', async () => {
    for (const name of ['b.xml', 'c.xml', 'a.xml']) put(name);
    expect(await names(2)).toEqual(['a.xml', 'b.xml']);
    const files = await bank.waitingFiles(20);
    expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['<a.xml/>', '<b.xml/>', '<c.xml/>']);
    await bank.acknowledge(files.slice(0, 2).map(({ id }) => id));
    await bank.acknowledge(files.slice(0, 2).map(({ id }) => id));
    expect(await names()).toEqual(['c.xml']);
    expect(readdirSync(at('in', 'done')).sort()).toEqual(['a.xml', 'b.xml']);
  });

  test('a later file of the same name is another: it is not acknowledged with the first, and overwrites nothing', async () => {
    put('a.xml', '<one/>');
    const [one] = await bank.waitingFiles(1);
    rmSync(at('in', 'a.xml'));
    put('a.xml', '<other/>');
    await bank.acknowledge([one!.id]);
    const [other] = await bank.waitingFiles(1);
    expect(Buffer.from(other!.bytes).toString()).toBe('<other/>');
    put('b.xml');
    await bank.acknowledge([other!.id]);
    put('a.xml', '<third/>');
    await bank.acknowledge((await bank.waitingFiles(5)).map(({ id }) => id));
    expect(readdirSync(at('in', 'done')).sort()).toEqual(['a.xml', 'a.xml.1', 'b.xml']);
    expect(readFileSync(at('in', 'done', 'a.xml'), 'utf8')).toBe('<other/>');
  });

  test('what may still be written is left alone', async () => {
    bank = await openBank(60_000);
    put('a.xml');
    expect(await names()).toEqual([]);
    bank = await openBank();
    for (const name of ['.hidden', 'b.xml.part', 'c.TMP', 'd.filepart']) put(name);
    expect(await names()).toEqual(['a.xml']);
  });

  test('links and folders are refused, and a person is told once', async () => {
    writeFileSync(at('secret'), 'of somebody else');
    symlinkSync(at('secret'), at('in', 'a.xml'));
    symlinkSync(at('nowhere'), at('in', 'b.xml'));
    mkdirSync(at('in', 'c.xml'));
    put('d.xml');
    expect(await names()).toEqual(['d.xml']);
    expect(await names()).toEqual(['d.xml']);
    expect(faults).toEqual(
      ['a', 'b', 'c'].map(name => `${at('in', `${name}.xml`)} is no file of its own: it is not read.`),
    );
  });

  test('a file that is too large is told of by its size and hash, and not held in memory', async () => {
    put('a.xml', '');
    truncateSync(at('in', 'a.xml'), 50 * 1024 * 1024);
    put('b.xml', Buffer.alloc(bankFileBytesMax, 0x20));
    const [large, largest] = await bank.waitingFiles(20);
    expect(large).toMatchObject({ name: 'a.xml', unreadable: { size: 50 * 1024 * 1024 } });
    expect(large!.bytes.byteLength).toBe(0);
    expect(large!.unreadable!.sha256).toEqual(
      createHash('sha256')
        .update(Buffer.alloc(50 * 1024 * 1024))
        .digest(),
    );
    expect(largest!.bytes.byteLength).toBe(bankFileBytesMax);
    expect(largest!.unreadable).toBeUndefined();
  });

  test('however many large files wait, two are held at once', async () => {
    for (const name of ['a', 'b', 'c']) put(name, Buffer.alloc(bankFileBytesMax, 0x20));
    expect(await names()).toEqual(['a', 'b']);
  });
});
