import { createHash } from 'node:crypto';
import { documentForViewer, visibleDocuments } from '../invoices/index.js';
import { byteOrderMark, csvRecord } from '../platform/csv-writer.js';
import { toWireId } from '../platform/ids.js';
import type { RequestContext } from '../platform/request-context.js';
import { organizationOf } from '../platform/viewer.js';
import { csvOf, type Exports } from './exports.js';
import type { ListReader } from './list-query.js';
import type { ZipEntry } from './zip-writer.js';

/** Where the ids come from to which the lists of single things belong: the first column of another list. */
const parentLists: Readonly<Record<string, string>> = {
  invoice: 'invoices',
  approval: 'approvals',
  auction: 'auctions',
  financing: 'financings',
  programme: 'programmes',
  organization: 'organizations',
  bill: 'fee-bills',
  creditNote: 'credit-notes',
  account: 'ledger-accounts',
  pack: 'disclosure-packs',
  endpoint: 'webhook-endpoints',
};

/** What a complete export consists of: paths and how their bytes come about, read only when it is their turn. */
export async function completeExportFiles(lists: Exports['lists'], context: RequestContext): Promise<ZipEntry[]> {
  const documents = await context.read(visibleDocuments);
  return [
    ...[...lists].flatMap(([name, list]) => {
      const parent = list.parameters.find(parameter => parameter in parentLists);
      if (asksForChoice(list)) return [];
      const chunks = parent ? childrenOf(lists, list, parent, context) : recordsOf(list, context);
      return [{ path: `lists/${name}.csv`, chunks }];
    }),
    ...(await dueLists(lists, context)),
    ...documents.map(({ id, name }) => ({
      path: `documents/${toWireId('document', id)}/${safeName(name)}`,
      chunks: documentBytes(context, id),
    })),
  ];
}

/** Of one day, whose payments are in their own list; or of one file that was made before, which stands under its own name. */
function asksForChoice({ parameters }: ListReader): boolean {
  return parameters.includes('export') || parameters.includes('day');
}

async function* recordsOf(list: ListReader, context: RequestContext): AsyncGenerator<Buffer> {
  const read = list.read({});
  if ('faults' in read) throw new Error(read.faults.join(' '));
  const pages = await list.open(context, read.variables);
  for await (const text of csvOf(list.headings, pages ?? noPages())) yield Buffer.from(text);
}

async function* noPages(): AsyncGenerator<never> {}

/** The lists of every single thing behind each other, the id of the thing before each record. */
async function* childrenOf(
  lists: Exports['lists'],
  list: ListReader,
  parent: string,
  context: RequestContext,
): AsyncGenerator<Buffer> {
  yield Buffer.from(byteOrderMark + csvRecord([`of_${parent}`, ...list.headings]));
  const own = organizationOf(context.viewer);
  const seen = new Set<string>();
  const first = parent === 'organization' && own ? [toWireId('organization', own)] : [];
  for await (const id of idsOf(lists, parentLists[parent]!, context, first)) {
    if (seen.has(id)) continue;
    seen.add(id);
    const read = list.read({ [parent]: id });
    if ('faults' in read) throw new Error(read.faults.join(' '));
    const pages = await list.open(context, read.variables);
    for await (const records of pages ?? noPages())
      yield Buffer.from(records.map(record => csvRecord([id, ...record])).join(''));
  }
}

async function* idsOf(
  lists: Exports['lists'],
  name: string,
  context: RequestContext,
  first: readonly string[] = [],
): AsyncGenerator<string> {
  yield* first;
  const list = lists.get(name)!;
  const read = list.read({});
  if ('faults' in read) throw new Error(read.faults.join(' '));
  for await (const records of (await list.open(context, read.variables)) ?? noPages())
    for (const [id] of records) yield id!;
}

/** Each due list as it was taken away, to the byte. */
async function dueLists(lists: Exports['lists'], context: RequestContext): Promise<ZipEntry[]> {
  const list = lists.get('due-list')!;
  const entries: ZipEntry[] = [];
  for await (const id of idsOf(lists, 'due-list-exports', context)) {
    const bytes = async function* (): AsyncGenerator<Buffer> {
      const read = list.read({ export: id });
      if ('faults' in read) throw new Error(read.faults.join(' '));
      const pages = await list.open(context, read.variables);
      for await (const text of csvOf(list.headings, pages ?? noPages())) yield Buffer.from(text);
    };
    entries.push({ path: `due-lists/${id}.csv`, chunks: bytes() });
  }
  return entries;
}

async function* documentBytes(context: RequestContext, id: string): AsyncGenerator<Buffer> {
  const found = await context.read((db, viewer) => documentForViewer(db, viewer, id));
  if (!found) throw new Error('A document went out of sight while the export was made.');
  yield found.body;
}

/** A name that is one on every system, and leads nowhere. */
function safeName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_');
  return plain.slice(0, 120) || 'document';
}

/** A line of the manifest. */
export interface ManifestLine {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The file's chunks as they are, counted and hashed on the way; `done` is told at their end. */
export async function* witnessed(
  { path, chunks }: ZipEntry,
  done: (line: ManifestLine) => Promise<void> | void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  await done({ path, bytes, sha256: hash.digest('hex') });
}
