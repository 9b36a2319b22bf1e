import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, Programme } from '../programmes/index.js';
import { limitById, limits } from './limit.reads.js';
import { Limit, presentLimit, SetLimitInput, SetLimitResult, SetLimitSuccess } from './limit.types.js';
import { setLimit } from './set-limit.js';

/** The limit by its id inside; null where it is not the viewer's. */
export async function loadLimit(ctx: RequestContext, id: string): Promise<Limit | null> {
  const row = await ctx.load(limitById, id);
  return row && presentLimit(row);
}

@Resolver(() => Limit)
export class LimitResolver {
  @Query(() => [Limit], { description: 'Your own; for the operator those of the programmes.' })
  async limits(@Ctx() ctx: RequestContext): Promise<Limit[]> {
    return (await ctx.read(limits)).map(presentLimit);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'BUYER, PAIR.' })
  buyer(@Root() { row }: Limit, @Ctx() ctx: RequestContext): Promise<Organization | null> | null {
    return row.buyerId === null ? null : loadOrganization(ctx, row.buyerId);
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'PROGRAMME.' })
  programme(@Root() { row }: Limit, @Ctx() ctx: RequestContext): Promise<Programme | null> | null {
    return row.programmeId === null ? null : loadProgramme(ctx, row.programmeId);
  }

  @Mutation(() => SetLimitResult, {
    description: 'Risk sets a limit, new or known. Below its use nothing is forced, and every further bid is refused.',
  })
  async setLimit(
    @Arg('input', () => SetLimitInput) input: SetLimitInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetLimitSuccess | Problem> {
    const outcome = await ctx.run(setLimit, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetLimitSuccess(), { limit: await loadLimit(ctx, outcome.limitId) });
  }
}
