import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { type CreditNoteAction, creditNotePolicy, type CreditNoteView } from './credit-note.policy.js';
import type { CreditNoteCopyView, CreditUse } from './credit-note.reads.js';
import type { CreditNoteState } from './credit-note.states.js';
import type { Side } from './invoice.entity.js';
import { SideEnum } from './invoice.types.js';
import { withdrawCreditNote } from './withdraw-credit-note.js';

const creditNoteStates = {
  RECORDED: 'RECORDED',
  APPLIED: 'APPLIED',
  OPEN: 'OPEN',
  NETTED: 'NETTED',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies Record<CreditNoteState, CreditNoteState>;
registerEnumType(creditNoteStates, {
  name: 'CreditNoteState',
  description: 'Where a credit note stands.',
  valuesConfig: {
    RECORDED: { description: 'It waits for a release by the buyer, which reduces its invoice by it.' },
    APPLIED: { description: 'It reduced its invoice; final.' },
    OPEN: { description: 'The supplier owes it to the buyer: it is taken off later invoices at their release.' },
    NETTED: { description: 'All of it was taken off later invoices; final.' },
    WITHDRAWN: { description: 'Taken back by whoever submitted it, or with its invoice; final.' },
  },
});

const creditNoteActions = { PREPARE_APPROVAL: 'PREPARE_APPROVAL', WITHDRAW: 'WITHDRAW' } as const satisfies Record<
  CreditNoteAction,
  CreditNoteAction
>;
registerEnumType(creditNoteActions, {
  name: 'CreditNoteAction',
  description: 'What you can do with a credit note now.',
});

export const CreditKindEnum = { REDUCTION: 'REDUCTION', NETTING: 'NETTING' } as const;
registerEnumType(CreditKindEnum, {
  name: 'CreditKind',
  description: 'How a credit note is taken off an invoice.',
  valuesConfig: {
    REDUCTION: { description: 'Off the invoice that it names.' },
    NETTING: { description: 'Off a later invoice of the same supplier.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a supplier takes back of what it claims. Its supplier and its buyer see it, and nobody who funds.',
})
export class CreditNote extends Node {
  @Field(() => String, { description: 'As its document writes it.' })
  readonly number!: string;

  @Field(() => String, { description: 'UNTDID 1001, where the document keeps to it.' })
  readonly typeCode!: string;

  @Field(() => LocalDateScalar)
  readonly issueDate!: string;

  @Field(() => MoneyType, { description: 'What the document says.' })
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { description: 'What was taken off later invoices.' })
  readonly netted!: MoneyType;

  @Field(() => MoneyType, { description: 'What the supplier owes to the buyer for it.' })
  readonly open!: MoneyType;

  @Field(() => creditNoteStates)
  readonly state!: CreditNoteState;

  @Field(() => SideEnum)
  readonly submittedBySide!: Side;

  @Field(() => Date)
  readonly submittedAt!: Date;

  @Field(() => [creditNoteActions], { description: 'What you can do with it now.' })
  readonly availableActions!: CreditNoteAction[];

  /** The row it was made of. */
  readonly row!: CreditNoteView;
}

export const CreditNoteConnection = connectionOf(CreditNote, 'CreditNote');

@ObjectType({ simpleResolvers: true, description: 'What a release took off an invoice for a credit note.' })
export class Credit {
  @Field(() => CreditKindEnum)
  readonly kind!: keyof typeof CreditKindEnum;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  /** The row it was made of. */
  readonly row!: Pick<CreditUse, 'creditNoteId' | 'invoiceId'>;
}

@ObjectType({ simpleResolvers: true, description: 'What one side sent of a credit note.' })
export class CreditNoteCopy {
  @Field(() => SideEnum)
  readonly side!: Side;

  @Field(() => Date)
  readonly receivedAt!: Date;

  /** The row it was made of. */
  readonly row!: CreditNoteCopyView;
}

/** A credit note as its viewer sees it. */
export function presentCreditNote(viewer: Viewer, row: CreditNoteView): CreditNote {
  const { number, typeCode, issueDate, currency, amountMinor, nettedMinor, state, submittedBySide, submittedAt } = row;
  const money = (minor: bigint) => ({ amount: formatMoney({ amountMinor: minor, currency }), currency });
  return Object.assign(new CreditNote(), {
    id: toWireId('creditNote', row.id),
    number,
    typeCode,
    issueDate,
    amount: money(amountMinor),
    netted: money(nettedMinor),
    open: money(state === 'OPEN' ? amountMinor - nettedMinor : 0n),
    state,
    submittedBySide,
    submittedAt,
    availableActions: availableActions(creditNotePolicy, viewer, row),
    row,
  });
}

export function presentCredit(row: Omit<CreditUse, 'currency'> & { readonly currency: string }): Credit {
  const { kind, amountMinor, currency } = row;
  return Object.assign(new Credit(), {
    kind,
    amount: { amount: formatMoney({ amountMinor, currency }), currency },
    row,
  });
}

@ArgsType()
export class CreditNoteArgs extends PageArgs {
  @Field(() => [creditNoteStates], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: CreditNoteState[] | null;
}

@InputType()
export class WithdrawCreditNoteInput {
  @Field(() => ID)
  readonly creditNoteId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class WithdrawCreditNoteSuccess {
  @Field(() => CreditNote)
  readonly creditNote!: CreditNote;
}

export const WithdrawCreditNoteResult = resultUnion(WithdrawCreditNoteSuccess, withdrawCreditNote);
