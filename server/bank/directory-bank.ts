import { createHash, randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bankFileBytesMax, type BankPort, type ReceivedFile, type SubmittedFile } from './port.js';

export interface DirectoryBankOptions {
  /** In which the folders `out`, `sent`, `in` and `in/done` stand, or are made. */
  readonly folder: string;
  /** Told of what a person has to do, once each. */
  readonly report: (fault: Error) => void;
  /** How long a file must have been left alone before it is read, in milliseconds: its writer may still be at it. */
  readonly quietMs?: number;
}

/** Written by a program that is not done with it, by the custom of file transfers. */
const unfinished = /^\.|\.(part|partial|filepart|tmp|temp)$/i;
/** As many as are held in memory at once, however many are asked for. */
const bytesAtOnce = 2 * bankFileBytesMax;

/**
 * A bank that is reached through a folder, by whatever program carries files between it and the bank (an EBICS client, SFTP).
 *
 *   out/<message id>.xml   an instruction file, whole from the moment it has its name; the carrier takes it away
 *   sent/<message id>      the SHA-256 of what was put there: the same instruction is not put there again
 *   in/<name>              what the bank sent, put there by the carrier; read in the order of the names
 *   in/done/<name>         what is kept by us; nothing is ever deleted
 *
 * Links are not followed: nobody who may write into the folder may point at files elsewhere.
 */
export async function directoryBank({ folder, report, quietMs = 5_000 }: DirectoryBankOptions): Promise<BankPort> {
  const folders = { out: join(folder, 'out'), sent: join(folder, 'sent'), in: join(folder, 'in') };
  const done = join(folders.in, 'done');
  for (const each of [folders.out, folders.sent, done]) await mkdir(each, { recursive: true });
  const told = new Set<string>();

  /** Tells a person of something once, as long as this server runs. */
  function tellOnce(what: string, message: string): void {
    if (told.has(what)) return;
    told.add(what);
    report(new Error(message));
  }

  return {
    async submit(file) {
      if (!/^[A-Z0-9]{1,35}$/.test(file.messageId)) throw new Error(`${file.messageId} is no message id.`);
      await put(folders, file);
    },

    /** A folder has no way to ask a bank for anything back: a person has to. */
    async recall(endToEndIds) {
      for (const id of endToEndIds)
        tellOnce(`recall ${id}`, `Ask the bank to give up the instruction ${id}: through a folder it cannot be asked.`);
    },

    async waitingFiles(limit) {
      const names = (await readdir(folders.in)).filter(name => name !== 'done' && !unfinished.test(name)).sort();
      const files: ReceivedFile[] = [];
      let bytes = 0;
      for (const name of names) {
        if (files.length >= limit || bytes >= bytesAtOnce) break;
        const file = await receive(join(folders.in, name), name, quietMs);
        if (file === 'refused')
          tellOnce(`refused ${name}`, `${join(folders.in, name)} is no file of its own: it is not read.`);
        else if (file) {
          files.push(file);
          bytes += file.bytes.byteLength;
        }
      }
      return files;
    },

    async acknowledge(ids) {
      for (const id of ids) await moveAway(folders.in, done, id);
    },
  };
}

interface OutFolders {
  readonly out: string;
  readonly sent: string;
}

/** Puts an instruction file where the carrier finds it, at once whole, and notes that it was put there. */
async function put({ out, sent }: OutFolders, { messageId, body }: SubmittedFile): Promise<void> {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const [target, note] = [join(out, `${messageId}.xml`), join(sent, messageId)];
  const before = (await textOf(note)) ?? (await hashOfText(target));
  if (before !== undefined && before !== sha256)
    throw new Error(`The file ${messageId} was handed over with other bytes.`);
  if (before === undefined) {
    const making = join(out, `.${messageId}.${randomBytes(6).toString('hex')}.part`);
    await writeWhole(making, body);
    await rename(making, target);
  }
  await writeFile(note, sha256);
}

async function hashOfText(path: string): Promise<string | undefined> {
  const text = await textOf(path);
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}

async function textOf(path: string): Promise<string | undefined> {
  const stats = await statsOf(path);
  if (!stats) return undefined;
  if (!stats.isFile()) throw new Error(`${path} is no file of its own.`);
  return readFile(path, 'utf8');
}

/** On the disk, whatever happens next. */
async function writeWhole(path: string, body: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file that nobody writes to any more; null where somebody may, or it is gone. */
async function receive(path: string, name: string, quietMs: number): Promise<ReceivedFile | 'refused' | null> {
  const stats = await statsOf(path);
  if (!stats) return null;
  if (!stats.isFile()) return 'refused';
  // What the system writes down of a change, and no program can set.
  if (Date.now() - Math.floor(stats.ctimeMs) < quietMs) return null;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const id = idOf(name, await file.stat());
    if (id !== idOf(name, stats)) return null;
    const content = stats.size > bankFileBytesMax ? await digestOf(file, stats.size) : { bytes: await file.readFile() };
    return idOf(name, await file.stat()) === id ? { id, name, ...content } : null;
  } finally {
    await file.close();
  }
}

/** What is known of a file that is too large to be read, without ever holding more than a piece of it. */
async function digestOf(file: FileHandle, size: number): Promise<Pick<ReceivedFile, 'bytes' | 'unreadable'>> {
  const hash = createHash('sha256');
  for await (const piece of file.createReadStream({ autoClose: false })) hash.update(piece as Buffer);
  return { bytes: new Uint8Array(), unreadable: { size, sha256: hash.digest() } };
}

/** A name may be used again: by the rest the same file is known. */
function idOf(name: string, { ino, size, ctimeMs }: Stats): string {
  return `${name}/${ino}-${size}-${ctimeMs}`;
}

/** Moves the file that was read, and no later one of its name; one that is gone has been moved. */
async function moveAway(from: string, to: string, id: string): Promise<void> {
  const name = id.slice(0, id.lastIndexOf('/'));
  const stats = await statsOf(join(from, name));
  if (!stats || idOf(name, stats) !== id) return;
  for (let count = 0; ; count += 1) {
    const target = join(to, count === 0 ? name : `${name}.${count}`);
    if (await statsOf(target)) continue;
    return rename(join(from, name), target);
  }
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
