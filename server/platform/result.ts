import { type ClassType, createUnionType } from 'type-graphql';
import type { Command } from './command.js';
import { InvalidInput, KeyReused, type ProblemClass } from './problem.js';

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
