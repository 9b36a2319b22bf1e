/** A trusted document: the id by which the server knows it, and, for the compiler, what goes in and what comes back. */
export interface TypedDocument<Data, Variables> {
  readonly id: string;
  readonly name: string;
  readonly types?: (variables: Variables) => Data;
}
