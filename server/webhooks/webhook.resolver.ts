import { Arg, Args, type ClassType, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadMember, Member } from '../identity/index.js';
import type { Command } from '../platform/command.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { changeWebhookEndpoint } from './change-webhook-endpoint.js';
import { createWebhookEndpoint } from './create-webhook-endpoint.js';
import { deleteWebhookEndpoint } from './delete-webhook-endpoint.js';
import { pauseWebhookEndpoint } from './pause-webhook-endpoint.js';
import { replayWebhooks } from './replay-webhooks.js';
import { resendWebhook } from './resend-webhook.js';
import { resumeWebhookEndpoint } from './resume-webhook-endpoint.js';
import { rotateWebhookSecret } from './rotate-webhook-secret.js';
import { sendTestWebhook } from './send-test-webhook.js';
import {
  freshSecret,
  webhookAttemptsOf,
  webhookDeliveryById,
  webhookDeliveryPage,
  webhookEndpointById,
  webhookEndpoints,
  webhookEventTypes,
} from './webhook.reads.js';
import {
  ChangeWebhookEndpointInput,
  ChangeWebhookEndpointResult,
  ChangeWebhookEndpointSuccess,
  CreateWebhookEndpointInput,
  CreateWebhookEndpointResult,
  CreateWebhookEndpointSuccess,
  DeleteWebhookEndpointInput,
  DeleteWebhookEndpointResult,
  DeleteWebhookEndpointSuccess,
  PauseWebhookEndpointInput,
  PauseWebhookEndpointResult,
  PauseWebhookEndpointSuccess,
  presentWebhookAttempt,
  presentWebhookDelivery,
  presentWebhookEndpoint,
  ReplayWebhooksInput,
  ReplayWebhooksResult,
  ReplayWebhooksSuccess,
  ResendWebhookInput,
  ResendWebhookResult,
  ResendWebhookSuccess,
  ResumeWebhookEndpointInput,
  ResumeWebhookEndpointResult,
  ResumeWebhookEndpointSuccess,
  RotateWebhookSecretInput,
  RotateWebhookSecretResult,
  RotateWebhookSecretSuccess,
  SendTestWebhookInput,
  SendTestWebhookResult,
  SendTestWebhookSuccess,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryArgs,
  WebhookDeliveryConnection,
  WebhookEndpoint,
} from './webhook.types.js';

/** The endpoint by its id inside; null for whoever does not keep it. */
export async function loadWebhookEndpoint(ctx: RequestContext, id: string): Promise<WebhookEndpoint | null> {
  const row = await ctx.load(webhookEndpointById, id);
  return row && presentWebhookEndpoint(ctx.viewer, row);
}

/** The delivery by its id inside; null for whoever does not keep its endpoint. */
export async function loadWebhookDelivery(ctx: RequestContext, id: string): Promise<WebhookDelivery | null> {
  const row = await ctx.load(webhookDeliveryById, id);
  return row && presentWebhookDelivery(ctx.viewer, row);
}

@Resolver(() => WebhookEndpoint)
export class WebhookEndpointResolver {
  @Query(() => [WebhookEndpoint], {
    description: 'Those of your organization, the latest first. None unless you administer it in person.',
  })
  async webhookEndpoints(@Ctx() ctx: RequestContext): Promise<WebhookEndpoint[]> {
    return (await webhookEndpoints(ctx)).map(row => presentWebhookEndpoint(ctx.viewer, row));
  }

  @Query(() => [String], { description: 'The types of events of which an endpoint can be told.' })
  webhookEventTypes(@Ctx() ctx: RequestContext): Promise<string[]> {
    return ctx.read(webhookEventTypes);
  }

