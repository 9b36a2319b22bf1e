import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../platform/connection.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { bankMessageById, heldBankMessages } from './bank-message.reads.js';
import { BankMessage, BankMessageConnection, presentBankMessage } from './bank-message.types.js';
import { loadPayment } from './payment.resolver.js';
import { Payment } from './payment.types.js';

/** The message by its id inside, for the operator. */
export async function loadBankMessage(ctx: RequestContext, id: string): Promise<BankMessage | null> {
  const row = await ctx.load(bankMessageById, id);
  return row && presentBankMessage(row);
}

@Resolver(() => BankMessage)
export class BankMessageResolver {
  @Query(() => BankMessageConnection, {
    description:
      'What banks said and could not be followed yet, the latest received first. For the operator; else empty.',
  })
  async heldBankMessages(@Args(() => PageArgs) args: PageArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => heldBankMessages(db, args.first, args.after));
    return BankMessageConnection.from(page, presentBankMessage, keysOf);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The payment it names; null where there is none.' })
  payment(@Root() { row }: BankMessage, @Ctx() ctx: RequestContext): Promise<Payment | null> | null {
    return row.paymentId === null ? null : loadPayment(ctx, row.paymentId);
  }
}
