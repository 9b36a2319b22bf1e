import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadApproval } from '../approvals/index.js';
import { loadAuction } from '../auctions/index.js';
import { loadFinancing } from '../financings/index.js';
import { loadInvoice } from '../invoices/index.js';
import { loadLimit } from '../limits/index.js';
import { mailEnabled } from '../mail/index.js';
import { loadOrganization } from '../organizations/index.js';
import { loadPayment, loadPaymentFile } from '../payments/index.js';
import { loadBankEntry, loadBankFile, loadBankReport } from '../reconciliation/index.js';
import { keysOf } from '../platform/keyset.js';
import { Node } from '../platform/node.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadWebhookEndpoint } from '../webhooks/index.js';
import type { AlertSubjectKind } from './alert.entity.js';
import { alertById, alertPage, preferencesOf, unreadCount } from './alert.reads.js';
import {
  Alert,
  AlertArgs,
  AlertConnection,
  AlertPreference,
  AlertSettings,
  MarkAlertsReadInput,
  MarkAlertsReadResult,
  MarkAlertsReadSuccess,
  presentAlert,
  SetAlertPreferenceInput,
  SetAlertPreferenceResult,
  SetAlertPreferenceSuccess,
  SetAlertThresholdInput,
  SetAlertThresholdResult,
  SetAlertThresholdSuccess,
} from './alert.types.js';
import { markAlertsRead } from './mark-alerts-read.js';
import { setAlertPreference } from './set-alert-preference.js';
import { setAlertThreshold } from './set-alert-threshold.js';

const loads: Readonly<Record<AlertSubjectKind, (ctx: RequestContext, id: string) => Promise<Node | null>>> = {
  organization: loadOrganization,
  invoice: loadInvoice,
  approval: loadApproval,
  auction: loadAuction,
  financing: loadFinancing,
  payment: loadPayment,
  payment_file: loadPaymentFile,
  limit: loadLimit,
  webhook_endpoint: loadWebhookEndpoint,
  bank_file: loadBankFile,
  bank_report: loadBankReport,
  bank_entry: loadBankEntry,
};

/** The alert by its id inside; null where it is not the viewer's, or is about something it may see no more. */
export async function loadAlert(ctx: RequestContext, id: string): Promise<Alert | null> {
  const row = await ctx.load(alertById, id);
  return row && presentAlert(row);
}

@Resolver(() => Alert)
export class AlertResolver {
  @Query(() => AlertConnection, {
    description: 'What you were told of, the latest first. A person’s own; keys have none.',
  })
  async alerts(@Args(() => AlertArgs) args: AlertArgs, @Ctx() ctx: RequestContext) {
    return AlertConnection.from(await ctx.read(db => alertPage(db, args)), presentAlert, keysOf);
  }

  @Query(() => Int, { description: 'How many alerts you have not read; 100 stands for more.' })
  unreadAlerts(@Ctx() ctx: RequestContext): Promise<number> {
    return ctx.read(unreadCount);
  }

  @Query(() => AlertSettings, { description: 'How you are told of what, acting for this organization.' })
  alertSettings(@Ctx() ctx: RequestContext): Promise<AlertSettings> {
    return settingsOf(ctx);
  }

  @FieldResolver(() => Node, { description: 'What it is about, as you may see it now.' })
  subject(@Root() { row }: Alert, @Ctx() ctx: RequestContext): Promise<Node | null> {
    return loads[row.subjectKind](ctx, row.subjectId);
  }

  @Mutation(() => MarkAlertsReadResult, {
    description: 'You have read these, or all; what is read already is passed over.',
  })
  async markAlertsRead(
    @Arg('input', () => MarkAlertsReadInput) input: MarkAlertsReadInput,
    @Ctx() ctx: RequestContext,
  ): Promise<MarkAlertsReadSuccess | Problem> {
    const outcome = await ctx.run(markAlertsRead, input);
    if (outcome instanceof Problem) return outcome;
    const found = await Promise.all(outcome.markedIds.map(id => loadAlert(ctx, id)));
    const alerts = found.filter(alert => alert !== null);
    return Object.assign(new MarkAlertsReadSuccess(), { alerts, unread: outcome.unread });
  }

  @Mutation(() => SetAlertPreferenceResult, { description: 'You say how alerts of a kind are to reach you.' })
  async setAlertPreference(
    @Arg('input', () => SetAlertPreferenceInput) input: SetAlertPreferenceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetAlertPreferenceSuccess | Problem> {
    const outcome = await ctx.run(setAlertPreference, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetAlertPreferenceSuccess(), { alertSettings: await settingsOf(ctx) });
  }

  @Mutation(() => SetAlertThresholdResult, {
    description:
      'You say from when on alerts of a kind tell you. You are told of what lies within it now, but of nothing twice.',
  })
  async setAlertThreshold(
    @Arg('input', () => SetAlertThresholdInput) input: SetAlertThresholdInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetAlertThresholdSuccess | Problem> {
    const outcome = await ctx.run(setAlertThreshold, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetAlertThresholdSuccess(), { alertSettings: await settingsOf(ctx) });
  }
}

async function settingsOf(ctx: RequestContext): Promise<AlertSettings> {
  return ctx.read(async (db, viewer) => {
    const preferences = await preferencesOf(db, viewer);
    return Object.assign(new AlertSettings(), {
      mail: await mailEnabled(db),
      preferences: preferences.map(preference => Object.assign(new AlertPreference(), preference)),
    });
  });
}
