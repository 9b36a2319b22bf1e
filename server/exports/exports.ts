import type { GraphQLSchema } from 'graphql';
import { byteOrderMark, csvRecord } from '../platform/csv-writer.js';
import { fromWireId } from '../platform/ids.js';
import type { RequestContext } from '../platform/request-context.js';
import { openFecFile } from '../statements/index.js';
import { completeExportBytes } from './complete-export.reads.js';
import { disclosureFile } from './disclosure-files.js';
import { dueListFile } from './due-list-file.js';
import { eventList } from './event-list.js';
import { exportLists } from './export-lists.js';
import { type ListDefinition, type ListReader, listQuery, type Parameters, type Records } from './list-query.js';

/** A file that is written while it is read: whoever reads slowly holds one page of a list and no transaction. */
export interface ExportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly chunks: AsyncGenerator<string | Buffer, void, undefined>;
}

/** Why there is no file. What is absent and what may not be seen give one answer. */
export interface ExportRefusal {
  readonly status: 400 | 404 | 409;
  readonly code: string;
  readonly message: string;
}

/** The lists of the API as files. */
export class Exports {
  readonly lists: ReadonlyMap<string, ListReader>;

  constructor(schema: GraphQLSchema) {
    const definitions: readonly (readonly [string, ListDefinition])[] = Object.entries(exportLists);
    this.lists = new Map([
      ...definitions.map(([name, definition]) => [name, listQuery(schema, definition)] as const),
      ['due-list', dueListFile],
      ['events', eventList],
    ]);
  }

  /** The file of this name: `<list>.csv` is the list as its viewer sees it, narrowed as the API narrows it. */
  async open(name: string, parameters: Parameters, context: RequestContext): Promise<ExportFile | ExportRefusal> {
    const complete = fromWireId('completeExport', /^complete\/(.+)\.zip$/.exec(name)?.[1] ?? '');
    if (complete !== undefined) {
      const chunks = await completeExportBytes(context, complete);
      return chunks ? { fileName: 'tenor-complete-export.zip', mediaType: 'application/zip', chunks } : nothing;
    }
    if (name === 'fec.txt') return openFecFile(context, parameters);
    if (name.startsWith('disclosures/')) return openDisclosure(name, parameters, context);
    const list = this.lists.get(/^(.+)\.csv$/.exec(name)?.[1] ?? '');
    if (!list) return nothing;
    const read = list.read(parameters);
    if ('faults' in read) return { status: 400, code: 'UNKNOWN_PARAMETER', message: read.faults.join(' ') };
    const pages = await list.open(context, read.variables);
    if (pages === null) return nothing;
    return {
      fileName: `tenor-${name}`,
      mediaType: 'text/csv; charset=utf-8; header=present',
      chunks: csvOf(list.headings, pages),
    };
  }
}

/** A disclosure pack, in one of its languages. */
async function openDisclosure(
  name: string,
  { language = 'en', ...others }: Parameters,
  context: RequestContext,
): Promise<ExportFile | ExportRefusal> {
  if ((language !== 'en' && language !== 'fr') || Object.keys(others).length > 0)
    return { status: 400, code: 'UNKNOWN_PARAMETER', message: 'The only parameter is language, en or fr.' };
  return (await disclosureFile(name, language, context)) ?? nothing;
}

const nothing: ExportRefusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is no such list, or you may not see it.',
};

/** The text of a file from its pages. */
export async function* csvOf(
  headings: readonly string[],
  pages: AsyncIterable<Records>,
): AsyncGenerator<string, void, undefined> {
  yield byteOrderMark + csvRecord(headings);
  for await (const records of pages) yield records.map(csvRecord).join('');
}
