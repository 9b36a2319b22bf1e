import { createContext, type HTMLInputTypeAttribute, type ReactNode, useContext, useId } from 'react';
import { type Fault, faultAt } from '../lib/form-values.js';
import { useTexts } from '../texts/index.js';
import { faultText } from './problem-text.js';

/** The faults of the form around a field. */
export const FaultsContext = createContext<readonly Fault[]>([]);

interface FieldProps {
  /** As the input is named in the API, so that its faults find it. */
  readonly name: string;
  readonly label: string;
  /** For a field in a table, whose row and column already say it to the eye. */
  readonly labelUnseen?: boolean;
  readonly hint?: ReactNode;
}

interface Wiring {
  id: string;
  name: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

/** A label, what is asked for, and what is wrong with it. */
function Field({ name, label, labelUnseen, hint, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const text = useFaultText(name);
  const described = [hint && `${id}-hint`, text && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id} className={labelUnseen ? 'unseen' : undefined}>
        {label}
      </label>
      {children({ id, name, 'aria-invalid': text ? true : undefined, 'aria-describedby': described })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {text && (
        <p className="fault" id={`${id}-fault`}>
          {text}
        </p>
      )}
    </div>
  );
}

function useFaultText(name: string): string | undefined {
  const t = useTexts();
  const fault = faultAt(useContext(FaultsContext), name);
  return fault && faultText(t, fault);
}

interface TextProps extends FieldProps {
  readonly type?: HTMLInputTypeAttribute;
  readonly value?: string | undefined;
  readonly autoComplete?: string;
  readonly readOnly?: boolean;
  /** Figures: a numeric keyboard, digits at the right. */
  readonly figures?: boolean;
  readonly min?: string;
}

export function TextField({ type = 'text', value, autoComplete = 'off', readOnly, figures, min, ...field }: TextProps) {
  const numeric = figures ? ({ inputMode: 'decimal', className: 'figures' } as const) : {};
  return (
    <Field {...field}>
      {wiring => <input {...wiring} {...numeric} {...{ type, autoComplete, readOnly, min }} defaultValue={value} />}
    </Field>
  );
}

export function TextArea({ value, rows = 4, ...field }: FieldProps & { value?: string; rows?: number }) {
  return <Field {...field}>{wiring => <textarea {...wiring} rows={rows} defaultValue={value} />}</Field>;
}

interface SelectProps extends FieldProps {
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly value?: string | undefined;
  /** The text of the choice of nothing; absent where something must be chosen. */
  readonly none?: string;
  readonly onChange?: (value: string) => void;
}

export function SelectField({ options, value, none, onChange, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {wiring => (
        <select {...wiring} defaultValue={value} onChange={event => onChange?.(event.currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface FileProps extends FieldProps {
  readonly accept: string;
  /** The text of the file and its name, as soon as it is chosen. */
  readonly onText: (text: string, name: string) => void;
}

/** A file of text. */
export function FileField({ accept, onText, ...field }: FileProps) {
  return (
    <Field {...field}>
      {wiring => (
        <input
          {...wiring}
          type="file"
          accept={accept}
          onChange={({ currentTarget: { files } }) => {
            const file = files?.[0];
            void file?.text().then(text => onText(text, file.name));
          }}
        />
      )}
    </Field>
  );
}

export function CheckField({ value = false, ...field }: FieldProps & { value?: boolean }) {
  return (
    <div className="check">
      <Field {...field}>{wiring => <input {...wiring} type="checkbox" value="yes" defaultChecked={value} />}</Field>
    </div>
  );
}

/** Several of a set. */
export function ChecksField({
  name,
  label,
  options,
  value = [],
}: FieldProps & Pick<SelectProps, 'options'> & { value?: readonly string[] }) {
  const id = useId();
  const text = useFaultText(name);
  return (
    <fieldset aria-describedby={text ? id : undefined}>
      <legend>{label}</legend>
      {options.map(([option, optionText], place) => (
        <label key={option} className="choice">
          <input
            type="checkbox"
            name={name}
            value={option}
            defaultChecked={value.includes(option)}
            aria-invalid={text && place === 0 ? true : undefined}
          />
          {optionText}
        </label>
      ))}
      {text && (
        <p className="fault" id={id}>
          {text}
        </p>
      )}
    </fieldset>
  );
}

interface OrderProps extends FieldProps, Pick<SelectProps, 'options'> {
  /** The label of a place, counted from 1. */
  readonly placeLabel: (place: number) => string;
  readonly value?: readonly string[];
}

/** All of a set, in an order: what stands at each place. */
export function OrderField({ name, label, hint, options, placeLabel, value }: OrderProps) {
  const id = useId();
  const text = useFaultText(name);
  const described = [hint && `${id}-hint`, text && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset aria-describedby={described}>
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options.map(([option], index) => (
        <div key={option} className="field">
          <label htmlFor={`${id}-${index}`}>{placeLabel(index + 1)}</label>
          <select
            id={`${id}-${index}`}
            name={name}
            defaultValue={value?.[index] ?? option}
            aria-invalid={text && index === 0 ? true : undefined}
          >
            {options.map(([one, oneText]) => (
              <option key={one} value={one}>
                {oneText}
              </option>
            ))}
          </select>
        </div>
      ))}
      {text && (
        <p className="fault" id={`${id}-fault`}>
          {text}
        </p>
      )}
    </fieldset>
  );
}
