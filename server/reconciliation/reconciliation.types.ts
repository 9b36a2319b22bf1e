import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { Refund } from '../refunds/index.js';
import type { Viewer } from '../platform/viewer.js';
import type { EntryResolutionRow, ResolutionKind } from './entry-resolution.entity.js';
import type { OpenEntries, ReconciledAccount as AccountRow } from './reconciled-accounts.reads.js';
import { unexplainedOf } from './reconciled-accounts.reads.js';
import type {
  BankEntryRow,
  BankFileRow,
  BankReportRow,
  EntryReason,
  EntryState,
  FileHoldReason,
  ReportHoldReason,
  ReportState,
} from './reconciliation.entity.js';
import {
  type EntryAction,
  entryPolicy,
  type FileAction,
  filePolicy,
  isOwnWord,
  type ReportAction,
  reportPolicy,
  type ResolutionAction,
  resolutionPolicy,
} from './reconciliation.policy.js';
import type { ResolutionState } from './reconciliation.states.js';
import { confirmResolution, proposeResolution, refuseResolution, undoResolution } from './resolve-entry.js';

const fileStates: { [State in BankFileRow['state']]: State } = { TAKEN: 'TAKEN', HELD: 'HELD' };
registerEnumType(fileStates, {
  name: 'BankFileState',
  valuesConfig: {
    TAKEN: { description: 'Each account’s part of it was judged by itself.' },
    HELD: { description: 'Nothing of it is taken, for the reason given.' },
  },
});

const fileReasons: { [Reason in FileHoldReason]: Reason } = {
  TOO_LARGE: 'TOO_LARGE',
  UNREADABLE: 'UNREADABLE',
  UNSUPPORTED: 'UNSUPPORTED',
  IMPOSSIBLE: 'IMPOSSIBLE',
  UNKNOWN_FILE: 'UNKNOWN_FILE',
};
registerEnumType(fileReasons, {
  name: 'BankFileReason',
  valuesConfig: {
    TOO_LARGE: { description: 'It is larger than files are read, and was not kept.' },
    UNREADABLE: { description: 'It is no XML that can be read.' },
    UNSUPPORTED: { description: 'It is none of the messages that are taken.' },
    IMPOSSIBLE: {
      description: 'It lacks what a report must say, or says what cannot be; `problems` names each place.',
    },
    UNKNOWN_FILE: { description: 'It speaks of no payment file of yours.' },
  },
});

const fileActions: { [Action in FileAction]: Action } = { DOWNLOAD: 'DOWNLOAD' };
registerEnumType(fileActions, {
  name: 'BankFileAction',
  valuesConfig: { DOWNLOAD: { description: 'The original, by GET /bank-files/<id>.' } },
});

const reportMessages = { CAMT_052: 'camt.052', CAMT_053: 'camt.053', CAMT_054: 'camt.054' } as const;
registerEnumType(reportMessages, {
  name: 'BankReportMessage',
  description: 'ISO 20022.',
  valuesConfig: {
    CAMT_052: { description: 'What the day has brought so far.' },
    CAMT_053: { description: 'The statement of a day, with its balances.' },
    CAMT_054: { description: 'What was booked just now.' },
  },
});

const reportStates: { [State in ReportState]: State } = {
  TAKEN: 'TAKEN',
  REPEATED: 'REPEATED',
  HELD: 'HELD',
  SET_ASIDE: 'SET_ASIDE',
};
registerEnumType(reportStates, {
  name: 'BankReportState',
  valuesConfig: {
    TAKEN: { description: 'What it says is registered.' },
    REPEATED: { description: 'A statement that was taken before.' },
    HELD: { description: 'Nothing follows from it, for the reason given.' },
    SET_ASIDE: { description: 'Two persons of the operator said that nothing follows from it.' },
  },
});

