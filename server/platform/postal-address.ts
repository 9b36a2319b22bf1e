/**
 * Where a party is, as payments name it: structured, by street and number, or hybrid, with up to two lines for what has no
 * place of its own. Town and country stand by themselves in either, so that a bank never has to guess them (EPC153-22).
 */
export interface PostalAddress {
  readonly street: string | null;
  /** Only with a street. */
  readonly buildingNumber: string | null;
  readonly postCode: string | null;
  readonly town: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** At most two of 70 characters; none beside a street. */
  readonly lines: readonly string[];
}

/** The longest that ISO 20022 takes of each part. */
export const addressLengths = { street: 70, buildingNumber: 16, postCode: 16, town: 35, line: 70 } as const;
