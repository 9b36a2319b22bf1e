import { Decimal } from 'decimal.js';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Invitation } from '../identity/index.js';
import { availableActions } from '../platform/actions.js';
import { connectionOf } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import type { CalendarCode } from '../pricing/index.js';
import { acceptTerms } from './accept-terms.js';
import { addFunder } from './add-funder.js';
import type { BusinessDays } from './business-days.js';
import { createProgramme } from './create-programme.js';
import { inviteNamedSupplier } from './invite-named-supplier.js';
import { inviteSupplier } from './invite-supplier.js';
import { type ProgrammeView, programmeActions } from './programme.policy.js';
import type { TermsView } from './programme.reads.js';
import { publishTerms } from './publish-terms.js';
import { setOverdueStop } from './set-overdue-stop.js';

export const AuctionKindEnum = { CONTINUOUS: 'CONTINUOUS', SEALED_WINDOW: 'SEALED_WINDOW' } as const;
registerEnumType(AuctionKindEnum, {
  name: 'AuctionKind',
  description: 'When offers can be seen and taken.',
  valuesConfig: {
    CONTINUOUS: { description: 'The supplier sees offers as they come and takes any until the close.' },
    SEALED_WINDOW: { description: 'Offers show at the close; then the acceptance window runs.' },
  },
});

export const ProductEnum = {
  REVERSE_FACTORING: 'REVERSE_FACTORING',
  DYNAMIC_DISCOUNT: 'DYNAMIC_DISCOUNT',
  FACTORING: 'FACTORING',
  CONFIDENTIAL: 'CONFIDENTIAL',
  UNASSIGNED: 'UNASSIGNED',
} as const;
registerEnumType(ProductEnum, {
  name: 'Product',
  description: 'The legal and economic mode of terms: a set of values. REVERSE_FACTORING is offered first.',
});

export const UndertakingEnum = {
  IRREVOCABLE: 'IRREVOCABLE',
  INFORMATION_ONLY: 'INFORMATION_ONLY',
  NONE: 'NONE',
} as const;
registerEnumType(UndertakingEnum, {
  name: 'Undertaking',
  description: "The buyer's own promise to pay on the due date whoever then holds the claim.",
  valuesConfig: {
    IRREVOCABLE: { description: 'Without set-off, whatever happens between buyer and supplier.' },
    INFORMATION_ONLY: { description: 'The buyer says what it knows, and promises nothing.' },
    NONE: { description: 'No promise.' },
  },
});

export const PriceKindEnum = { DISCOUNT_ON_FACE: 'DISCOUNT_ON_FACE', TRUE_DISCOUNT: 'TRUE_DISCOUNT' } as const;
registerEnumType(PriceKindEnum, {
  name: 'PriceKind',
  description: 'How a yearly rate becomes a discount.',
  valuesConfig: {
    DISCOUNT_ON_FACE: { description: 'Face times rate times days, taken off the face.' },
    TRUE_DISCOUNT: { description: 'The price that grows to the face at the rate.' },
  },
});

export const DayCountEnum = {
  ACT_360: 'ACT_360',
  ACT_365: 'ACT_365',
  THIRTY_E_360: 'THIRTY_E_360',
  THIRTY_U_360: 'THIRTY_U_360',
} as const;
registerEnumType(DayCountEnum, { name: 'DayCount', description: 'How days are counted, and on which year.' });

export const CalendarCodeEnum = {
  TARGET: 'TARGET',
  LONDON: 'LONDON',
  NEW_YORK: 'NEW_YORK',
  PARIS: 'PARIS',
  TOKYO: 'TOKYO',
  BUDAPEST: 'BUDAPEST',
} as const satisfies { readonly [Code in CalendarCode]: Code };
registerEnumType(CalendarCodeEnum, {
  name: 'CalendarCode',
  description: 'Which days a payment system is closed.',
  valuesConfig: {
    TARGET: { description: 'The euro.' },
    LONDON: { description: 'Bank holidays of England and Wales.' },
    NEW_YORK: { description: 'The Federal Reserve Banks.' },
    PARIS: { description: 'Public holidays of France, and TARGET.' },
    TOKYO: { description: 'The banks of Japan.' },
    BUDAPEST: { description: 'Public holidays of Hungary, without the rest days that a decree moves.' },
  },
});