const reportReasons: { [Reason in ReportHoldReason]: Reason } = {
  FOREIGN_ACCOUNT: 'FOREIGN_ACCOUNT',
  BALANCES_MISSING: 'BALANCES_MISSING',
  BALANCES_DIFFER: 'BALANCES_DIFFER',
  OUT_OF_SEQUENCE: 'OUT_OF_SEQUENCE',
  STATEMENT_DIFFERS: 'STATEMENT_DIFFERS',
};
registerEnumType(reportReasons, {
  name: 'BankReportReason',
  valuesConfig: {
    FOREIGN_ACCOUNT: { description: 'Its account is no verified account of whoever brought it.' },
    BALANCES_MISSING: { description: 'A statement without opening or closing balance.' },
    BALANCES_DIFFER: { description: 'Opening balance and entries do not come to the closing balance.' },
    OUT_OF_SEQUENCE: { description: 'It does not follow the statement before: it waits for the one that is missing.' },
    STATEMENT_DIFFERS: { description: 'The statement of that day and number was taken with other balances.' },
  },
});

const reportActions: { [Action in ReportAction]: Action } = { TAKE: 'TAKE', SET_ASIDE: 'SET_ASIDE' };
registerEnumType(reportActions, {
  name: 'BankReportAction',
  description: 'What you can propose for a held report; it takes another person of the operator.',
  valuesConfig: {
    TAKE: { description: 'By an override TAKE_BANK_REPORT.' },
    SET_ASIDE: { description: 'By an override SET_ASIDE_BANK_REPORT.' },
  },
});

const entryStates: { [State in EntryState]: State } = {
  RECEIVED: 'RECEIVED',
  FOLLOWED: 'FOLLOWED',
  SUSPENSE: 'SUSPENSE',
  RESOLVED: 'RESOLVED',
  HELD: 'HELD',
};
registerEnumType(entryStates, {
  name: 'BankEntryState',
  valuesConfig: {
    RECEIVED: { description: 'It is worked on next.' },
    FOLLOWED: { description: 'It speaks of a payment.' },
    SUSPENSE: { description: 'It matches nothing: posted as money of yours that nobody has named.' },
    RESOLVED: { description: 'Two persons of yours said what it is.' },
    HELD: { description: 'It contradicts what was reported before; nothing is posted.' },
  },
});

const entryReasons: { [Reason in EntryReason]: Reason } = {
  NO_MATCH: 'NO_MATCH',
  SEVERAL_MATCHES: 'SEVERAL_MATCHES',
  WRONG_PAYER: 'WRONG_PAYER',
  REFERENCE_REUSED: 'REFERENCE_REUSED',
  PAYMENT_BOOKED: 'PAYMENT_BOOKED',
};
registerEnumType(entryReasons, {
  name: 'BankEntryReason',
  valuesConfig: {
    NO_MATCH: { description: 'It is no payment of this market, as far as it says.' },
    SEVERAL_MATCHES: { description: 'It could be more than one payment.' },
    WRONG_PAYER: { description: 'It names a payment, and came from an account that is not its payer’s.' },
    REFERENCE_REUSED: { description: 'The bank’s reference was used before, with another figure.' },
    PAYMENT_BOOKED: { description: 'The bank names a payment that another entry of the account is already.' },
  },
});

const entrySides = { DEBIT: 'DEBIT', CREDIT: 'CREDIT' } as const;
registerEnumType(entrySides, {
  name: 'BankEntrySide',
  valuesConfig: { DEBIT: { description: 'Out of the account.' }, CREDIT: { description: 'Into it.' } },
});

const entryActions: { [Action in EntryAction]: Action } = { RESOLVE: 'RESOLVE' };
registerEnumType(entryActions, {
  name: 'BankEntryAction',
  valuesConfig: { RESOLVE: { description: 'Say what it is; another person confirms.' } },
});

