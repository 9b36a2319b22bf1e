import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../platform/connection.js';
import { minorUnitsOf } from '../platform/currencies.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import type { BankMessage as Message } from './bank-message.js';
import type { BankMessageView } from './bank-message.reads.js';
import { messageOf } from './bank-message-receipts.js';
import type { HoldReason } from './payment.entity.js';

type Kind = 'ACCEPTED' | 'REJECTED' | 'DEBITED' | 'CREDITED' | 'RETURNED';

const kinds: { [Each in Kind]: Each } = {
  ACCEPTED: 'ACCEPTED',
  REJECTED: 'REJECTED',
  DEBITED: 'DEBITED',
  CREDITED: 'CREDITED',
  RETURNED: 'RETURNED',
};
registerEnumType(kinds, {
  name: 'BankMessageKind',
  description: 'What a bank said about a payment.',
  valuesConfig: {
    ACCEPTED: { description: 'It has taken the instruction.' },
    REJECTED: { description: 'It did not book it.' },
    DEBITED: { description: 'Booked on the account of the payer.' },
    CREDITED: { description: 'Booked on the account of the payee.' },
    RETURNED: { description: 'Booked, and come back to the payer.' },
  },
});

const reasons: { [Reason in HoldReason]: Reason } = {
  NOT_BOOKED_YET: 'NOT_BOOKED_YET',
  NOT_RETURNED_YET: 'NOT_RETURNED_YET',
  FAULT: 'FAULT',
  UNKNOWN_PAYMENT: 'UNKNOWN_PAYMENT',
  NOT_INSTRUCTED: 'NOT_INSTRUCTED',
  ALREADY_BOOKED: 'ALREADY_BOOKED',
  ALREADY_REJECTED: 'ALREADY_REJECTED',
  AMOUNT_DIFFERS: 'AMOUNT_DIFFERS',
  ACCOUNT_DIFFERS: 'ACCOUNT_DIFFERS',
  WRONG_PAYER: 'WRONG_PAYER',
  BOOKED_TWICE: 'BOOKED_TWICE',
  FINANCING_FAILED: 'FINANCING_FAILED',
  FINANCING_MOVED_ON: 'FINANCING_MOVED_ON',
  INVOICE_MOVED_ON: 'INVOICE_MOVED_ON',
  OTHER_PAYMENT_UNDER_WAY: 'OTHER_PAYMENT_UNDER_WAY',
  ATTEMPTS_EXHAUSTED: 'ATTEMPTS_EXHAUSTED',
};
registerEnumType(reasons, {
  name: 'BankMessageHoldReason',
  description:
    'Why a message of a bank is held. NOT_BOOKED_YET, NOT_RETURNED_YET and FAULT are tried again; the others wait for a person.',
  valuesConfig: {
    NOT_BOOKED_YET: { description: 'It overtook the booking, and waits for that.' },
    NOT_RETURNED_YET: { description: 'The payee’s bank took it back; it waits for the payer’s.' },
    FAULT: { description: 'A fault of ours: it is tried again, later each time.' },
    UNKNOWN_PAYMENT: { description: 'It names no payment of ours.' },
    NOT_INSTRUCTED: { description: 'It names a payment that never went to a bank.' },
    ALREADY_BOOKED: { description: 'A rejection of what was booked.' },
    ALREADY_REJECTED: { description: 'A booking of what was rejected.' },
    AMOUNT_DIFFERS: { description: 'Its amount or currency is not that of the instruction.' },
    ACCOUNT_DIFFERS: { description: 'Its account is not that of the instruction.' },
    WRONG_PAYER: { description: 'It was paid from another account than was instructed.' },
    BOOKED_TWICE: { description: 'The very same was booked again in one report.' },
    FINANCING_FAILED: { description: 'Leg 1 was booked after its financing had been given up.' },
    FINANCING_MOVED_ON: { description: 'The financing is in no state in which this can follow.' },
    INVOICE_MOVED_ON: { description: 'The invoice is in no state in which this can follow.' },
    OTHER_PAYMENT_UNDER_WAY: { description: 'Another payment has followed, which this would undo.' },
    ATTEMPTS_EXHAUSTED: { description: 'It is owed again, and there is no attempt left.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a bank said about a payment and could not be followed at once. For the operator.',
})
export class BankMessage extends Node {
  readonly row!: BankMessageView;

  @Field(() => kinds)
  readonly kind!: Kind;

  @Field(() => reasons, { nullable: true, description: 'Why it is held; null once it has been followed.' })
  readonly reason!: HoldReason | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it says was booked; null where it names no amount.' })
  readonly amount!: MoneyType | null;

  @Field(() => String, { description: 'The id of the payment by which the bank knows it.' })
  readonly endToEndId!: string;

  @Field(() => String, { description: 'The id that the bank gave it.' })
  readonly messageId!: string;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly receivedAt!: Date;
}

export const BankMessageConnection = connectionOf(BankMessage, 'BankMessage');

export function presentBankMessage(row: BankMessageView): BankMessage {
  const message = messageOf(row);
  return Object.assign(new BankMessage(), {
    row,
    id: toWireId('bankMessage', row.id),
    kind: kindOf(message),
    reason: row.reason,
    amount: amountOf(message),
    endToEndId: message.endToEndId,
    messageId: message.id,
    receivedAt: row.receivedAt,
  });
}

function kindOf(message: Message): Kind {
  switch (message.kind) {
    case 'STATUS':
      return message.status;
    case 'BOOKED':
      return message.side === 'DEBIT' ? 'DEBITED' : 'CREDITED';
    case 'RETURNED':
      return 'RETURNED';
  }
}

/** A bank may name any currency; one without a known minor unit has no decimal form. */
function amountOf(message: Message): MoneyType | null {
  if (message.kind === 'STATUS' || minorUnitsOf(message.currency) === undefined) return null;
  return { amount: formatMoney(message), currency: message.currency };
}