  @FieldResolver(() => Member, { description: 'Who made it.' })
  createdBy(@Root() { row }: WebhookEndpoint, @Ctx() ctx: RequestContext): Promise<Member | null> {
    return loadMember(ctx, row.createdBy);
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What it is told, the latest first.' })
  async deliveries(
    @Root() { row }: WebhookEndpoint,
    @Args(() => WebhookDeliveryArgs) args: WebhookDeliveryArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const page = await ctx.read(db => webhookDeliveryPage(db, row.id, args));
    return WebhookDeliveryConnection.from(page, delivery => presentWebhookDelivery(ctx.viewer, delivery), keysOf);
  }

  @Mutation(() => CreateWebhookEndpointResult, {
    description: 'An administrator says where the organization is called from now on.',
  })
  createWebhookEndpoint(
    @Arg('input', () => CreateWebhookEndpointInput) input: CreateWebhookEndpointInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CreateWebhookEndpointSuccess | Problem> {
    return shown(ctx, createWebhookEndpoint, input, CreateWebhookEndpointSuccess);
  }

  @Mutation(() => ChangeWebhookEndpointResult, {
    description:
      'Another address, program or choice of events; the secret stays, and what waits goes to the new address.',
  })
  changeWebhookEndpoint(
    @Arg('input', () => ChangeWebhookEndpointInput) input: ChangeWebhookEndpointInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ChangeWebhookEndpointSuccess | Problem> {
    return moved(ctx, changeWebhookEndpoint, input, ChangeWebhookEndpointSuccess);
  }

  @Mutation(() => RotateWebhookSecretResult, {
    description: 'A new secret; for 24 hours calls are signed by the one before as well.',
  })
  rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput) input: RotateWebhookSecretInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RotateWebhookSecretSuccess | Problem> {
    return shown(ctx, rotateWebhookSecret, input, RotateWebhookSecretSuccess);
  }

  @Mutation(() => PauseWebhookEndpointResult, { description: 'It is not called until it is resumed; nothing is lost.' })
  pauseWebhookEndpoint(
    @Arg('input', () => PauseWebhookEndpointInput) input: PauseWebhookEndpointInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PauseWebhookEndpointSuccess | Problem> {
    return moved(ctx, pauseWebhookEndpoint, input, PauseWebhookEndpointSuccess);
  }

  @Mutation(() => ResumeWebhookEndpointResult, {
    description: 'It is called again, and told what happened meanwhile.',
  })
  resumeWebhookEndpoint(
    @Arg('input', () => ResumeWebhookEndpointInput) input: ResumeWebhookEndpointInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ResumeWebhookEndpointSuccess | Problem> {
    return moved(ctx, resumeWebhookEndpoint, input, ResumeWebhookEndpointSuccess);
  }

  @Mutation(() => ReplayWebhooksResult, {
    description: 'It is told once more what happened since, under the same ids, each as you may see it now.',
  })
  replayWebhooks(
    @Arg('input', () => ReplayWebhooksInput) input: ReplayWebhooksInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ReplayWebhooksSuccess | Problem> {
    return moved(ctx, replayWebhooks, input, ReplayWebhooksSuccess);
  }

  @Mutation(() => DeleteWebhookEndpointResult, { description: 'It is called no more; what it was told is forgotten.' })
  async deleteWebhookEndpoint(
    @Arg('input', () => DeleteWebhookEndpointInput) input: DeleteWebhookEndpointInput,
    @Ctx() ctx: RequestContext,
  ): Promise<DeleteWebhookEndpointSuccess | Problem> {
    const outcome = await ctx.run(deleteWebhookEndpoint, input);
    return outcome instanceof Problem ? outcome : Object.assign(new DeleteWebhookEndpointSuccess(), outcome);
  }

  @Mutation(() => SendTestWebhookResult, {
    description: 'It is called with an event that never was, `webhook.test`, to see whether it answers.',
  })
  async sendTestWebhook(
    @Arg('input', () => SendTestWebhookInput) input: SendTestWebhookInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SendTestWebhookSuccess | Problem> {
    const outcome = await ctx.run(sendTestWebhook, input);
    if (outcome instanceof Problem) return outcome;
    const webhookDelivery = await loadWebhookDelivery(ctx, outcome.deliveryId);
    return Object.assign(new SendTestWebhookSuccess(), { webhookDelivery });
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => WebhookEndpoint)
  endpoint(@Root() { row }: WebhookDelivery, @Ctx() ctx: RequestContext): Promise<WebhookEndpoint | null> {
    return loadWebhookEndpoint(ctx, row.endpointId);
  }

  @FieldResolver(() => [WebhookAttempt], { description: 'The latest first.' })
  async attempts(@Root() { row }: WebhookDelivery, @Ctx() ctx: RequestContext): Promise<WebhookAttempt[]> {
    return (await ctx.load(webhookAttemptsOf, row.id)).map(presentWebhookAttempt);
  }

  @Mutation(() => ResendWebhookResult, {
    description: 'A delivery that has ended begins anew, under the same id and in the same words.',
  })
  async resendWebhook(
    @Arg('input', () => ResendWebhookInput) input: ResendWebhookInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ResendWebhookSuccess | Problem> {
    const outcome = await ctx.run(resendWebhook, input);
    if (outcome instanceof Problem) return outcome;
    const webhookDelivery = await loadWebhookDelivery(ctx, outcome.deliveryId);
    return Object.assign(new ResendWebhookSuccess(), { webhookDelivery });
  }
}

async function moved<Input, Success extends object>(
  ctx: RequestContext,
  command: Command<Input, { endpointId: string }>,
  input: object,
  Success: ClassType<Success>,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { webhookEndpoint: await loadWebhookEndpoint(ctx, outcome.endpointId) });
}

async function shown<Input, Success extends object>(
  ctx: RequestContext,
  command: Command<Input, { endpointId: string; secretNo: number }>,
  input: object,
  Success: ClassType<Success>,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  const webhookEndpoint = await loadWebhookEndpoint(ctx, outcome.endpointId);
  return Object.assign(new Success(), { webhookEndpoint, secret: await freshSecret(ctx, outcome) });
}
