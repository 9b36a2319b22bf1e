import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { PageArgs } from '../platform/connection.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { dueLineKeys, dueLines, dueListExportById, dueListExports } from './due-list.reads.js';
import {
  DueLineArgs,
  DueLineConnection,
  DueListExport,
  DueListExportConnection,
  ExportDueListInput,
  ExportDueListResult,
  ExportDueListSuccess,
  presentDueLine,
  presentDueListExport,
} from './due-list.types.js';
import { exportDueList } from './export-due-list.js';

/** The export by its id inside; null where it is another organization's. */
export async function loadDueListExport(ctx: RequestContext, id: string): Promise<DueListExport | null> {
  const row = await ctx.load(dueListExportById, id);
  return row && presentDueListExport(row);
}

@Resolver(() => DueListExport)
export class DueListResolver {
  @Query(() => DueLineConnection, {
    description:
      'What you owe for invoices and for fees, by the day it is due, and what changed since it was last taken away.',
  })
  async dueLines(@Args(() => DueLineArgs) args: DueLineArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => dueLines(db, args.filter ?? {}, args.first, args.after));
    return DueLineConnection.from(page, presentDueLine, dueLineKeys);
  }

  @Query(() => DueListExportConnection, { description: 'When your due list was taken away, the latest first.' })
  async dueListExports(@Args(() => PageArgs) args: PageArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => dueListExports(db, args.first, args.after));
    return DueListExportConnection.from(page, presentDueListExport, row => [String(row.no)]);
  }

  @FieldResolver(() => Person, { nullable: true })
  exportedBy(@Root() { row }: DueListExport, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.exportedBy);
  }

  @Mutation(() => ExportDueListResult, {
    description: 'A maker or checker takes the due list away: it is frozen, numbered and hashed.',
  })
  async exportDueList(
    @Arg('input', () => ExportDueListInput) input: ExportDueListInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ExportDueListSuccess | Problem> {
    const outcome = await ctx.run(exportDueList, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new ExportDueListSuccess(), {
      dueListExport: await loadDueListExport(ctx, outcome.exportId),
    });
  }
}
