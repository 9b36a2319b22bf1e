import type { ProblemCode } from '../graphql/documents.js';
import type { Fault } from './form-values.js';

/** A refusal as every operation asks for it; the faults where the input was wrong. */
export interface Problem {
  readonly __typename: string;
  readonly code: ProblemCode;
  readonly message: string;
  readonly fields?: readonly Fault[];
}

/** The one field of a mutation's data, without its problems. */
export type SuccessOf<Data> = Exclude<Data[keyof Data], Problem>;

/** The problems a mutation can answer, with the facts its operation asks for. */
export type ProblemOf<Data> = Extract<Data[keyof Data], Problem>;

/** The answer of a mutation: what it did, or why not. */
export function outcomeOf<Data extends object>(
  data: Data,
): { success: SuccessOf<Data> } | { problem: ProblemOf<Data> } {
  const [result] = Object.values(data) as [Data[keyof Data]];
  const isProblem = typeof result === 'object' && result !== null && 'code' in result;
  return isProblem ? { problem: result as ProblemOf<Data> } : { success: result as SuccessOf<Data> };
}
