import { bpsOfPercent, type Money, parseDecimal } from './decimal-text.js';
import { instantIn } from './market-time.js';

/** What is wrong with one field. */
export interface Fault {
  /** The name of the field; nested ones with dots, as in the API. */
  readonly path: string;
  readonly code: string;
  /** For codes without a text of their own. */
  readonly message?: string;
}

/** The part of FormData that is needed. */
interface Source {
  get(name: string): unknown;
  getAll(name: string): unknown[];
}

/**
 * Reads what was typed into the forms of the wire, and gathers what cannot be read: a GraphQL input that is no decimal or
 * no day would be a fault of the program, not an answer. Every other rule is the server's.
 */
export class FormValues {
  readonly faults: Fault[] = [];
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  text(name: string): string {
    return this.optional(name) ?? this.#fault(name, 'REQUIRED');
  }

  optional(name: string): string | undefined {
    const value = this.#source.get(name);
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? undefined : text;
  }

  /** As typed: a space may belong to a password. */
  password(name: string): string {
    const value = this.#source.get(name);
    return typeof value === 'string' && value !== '' ? value : this.#fault(name, 'REQUIRED');
  }

  /** One of a fixed set, as the select offers them. */
  choice<Value extends string>(name: string): Value {
    return this.text(name) as Value;
  }

  optionalChoice<Value extends string>(name: string): Value | undefined {
    return this.optional(name) as Value | undefined;
  }

  optionalChoices<Value extends string>(name: string): Value[] | undefined {
    const values = this.#source.getAll(name) as Value[];
    return values.length === 0 ? undefined : values;
  }

  /** Any of a set, or none of it. */
  anyChoices<Value extends string>(name: string): Value[] {
    return this.#source.getAll(name) as Value[];
  }

  choices<Value extends string>(name: string): Value[] {
    const values = this.anyChoices<Value>(name);
    if (values.length === 0) this.#fault(name, 'REQUIRED');
    return values;
  }

  checked(name: string): boolean {
    return this.#source.get(name) !== null;
  }

  amount(name: string, currency: string): Money {
    return this.optionalAmount(name, currency) ?? { amount: this.#faultOnce(name, 'REQUIRED'), currency };
  }

  optionalAmount(name: string, currency: string): Money | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    return { amount: parseDecimal(text) ?? this.#fault(name, 'NOT_AN_AMOUNT'), currency };
  }

  /** Typed in percent, sent in basis points. */
  rateBps(name: string): string {
    return this.optionalRateBps(name) ?? this.#faultOnce(name, 'REQUIRED');
  }

  optionalRateBps(name: string): string | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const percent = parseDecimal(text.replace(/%$/, ''));
    return percent === undefined ? this.#fault(name, 'NOT_A_RATE') : bpsOfPercent(percent);
  }

  integer(name: string): number {
    return this.optionalInteger(name) ?? (this.#faultOnce(name, 'REQUIRED'), 0);
  }

  optionalInteger(name: string): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.#fault(name, 'NOT_A_WHOLE_NUMBER');
    return 0;
  }

  day(name: string): string {
    return this.optionalDay(name) ?? this.#faultOnce(name, 'REQUIRED');
  }

  optionalDay(name: string): string | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : this.#fault(name, 'NOT_A_DAY');
  }

  /** A day and time of the market's clocks, sent as an instant. */
  optionalInstant(name: string, zone: string): string | undefined {
    const text = this.optional(name);
    return text === undefined ? undefined : (instantIn(zone, text) ?? this.#fault(name, 'NOT_A_TIME'));
  }

  #faultOnce(path: string, code: string): '' {
    return this.faults.some(fault => fault.path === path) ? '' : this.#fault(path, code);
  }

  #fault(path: string, code: string): '' {
    this.faults.push({ path, code });
    return '';
  }
}

/** The fault of a field: its own, or one of what is inside it, such as `flatFee.amount` of `flatFee`. */
export function faultAt(faults: readonly Fault[], name: string): Fault | undefined {
  return faults.find(({ path }) => path === name || path.startsWith(`${name}.`));
}