export const RollConventionEnum = {
  FOLLOWING: 'FOLLOWING',
  MODIFIED_FOLLOWING: 'MODIFIED_FOLLOWING',
  PRECEDING: 'PRECEDING',
} as const;
registerEnumType(RollConventionEnum, {
  name: 'RollConvention',
  description: 'Where a day goes that is no business day.',
  valuesConfig: {
    FOLLOWING: { description: 'To the next business day.' },
    MODIFIED_FOLLOWING: { description: 'To the next business day, unless that is of the next month: then back.' },
    PRECEDING: { description: 'Back to the last business day before.' },
  },
});

const ProgrammeActionEnum = {
  PUBLISH_TERMS: 'PUBLISH_TERMS',
  SET_OVERDUE_STOP: 'SET_OVERDUE_STOP',
  INVITE_SUPPLIER: 'INVITE_SUPPLIER',
  ADD_FUNDER: 'ADD_FUNDER',
  ACCEPT_TERMS: 'ACCEPT_TERMS',
} as const;
registerEnumType(ProgrammeActionEnum, {
  name: 'ProgrammeAction',
  description: 'What you can do with a programme now.',
});

const InitiatorEnum = { BUYER: 'BUYER', SUPPLIER: 'SUPPLIER' } as const;
registerEnumType(InitiatorEnum, { name: 'Initiator', description: 'Who lists: the buyer by rule, or the supplier.' });

export const FeePayerEnum = { SUPPLIER: 'SUPPLIER', FUNDER: 'FUNDER', BUYER: 'BUYER' } as const;
registerEnumType(FeePayerEnum, { name: 'FeePayer', description: 'Who owes the platform fee.' });

export const CostBearerEnum = { SUPPLIER: 'SUPPLIER', BUYER: 'BUYER' } as const;
registerEnumType(CostBearerEnum, { name: 'CostBearer', description: 'Who bears the cost of early payment.' });

const ClaimPartEnum = {
  LUMP_SUM: 'LUMP_SUM',
  LATE_INTEREST: 'LATE_INTEREST',
  CONTRACT_INTEREST: 'CONTRACT_INTEREST',
  PRINCIPAL: 'PRINCIPAL',
} as const;
registerEnumType(ClaimPartEnum, { name: 'ClaimPart', description: 'What a payment of a claim may be for.' });

@ObjectType({ implements: Node, simpleResolvers: true, description: "A buyer's arrangement for early payment." })
export class Programme extends Node {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => AuctionKindEnum)
  readonly auctionKind!: string;

  @Field(() => Int, { description: 'From opening to close.' })
  readonly auctionMinutes!: number;

  @Field(() => Int, { description: 'From the close to the end of the acceptance window; 0 with CONTINUOUS.' })
  readonly acceptanceMinutes!: number;

  @Field(() => Int, { description: 'The least days to maturity that are listed.' })
  readonly tenorDaysMin!: number;

  @Field(() => Int, { description: 'The most days from invoice date to due date.' })
  readonly paymentDaysMax!: number;

  @Field(() => Int, {
    description: 'So many days overdue are allowed before its buyer promises nothing more; 0: any number.',
  })
  readonly overdueStopDays!: number;

  @Field(() => Int, { description: 'Business days from acceptance to early payment.' })
  readonly settlementDays!: number;

  @Field(() => [CalendarCodeEnum], { description: 'Value and due dates are business days of all of them.' })
  readonly calendars!: readonly string[];

  @Field(() => RollConventionEnum, { description: 'Where a due date goes that is no business day.' })
  readonly rollConvention!: string;

  @Field(() => String, { description: 'HH:MM: what is accepted from then on counts for the next business day.' })
  readonly cutOff!: string;

  @Field(() => String, { description: 'The clock of the cut-off, an IANA zone.' })
  readonly cutOffZone!: string;

  @Field(() => Boolean)
  readonly active!: boolean;

  @Field(() => [ProgrammeActionEnum], { description: 'What you can do with it now.' })
  readonly availableActions!: string[];

  /** The row it was made of. */
  readonly row!: ProgrammeView;
}

