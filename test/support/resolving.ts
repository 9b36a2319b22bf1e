import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { submitBankFile } from '../../server/reconciliation/index.js';
import { type MoneyMarket, type Party, unexpected } from './money-market.js';

export interface Resolution {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly availableActions: readonly string[];
  readonly entry: { readonly state: string };
  readonly refund: { readonly id: string; readonly state: string } | null;
}
export type ResolutionAnswer = { readonly code?: string; readonly resolution?: Resolution };

const resolutionFields = `... on Problem { code message }
  ... on ProposeResolutionSuccess { resolution { ...R } } ... on ConfirmResolutionSuccess { resolution { ...R } }
  ... on RefuseResolutionSuccess { resolution { ...R } } ... on UndoResolutionSuccess { resolution { ...R } }`;
const fragment = `fragment R on EntryResolution { id kind state reason undoReason availableActions entry { state } refund { id state } }`;

/** What persons of a market's parties ask and say of entries, through the API. */
export interface Desk {
  ask<Data = Record<string, never>>(viewer: MemberViewer, source: string, variables?: object): Promise<Data>;
  /** The other person of a party. */
  second(party: Party): MemberViewer;
  bring(party: Party, bytes: Buffer): Promise<void>;
  act(viewer: MemberViewer, verb: 'propose' | 'confirm' | 'refuse' | 'undo', input: object): Promise<ResolutionAnswer>;
  propose(party: Party, entryId: string, of: object): Promise<ResolutionAnswer>;
  /** Proposed by the party's first person, confirmed by its other. */
  resolve(party: Party, entryId: string, of: object): Promise<ResolutionAnswer>;
  /** Undone by both persons of a party. */
  undo(party: Party, resolutionId: string): Promise<ResolutionAnswer>;
}

export const reason = 'Seen with the bank.';

export async function openDesk(market: MoneyMarket): Promise<Desk> {
  const seconds = new Map<string, MemberViewer>();
  for (const party of [market.supplier, market.buyer, market.funder, market.operator]) {
    const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [party.accountId]);
    seconds.set(party.id, { ...party.checker, personId: account!.verifiedBy, memberId: randomUUID() });
  }
  const second = ({ id }: Party) => seconds.get(id)!;

  async function ask<Data>(viewer: MemberViewer, source: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await graphql({
      schema: await apiSchema(),
      source,
      variableValues: variables as Record<string, unknown>,
      contextValue: new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID()),
    });
    if (errors) throw errors[0]?.originalError ?? errors[0];
    return data as Data;
  }

  async function act(viewer: MemberViewer, verb: 'propose' | 'confirm' | 'refuse' | 'undo', input: object) {
    const name = `${verb}Resolution`;
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const spread = resolutionFields
      .split(/(?=\.\.\. on)/)
      .filter(part => part.includes('Problem') || part.includes(type.replace('Input', 'Success')))
      .join(' ');
    const data = await ask<Record<string, ResolutionAnswer>>(
      viewer,
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${spread} } } ${fragment}`,
      { input: { ...input, idempotencyKey: randomUUID() } },
    );
    return data[name]!;
  }

  const propose: Desk['propose'] = (party, entryId, of) => act(party.checker, 'propose', { entryId, reason, ...of });

  return {
    ask,
    second,
    act,
    propose,
    async bring({ checker }, bytes) {
      const { work, database } = market;
      await submitBankFile({ work, database, report: unexpected }, checker, { name: 'file.xml', bytes });
    },
    async resolve(party, entryId, of) {
      const proposed = await propose(party, entryId, of);
      if (!proposed.resolution) return proposed;
      return act(second(party), 'confirm', { resolutionId: proposed.resolution.id });
    },
    async undo(party, resolutionId) {
      const proposed = await act(party.checker, 'undo', { resolutionId, reason });
      return proposed.resolution ? act(second(party), 'confirm', { resolutionId }) : proposed;
    },
  };
}
