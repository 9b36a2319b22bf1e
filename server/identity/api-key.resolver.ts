import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Organization } from '../organizations/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { apiKeyOf } from '../platform/viewer.js';
import { apiKeyById, apiKeysOf } from './api-key.reads.js';
import {
  ApiKey,
  CreateApiKeyInput,
  CreateApiKeyResult,
  CreateApiKeySuccess,
  presentApiKey,
  RevokeApiKeyInput,
  RevokeApiKeyResult,
  RevokeApiKeySuccess,
  RotateApiKeyInput,
  RotateApiKeyResult,
  RotateApiKeySuccess,
} from './api-key.types.js';
import { createApiKey } from './create-api-key.js';
import { loadMember } from './identity.resolver.js';
import { Member, ViewerType } from './identity.types.js';
import { revokeApiKey } from './revoke-api-key.js';
import { rotateApiKey } from './rotate-api-key.js';
import type { NewKey } from './write-api-key.js';

/** The key by its id inside; null where the viewer may not know it. */
export async function loadApiKey(ctx: RequestContext, id: string | null): Promise<ApiKey | null> {
  const row = id === null ? null : await ctx.load(apiKeyById, id);
  return row && presentApiKey(ctx.viewer, row);
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => Member, { description: 'Who created it, and for whom it acts.' })
  member(@Root() { row }: ApiKey, @Ctx() ctx: RequestContext): Promise<Member | null> {
    return loadMember(ctx, row.memberId);
  }

  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key in whose place it came.' })
  replaces(@Root() { row }: ApiKey, @Ctx() ctx: RequestContext): Promise<ApiKey | null> {
    return loadApiKey(ctx, row.replacesId);
  }

  @Mutation(() => CreateApiKeyResult, {
    description: 'An administrator gives a program a key, which acts for that administrator within scopes.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CreateApiKeySuccess | Problem> {
    const outcome = await ctx.run(createApiKey, input);
    return outcome instanceof Problem ? outcome : shown(ctx, outcome, CreateApiKeySuccess);
  }

  @Mutation(() => RotateApiKeyResult, {
    description: 'Puts a new key in the place of your own one; for a time both work.',
  })
  async rotateApiKey(
    @Arg('input', () => RotateApiKeyInput) input: RotateApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RotateApiKeySuccess | Problem> {
    const outcome = await ctx.run(rotateApiKey, input);
    return outcome instanceof Problem ? outcome : shown(ctx, outcome, RotateApiKeySuccess);
  }

  @Mutation(() => RevokeApiKeyResult, { description: 'Takes a key back; its sockets are closed within a second.' })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput) input: RevokeApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RevokeApiKeySuccess | Problem> {
    const outcome = await ctx.run(revokeApiKey, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new RevokeApiKeySuccess(), { apiKey: await loadApiKey(ctx, outcome.apiKeyId) });
  }
}

@Resolver(() => Organization)
export class OrganizationApiKeysResolver {
  @FieldResolver(() => [ApiKey], {
    nullable: true,
    description: 'Newest first. Null unless you administer it.',
  })
  async apiKeys(@Root() root: Organization, @Ctx() ctx: RequestContext): Promise<ApiKey[] | null> {
    const rows = await ctx.load(apiKeysOf, root.row.id);
    return rows && rows.map(row => presentApiKey(ctx.viewer, row));
  }
}

@Resolver(() => ViewerType)
export class ViewerApiKeyResolver {
  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key by which you ask; null for a person.' })
  apiKey(@Ctx() ctx: RequestContext): Promise<ApiKey | null> {
    return loadApiKey(ctx, apiKeyOf(ctx.viewer));
  }
}

async function shown<Success extends CreateApiKeySuccess>(
  ctx: RequestContext,
  { apiKeyId, secret }: NewKey,
  Success: new () => Success,
): Promise<Success> {
  return Object.assign(new Success(), { secret, apiKey: await loadApiKey(ctx, apiKeyId) });
}