export const ProgrammeConnection = connectionOf(Programme, 'Programme');

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "One version of a programme's legal and economic mode. A version never changes.",
})
export class Terms extends Node {
  @Field(() => Int, { description: 'From 1.' })
  readonly version!: number;

  @Field(() => ProductEnum)
  readonly product!: string;

  @Field(() => String, { description: 'BUYER or SUPPLIER: who lists.' })
  readonly initiator!: string;

  @Field(() => UndertakingEnum)
  readonly undertaking!: string;

  @Field(() => String, { description: 'DISCLOSED or CONFIDENTIAL: whether the buyer knows.' })
  readonly disclosure!: string;

  @Field(() => String, { description: 'ASSIGNMENT, SUBROGATION or NONE: how the claim passes.' })
  readonly transfer!: string;

  @Field(() => String, { description: 'NONE, FULL or NOT_APPLICABLE: whether the funder may turn to the supplier.' })
  readonly recourse!: string;

  @Field(() => Int, { description: 'What is advanced of the face.' })
  readonly advanceBps!: number;

  @Field(() => String, { description: 'SUPPLIER or BUYER: who bears the cost of early payment.' })
  readonly costBearer!: string;

  @Field(() => [PriceKindEnum], { description: 'The kinds of price that bids may name.' })
  readonly priceKinds!: string[];

  @Field(() => DayCountEnum)
  readonly dayCount!: string;

  @Field(() => Int, { description: 'Business days from acceptance to early payment.' })
  readonly settlementDays!: number;

  @Field(() => [CalendarCodeEnum], { description: 'Value and due dates are business days of all of them.' })
  readonly calendars!: readonly string[];

  @Field(() => RollConventionEnum, { description: 'Where a due date goes that is no business day.' })
  readonly rollConvention!: string;

  @Field(() => String, { description: 'HH:MM: what is accepted from then on counts for the next business day.' })
  readonly cutOff!: string;

  @Field(() => String, { description: 'The clock of the cut-off, an IANA zone.' })
  readonly cutOffZone!: string;

  @Field(() => String, { description: 'SUPPLIER, FUNDER or BUYER: who owes the platform fee.' })
  readonly platformFeePayer!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year on the face.' })
  readonly platformFeeBps!: string;

  @Field(() => [ClaimPartEnum], { description: 'The order in which a payment of a claim is for what is owed of it.' })
  readonly allocationOrder!: string[];

  @Field(() => String, { description: 'The words that suppliers and funders accept.' })
  readonly text!: string;

  @Field(() => String, { description: 'SHA-256 of the text in UTF-8, in hexadecimal: give it to accept.' })
  readonly hash!: string;

  @Field(() => String, { description: "The words of the buyer's undertaking." })
  readonly undertakingText!: string;

  @Field(() => String, { description: 'SHA-256 of the undertaking in UTF-8, in hexadecimal.' })
  readonly undertakingHash!: string;

  @Field(() => Date)
  readonly publishedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When your organization accepted them.' })
  readonly acceptedAt!: Date | null;

  /** The row it was made of. */
  readonly row!: TermsView;
}

