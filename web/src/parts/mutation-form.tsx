import { createContext, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { endSession } from '../app/session.js';
import { type Fault, faultAt, FormValues } from '../lib/form-values.js';
import { RequestFault, send } from '../lib/graphql-client.js';
import { idempotencyKeys } from '../lib/idempotency-key.js';
import { outcomeOf, type Problem, type ProblemOf, type SuccessOf } from '../lib/outcome.js';
import type { TypedDocument } from '../lib/typed-document.js';
import { useTexts } from '../texts/index.js';
import { FaultsContext } from './fields.js';
import { faultText, useProblemText } from './problem-text.js';

interface MutationFormProps<Data extends object, Input> {
  /** Names the form and what it is about; its idempotency key is kept under it. */
  readonly name: string;
  readonly document: TypedDocument<Data, { input: Input }>;
  /** What to send; faults that the values gather keep it from being sent. */
  readonly input: (values: FormValues, idempotencyKey: string) => Input;
  readonly submit: string;
  readonly tone?: 'danger';
  readonly onSuccess?: (success: SuccessOf<Data>) => void;
  readonly onProblem?: (problem: ProblemOf<Data>) => void;
  /** Something other than the sentence of the problem, where that is better. */
  readonly explain?: (problem: ProblemOf<Data>) => ReactNode;
  readonly onInput?: (form: HTMLFormElement) => void;
  readonly children?: ReactNode;
}

/** Whether the form around waits for its answer. */
export const PendingContext = createContext(false);

const keys = idempotencyKeys(sessionStorage, () => crypto.randomUUID());

interface Attempt<Data> {
  readonly pending?: true;
  readonly faults?: readonly Fault[];
  readonly problem?: ProblemOf<Data>;
  readonly failure?: RequestFault;
}

/**
 * A form that carries out one command, or asks one question. It sends once at a time, shows that it waits, puts faults at their fields with the
 * focus on the first, and says every other refusal in words.
 */
export function MutationForm<Data extends object, Input>(props: MutationFormProps<Data, Input>) {
  const { name, submit, tone, onInput, children, explain } = props;
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [attempt, setAttempt] = useState<Attempt<Data>>({});
  const { pending, problem, failure } = attempt;
  const faults = attempt.faults ?? [];

  useEffect(() => {
    keys.open(name);
  }, [name]);
  useEffect(() => {
    if (attempt.faults) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempt.faults]);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    if (pending) return;
    const values = new FormValues(new FormData(event.currentTarget));
    const input = props.input(values, keys.open(name));
    if (values.faults.length > 0) return setAttempt({ faults: values.faults });
    setAttempt({ pending: true });
    setAttempt(await carryOut(props, input));
  }

  return (
    <FaultsContext.Provider value={faults}>
      <form
        ref={form}
        noValidate
        aria-busy={pending}
        onSubmit={event => void onSubmit(event)}
        onInput={() => onInput?.(form.current!)}
      >
        <PendingContext.Provider value={pending === true}>{children}</PendingContext.Provider>
        <Homeless faults={faults} form={form.current} />
        {problem && !faults.length && <ProblemNotice problem={problem} explained={explain?.(problem)} />}
        {failure && (
          <div className="notice bad" role="alert">
            <p>
              {failure.kind === 'UNREACHABLE'
                ? t('fault.unknownOutcome')
                : t('fault.refused', { message: failure.message })}
            </p>
          </div>
        )}
        <div className="actions">
          <button type="submit" className={tone ?? 'primary'} aria-disabled={pending}>
            {pending ? t('form.pending') : submit}
          </button>
        </div>
      </form>
    </FaultsContext.Provider>
  );
}

async function carryOut<Data extends object, Input>(
  props: MutationFormProps<Data, Input>,
  input: Input,
): Promise<Attempt<Data>> {
  let data: Data;
  try {
    data = await send(props.document, { input });
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    if (error.kind === 'SIGNED_OUT') endSession();
    if (error.kind !== 'UNREACHABLE') keys.answered(props.name);
    return { failure: error };
  }
  keys.answered(props.name);
  const outcome = outcomeOf(data);
  if ('success' in outcome) {
    props.onSuccess?.(outcome.success);
    return {};
  }
  props.onProblem?.(outcome.problem);
  return { problem: outcome.problem, faults: (outcome.problem as Problem).fields };
}

function ProblemNotice({ problem, explained }: { problem: Problem; explained: ReactNode }) {
  const text = useProblemText();
  return (
    <div className="notice bad" role="alert" data-problem={problem.code}>
      {explained || <p>{text(problem)}</p>}
    </div>
  );
}

/** Faults of things that this form has no field for. */
function Homeless({ faults, form }: { faults: readonly Fault[]; form: HTMLFormElement | null }) {
  const t = useTexts();
  const names = [...(form?.elements ?? [])].map(element => (element as HTMLInputElement).name).filter(Boolean);
  const homeless = faults.filter(fault => !names.some(name => faultAt([fault], name)));
  if (homeless.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
      {homeless.map(fault => (
        <p key={`${fault.path} ${fault.code}`}>{faultText(t, fault)}</p>
      ))}
    </div>
  );
}