const resolutionKinds: { [Kind in ResolutionKind]: Kind } = {
  PAYMENT: 'PAYMENT',
  OFFSET: 'OFFSET',
  UNRELATED: 'UNRELATED',
  SET_ASIDE: 'SET_ASIDE',
  REFUND: 'REFUND',
  SENT_BACK: 'SENT_BACK',
  SENT_ON: 'SENT_ON',
};
registerEnumType(resolutionKinds, {
  name: 'ResolutionKind',
  valuesConfig: {
    PAYMENT: { description: 'It is that payment, which settles by it.' },
    OFFSET: { description: 'Another entry of yours undoes it.' },
    UNRELATED: { description: 'It has nothing to do with this market.' },
    SET_ASIDE: { description: 'Nothing follows from an entry that was held.' },
    REFUND: { description: 'It came wrongly and is held for its payer; or it is the payer’s side of what is held.' },
    SENT_BACK: { description: 'What was held went back to its payer.' },
    SENT_ON: { description: 'What was held went on to the holder of the claim it was meant for, which it pays.' },
  },
});

const resolutionStates: { [State in ResolutionState]: State } = {
  PROPOSED: 'PROPOSED',
  CONFIRMED: 'CONFIRMED',
  REFUSED: 'REFUSED',
  UNDOING: 'UNDOING',
  UNDONE: 'UNDONE',
};
registerEnumType(resolutionStates, {
  name: 'ResolutionState',
  valuesConfig: {
    PROPOSED: { description: 'It waits for another person.' },
    CONFIRMED: { description: 'It stands, and was posted.' },
    REFUSED: { description: 'It was turned down, or taken back; final.' },
    UNDOING: { description: 'It stands still; a person said that it is wrong, and another has to confirm.' },
    UNDONE: { description: 'The entry is in suspense again; final.' },
  },
});

const resolutionActions: { [Action in ResolutionAction]: Action } = {
  CONFIRM: 'CONFIRM',
  REFUSE: 'REFUSE',
  UNDO: 'UNDO',
};
registerEnumType(resolutionActions, {
  name: 'ResolutionAction',
  valuesConfig: {
    CONFIRM: { description: 'Let it count, or be undone. Never your own word.' },
    REFUSE: { description: 'Turn down what was proposed, or that it be undone.' },
    UNDO: { description: 'Say that it is wrong; another person confirms.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One fault of a file.' })
export class BankFileProblem {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String, { description: 'Where, as `Stmt[1]/Ntry[3]/Amt` or `line 3, column 14`; `/` for the whole.' })
  readonly path!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'What came from a bank, as it came.' })
export class BankFile extends Node {
  readonly row!: BankFileRow;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Int)
  readonly sizeBytes!: number;

  @Field(() => String, { nullable: true, description: 'As camt.053; null for what could not be read.' })
  readonly message!: string | null;

  @Field(() => String, { nullable: true, description: 'The id that the bank gave it.' })
  readonly messageId!: string | null;

  @Field(() => fileStates)
  readonly state!: BankFileRow['state'];

  @Field(() => fileReasons, { nullable: true, description: 'Why it is held.' })
  readonly reason!: FileHoldReason | null;

  @Field(() => [BankFileProblem], { description: 'Every fault, up to 1000.' })
  readonly problems!: BankFileRow['problems'];

  @Field(() => Date, { description: 'By the business clock.' })
  readonly receivedAt!: Date;

  @Field(() => [fileActions])
  readonly availableActions!: FileAction[];
}

export const BankFileConnection = connectionOf(BankFile, 'BankFile');

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One account’s part of a file: a statement (camt.053), or what was booked meanwhile.',
})
export class BankReport extends Node {
  readonly row!: BankReportRow;

  @Field(() => reportMessages)
  readonly message!: BankReportRow['message'];

  @Field(() => String, { nullable: true, description: 'As the bank names it.' })
  readonly reference!: string | null;

  @Field(() => String)
  readonly iban!: string;

  @Field(() => String)
  readonly currency!: string;

  @Field(() => Int, { nullable: true, description: 'Of a statement, where the bank counts them.' })
  readonly sequence!: number | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Of a statement: the day of its closing balance.' })
  readonly day!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Of a statement; below zero the account is overdrawn.' })
  readonly opening!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly closing!: MoneyType | null;