@ObjectType({ simpleResolvers: true, description: 'What a funder knows of a supplier before its name.' })
export class SupplierAlias {
  @Field(() => String, { description: 'Random, and the same for you in every auction of this supplier.' })
  readonly label!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => String, { nullable: true })
  readonly sizeBand!: string | null;

  @Field(() => String, { nullable: true })
  readonly sector!: string | null;
}

export function presentProgramme(viewer: Viewer, row: ProgrammeView): Programme {
  const { name, currency, auctionKind, auctionMinutes, acceptanceMinutes } = row;
  const { tenorDaysMin, paymentDaysMax, overdueStopDays, active } = row;
  return Object.assign(new Programme(), {
    id: toWireId('programme', row.id),
    name,
    currency,
    auctionKind,
    auctionMinutes,
    acceptanceMinutes,
    tenorDaysMin,
    paymentDaysMax,
    overdueStopDays,
    ...businessDaysShown(row),
    active,
    availableActions: availableActions(programmeActions, viewer, row),
    row,
  });
}

function businessDaysShown({
  settlementDays,
  calendars,
  rollConvention,
  cutOff,
  cutOffZone,
}: BusinessDays): BusinessDays {
  return { settlementDays, calendars, rollConvention, cutOff, cutOffZone };
}

export function presentTerms(row: TermsView): Terms {
  const { version, product, initiator, undertaking, disclosure, transfer, recourse, advanceBps, costBearer } = row;
  const { priceKinds, dayCount, platformFeePayer, undertakingText, publishedAt, acceptedAt } = row;
  return Object.assign(new Terms(), {
    id: toWireId('terms', row.id),
    version,
    product,
    initiator,
    undertaking,
    disclosure,
    transfer,
    recourse,
    advanceBps,
    costBearer,
    priceKinds,
    dayCount,
    ...businessDaysShown(row),
    platformFeePayer,
    platformFeeBps: new Decimal(row.platformFeeBps).toFixed(),
    allocationOrder: row.allocationOrder,
    text: row.termsText,
    hash: row.termsHash.toString('hex'),
    undertakingText,
    undertakingHash: row.undertakingHash.toString('hex'),
    publishedAt,
    acceptedAt,
    row,
  });
}

@InputType()
export class CreateProgrammeInput {
  @Field(() => ID)
  readonly buyerId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => AuctionKindEnum)
  readonly auctionKind!: string;

  @Field(() => Int, { description: '1 to 43200.' })
  readonly auctionMinutes!: number;

  @Field(() => Int, { description: 'With SEALED_WINDOW 1 to 43200; otherwise it counts as 0.' })
  readonly acceptanceMinutes!: number;

  @Field(() => Int, { nullable: true, description: '1 to 365; without it 15.' })
  readonly tenorDaysMin?: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 365; without it 60.' })
  readonly paymentDaysMax?: number | null;

  @Field(() => Int, { nullable: true, description: '0 to 365, 0 for no stop; without it 30.' })
  readonly overdueStopDays?: number | null;

  @Field(() => Int, { nullable: true, description: '0 to 2; without it 1.' })
  readonly settlementDays?: number | null;

  @Field(() => [CalendarCodeEnum], {
    nullable: true,
    description: 'Beside that of the currency, which always counts; without it that of the currency alone.',
  })
  readonly calendars?: string[] | null;

  @Field(() => RollConventionEnum, { nullable: true, description: 'Without it FOLLOWING.' })
  readonly rollConvention?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "HH:MM; without it the currency's: EUR 16:00, GBP 15:00, USD 17:00.",
  })
  readonly cutOff?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "An IANA zone; without it the currency's: Paris, London, New York.",
  })
  readonly cutOffZone?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class CreateProgrammeSuccess {
  @Field(() => Programme)
  readonly programme!: Programme;
}
export const CreateProgrammeResult = resultUnion(CreateProgrammeSuccess, createProgramme);

