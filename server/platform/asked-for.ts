/** What a caller asks to see: what it sends, in the words in which it is written down. */
export interface AskedFor {
  readonly kind: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION' | 'DOCUMENT' | 'FILE';
  /** The name of the operation, or of the file; empty where it has none. */
  readonly operation: string;
  /** The fields of the root. */
  readonly fields: readonly string[];
  /** The ids it names, as they stand on the wire, each once. */
  readonly subjects: readonly string[];
}
