import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { bankAccountsOf, loadBankAccount, loadOrganization, Organization } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import type { Command } from '../platform/command.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { activateMandate } from './activate-mandate.js';
import { proposeRule } from './mandate.policy.js';
import { creditorsToChoose, mandateById, mandatePage } from './mandate.reads.js';
import {
  ActivateMandateInput,
  ActivateMandateResult,
  ActivateMandateSuccess,
  Mandate,
  MandateArgs,
  MandateChoices,
  MandateConnection,
  presentMandate,
  ProposeMandateInput,
  ProposeMandateResult,
  ProposeMandateSuccess,
  RevokeMandateInput,
  RevokeMandateResult,
  RevokeMandateSuccess,
} from './mandate.types.js';
import { proposeMandate } from './propose-mandate.js';
import { revokeMandate } from './revoke-mandate.js';

/** The mandate by its id inside, for its two sides and the operator. */
export async function loadMandate(ctx: RequestContext, id: string): Promise<Mandate | null> {
  const row = await ctx.load(mandateById, id);
  return row && presentMandate(ctx.viewer, row);
}

@Resolver(() => Mandate)
export class MandateResolver {
  @Query(() => MandateConnection, {
    description: 'The mandates that you granted or that you collect under, the latest first; the operator sees all.',
  })
  async mandates(@Args(() => MandateArgs) args: MandateArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => mandatePage(db, args));
    return MandateConnection.from(page, row => presentMandate(ctx.viewer, row), keysOf);
  }

  @Query(() => MandateChoices, { nullable: true, description: 'Null for whoever may not propose one.' })
  async mandateChoices(@Ctx() ctx: RequestContext): Promise<MandateChoices | null> {
    const { viewer } = ctx;
    if (refusal(proposeRule, viewer, { state: '' }) || viewer.kind !== 'MEMBER') return null;
    const creditors = await ctx.read(creditorsToChoose);
    const accounts = await ctx.load(bankAccountsOf, viewer.organizationId);
    const usable = (accounts ?? []).filter(({ state, currency }) => state === 'VERIFIED' && currency === 'EUR');
    return Object.assign(new MandateChoices(), {
      creditors: await Promise.all(creditors.map(({ id }) => loadOrganization(ctx, id))),
      accounts: await Promise.all(usable.map(({ id }) => loadBankAccount(ctx, id))),
    });
  }

  @FieldResolver(() => Organization, { description: 'The buyer, who owes.' })
  debtor(@Root() { row }: Mandate, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.debtorId);
  }

  @FieldResolver(() => Organization, { description: 'The funder, who collects.' })
  creditor(@Root() { row }: Mandate, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.creditorId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'For its debtor and the operator.' })
  proposedBy(@Root() { row }: Mandate, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.proposedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Another person of the debtor; for it and the operator.',
  })
  activatedBy(@Root() { row }: Mandate, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.activatedBy === null ? null : loadPerson(ctx, row.activatedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'For the side of that person, and the operator.' })
  revokedBy(@Root() { row }: Mandate, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.revokedBy === null ? null : loadPerson(ctx, row.revokedBy);
  }

  @Mutation(() => ProposeMandateResult, {
    description: 'A maker or checker of a buyer proposes that a funder may collect; another person activates it.',
  })
  proposeMandate(
    @Arg('input', () => ProposeMandateInput) input: ProposeMandateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProposeMandateSuccess | Problem> {
    return shown(ctx, proposeMandate, input, ProposeMandateSuccess);
  }

  @Mutation(() => ActivateMandateResult, {
    description: 'Another checker of the buyer grants it: its creditor sees it from here on, and may collect under it.',
  })
  activateMandate(
    @Arg('input', () => ActivateMandateInput) input: ActivateMandateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ActivateMandateSuccess | Problem> {
    return shown(ctx, activateMandate, input, ActivateMandateSuccess);
  }

  @Mutation(() => RevokeMandateResult, {
    description: 'A person of either side ends it at once. What was released under it runs on.',
  })
  revokeMandate(
    @Arg('input', () => RevokeMandateInput) input: RevokeMandateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RevokeMandateSuccess | Problem> {
    return shown(ctx, revokeMandate, input, RevokeMandateSuccess);
  }
}

/** Runs a command about a mandate and shows it as it is afterwards. */
async function shown<Success extends { readonly mandate: Mandate }, Input>(
  ctx: RequestContext,
  command: Command<Input, { mandateId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { mandate: await loadMandate(ctx, outcome.mandateId) });
}