@InputType()
export class SetOverdueStopInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => Int, { description: '0 to 365; 0 for no stop.' })
  readonly overdueStopDays!: number;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetOverdueStopSuccess {
  @Field(() => Programme)
  readonly programme!: Programme;
}
export const SetOverdueStopResult = resultUnion(SetOverdueStopSuccess, setOverdueStop);

@InputType()
export class PublishTermsInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => InitiatorEnum)
  readonly initiator!: string;

  @Field(() => [PriceKindEnum])
  readonly priceKinds!: string[];

  @Field(() => DayCountEnum)
  readonly dayCount!: string;

  @Field(() => Int, { nullable: true, description: '0 to 2; without it as before.' })
  readonly settlementDays?: number | null;

  @Field(() => [CalendarCodeEnum], {
    nullable: true,
    description: 'Beside that of the currency, which always counts; without it as before.',
  })
  readonly calendars?: string[] | null;

  @Field(() => RollConventionEnum, { nullable: true, description: 'Without it as before.' })
  readonly rollConvention?: string | null;

  @Field(() => String, { nullable: true, description: 'HH:MM; without it as before.' })
  readonly cutOff?: string | null;

  @Field(() => String, { nullable: true, description: 'An IANA zone; without it as before.' })
  readonly cutOffZone?: string | null;

  @Field(() => FeePayerEnum)
  readonly platformFeePayer!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year on the face, 0 to 10000.' })
  readonly platformFeeBps!: string;

  @Field(() => CostBearerEnum)
  readonly costBearer!: string;

  @Field(() => [ClaimPartEnum], {
    nullable: true,
    description:
      'The order in which a payment is for what is owed, each part once; charges first unless you say otherwise.',
  })
  readonly allocationOrder?: string[] | null;

  @Field(() => String, { description: 'Kept and hashed exactly as given.' })
  readonly text!: string;

  @Field(() => String, { description: 'Kept and hashed exactly as given.' })
  readonly undertakingText!: string;
}

@ObjectType({ simpleResolvers: true })
export class PublishTermsSuccess {
  @Field(() => Terms)
  readonly terms!: Terms;
}
export const PublishTermsResult = resultUnion(PublishTermsSuccess, publishTerms);

@InputType()
export class AddFunderInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => ID)
  readonly funderId!: string;
}

@ObjectType({ simpleResolvers: true })
export class AddFunderSuccess {
  @Field(() => Programme)
  readonly programme!: Programme;
}
export const AddFunderResult = resultUnion(AddFunderSuccess, addFunder);

@InputType()
export class InviteSupplierInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => String, { description: 'The name of the supplier, as you know it.' })
  readonly name!: string;

  @Field(() => String, { description: 'Of the person who is to accept.' })
  readonly email!: string;
}

@ObjectType({ simpleResolvers: true })
export class InviteSupplierSuccess {
  @Field(() => Invitation)
  readonly invitation!: Invitation;
}
export const InviteSupplierResult = resultUnion(InviteSupplierSuccess, inviteSupplier);

@InputType()
export class InviteNamedSupplierInput {
  @Field(() => ID, { description: 'The organization in state INVITED that stands in for it.' })
  readonly organizationId!: string;

  @Field(() => String, { description: 'Of the person who is to accept.' })
  readonly email!: string;
}

@ObjectType({ simpleResolvers: true })
export class InviteNamedSupplierSuccess {
  @Field(() => Invitation)
  readonly invitation!: Invitation;
}
export const InviteNamedSupplierResult = resultUnion(InviteNamedSupplierSuccess, inviteNamedSupplier);

@InputType()
export class AcceptTermsInput {
  @Field(() => ID)
  readonly termsId!: string;

  @Field(() => String, { description: 'The `hash` of the terms that were shown.' })
  readonly hash!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class AcceptTermsSuccess {
  @Field(() => Terms)
  readonly terms!: Terms;
}
export const AcceptTermsResult = resultUnion(AcceptTermsSuccess, acceptTerms);
