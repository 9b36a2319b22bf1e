import { Decimal } from 'decimal.js';
import { type LocalDate, parseLocalDate } from '../../platform/local-date.js';

/** One row of a table of vectors. Its readers throw a RangeError that says what is wrong with a cell. */
export class VectorRow {
  constructor(private readonly cells: ReadonlyMap<string, string>) {}

  /** Whether the table has the column and the row something in it. */
  has(column: string): boolean {
    return this.text(column) !== '';
  }

  /** The cell as it is written; empty where the table has no such column. */
  text(column: string): string {
    return this.cells.get(column) ?? '';
  }

  /** The columns of the table. */
  columns(): string[] {
    return [...this.cells.keys()];
  }

  day(column: string): LocalDate {
    return parseLocalDate(this.text(column)) ?? this.refuse(column, 'a calendar day');
  }

  /** A decimal number, also as programs print small floats (5e-05). */
  decimal(column: string): Decimal {
    const text = this.text(column);
    return decimalOf(text) ?? this.refuse(column, 'a decimal number');
  }

  /** A whole number of at most nine digits: days, never an amount. */
  whole(column: string): number {
    const text = this.text(column);
    return /^-?\d{1,9}$/.test(text) ? Number(text) : this.refuse(column, 'a whole number');
  }

  boolean(column: string): boolean {
    const text = this.text(column).toLowerCase();
    return text === 'true' || (text !== 'false' && this.refuse(column, 'true or false'));
  }

  /** Says that a cell is not what it must be. */
  refuse(column: string, wanted: string): never {
    throw new RangeError(`${column} is not ${wanted}: ${JSON.stringify(this.text(column))}`);
  }
}

/** The number that a text writes in full, or undefined. */
export function decimalOf(text: string): Decimal | undefined {
  return /^[+-]?\d{1,40}(\.\d{1,60})?([eE][+-]?\d{1,2})?$/.test(text) ? new Decimal(text) : undefined;
}
