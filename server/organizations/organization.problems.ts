import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('SAME_PERSON', 'Four eyes: the second act belongs to another person than the first.')
export class SamePerson extends Problem {
  override readonly message = 'Another person must do this: you did the first half yourself.';
}

@ProblemType('ORGANIZATION_SUSPENDED', 'A party of this act is not admitted to the marketplace at present.')
export class OrganizationSuspended extends Problem {
  override readonly message = 'One of the organizations is not admitted to trade at present.';
}
