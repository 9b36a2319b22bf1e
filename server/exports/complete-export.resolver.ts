import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadMember, Member } from '../identity/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { completeExportById, completeExports } from './complete-export.reads.js';
import {
  CompleteExport,
  presentCompleteExport,
  RequestCompleteExportInput,
  RequestCompleteExportResult,
  RequestCompleteExportSuccess,
} from './complete-export.types.js';
import { requestCompleteExport } from './request-complete-export.js';

/** The export by its id inside; null for whoever is not of its organization. */
export async function loadCompleteExport(ctx: RequestContext, id: string): Promise<CompleteExport | null> {
  const row = await ctx.load(completeExportById, id);
  return row && presentCompleteExport(row);
}

@Resolver(() => CompleteExport)
export class CompleteExportResolver {
  @Query(() => [CompleteExport], { description: 'Those of your organization, the latest first.' })
  async completeExports(@Ctx() ctx: RequestContext): Promise<CompleteExport[]> {
    return (await ctx.read(completeExports)).map(presentCompleteExport);
  }

  @FieldResolver(() => Member, { description: 'The administrator whose sight it has.' })
  requestedBy(@Root() { row }: CompleteExport, @Ctx() ctx: RequestContext): Promise<Member | null> {
    return loadMember(ctx, row.requestedBy);
  }

  @Mutation(() => RequestCompleteExportResult, {
    description: 'An administrator asks for everything that it may see, as one file.',
  })
  async requestCompleteExport(
    @Arg('input', () => RequestCompleteExportInput) input: RequestCompleteExportInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RequestCompleteExportSuccess | Problem> {
    const outcome = await ctx.run(requestCompleteExport, input);
    if (outcome instanceof Problem) return outcome;
    const completeExport = await loadCompleteExport(ctx, outcome.exportId);
    return Object.assign(new RequestCompleteExportSuccess(), { completeExport });
  }
}
