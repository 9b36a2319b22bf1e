import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readMarketTime } from '../identity/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { MoveClockInput, MoveClockResult, MoveClockSuccess } from './clock.types.js';
import { orderClockMove } from './order-clock-move.js';

/** What plays business time up to an instant, and resolves to the number of stops. */
export interface ClockMover {
  moveTo(target: Date): Promise<number>;
}

declare module '../platform/request-context.js' {
  interface Services {
    readonly clock: ClockMover;
  }
}

@Resolver()
export class ClockResolver {
  @Mutation(() => MoveClockResult, {
    description:
      'The operator of a demo moves business time on; everything due on the way is played, and done when this answers.',
  })
  async moveClock(
    @Arg('input', () => MoveClockInput) input: MoveClockInput,
    @Ctx() ctx: RequestContext,
  ): Promise<MoveClockSuccess | Problem> {
    const outcome = await ctx.run(orderClockMove, input);
    if (outcome instanceof Problem) return outcome;
    const played = await ctx.services.clock.moveTo(new Date(outcome.target));
    return Object.assign(new MoveClockSuccess(), { played, marketClock: await ctx.read(readMarketTime) });
  }
}
