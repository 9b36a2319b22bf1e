import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Command } from '../platform/command.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { admitOrganization } from './admit-organization.js';
import { closeBankAccount } from './close-bank-account.js';
import { bankAccountById, bankAccountsOf, organizationById, organizationPage } from './organization.reads.js';
import {
  AdmitOrganizationInput,
  AdmitOrganizationResult,
  AdmitOrganizationSuccess,
  BankAccount,
  CloseBankAccountInput,
  CloseBankAccountResult,
  CloseBankAccountSuccess,
  Organization,
  OrganizationArgs,
  OrganizationConnection,
  presentBankAccount,
  presentOrganization,
  ProposeBankAccountInput,
  ProposeBankAccountResult,
  ProposeBankAccountSuccess,
  RefuseBankAccountInput,
  RefuseBankAccountResult,
  RefuseBankAccountSuccess,
  RefuseOrganizationInput,
  RefuseOrganizationResult,
  RefuseOrganizationSuccess,
  SetAddressInput,
  SetAddressResult,
  SetAddressSuccess,
  SetOwnRateInput,
  SetOwnRateResult,
  SetOwnRateSuccess,
  SetPaymentFormatInput,
  SetPaymentFormatResult,
  SetPaymentFormatSuccess,
  SuspendOrganizationInput,
  SuspendOrganizationResult,
  SuspendOrganizationSuccess,
  VerifyBankAccountInput,
  VerifyBankAccountResult,
  VerifyBankAccountSuccess,
} from './organization.types.js';
import { proposeBankAccount } from './propose-bank-account.js';
import { refuseBankAccount } from './refuse-bank-account.js';
import { refuseOrganization } from './refuse-organization.js';
import { setAddress } from './set-address.js';
import { setOwnRate } from './set-own-rate.js';
import { setPaymentFormat } from './set-payment-format.js';
import { suspendOrganization } from './suspend-organization.js';
import { verifyBankAccount } from './verify-bank-account.js';

/** The organization by its id inside, as the viewer sees it; null where it may not. */
export async function loadOrganization(ctx: RequestContext, id: string): Promise<Organization | null> {
  const row = await ctx.load(organizationById, id);
  return row && presentOrganization(ctx.viewer, row);
}

/** The bank account by its id inside, as the viewer sees it; null where it may not. */
export async function loadBankAccount(ctx: RequestContext, id: string): Promise<BankAccount | null> {
  const row = await ctx.load(bankAccountById, id);
  return row && presentBankAccount(ctx.viewer, row);
}

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => OrganizationConnection, {
    description: 'By name. For the operator all; for others themselves and those they deal with.',
  })
  async organizations(@Args(() => OrganizationArgs) args: OrganizationArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => organizationPage(db, args));
    return OrganizationConnection.from(
      page,
      row => presentOrganization(ctx.viewer, row),
      row => [row.name, row.id],
    );
  }

  @FieldResolver(() => [BankAccount], { nullable: true, description: 'Newest first. Null unless it is your own.' })
  async bankAccounts(@Root() root: Organization, @Ctx() ctx: RequestContext): Promise<BankAccount[] | null> {
    const rows = await ctx.load(bankAccountsOf, root.row.id);
    return rows && rows.map(row => presentBankAccount(ctx.viewer, row));
  }

  @Mutation(() => AdmitOrganizationResult, { description: 'The operator lets an organization trade.' })
  admitOrganization(
    @Arg('input', () => AdmitOrganizationInput) input: AdmitOrganizationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AdmitOrganizationSuccess | Problem> {
    return decided(ctx, admitOrganization, input, AdmitOrganizationSuccess);
  }

  @Mutation(() => RefuseOrganizationResult, { description: 'The operator turns an organization away; final.' })
  refuseOrganization(
    @Arg('input', () => RefuseOrganizationInput) input: RefuseOrganizationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefuseOrganizationSuccess | Problem> {
    return decided(ctx, refuseOrganization, input, RefuseOrganizationSuccess);
  }

  @Mutation(() => SuspendOrganizationResult, { description: 'The operator stops an organization from trading.' })
  suspendOrganization(
    @Arg('input', () => SuspendOrganizationInput) input: SuspendOrganizationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SuspendOrganizationSuccess | Problem> {
    return decided(ctx, suspendOrganization, input, SuspendOrganizationSuccess);
  }

  @Mutation(() => SetOwnRateResult, {
    description: 'A supplier says what its own money costs it: `waitingCost` of its offers is reckoned at it.',
  })
  setOwnRate(
    @Arg('input', () => SetOwnRateInput) input: SetOwnRateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetOwnRateSuccess | Problem> {
    return decided(ctx, setOwnRate, input, SetOwnRateSuccess);
  }

  @Mutation(() => SetAddressResult, {
    description: 'An administrator says where the organization is: payment files written from then on name it.',
  })
  setAddress(
    @Arg('input', () => SetAddressInput) input: SetAddressInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetAddressSuccess | Problem> {
    return decided(ctx, setAddress, input, SetAddressSuccess);
  }
}

@Resolver(() => BankAccount)
export class BankAccountResolver {
  @FieldResolver(() => Organization)
  organization(@Root() root: BankAccount, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.organizationId);
  }

  @Mutation(() => ProposeBankAccountResult, {
    description: 'An administrator names an account of the organization; another person verifies it.',
  })
  proposeBankAccount(
    @Arg('input', () => ProposeBankAccountInput) input: ProposeBankAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProposeBankAccountSuccess | Problem> {
    return changed(ctx, proposeBankAccount, input, ProposeBankAccountSuccess);
  }

  @Mutation(() => SetPaymentFormatResult, {
    description: 'In which message the bank of an account takes instruction files, from the next one on.',
  })
  setPaymentFormat(
    @Arg('input', () => SetPaymentFormatInput) input: SetPaymentFormatInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetPaymentFormatSuccess | Problem> {
    return changed(ctx, setPaymentFormat, input, SetPaymentFormatSuccess);
  }

  @Mutation(() => VerifyBankAccountResult, {
    description: "Four eyes over an account, with the payee verification's answer. Closes the account it replaces.",
  })
  verifyBankAccount(
    @Arg('input', () => VerifyBankAccountInput) input: VerifyBankAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<VerifyBankAccountSuccess | Problem> {
    return changed(ctx, verifyBankAccount, input, VerifyBankAccountSuccess);
  }

  @Mutation(() => RefuseBankAccountResult, { description: 'A proposed account is turned down; final.' })
  refuseBankAccount(
    @Arg('input', () => RefuseBankAccountInput) input: RefuseBankAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefuseBankAccountSuccess | Problem> {
    return changed(ctx, refuseBankAccount, input, RefuseBankAccountSuccess);
  }

  @Mutation(() => CloseBankAccountResult, { description: 'An account takes no more money; final.' })
  closeBankAccount(
    @Arg('input', () => CloseBankAccountInput) input: CloseBankAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CloseBankAccountSuccess | Problem> {
    return changed(ctx, closeBankAccount, input, CloseBankAccountSuccess);
  }
}

/** Runs a decision about an organization and shows the organization as it is afterwards. */
async function decided<Success extends { readonly organization: Organization }, Input>(
  ctx: RequestContext,
  command: Command<Input, { organizationId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { organization: await loadOrganization(ctx, outcome.organizationId) });
}

/** Runs a command about a bank account and shows the account as it is afterwards. */
async function changed<Success extends { readonly bankAccount: BankAccount }, Input>(
  ctx: RequestContext,
  command: Command<Input, { bankAccountId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { bankAccount: await loadBankAccount(ctx, outcome.bankAccountId) });
}
