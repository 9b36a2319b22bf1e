import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import type { Viewer } from '../platform/viewer.js';
import { type ApiKeyAction, apiKeyActions, type ApiKeyState, type ApiKeyView } from './api-key.policy.js';
import { createApiKey } from './create-api-key.js';
import { revokeApiKey } from './revoke-api-key.js';
import { rotateApiKey } from './rotate-api-key.js';

const ApiKeyScopeEnum = { READ: 'READ', MAKER: 'MAKER', DEALER: 'DEALER', RISK: 'RISK' } as const;
registerEnumType(ApiKeyScopeEnum, {
  name: 'ApiKeyScope',
  description:
    'What a key may do. Nothing that takes a second person, and nothing that takes an administrator, is a scope.',
  valuesConfig: {
    READ: { description: 'Every key reads what its organization sees.' },
    MAKER: { description: 'Submits and prepares; a person releases.' },
    DEALER: { description: 'Opens auctions, bids and accepts.' },
    RISK: { description: 'Sets limits.' },
  },
});

const ApiKeyStateEnum = { LIVE: 'LIVE', ENDED: 'ENDED', REVOKED: 'REVOKED' } as const satisfies Record<
  ApiKeyState,
  ApiKeyState
>;
registerEnumType(ApiKeyStateEnum, {
  name: 'ApiKeyState',
  description: 'Whether a key opens the API.',
  valuesConfig: {
    LIVE: { description: 'It does.' },
    ENDED: { description: 'Expired, or replaced by another key and its time of overlap over; final.' },
    REVOKED: {
      description: 'Taken back by an administrator, or its member left or lost a permission of its scopes; final.',
    },
  },
});

const ApiKeyActionEnum = { ROTATE: 'ROTATE', REVOKE: 'REVOKE' } as const satisfies Record<ApiKeyAction, ApiKeyAction>;
registerEnumType(ApiKeyActionEnum, { name: 'ApiKeyAction', description: 'What you can do with a key now.' });

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'By which a program acts for the person who created it. Its times are those of the real clock.',
})
export class ApiKey extends Node {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'The beginning of the secret, which tells keys apart.' })
  readonly prefix!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'READ always among them.' })
  readonly scopes!: string[];

  @Field(() => ApiKeyStateEnum)
  readonly state!: ApiKeyState;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date)
  readonly expiresAt!: Date;

  @Field(() => Date, { nullable: true, description: 'To the minute; null where it never was.' })
  readonly lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until when it works beside the key that came in its place.' })
  readonly endsAt!: Date | null;

  @Field(() => [ApiKeyActionEnum], { description: 'What you can do with it now.' })
  readonly availableActions!: ApiKeyAction[];

  /** The row it was made of. */
  readonly row!: ApiKeyView;
}

export function presentApiKey(viewer: Viewer, row: ApiKeyView): ApiKey {
  const { id, name, prefix, scopes, state, createdAt, expiresAt, lastUsedAt, endsAt } = row;
  return Object.assign(new ApiKey(), {
    id: toWireId('apiKey', id),
    name,
    prefix,
    scopes: ['READ', ...scopes],
    state,
    createdAt,
    expiresAt,
    lastUsedAt,
    endsAt,
    availableActions: availableActions(apiKeyActions, viewer, row),
    row,
  });
}

@InputType()
export class CreateApiKeyInput {
  @Field(() => String, { description: 'For which program, e.g. "ERP in Lyon".' })
  readonly name!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'At least READ; none that you have no permission for.' })
  readonly scopes!: string[];

  @Field(() => Date, { description: 'By the real clock; at most 365 days ahead.' })
  readonly expiresAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class CreateApiKeySuccess {
  @Field(() => String, { description: 'What the program sends as its bearer. Shown this once: we keep but its hash.' })
  readonly secret!: string;

  @Field(() => ApiKey)
  readonly apiKey!: ApiKey;
}
export const CreateApiKeyResult = resultUnion(CreateApiKeySuccess, createApiKey);

@InputType()
export class RotateApiKeyInput {
  @Field(() => ID)
  readonly apiKeyId!: string;

  @Field(() => Date, { description: 'Of the new key. By the real clock; at most 365 days ahead.' })
  readonly expiresAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the old key works as well, at most 7 days; null: it ends at once.',
  })
  readonly previousEndsAt?: Date | null;
}

@ObjectType({ simpleResolvers: true })
export class RotateApiKeySuccess extends CreateApiKeySuccess {}
export const RotateApiKeyResult = resultUnion(RotateApiKeySuccess, rotateApiKey);

@InputType()
export class RevokeApiKeyInput {
  @Field(() => ID)
  readonly apiKeyId!: string;
}

@ObjectType({ simpleResolvers: true })
export class RevokeApiKeySuccess {
  @Field(() => ApiKey)
  readonly apiKey!: ApiKey;
}
export const RevokeApiKeyResult = resultUnion(RevokeApiKeySuccess, revokeApiKey);
