import { addDays, type LocalDate } from '../platform/local-date.js';
import type { Figure, Tally } from './disclosure-lines.js';
import type { DisclosureFactRow, DisclosurePackRow, Moment } from './disclosure-pack.entity.js';
import type { PackContent } from './pack-content.js';

/** What is said of one programme, or of all programmes of one currency. */
export interface Statement {
  /** Null for all programmes of the currency. */
  readonly programmeId: string | null;
  readonly currency: string;
  /** The terms in force on the last day; null for all programmes. */
  readonly termsId: string | null;
  readonly tallies: readonly Tally[];
  readonly facts: readonly DisclosureFactRow[];
}

/** Of each programme by its name, then of all of each currency: amounts of two currencies are never added. */
export function statementsOf({ programmes, tallies, facts }: PackContent): Statement[] {
  const included = programmes.filter(row => row.included);
  const single = included.map(({ programmeId, currency, termsId }) => ({
    programmeId,
    currency,
    termsId,
    tallies: tallies.filter(row => row.programmeId === programmeId && row.currency === currency),
    facts: facts.filter(row => row.programmeId === programmeId),
  }));
  const currencies = [...new Set(included.map(({ currency }) => currency))].sort();
  const together = currencies.map(currency => ({
    programmeId: null,
    currency,
    termsId: null,
    tallies: tallies.filter(row => row.currency === currency),
    facts: facts.filter(row => row.currency === currency && included.some(p => p.programmeId === row.programmeId)),
  }));
  return [...single, ...together];
}

/** A sum over lines. */
export interface Sum {
  readonly amountMinor: bigint;
  readonly invoiceCount: number;
}

export function figureOf({ tallies }: Pick<Statement, 'tallies'>, figure: Figure): Sum {
  return sumOf(tallies.filter(row => row.figure === figure));
}

/** From how many to how many days after the invoice date payments are due, and what is due within each stratum of them. */
export interface DueRange {
  readonly daysFrom: number;
  readonly daysUntil: number;
  readonly strata: readonly (Sum & { readonly daysFrom: number; readonly daysUntil: number })[];
}

/** Of what is owed at the beginning or at the end; null where nothing is. */
export function dueRangeOf({ tallies }: Pick<Statement, 'tallies'>, moment: Moment): DueRange | null {
  const own = tallies.filter(row => row.figure === figureAt[moment]);
  if (own.length === 0) return null;
  const strata = [...new Set(own.map(({ stratum }) => stratum))]
    .sort((a, b) => a - b)
    .map(stratum => {
      const rows = own.filter(row => row.stratum === stratum);
      return { ...sumOf(rows), ...daysOf(rows) };
    });
  return { ...daysOf(own), strata };
}

/** The figure that is the carrying amount at the beginning or at the end. */
export const figureAt = { BEGINNING: 'OPENING', END: 'CLOSING' } as const satisfies Record<Moment, Figure>;
/** The part of it for which suppliers have their money from funders. */
export const fundedFigureAt = {
  BEGINNING: 'OPENING_FUNDED',
  END: 'CLOSING_FUNDED',
} as const satisfies Record<Moment, Figure>;

/** The day at whose end the beginning and the end of a period are counted. */
export function dayOf(
  { firstDay, lastDay }: Pick<DisclosurePackRow, 'firstDay' | 'lastDay'>,
  moment: Moment,
): LocalDate {
  return moment === 'END' ? lastDay : addDays(firstDay, -1);
}

/** What the buyer's line items leave of the carrying amount: zero where they split it; null where it gave none. */
export function unallocatedMinor(statement: Pick<Statement, 'tallies' | 'facts'>, moment: Moment): bigint | null {
  const items = statement.facts.filter(fact => fact.kind === 'LINE_ITEM' && fact.moment === moment);
  if (items.length === 0) return null;
  return items.reduce(
    (left, { amountMinor }) => left - amountMinor!,
    figureOf(statement, figureAt[moment]).amountMinor,
  );
}

function sumOf(rows: readonly Sum[]): Sum {
  return rows.reduce(
    (sum, row) => ({
      amountMinor: sum.amountMinor + row.amountMinor,
      invoiceCount: sum.invoiceCount + row.invoiceCount,
    }),
    { amountMinor: 0n, invoiceCount: 0 },
  );
}

function daysOf(rows: readonly { readonly daysFrom: number; readonly daysUntil: number }[]) {
  const days = rows.flatMap(({ daysFrom, daysUntil }) => [daysFrom, daysUntil]).sort((a, b) => a - b);
  return { daysFrom: days[0]!, daysUntil: days.at(-1)! };
}
