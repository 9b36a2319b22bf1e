import type { z } from 'zod';
import type { Tx } from './database.js';
import type { Problem, ProblemClass } from './problem.js';
import type { Viewer } from './viewer.js';

/**
 * One business act: one function, one transaction. `execute` reads top to bottom: lock, authorize, decide, write, record.
 * It returns plain figures and ids (they are remembered as JSON under the idempotency key), or a problem.
 */
export interface Command<Input, Success extends object> {
  /** The name of the mutation. */
  readonly name: string;
  /** Shape and bounds of the input; an `idempotencyKey` in it makes the outcome remembered. */
  readonly input: z.ZodType<Input>;
  /** The refusals this act can give, in the order in which they are judged. */
  readonly problems: readonly ProblemClass[];
  execute(tx: Tx, viewer: Viewer, input: Input): Promise<Success | Problem>;
}

/** A command as it is written: whatever `execute` gives that is no problem is its success. */
interface CommandDefinition<Input, Outcome extends object> extends Omit<Command<Input, Outcome>, 'execute'> {
  execute(tx: Tx, viewer: Viewer, input: Input): Promise<Outcome>;
}

/** Names a command; exists so that its types are inferred. */
export function command<Input, Outcome extends object>(
  definition: CommandDefinition<Input, Outcome>,
): Command<Input, Exclude<Outcome, Problem>> {
  return definition as unknown as Command<Input, Exclude<Outcome, Problem>>;
}
