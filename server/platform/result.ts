import { type ClassType, createUnionType } from 'type-graphql';
import type { Command } from './command.js';
import { InvalidInput, KeyReused, Problem, type ProblemClass } from './problem.js';

/**
 * `union XResult = XSuccess | <the command's problems>`. InvalidInput is always a member; KeyReused wherever the input has
 * a key. Every operation spreads `... on Problem { code message }`, so that a new member breaks no client.
 */
export function resultUnion(Success: ClassType<object>, command: Pick<Command<never, object>, 'name' | 'problems'>) {
  const name = `${command.name[0]!.toUpperCase()}${command.name.slice(1)}Result`;
  const members = [
    ...new Set<ProblemClass>([InvalidInput, KeyReused, ...command.problems]),
  ] as unknown as ClassType<object>[];
  return createUnionType({
    name,
    types: () => [Success, ...members] as [ClassType<object>, ...ClassType<object>[]],
    resolveType: (value: object) => value.constructor.name,
  });
}

/** A command's outcome as the member of its result union: a problem as it is, a success as an instance of its class. */
export function resultOf<Success extends object>(
  Success: ClassType<Success>,
  outcome: object | Problem,
): Success | Problem {
  return outcome instanceof Problem ? outcome : (Object.assign(new Success(), outcome) as Success);
}
