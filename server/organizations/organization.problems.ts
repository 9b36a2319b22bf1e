import { Field, ID } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('SAME_PERSON', 'Four eyes: the second act belongs to another person than the first.')
export class SamePerson extends Problem {
  override readonly message = 'Another person must do this: you did the first half yourself.';
}

@ProblemType('SECOND_PERSON_NEEDED', 'The operator does this by exception: one person proposes it, another confirms.')
export class SecondPersonNeeded extends Problem {
  override readonly message = 'This takes two persons of the operator: propose it, and another confirms.';
}

@ProblemType('ORGANIZATION_SUSPENDED', 'A party of this act is not admitted to the marketplace at present.')
export class OrganizationSuspended extends Problem {
  override readonly message = 'One of the organizations is not admitted to trade at present.';
}

@ProblemType(
  'DOCUMENT_EXPIRED',
  'A document that the organization is admitted on has expired: record its renewal first.',
)
export class DocumentExpired extends Problem {
  override readonly message = 'A document that it is admitted on has expired: record its renewal first.';
}

@ProblemType(
  'NUMBERS_TAKEN',
  'An admitted organization has the registration number, tax id or LEI that this one claims. Told to the operator alone.',
)
export class NumbersTaken extends Problem {
  override readonly message: string;

  @Field(() => ID, { description: 'The organization that has the number.' })
  readonly organizationId: string;

  constructor(holderId: string, holderName: string) {
    super();
    this.organizationId = toWireId('organization', holderId);
    this.message = `${holderName} has the registration number, tax id or LEI that this organization claims.`;
  }
}
