import { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { addressOf } from './address.rules.js';
import { admitOrganization } from './admit-organization.js';
import { closeBankAccount } from './close-bank-account.js';
import type { BankAccountView } from './organization.policy.js';
import { bankAccountActions, organizationActions } from './organization.policy.js';
import type { OrganizationView } from './organization.reads.js';
import { proposeBankAccount } from './propose-bank-account.js';
import { refuseBankAccount } from './refuse-bank-account.js';
import { refuseOrganization } from './refuse-organization.js';
import { setAddress } from './set-address.js';
import { setOwnRate } from './set-own-rate.js';
import { setPaymentFormat } from './set-payment-format.js';
import { suspendOrganization } from './suspend-organization.js';
import { verifyBankAccount } from './verify-bank-account.js';

/** An enum of the schema whose values are their own names. */
function enumOf<Value extends string>(...values: Value[]): { [value in Value]: value } {
  return Object.fromEntries(values.map(value => [value, value])) as { [value in Value]: value };
}

export const OrganizationRoleEnum = enumOf('BUYER', 'SUPPLIER', 'FUNDER', 'INSURER', 'OPERATOR');
registerEnumType(OrganizationRoleEnum, {
  name: 'OrganizationRole',
  description: 'What an organization is on the marketplace; one may be several.',
  valuesConfig: {
    BUYER: { description: 'Approves invoices and pays them on their due date.' },
    SUPPLIER: { description: 'Sells its approved invoices for early payment.' },
    FUNDER: { description: 'Bids for approved invoices and pays early.' },
    INSURER: { description: 'Covers funders.' },
    OPERATOR: { description: 'Runs the marketplace; holds no money.' },
  },
});

export const OrganizationStateEnum = enumOf('INVITED', 'JOINED', 'PENDING', 'ADMITTED', 'SUSPENDED', 'REFUSED');
registerEnumType(OrganizationStateEnum, {
  name: 'OrganizationState',
  description: 'Whether an organization may trade.',
  valuesConfig: {
    INVITED: { description: 'Named by a file of a buyer as its supplier, and not here yet: stands in for it.' },
    JOINED: { description: 'Stood in for a supplier that is here now under its own record; final.' },
    PENDING: { description: 'Registered by its invitation; the operator admits or refuses it.' },
    ADMITTED: { description: 'May trade; the operator may suspend it.' },
    SUSPENDED: {
      description:
        'Stopped by the operator, or for a document that expired: sees everything, trades nothing, until it is resumed.',
    },
    REFUSED: { description: 'Turned away by the operator; final.' },
  },
});

const OrganizationActionEnum = enumOf(
  'ADMIT',
  'REFUSE',
  'SUSPEND',
  'RESUME',
  'INVITE_MEMBER',
  'PROPOSE_ACCOUNT',
  'RECORD_DOCUMENT',
  'CREATE_API_KEY',
  'SET_OWN_RATE',
  'SET_ADDRESS',
);
registerEnumType(OrganizationActionEnum, {
  name: 'OrganizationAction',
  description: 'What you can do with an organization now.',
});

const BankAccountStateEnum = enumOf('PROPOSED', 'VERIFIED', 'REFUSED', 'CLOSED');
registerEnumType(BankAccountStateEnum, {
  name: 'BankAccountState',
  description: 'Whether money may go to an account.',
  valuesConfig: {
    PROPOSED: { description: 'Named by an administrator; another person verifies or refuses it.' },
    VERIFIED: { description: 'Money goes to it from `usableFrom` on; one for each currency.' },
    REFUSED: { description: 'Turned down, or the payee verification found no match; final.' },
    CLOSED: { description: 'Replaced by another account or closed by an administrator; final.' },
  },
});

const BankAccountActionEnum = enumOf('VERIFY', 'REFUSE', 'CLOSE', 'SET_PAYMENT_FORMAT');
registerEnumType(BankAccountActionEnum, {
  name: 'BankAccountAction',
  description: 'What you can do with a bank account now.',
});

const PayeeCheckEnum = enumOf('MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE');
registerEnumType(PayeeCheckEnum, {
  name: 'PayeeCheck',
  description: "What the payee's bank answered to the verification of payee: does the name go with the account?",
  valuesConfig: {
    MATCH: { description: "The name is the account holder's." },
    CLOSE_MATCH: { description: "The name is nearly the account holder's." },
    NO_MATCH: { description: "The name is another's: the account is refused." },
    NOT_POSSIBLE: { description: 'The bank gives no answer.' },
  },
});

const PaymentFormatEnum = enumOf('PAIN_001_001_09', 'PAIN_001_001_03');
registerEnumType(PaymentFormatEnum, {
  name: 'PaymentFormat',
  description: 'The ISO 20022 message in which a bank takes instruction files.',
  valuesConfig: {
    PAIN_001_001_09: { description: 'What banks ask for.' },
    PAIN_001_001_03: { description: 'For a bank that still asks for it.' },
  },
});

@ObjectType('PostalAddress', {
  simpleResolvers: true,
  description: 'Where an organization is: structured by street, or hybrid by lines; town and country in either.',
})
export class PostalAddressType {
  @Field(() => String, { nullable: true })
  readonly street!: string | null;

  @Field(() => String, { nullable: true })
  readonly buildingNumber!: string | null;

  @Field(() => String, { nullable: true })
  readonly postCode!: string | null;

  @Field(() => String)
  readonly town!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => [String], { description: 'At most two; none beside a street.' })
  readonly lines!: readonly string[];
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A legal entity, as far as you may know it.' })
export class Organization extends Node {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => [OrganizationRoleEnum])
  readonly roles!: string[];

  @Field(() => OrganizationStateEnum, {
    nullable: true,
    description: "Null for those who are neither the organization itself, its programme's buyer, nor the operator.",
  })
  readonly state!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Null unless it is your own, or the other side of your invoices; so are `taxId` and `lei`.',
  })
  readonly registrationNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'In the EU a VAT number with its country prefix.' })
  readonly taxId!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 17442.' })
  readonly lei!: string | null;

  @Field(() => String, { nullable: true, description: 'MICRO, SMALL, MEDIUM or LARGE, as the organization says.' })
  readonly sizeBand!: string | null;

  @Field(() => String, { nullable: true })
  readonly sector!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What its own money costs a supplier, basis points a year. Null unless it is your own, and set.',
  })
  readonly ownRateBps!: string | null;

  @Field(() => PostalAddressType, {
    nullable: true,
    description: 'As payment files name it. Null unless it is your own and set; the operator sees all.',
  })
  readonly address!: PostalAddressType | null;

  @Field(() => [OrganizationActionEnum], { description: 'What you can do with it now.' })
  readonly availableActions!: string[];

  /** The row it was made of. */
  readonly row!: OrganizationView;
}

