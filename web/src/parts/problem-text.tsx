import type { Fault } from '../lib/form-values.js';
import type { Problem } from '../lib/outcome.js';
import { type Texts, useTexts } from '../texts/index.js';

/** The sentence for a refusal; a code that this program does not know yet is told by the server's own words. */
export function problemText(t: Texts, { code, message }: Problem): string {
  return t(`problem.${code}`, { message, defaultValue: message });
}

export function useProblemText(): (problem: Problem) => string {
  const t = useTexts();
  return problem => problemText(t, problem);
}

/** What is wrong with a field; bounds are the figures of the server's own sentence, in their order. */
export function faultText(t: Texts, { code, message }: Pick<Fault, 'code' | 'message'>): string {
  const figures = message?.match(/\d+/g) ?? [];
  return t(`fieldFault.${code}` as 'fieldFault.REQUIRED', { figures, defaultValue: message ?? code });
}