  @Field(() => reportStates)
  readonly state!: ReportState;

  @Field(() => reportReasons, { nullable: true, description: 'Why it is, or was, held.' })
  readonly reason!: ReportHoldReason | null;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly receivedAt!: Date;

  @Field(() => [reportActions])
  readonly availableActions!: ReportAction[];
}

export const BankReportConnection = connectionOf(BankReport, 'BankReport');

@ObjectType({ simpleResolvers: true, description: 'How many entries a report tells, and what became of the new ones.' })
export class BankReportEntries {
  @Field(() => Int, { description: 'Told before by another report.' })
  readonly repeated!: number;

  @Field(() => Int, { description: 'Told by this report first.' })
  readonly told!: number;

  @Field(() => Int, { description: 'Of the new ones: payments, or what two persons named.' })
  readonly followed!: number;

  @Field(() => Int, { description: 'Of the new ones.' })
  readonly suspense!: number;

  @Field(() => Int, { description: 'Of the new ones.' })
  readonly held!: number;

  @Field(() => Int, { description: 'Of the new ones: worked on next.' })
  readonly waiting!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something that a bank booked on an account: once, in however many reports it stands.',
})
export class BankEntry extends Node {
  readonly row!: BankEntryRow;

  @Field(() => entrySides)
  readonly side!: BankEntryRow['side'];

  @Field(() => Boolean, { description: 'It takes back what was booked before.' })
  readonly returned!: boolean;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => LocalDateScalar)
  readonly bookedOn!: string;

  @Field(() => String, { nullable: true })
  readonly endToEndId!: string | null;

  @Field(() => String, { nullable: true, description: 'The bank’s own.' })
  readonly reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What the payer wrote.' })
  readonly remittance!: string | null;

  @Field(() => String, { nullable: true })
  readonly counterpartyName!: string | null;

  @Field(() => String, { nullable: true })
  readonly counterpartyIban!: string | null;

  @Field(() => entryStates)
  readonly state!: EntryState;

  @Field(() => entryReasons, { nullable: true, description: 'Why it waits, or waited, for persons.' })
  readonly reason!: EntryReason | null;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly receivedAt!: Date;

  @Field(() => [entryActions])
  readonly availableActions!: EntryAction[];
}

@ObjectType({ simpleResolvers: true, description: 'What an entry in suspense can be of money that came wrongly.' })
export class RefundChoice {
  @Field(() => resolutionKinds, { description: 'REFUND, SENT_BACK or SENT_ON.' })
  readonly kind!: ResolutionKind;

  @Field(() => Refund)
  readonly refund!: Refund;
}

export const BankEntryConnection = connectionOf(BankEntry, 'BankEntry');

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What two persons of an account’s organization say that an entry is.',
})
export class EntryResolution extends Node {
  readonly row!: EntryResolutionRow;

  @Field(() => resolutionKinds)
  readonly kind!: ResolutionKind;

  @Field(() => resolutionStates)
  readonly state!: ResolutionState;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => Date)
  readonly proposedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it is to be undone, or was.' })
  readonly undoReason!: string | null;

  @Field(() => [resolutionActions])
  readonly availableActions!: ResolutionAction[];
}

export const EntryResolutionConnection = connectionOf(EntryResolution, 'EntryResolution');

@ObjectType({ simpleResolvers: true, description: 'Entries of an account that wait for persons, by why they wait.' })
export class OpenBankEntries {
  @Field(() => entryReasons)
  readonly reason!: EntryReason;

  @Field(() => Int)
  readonly count!: number;

  @Field(() => MoneyType, { description: 'Money in.' })
  readonly moneyIn!: MoneyType;

  @Field(() => MoneyType, { description: 'Money out.' })
  readonly moneyOut!: MoneyType;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A verified account, or one that was, held against its bank: closing less opening is moneyIn − moneyOut + suspense − inFlight + waiting + elsewhere, and what is left is unexplained.',
})
export class ReconciledAccount {
  readonly row!: AccountRow;

