import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { bankSettings } from '../bank/index.js';
import type { Db } from '../platform/database.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import type { Viewer } from '../platform/viewer.js';
import { closeBankDay } from './close-bank-day.js';
import { loadPayment } from './payment.resolver.js';
import { planPayment } from './plan-payment.js';
import { refuseUnlessDemo } from './refuse-unless-demo.js';
import { setBankNoise } from './set-bank-noise.js';
import {
  CloseBankDayInput,
  CloseBankDayResult,
  CloseBankDaySuccess,
  PlanPaymentInput,
  PlanPaymentResult,
  PlanPaymentSuccess,
  presentSimulatedBank,
  SetBankNoiseInput,
  SetBankNoiseResult,
  SetBankNoiseSuccess,
  SimulatedBank,
} from './simulated-bank.types.js';

@Resolver()
export class SimulatedBankResolver {
  @Query(() => SimulatedBank, { nullable: true, description: 'For the operator of a demo market; else null.' })
  simulatedBank(@Ctx() ctx: RequestContext): Promise<SimulatedBank | null> {
    return ctx.read(readSimulatedBank);
  }

  @Mutation(() => PlanPaymentResult, {
    description: 'The operator of a demo has the bank reject, return or delay a payment.',
  })
  async planPayment(
    @Arg('input', () => PlanPaymentInput) input: PlanPaymentInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PlanPaymentSuccess | Problem> {
    const outcome = await ctx.run(planPayment, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new PlanPaymentSuccess(), { payment: await loadPayment(ctx, outcome.paymentId) });
  }

  @Mutation(() => CloseBankDayResult, { description: 'The operator of a demo keeps the bank closed on a day.' })
  async closeBankDay(
    @Arg('input', () => CloseBankDayInput) input: CloseBankDayInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CloseBankDaySuccess | Problem> {
    const outcome = await ctx.run(closeBankDay, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new CloseBankDaySuccess(), { simulatedBank: await ctx.read(readSimulatedBank) });
  }

  @Mutation(() => SetBankNoiseResult, {
    description: 'The operator of a demo has messages repeated, reordered, or neither.',
  })
  async setBankNoise(
    @Arg('input', () => SetBankNoiseInput) input: SetBankNoiseInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetBankNoiseSuccess | Problem> {
    const outcome = await ctx.run(setBankNoise, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetBankNoiseSuccess(), { simulatedBank: await ctx.read(readSimulatedBank) });
  }
}

async function readSimulatedBank(db: Db, viewer: Viewer): Promise<SimulatedBank | null> {
  if (await refuseUnlessDemo(db, viewer)) return null;
  return presentSimulatedBank(await bankSettings((sql, values) => db.query(sql, values)));
}
