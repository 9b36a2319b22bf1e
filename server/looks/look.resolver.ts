import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ApiKey, loadApiKey, loadPerson, Person } from '../identity/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { fromWireId } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { lookPage } from './look.reads.js';
import { OperatorLook, OperatorLookArgs, OperatorLookConnection, presentLook } from './look.types.js';

/** No row's: what is asked for under a malformed id is not there. */
const nobody = '00000000-0000-0000-0000-000000000000';

@Resolver(() => OperatorLook)
export class OperatorLookResolver {
  @Query(() => OperatorLookConnection, {
    description:
      'What persons of the operator looked at, the latest first. The operator’s own; for others there is none.',
  })
  async operatorLooks(@Args(() => OperatorLookArgs) args: OperatorLookArgs, @Ctx() ctx: RequestContext) {
    const personId = args.personId ? (fromWireId('person', args.personId) ?? nobody) : null;
    const page = await ctx.read(db => lookPage(db, { ...args, personId }));
    return OperatorLookConnection.from(page, presentLook, keysOf);
  }

  @FieldResolver(() => Person)
  person(@Root() { row }: OperatorLook, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.personId);
  }

  @FieldResolver(() => Organization)
  organization(@Root() { row }: OperatorLook, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.organizationId);
  }

  @FieldResolver(() => ApiKey, { nullable: true, description: 'Where a program looked in the person’s place.' })
  apiKey(@Root() { row }: OperatorLook, @Ctx() ctx: RequestContext): Promise<ApiKey | null> {
    return loadApiKey(ctx, row.apiKeyId);
  }
}
