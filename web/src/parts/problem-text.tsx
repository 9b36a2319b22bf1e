import type { ProblemCode } from '../graphql/documents.js';
import type { Problem } from '../lib/outcome.js';
import { en } from '../texts/en.js';
import { type Texts, useTexts } from '../texts/index.js';

/** A text for every code there is: the compiler misses one that is absent. */
const known: Readonly<Record<ProblemCode, string>> = en.problem;

/** The sentence for a refusal; a code that this program does not know yet is told by the server's own words. */
export function problemText(t: Texts, { code, message }: Problem): string {
  return code in known ? t(`problem.${code}`, { message }) : message;
}

export function useProblemText(): (problem: Problem) => string {
  const t = useTexts();
  return problem => problemText(t, problem);
}
