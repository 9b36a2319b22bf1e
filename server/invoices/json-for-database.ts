/** Half of a surrogate pair, or NUL: JSON can say it, the database cannot hold it. */
const unstorable = /[\p{Surrogate}\0]/gu;

/** JSON of what a document says, fit for a jsonb parameter: what the database cannot hold becomes U+FFFD. */
export function jsonForDatabase(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** Text of a document, fit for a text parameter. */
export function storable(text: string): string {
  return text.replace(unstorable, '\u{FFFD}');
}
