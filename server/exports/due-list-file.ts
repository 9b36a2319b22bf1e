import { fromWireId } from '../platform/ids.js';
import type { RequestContext } from '../platform/request-context.js';
import { dueListExportById, dueListHeadings, dueListRecord, linesOfExport } from '../remittances/index.js';
import type { ListReader, Records } from './list-query.js';

/** A due list as it was taken away: the bytes whose hash was kept. */
export const dueListFile: ListReader = {
  headings: dueListHeadings,
  parameters: ['export'],
  read({ export: exportId, ...others }) {
    const faults = Object.keys(others).map(name => `This list has no parameter ${name}.`);
    if (typeof exportId !== 'string') faults.push('Say of which by export=<id>.');
    return faults.length > 0 ? { faults } : { variables: { id: fromWireId('dueListExport', exportId as string) } };
  },
  async open(context, { id }) {
    const found = id === undefined ? null : await context.load(dueListExportById, id as string);
    return found && recordsOf(context, found.no);
  },
};

async function* recordsOf(context: RequestContext, no: number): AsyncGenerator<Records, void, undefined> {
  for await (const lines of linesOfExport(read => context.read(read), no)) yield lines.map(dueListRecord);
}
