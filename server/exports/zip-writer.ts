import { crc32, createDeflateRaw } from 'node:zlib';

/** More than the format can name without its extensions. */
export class ArchiveTooLarge extends RangeError {}

/** A file within an archive. */
export interface ZipEntry {
  /** With slashes, relative; UTF-8. */
  readonly path: string;
  readonly chunks: AsyncIterable<Buffer>;
}

const utf8AndDescriptor = 0x0808;
const deflated = 8;
/** 1 January 1980, the earliest there is: when a file was written tells nothing. */
const noDate = 0x21;
const most = 0xffff_ffff;
const mostEntries = 0xffff;

/**
 * A ZIP archive as it is written, each file deflated, sizes behind the data (APPNOTE 6.3, sections 4.3.7 to 4.3.16): nothing
 * is held but the names. Throws ArchiveTooLarge beyond 65,535 files or 4 GiB.
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer, void, undefined> {
  const central: Buffer[] = [];
  let offset = 0;
  for await (const { path, chunks } of entries) {
    const name = Buffer.from(path);
    const start = offset;
    const header = localHeader(name);
    yield header;
    let [crc, size, packed] = [0, 0, 0];
    const deflate = createDeflateRaw();
    const fed = (async () => {
      for await (const chunk of chunks) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        if (!deflate.write(chunk)) await new Promise(resolve => deflate.once('drain', resolve));
      }
      deflate.end();
    })().catch((error: Error) => void deflate.destroy(error));
    for await (const chunk of deflate) {
      packed += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
    await fed;
    const sums = sumsOf(crc, packed, size);
    yield Buffer.concat([signature(0x08074b50), sums]);
    offset += header.length + packed + 16;
    if (offset > most || size > most) throw new ArchiveTooLarge('An archive of more than 4 GiB is not written.');
    central.push(centralHeader(name, sums, start));
    if (central.length > mostEntries) throw new ArchiveTooLarge('An archive of more than 65,535 files is not written.');
  }
  const directory = Buffer.concat(central);
  yield directory;
  yield endOf(central.length, directory.length, offset);
}

function signature(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function sumsOf(crc: number, packed: number, size: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeUInt32LE(crc, 0);
  buffer.writeUInt32LE(packed, 4);
  buffer.writeUInt32LE(size, 8);
  return buffer;
}

/** Version needed, flags, method, time and date: the same for every file. */
function commonFields(): Buffer {
  const buffer = Buffer.alloc(10);
  buffer.writeUInt16LE(20, 0);
  buffer.writeUInt16LE(utf8AndDescriptor, 2);
  buffer.writeUInt16LE(deflated, 4);
  buffer.writeUInt16LE(noDate, 8);
  return buffer;
}

function localHeader(name: Buffer): Buffer {
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(name.length, 0);
  return Buffer.concat([signature(0x04034b50), commonFields(), Buffer.alloc(12), lengths, name]);
}

function centralHeader(name: Buffer, sums: Buffer, start: number): Buffer {
  const madeBy = Buffer.from([20, 0]);
  const rest = Buffer.alloc(18);
  rest.writeUInt16LE(name.length, 0);
  rest.writeUInt32LE(start, 14);
  return Buffer.concat([signature(0x02014b50), madeBy, commonFields(), sums, rest, name]);
}

function endOf(count: number, directoryLength: number, offset: number): Buffer {
  const buffer = Buffer.alloc(18);
  buffer.writeUInt16LE(count, 4);
  buffer.writeUInt16LE(count, 6);
  buffer.writeUInt32LE(directoryLength, 8);
  buffer.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), buffer]);
}