export const OrganizationConnection = connectionOf(Organization, 'Organization');

@ObjectType({ implements: Node, simpleResolvers: true, description: 'An account of an organization at its bank.' })
export class BankAccount extends Node {
  @Field(() => String)
  readonly iban!: string;

  @Field(() => String, { nullable: true })
  readonly bic!: string | null;

  @Field(() => String)
  readonly holderName!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => BankAccountStateEnum)
  readonly state!: string;

  @Field(() => PaymentFormatEnum, { description: 'Of the instruction files from this account.' })
  readonly paymentFormat!: string;

  @Field(() => PayeeCheckEnum, { nullable: true, description: 'The answer to the verification of payee, once asked.' })
  readonly payeeCheck!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was answered, by the business clock.' })
  readonly payeeCheckedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'The end of the cool-off: no money goes to it before.' })
  readonly usableFrom!: Date | null;

  @Field(() => [BankAccountActionEnum], { description: 'What you can do with it now.' })
  readonly availableActions!: string[];

  /** The row it was made of. */
  readonly row!: BankAccountView;
}

/** An organization as its viewer sees it. Where its state is hidden, nothing can be done with it. */
export function presentOrganization(viewer: Viewer, row: OrganizationView): Organization {
  const { id, name, country, roles, state, registrationNumber, taxId, lei, sizeBand, sector, ownRateBps } = row;
  return Object.assign(new Organization(), {
    id: toWireId('organization', id),
    name,
    country,
    roles,
    state,
    registrationNumber,
    taxId,
    lei,
    sizeBand,
    sector,
    ownRateBps: ownRateBps && new Decimal(ownRateBps).toFixed(),
    address: addressOf(row),
    availableActions: state === null ? [] : availableActions(organizationActions, viewer, { ...row, state }),
    row,
  });
}

export function presentBankAccount(viewer: Viewer, row: BankAccountView): BankAccount {
  const { id, iban, bic, holderName, currency, state, paymentFormat, payeeCheck, payeeCheckedAt, usableFrom } = row;
  return Object.assign(new BankAccount(), {
    id: toWireId('bankAccount', id),
    iban,
    bic,
    holderName,
    currency,
    state,
    paymentFormat,
    payeeCheck,
    payeeCheckedAt,
    usableFrom,
    availableActions: availableActions(bankAccountActions, viewer, row),
    row,
  });
}

