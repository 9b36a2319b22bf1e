import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { AdmissionDocumentKind } from './admission-document.entity.js';
import type { AdmissionDocumentView } from './admission-document.reads.js';
import { Organization } from './organization.types.js';
import { addAdmissionDocument } from './add-admission-document.js';

const kinds: { [Kind in AdmissionDocumentKind]: Kind } = {
  LICENCE: 'LICENCE',
  KYC: 'KYC',
  REGISTER_EXTRACT: 'REGISTER_EXTRACT',
};
registerEnumType(kinds, {
  name: 'AdmissionDocumentKind',
  description: 'What an organization is admitted on; one of a kind stands.',
  valuesConfig: {
    LICENCE: { description: 'The permission of a supervisor.' },
    KYC: { description: 'The check of who stands behind it.' },
    REGISTER_EXTRACT: { description: 'An extract of its country’s register.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A document that an organization is admitted on.' })
export class AdmissionDocument {
  @Field(() => kinds)
  readonly kind!: AdmissionDocumentKind;

  @Field(() => String)
  readonly number!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it holds; the day after suspends.' })
  readonly expiresOn!: string;

  @Field(() => Boolean)
  readonly isExpired!: boolean;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly recordedAt!: Date;
}

export function presentAdmissionDocument(row: AdmissionDocumentView): AdmissionDocument {
  const { kind, number, expiresOn, isExpired, recordedAt } = row;
  return Object.assign(new AdmissionDocument(), { kind, number, expiresOn, isExpired, recordedAt });
}

@InputType()
export class AddAdmissionDocumentInput {
  @Field(() => ID)
  readonly organizationId!: string;

  @Field(() => kinds)
  readonly kind!: AdmissionDocumentKind;

  @Field(() => String, { description: 'At most 80 characters.' })
  readonly number!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it holds.' })
  readonly expiresOn!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class AddAdmissionDocumentSuccess {
  @Field(() => Organization)
  readonly organization!: Organization;
}
export const AddAdmissionDocumentResult = resultUnion(AddAdmissionDocumentSuccess, addAdmissionDocument);
