import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';

/** Every code a problem can carry, collected as the problem classes are declared. */
export const ProblemCode: Record<string, string> = {};
registerEnumType(ProblemCode, {
  name: 'ProblemCode',
  description: 'Why a request was refused. New codes may be added: treat an unknown one by its message.',
});

const classes = new Map<string, ProblemClass>();

/**
 * An expected refusal, part of the API. A problem is a value: a command returns it, its writes are rolled back, and its
 * content (never anything another party sealed) is remembered under the idempotency key. "Error" means a fault.
 */
@InterfaceType({ resolveType: (problem: Problem) => problem.constructor.name, description: 'An expected refusal.' })
export abstract class Problem {
  @Field(() => ProblemCode, { description: 'Stable; switch on it.' })
  readonly code!: string;

  @Field(() => String, { description: 'One clear English sentence, for logs and unknown codes.' })
  readonly message!: string;
}

export type ProblemClass<P extends Problem = Problem> = new (...parameters: never[]) => P;

/** Declares a problem class: its code, and its place in the schema. */
export function ProblemType(code: string, description: string): (target: ProblemClass) => void {
  return target => {
    if (classes.has(code)) throw new Error(`The problem code ${code} is declared twice.`);
    classes.set(code, target);
    ProblemCode[code] = code;
    Object.defineProperty(target.prototype, 'code', { value: code, enumerable: true });
    ObjectType({ implements: Problem, simpleResolvers: true, description })(target);
  };
}

/** A problem as it is remembered: its code and facts. */
export type StoredProblem = { readonly code: string };

export function storedProblem(problem: Problem): StoredProblem {
  return { ...problem, code: problem.code };
}

/** The problem that was remembered. */
export function problemFrom(stored: StoredProblem): Problem {
  const declared = classes.get(stored.code);
  if (!declared) throw new Error(`An outcome names the unknown problem ${stored.code}.`);
  const { code: _, ...facts } = stored;
  return Object.assign(Object.create(declared.prototype), facts);
}

@ObjectType({ simpleResolvers: true, description: 'One fault of an input.' })
export class FieldProblem {
  @Field(() => String, { description: 'Where, e.g. `lines.3.amount`.' })
  readonly path!: string;

  @Field(() => String, { description: 'What is wrong, UPPER_SNAKE.' })
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ProblemType('INVALID_INPUT', 'The input breaks its own rules; every fault is listed. Not remembered under the key.')
export class InvalidInput extends Problem {
  override readonly message: string;

  @Field(() => [FieldProblem])
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super();
    this.fields = fields;
    this.message = fields.map(field => (field.path ? `${field.path}: ${field.message}` : field.message)).join(' ');
  }
}

@ProblemType('NOT_FOUND', 'There is no such thing for this viewer: absent and invisible give one answer.')
export class NotFound extends Problem {
  override readonly message = 'There is no such thing, or you may not see it.';
}

@ProblemType(
  'NOT_PERMITTED',
  'The viewer sees the thing, but lacks the permission or is not the party this act belongs to.',
)
export class NotPermitted extends Problem {
  override readonly message = 'You do not have the permission for this.';
}

@ProblemType('NOT_AVAILABLE', 'The thing is in a state in which this act is not possible.')
export class NotAvailable extends Problem {
  override readonly message: string;

  @Field(() => String, { description: 'The state it is in.' })
  readonly state: string;

  constructor(state: string) {
    super();
    this.state = state;
    this.message = `This is not possible in state ${state}.`;
  }
}

@ProblemType('KEY_REUSED', 'The idempotency key was used before with another input.')
export class KeyReused extends Problem {
  override readonly message = 'This idempotency key was used before with another input.';

  @Field(() => Date)
  readonly firstUsedAt: Date;

  constructor(firstUsedAt: Date) {
    super();
    this.firstUsedAt = firstUsedAt;
  }
}
