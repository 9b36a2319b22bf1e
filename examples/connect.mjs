// @ts-check
import { TenorClient } from '../schema/client/tenor-client.mjs';

/** The client of this program: TENOR_URL says where the server is, TENOR_TOKEN is an API key or the token of a sign-in. */
export function connect() {
  const { TENOR_URL = 'http://127.0.0.1:4000', TENOR_TOKEN } = process.env;
  if (!TENOR_TOKEN) {
    process.stderr.write('TENOR_TOKEN is missing: the token of an API key or of a sign-in.\n');
    process.exit(2);
  }
  return new TenorClient(TENOR_URL, TENOR_TOKEN);
}

/**
 * The success of a mutation; a problem ends the program with its code and its words.
 *
 * @template {{ __typename: string }} Outcome
 * @template {Outcome['__typename']} Name
 * @param {Outcome} outcome
 * @param {Name} name
 * @returns {Extract<Outcome, { __typename: Name }>}
 */
export function expect(outcome, name) {
  if (outcome.__typename === name) return /** @type {Extract<Outcome, { __typename: Name }>} */ (outcome);
  process.stderr.write(`${JSON.stringify(outcome, null, 2)}\n`);
  process.exit(1);
}