  @Field(() => MoneyType, {
    description: 'Settled payments into it, and what came wrongly or came back, on the ledger.',
  })
  readonly moneyIn!: MoneyType;

  @Field(() => MoneyType, {
    description: 'Settled payments out of it, and what went wrongly or went back, on the ledger.',
  })
  readonly moneyOut!: MoneyType;

  @Field(() => MoneyType, { description: 'In suspense, on the ledger; below zero for money out.' })
  readonly suspense!: MoneyType;

  @Field(() => MoneyType, { description: 'On the ledger, and in no statement that was taken yet.' })
  readonly inFlight!: MoneyType;

  @Field(() => MoneyType, { description: 'In a statement, and not on the ledger: not followed yet, or held.' })
  readonly waiting!: MoneyType;

  @Field(() => MoneyType, { description: 'In a statement, and named by two persons as none of this market.' })
  readonly elsewhere!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'Zero where all is well; null without a statement.' })
  readonly unexplained!: MoneyType | null;

  @Field(() => Int, { description: 'Reports that are held.' })
  readonly heldReports!: number;

  @Field(() => [OpenBankEntries])
  readonly open!: OpenBankEntries[];
}

@ArgsType()
export class BankFileArgs extends PageArgs {
  @Field(() => [fileStates], { nullable: true })
  readonly state?: BankFileRow['state'][] | null;
}

@ArgsType()
export class BankReportArgs extends PageArgs {
  @Field(() => ID, { nullable: true })
  readonly accountId?: string | null;

  @Field(() => [reportMessages], { nullable: true })
  readonly message?: BankReportRow['message'][] | null;

  @Field(() => [reportStates], { nullable: true })
  readonly state?: ReportState[] | null;
}

@ArgsType()
export class BankEntryArgs extends PageArgs {
  @Field(() => [entryStates], { nullable: true })
  readonly state?: EntryState[] | null;

  @Field(() => ID, { nullable: true })
  readonly accountId?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Booked on this day or later.' })
  readonly bookedFrom?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Booked on this day or before.' })
  readonly bookedUntil?: string | null;

  @Field(() => entrySides, { nullable: true })
  readonly side?: BankEntryRow['side'] | null;
}

@ArgsType()
export class EntryResolutionArgs extends PageArgs {
  @Field(() => [resolutionStates], { nullable: true })
  readonly state?: ResolutionState[] | null;
}

@InputType()
export class ProposeResolutionInput {
  @Field(() => ID)
  readonly entryId!: string;

  @Field(() => resolutionKinds)
  readonly kind!: ResolutionKind;