@ArgsType()
export class OrganizationArgs extends PageArgs {
  @Field(() => [OrganizationStateEnum], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: (keyof typeof OrganizationStateEnum)[] | null;

  @Field(() => OrganizationRoleEnum, { nullable: true, description: 'Only those with this role.' })
  readonly role?: keyof typeof OrganizationRoleEnum | null;
}

@InputType()
class DecideOrganizationInput {
  @Field(() => ID)
  readonly organizationId!: string;

  @Field(() => String, { nullable: true, description: 'Kept with the decision; at most 500 characters.' })
  readonly reason?: string | null;
}

@InputType()
export class AdmitOrganizationInput extends DecideOrganizationInput {}
@InputType()
export class RefuseOrganizationInput extends DecideOrganizationInput {}
@InputType()
export class SuspendOrganizationInput extends DecideOrganizationInput {}
@ObjectType({ simpleResolvers: true })
export class AdmitOrganizationSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
@ObjectType({ simpleResolvers: true })
export class RefuseOrganizationSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
@ObjectType({ simpleResolvers: true })
export class SuspendOrganizationSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
export const AdmitOrganizationResult = resultUnion(AdmitOrganizationSuccess, admitOrganization);
export const RefuseOrganizationResult = resultUnion(RefuseOrganizationSuccess, refuseOrganization);
export const SuspendOrganizationResult = resultUnion(SuspendOrganizationSuccess, suspendOrganization);

@InputType()
export class SetOwnRateInput {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Basis points a year: more than 0, at most 10000, at most four decimals; null for none.',
  })
  readonly rateBps?: string | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetOwnRateSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
export const SetOwnRateResult = resultUnion(SetOwnRateSuccess, setOwnRate);

@InputType({ description: 'A street, or up to two lines for what has none.' })
export class PostalAddressInput {
  @Field(() => String, { nullable: true, description: 'At most 70 characters.' })
  readonly street?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 16 characters; only with a street.' })
  readonly buildingNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 16 characters.' })
  readonly postCode?: string | null;

  @Field(() => String, { description: 'At most 35 characters.' })
  readonly town!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => [String], { nullable: true, description: 'At most two of 70 characters; none beside a street.' })
  readonly lines?: string[] | null;
}

@InputType()
export class SetAddressInput {
  @Field(() => PostalAddressInput, { nullable: true, description: 'Null takes it back.' })
  readonly address?: PostalAddressInput | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetAddressSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
export const SetAddressResult = resultUnion(SetAddressSuccess, setAddress);

@InputType()
export class SetPaymentFormatInput {
  @Field(() => ID)
  readonly bankAccountId!: string;

  @Field(() => PaymentFormatEnum)
  readonly format!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetPaymentFormatSuccess {
  @Field(() => BankAccount)
  readonly bankAccount!: BankAccount;
}
export const SetPaymentFormatResult = resultUnion(SetPaymentFormatSuccess, setPaymentFormat);

@InputType()
export class ProposeBankAccountInput {
  @Field(() => String)
  readonly iban!: string;

  @Field(() => String, { nullable: true })
  readonly bic?: string | null;

  @Field(() => String, { description: 'As the bank knows the holder; at most 140 characters.' })
  readonly holderName!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ProposeBankAccountSuccess {
  @Field(() => BankAccount)
  readonly bankAccount!: BankAccount;
}
export const ProposeBankAccountResult = resultUnion(ProposeBankAccountSuccess, proposeBankAccount);

@InputType()
export class VerifyBankAccountInput {
  @Field(() => ID)
  readonly bankAccountId!: string;

  @Field(() => PayeeCheckEnum, { description: "The answer of the payee's bank. NO_MATCH refuses the account." })
  readonly payeeCheck!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The answer is recorded: look at the state, REFUSED after NO_MATCH.',
})
export class VerifyBankAccountSuccess {
  @Field(() => BankAccount)
  readonly bankAccount!: BankAccount;
}
export const VerifyBankAccountResult = resultUnion(VerifyBankAccountSuccess, verifyBankAccount);

@InputType()
export class RefuseBankAccountInput {
  @Field(() => ID)
  readonly bankAccountId!: string;
}

@ObjectType({ simpleResolvers: true })
export class RefuseBankAccountSuccess {
  @Field(() => BankAccount)
  readonly bankAccount!: BankAccount;
}
export const RefuseBankAccountResult = resultUnion(RefuseBankAccountSuccess, refuseBankAccount);

@InputType()
export class CloseBankAccountInput {
  @Field(() => ID)
  readonly bankAccountId!: string;
}

@ObjectType({ simpleResolvers: true })
export class CloseBankAccountSuccess {
  @Field(() => BankAccount)
  readonly bankAccount!: BankAccount;
}
export const CloseBankAccountResult = resultUnion(CloseBankAccountSuccess, closeBankAccount);
