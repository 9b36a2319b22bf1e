import { GraphQLError } from 'graphql';
import { Arg, Ctx, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../platform/request-context.js';
import { eventFrames, eventLog, type EventSource, UnknownCursor } from './event-stream.js';
import { EventFrame, LoggedEvent } from './events.types.js';

declare module '../platform/request-context.js' {
  interface Services {
    readonly events: EventSource;
  }
}

@Resolver()
export class EventsResolver {
  @Query(() => [LoggedEvent], {
    description: 'What happened, newest first, as far as you may see it. `after`: the last cursor of the page before.',
  })
  eventLog(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<LoggedEvent[]> {
    return eventLog(context.services.events, context, Math.min(Math.max(first, 1), 100), after ?? null);
  }

  @Subscription(() => EventFrame, {
    description: 'Each change you may see, as it commits. Resumes after any cursor without a gap; null starts now.',
    subscribe: ({ args, context }: { args: { after?: string | null }; context: RequestContext }) =>
      closable(signal => eventFrames(context.services.events, context, args.after ?? null, signal)),
  })
  events(@Root() frame: EventFrame, @Arg('after', () => String, { nullable: true }) _after: string | null): EventFrame {
    return frame;
  }
}

/**
 * An async generator that ends at once when its reader returns, even while it waits: a plain generator would first have to
 * reach its next yield.
 */
function closable<T>(start: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const abort = new AbortController();
  const frames = start(abort.signal);
  return {
    next: () =>
      frames.next().catch((error: unknown) => {
        if (error instanceof UnknownCursor)
          throw new GraphQLError(error.message, { extensions: { code: 'UNKNOWN_CURSOR' } });
        throw error;
      }),
    return: async () => {
      abort.abort();
      await frames.return(undefined);
      return { value: undefined, done: true };
    },
    throw: async (error: unknown) => {
      abort.abort();
      return frames.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
