import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SubjectKind, SubjectReader } from '../events/index.js';
import { fromWireId, type IdKind, kindOfWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import type { RequestContext } from '../platform/request-context.js';

/** Every kind of node there is: how one is read as the viewer may see it, by the kind of its id. */
export type NodeKinds = Partial<Record<IdKind, (context: RequestContext, id: string) => Promise<Node | null>>>;

/** The events' subjects are nodes too. */
const idKinds: Readonly<Record<SubjectKind, IdKind>> = {
  organization: 'organization',
  bank_account: 'bankAccount',
  programme: 'programme',
  invoice: 'invoice',
  credit_note: 'creditNote',
  approval: 'approval',
  auction: 'auction',
  bid: 'bid',
  financing: 'financing',
  payment: 'payment',
  mandate: 'mandate',
  payment_file: 'paymentFile',
  fee_bill: 'feeBill',
  limit: 'limit',
  bank_message: 'bankMessage',
  bank_file: 'bankFile',
  bank_report: 'bankReport',
  bank_entry: 'bankEntry',
  entry_resolution: 'entryResolution',
  refund: 'refund',
  alert: 'alert',
  override: 'override',
  complete_export: 'completeExport',
  disclosure_pack: 'disclosurePack',
  webhook_endpoint: 'webhookEndpoint',
};

/** Reads the subjects of events with the kinds' own reads: one statement a kind. */
export function subjectReader(kinds: NodeKinds): SubjectReader {
  return async (context, kind, ids) => {
    const idKind = idKinds[kind];
    const load = kinds[idKind];
    const found = new Map<string, Node>();
    if (!load) return found;
    const nodes = await Promise.all(ids.map(id => load(context, id)));
    for (const [index, node] of nodes.entries()) if (node) found.set(ids[index]!, node);
    return found;
  };
}

/** `node` and `nodes` over these kinds; an id of no kind, of nothing, or of something invisible gives null. */
export function nodesResolver(kinds: NodeKinds) {
  async function find(context: RequestContext, id: string): Promise<Node | null> {
    const idKind = kindOfWireId(id);
    const uuid = idKind && fromWireId(idKind, id);
    return (uuid && (await kinds[idKind]?.(context, uuid))) || null;
  }

  @Resolver()
  class NodesResolver {
    @Query(() => Node, {
      nullable: true,
      description: 'Anything by its id; null where there is nothing for you to see.',
    })
    node(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Node | null> {
      return find(context, id);
    }

    @Query(() => [Node], { nullable: 'items', description: 'Up to 100 at once, in the order asked for.' })
    nodes(@Ctx() context: RequestContext, @Arg('ids', () => [ID]) ids: string[]): Promise<(Node | null)[]> {
      return Promise.all(ids.slice(0, 100).map(id => find(context, id)));
    }
  }
  return NodesResolver;
}
