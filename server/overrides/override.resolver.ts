import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import type { Command } from '../platform/command.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { confirmOverride, refuseOverride } from './decide-override.js';
import { overrideById, overridePage } from './override.reads.js';
import {
  ConfirmOverrideInput,
  ConfirmOverrideResult,
  ConfirmOverrideSuccess,
  Override,
  OverrideArgs,
  OverrideConnection,
  presentOverride,
  ProposeOverrideInput,
  ProposeOverrideResult,
  ProposeOverrideSuccess,
  RefuseOverrideInput,
  RefuseOverrideResult,
  RefuseOverrideSuccess,
} from './override.types.js';
import { proposeOverride } from './propose-override.js';

/** The override by its id inside, for the operator. */
export async function loadOverride(ctx: RequestContext, id: string): Promise<Override | null> {
  const row = await ctx.load(overrideById, id);
  return row && presentOverride(ctx.viewer, row);
}

@Resolver(() => Override)
export class OverrideResolver {
  @Query(() => OverrideConnection, {
    description: 'What the operator did, or means to do, by exception: the latest first. For the operator; else empty.',
  })
  async overrides(@Args(() => OverrideArgs) args: OverrideArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => overridePage(db, args));
    return OverrideConnection.from(page, row => presentOverride(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Person)
  proposedBy(@Root() { row }: Override, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.proposedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who confirmed or refused it.' })
  decidedBy(@Root() { row }: Override, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.decidedBy);
  }

  @Mutation(() => ProposeOverrideResult, {
    description: 'A person of the operator proposes what takes two; another confirms within 24 hours.',
  })
  proposeOverride(
    @Arg('input', () => ProposeOverrideInput) input: ProposeOverrideInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProposeOverrideSuccess | Problem> {
    return shown(ctx, proposeOverride, input, ProposeOverrideSuccess);
  }

  @Mutation(() => ConfirmOverrideResult, {
    description: 'Another person confirms: it is done at once, under both names.',
  })
  confirmOverride(
    @Arg('input', () => ConfirmOverrideInput) input: ConfirmOverrideInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ConfirmOverrideSuccess | Problem> {
    return shown(ctx, confirmOverride, input, ConfirmOverrideSuccess);
  }

  @Mutation(() => RefuseOverrideResult, { description: 'Turns a proposal down, or takes it back.' })
  refuseOverride(
    @Arg('input', () => RefuseOverrideInput) input: RefuseOverrideInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefuseOverrideSuccess | Problem> {
    return shown(ctx, refuseOverride, input, RefuseOverrideSuccess);
  }
}

/** Runs a command about an override and shows it as it is afterwards. */
async function shown<Success extends { readonly override: Override }, Input>(
  ctx: RequestContext,
  command: Command<Input, { overrideId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { override: await loadOverride(ctx, outcome.overrideId) });
}
