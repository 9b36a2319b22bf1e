import { randomUUID } from 'node:crypto';
import type { ServerAddress } from './server-process.js';

/** An amount as it stands on the wire. */
export interface WireMoney {
  readonly amount: string;
  readonly currency: string;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { message: string; extensions?: { code?: string } }[];
}

/** What a mutation gave: the success with what was selected, or a problem with its facts. */
export type Outcome = { readonly __typename: string; readonly code?: string; readonly message?: string } & Readonly<
  Record<string, unknown>
>;

/** What became of an uploaded file. */
export interface UploadReport {
  readonly documentId: string | null;
  readonly format: string;
  readonly sha256: string;
  readonly landed: readonly { invoiceId: string; number: string; outcome: string; row: number | null }[];
  readonly creditNotes: readonly { creditNoteId: string; number: string; outcome: string; invoiceId: string | null }[];
  readonly refused: readonly {
    number: string | null;
    row: number | null;
    problems: readonly { code: string; path: string; message: string; severity: string }[];
  }[];
  readonly problems: readonly { code: string; path?: string; message: string }[];
}

/** Facts of problems that tests look at, as far as the mutation's union has the problem. */
const problemFacts: Readonly<Record<string, string>> = {
  acceptOffer: `... on OfferChanged { net { amount currency } discount { amount currency } valueDate version }
    ... on NotAvailable { state } ... on InvoiceNotEligible { reasons { code } }`,
  acceptOffers: '... on OffersRefused { refusals { bidId problem { code } } }',
  placeBid: '... on LimitExceeded { shortBy { amount currency } } ... on NotAvailable { state }',
  releaseApproval: '... on NotAvailable { state }',
  preparePaymentFiles: '... on PaymentsNotReleasable { faults { paymentId code } }',
  releasePaymentFiles: '... on PaymentsNotReleasable { faults { paymentId code } }',
  openAuction: '... on InvoiceNotEligible { reasons { code } }',
};

/** A program that talks to the API with a bearer token, or without any. */
export class ApiClient {
  constructor(
    readonly server: ServerAddress,
    readonly token: string | null = null,
  ) {}

  static async signIn(server: ServerAddress, email: string, password: string): Promise<ApiClient> {
    const outcome = await new ApiClient(server).mutate('signIn', { email, password, carrier: 'BEARER' }, 'token');
    return new ApiClient(server, expectSuccess(outcome).token as string);
  }

  /** The same caller at another server of the same market. */
  at(server: ServerAddress): ApiClient {
    return new ApiClient(server, this.token);
  }

  /** Sends a document as it is; rejects only where no answer came. */
  async send(query: string, variables: object = {}): Promise<GraphqlAnswer> {
    const response = await fetch(this.server.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.credentials() },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Partial<GraphqlAnswer>;
    return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
  }

  /** The data of an answer without errors. */
  async query<Data = Record<string, never>>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.send(query, variables);
    if (errors.length > 0 || data === null) throw new Error(`${JSON.stringify(errors)} for ${query}`);
    return data as Data;
  }

  /** Sends one business verb. `selection` is what is wanted of its success. */
  async mutate(verb: string, input: object, selection: string): Promise<Outcome> {
    const name = verb[0]!.toUpperCase() + verb.slice(1);
    const document = `mutation ($input: ${name}Input!) { ${verb}(input: $input) { __typename
      ... on ${name}Success { ${selection} }
      ... on InvalidInput { fields { path code message } }
      ${problemFacts[verb] ?? ''}
      ... on Problem { code message } } }`;
    const data = await this.query<Record<string, Outcome>>(document, { input });
    return data[verb]!;
  }

  /** As `mutate`, under a new key, for what must succeed. */
  async succeed(verb: string, input: object, selection: string): Promise<Outcome> {
    return expectSuccess(await this.mutate(verb, { ...input, idempotencyKey: newKey() }, selection));
  }

  /** As `succeed`, for the verbs that commit nobody and take no key. */
  async succeedPlain(verb: string, input: object, selection: string): Promise<Outcome> {
    return expectSuccess(await this.mutate(verb, input, selection));
  }

  /** All nodes of a connection, page by page. `field` is the field with its arguments but `first` and `after`. */
  async all<Node>(field: string, selection: string, argumentsText = ''): Promise<Node[]> {
    const nodes: Node[] = [];
    let after: string | null = null;
    do {
      const data: Record<string, Connection<Node>> = await this.query(
        `query ($after: String) { ${field}(first: 100, after: $after${argumentsText && `, ${argumentsText}`}) {
           edges { node { ${selection} } } pageInfo { endCursor hasNextPage } } }`,
        { after },
      );
      const page: Connection<Node> = data[field]!;
      nodes.push(...page.edges.map(edge => edge.node));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return nodes;
  }

  /** Sends a file by the upload route of schema/README.md. */
  async upload(
    name: string,
    bytes: string | Uint8Array<ArrayBuffer>,
    mediaType: string,
  ): Promise<{ status: number; report: UploadReport }> {
    const response = await fetch(this.server.upload, {
      method: 'POST',
      headers: { 'content-type': mediaType, 'x-file-name': encodeURIComponent(name), ...this.credentials() },
      body: bytes,
    });
    return { status: response.status, report: (await response.json()) as UploadReport };
  }

  /** Brings a file of a bank by the route of schema/README.md. */
  async bringBankFile(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.server.url}/bank-files`, {
      method: 'POST',
      headers: {
        'content-type': 'application/xml',
        'x-file-name': encodeURIComponent(name),
        ...this.credentials(),
      },
      body: bytes,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The original of a document. */
  async download(path: string): Promise<{ status: number; body: string }> {
    const response = await fetch(`${this.server.url}${path}`, { headers: this.credentials() });
    return { status: response.status, body: await response.text() };
  }

  private credentials(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

interface Connection<Node> {
  readonly edges: readonly { node: Node }[];
  readonly pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** A fresh idempotency key. */
export function newKey(): string {
  return randomUUID();
}

export function expectSuccess(outcome: Outcome): Outcome {
  if (!outcome.__typename.endsWith('Success')) throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Euros and cents, as `{amount, currency}`. */
export function eur(amount: string): WireMoney {
  return { amount, currency: 'EUR' };
}

/** Asks again until the answer is there, within a deadline. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, withinMs = 10_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