  @Field(() => ID, { nullable: true, description: 'With PAYMENT: which one.' })
  readonly paymentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With OFFSET: the entry that undoes it.' })
  readonly otherEntryId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With SENT_BACK and SENT_ON, and with REFUND of money out: what is, or was, held.',
  })
  readonly refundId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With REFUND of money in: what it was meant for, where known.' })
  readonly invoiceId?: string | null;

  @Field(() => String, { description: 'Up to 500 characters.' })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class ConfirmResolutionInput {
  @Field(() => ID)
  readonly resolutionId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class RefuseResolutionInput {
  @Field(() => ID)
  readonly resolutionId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class UndoResolutionInput {
  @Field(() => ID)
  readonly resolutionId!: string;

  @Field(() => String, { description: 'Up to 500 characters.' })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ProposeResolutionSuccess {
  @Field(() => EntryResolution)
  readonly resolution!: EntryResolution;
}

@ObjectType({ simpleResolvers: true })
export class ConfirmResolutionSuccess {
  @Field(() => EntryResolution)
  readonly resolution!: EntryResolution;
}

@ObjectType({ simpleResolvers: true })
export class RefuseResolutionSuccess {
  @Field(() => EntryResolution)
  readonly resolution!: EntryResolution;
}

@ObjectType({ simpleResolvers: true })
export class UndoResolutionSuccess {
  @Field(() => EntryResolution)
  readonly resolution!: EntryResolution;
}

export const ProposeResolutionResult = resultUnion(ProposeResolutionSuccess, proposeResolution);
export const ConfirmResolutionResult = resultUnion(ConfirmResolutionSuccess, confirmResolution);
export const RefuseResolutionResult = resultUnion(RefuseResolutionSuccess, refuseResolution);
export const UndoResolutionResult = resultUnion(UndoResolutionSuccess, undoResolution);

export function presentFile(viewer: Viewer, row: BankFileRow): BankFile {
  const { name, size: sizeBytes, message, messageId, state, reason, problems, receivedAt } = row;
  const id = toWireId('bankFile', row.id);
  return Object.assign(new BankFile(), {
    row,
    id,
    name,
    sizeBytes,
    message,
    messageId,
    state,
    reason,
    problems,
    receivedAt,
    availableActions: availableActions(filePolicy, viewer, row),
  });
}

export function presentReport(viewer: Viewer, row: BankReportRow): BankReport {
  const { message, reference, iban, currency, sequence, day, state, reason, receivedAt } = row;
  return Object.assign(new BankReport(), {
    row,
    id: toWireId('bankReport', row.id),
    message,
    reference,
    iban,
    currency,
    sequence,
    day,
    opening: row.openingMinor === null ? null : moneyOf(row.openingMinor, currency),
    closing: row.closingMinor === null ? null : moneyOf(row.closingMinor, currency),
    state,
    reason,
    receivedAt,
    availableActions: availableActions(reportPolicy, viewer, row),
  });
}

export function presentEntry(viewer: Viewer, row: BankEntryRow): BankEntry {
  const { side, returned, amountMinor, currency, bookedOn, endToEndId, reference, remittance, state, reason } = row;
  return Object.assign(new BankEntry(), {
    row,
    id: toWireId('bankEntry', row.id),
    side,
    returned,
    amount: moneyOf(amountMinor, currency),
    bookedOn,
    endToEndId,
    reference,
    remittance,
    counterpartyName: row.counterpartyName,
    counterpartyIban: row.counterpartyIban,
    state,
    reason,
    receivedAt: row.receivedAt,
    availableActions: availableActions(entryPolicy, viewer, row),
  });
}

export function presentResolution(viewer: Viewer, row: EntryResolutionRow): EntryResolution {
  const { kind, state, reason, proposedAt, decidedAt, undoReason } = row;
  const id = toWireId('entryResolution', row.id);
  const actions = availableActions(resolutionPolicy, viewer, row).filter(
    action => action !== 'CONFIRM' || !isOwnWord(viewer, row),
  );
  return Object.assign(new EntryResolution(), {
    row,
    id,
    kind,
    state,
    reason,
    proposedAt,
    decidedAt,
    undoReason,
    availableActions: actions,
  });
}

export function presentAccount(row: AccountRow, open: readonly OpenEntries[]): ReconciledAccount {
  const money = (amountMinor: bigint) => moneyOf(amountMinor, row.currency);
  const unexplained = unexplainedOf(row);
  return Object.assign(new ReconciledAccount(), {
    row,
    moneyIn: money(row.inMinor),
    moneyOut: money(row.outMinor),
    suspense: money(row.suspenseMinor),
    inFlight: money(row.inFlightMinor),
    waiting: money(row.waitingMinor),
    elsewhere: money(row.elsewhereMinor),
    unexplained: unexplained === null ? null : money(unexplained),
    heldReports: row.heldReports,
    open: open
      .filter(({ accountId }) => accountId === row.accountId)
      .map(({ reason, count, inMinor, outMinor }) =>
        Object.assign(new OpenBankEntries(), { reason, count, moneyIn: money(inMinor), moneyOut: money(outMinor) }),
      ),
  });
}

function moneyOf(amountMinor: bigint, currency: string): MoneyType {
  return { amount: formatMoney({ amountMinor, currency }), currency };
}
