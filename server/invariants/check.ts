/** Something that must always hold, as a query for what breaks it. */
export interface Check {
  /** After reliability's numbering, `I-02.BANK`: stable, for alerts and tests. */
  readonly id: string;
  /** The rule, as a sentence that is true when nothing is found. */
  readonly sentence: string;
  /** Returns one row for each thing that breaks the rule; or a candidate, where `breaks` decides. */
  readonly sql: string;
  /** For rules that only the code can recompute. The row's keys are in camelCase, numbers of 8 bytes are bigint. */
  readonly breaks?: (row: never) => boolean;
}
