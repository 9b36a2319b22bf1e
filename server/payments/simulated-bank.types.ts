import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BankSettings } from '../bank/index.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { closeBankDay } from './close-bank-day.js';
import { Payment } from './payment.types.js';
import { planPayment } from './plan-payment.js';
import { setBankNoise } from './set-bank-noise.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A day on which the simulated bank stays closed beyond the calendar.',
})
export class BankClosedDay {
  @Field(() => LocalDateScalar)
  readonly day!: string;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The bank of a demo market, as its operator set it.' })
export class SimulatedBank {
  @Field(() => Boolean, { description: 'Some messages come twice.' })
  readonly repeatMessages!: boolean;

  @Field(() => Boolean, { description: 'Messages come in another order than things happened.' })
  readonly reorderMessages!: boolean;

  @Field(() => [BankClosedDay])
  readonly closedDays!: BankClosedDay[];
}

export function presentSimulatedBank(settings: BankSettings): SimulatedBank {
  return Object.assign(new SimulatedBank(), settings);
}

const bankBehaviours = { REJECT: 'REJECT', RETURN: 'RETURN', DELAY: 'DELAY' } as const;
registerEnumType(bankBehaviours, {
  name: 'BankBehaviour',
  description: 'What the simulated bank is to do with one payment.',
  valuesConfig: {
    REJECT: { description: 'Not book it.' },
    RETURN: { description: 'Book it and give it back on the next open day; at once, where it is booked already.' },
    DELAY: { description: 'Book it a number of open days late.' },
  },
});

@InputType()
export class PlanPaymentInput {
  @Field(() => ID)
  readonly paymentId!: string;

  @Field(() => bankBehaviours)
  readonly behaviour!: keyof typeof bankBehaviours;

  @Field(() => Int, { nullable: true, description: 'DELAY: 1 to 365 open days.' })
  readonly delayDays?: number | null;

  @Field(() => String, {
    description: "What the bank will say; an ISO 20022 code at its head ('AC04 account closed') names the culprit.",
  })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class PlanPaymentSuccess {
  @Field(() => Payment)
  readonly payment!: Payment;
}

@InputType()
export class CloseBankDayInput {
  @Field(() => LocalDateScalar, { description: 'Today or later.' })
  readonly day!: string;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType({ simpleResolvers: true })
export class CloseBankDaySuccess {
  @Field(() => SimulatedBank)
  readonly simulatedBank!: SimulatedBank;
}

@InputType()
export class SetBankNoiseInput {
  @Field(() => Boolean)
  readonly repeatMessages!: boolean;

  @Field(() => Boolean)
  readonly reorderMessages!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class SetBankNoiseSuccess {
  @Field(() => SimulatedBank)
  readonly simulatedBank!: SimulatedBank;
}

export const PlanPaymentResult = resultUnion(PlanPaymentSuccess, planPayment);
export const CloseBankDayResult = resultUnion(CloseBankDaySuccess, closeBankDay);
export const SetBankNoiseResult = resultUnion(SetBankNoiseSuccess, setBankNoise);
