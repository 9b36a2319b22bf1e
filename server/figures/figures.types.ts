import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { formatMoney, type Money } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { DecimalScalar, LocalDateScalar } from '../platform/scalars.js';
import type { CalendarSpan } from './calendar-span.js';
import type { DueSpan } from './due-calendar.reads.js';
import type { LadderRung } from './maturity-ladder.reads.js';
import type { ProgrammeFigure as ProgrammeFigureRow } from './programme-figures.reads.js';
import type { ReportedFigureKind, ReportedFigure as ReportedFigureRow } from './reported-figures.reads.js';

const calendarSpans: { [Span in CalendarSpan]: Span } = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH' };
registerEnumType(calendarSpans, {
  name: 'CalendarSpan',
  description: 'How the days ahead are put together.',
  valuesConfig: {
    DAY: { description: '31 days ahead.' },
    WEEK: { description: '26 weeks ahead, from Monday to Sunday.' },
    MONTH: { description: '24 months ahead.' },
  },
});

@ArgsType()
export class CalendarArgs {
  @Field(() => calendarSpans, { defaultValue: 'WEEK' })
  readonly span!: CalendarSpan;
}

@ObjectType({ simpleResolvers: true, description: 'What you have to pay in one span of days, in one currency.' })
export class DueCalendarEntry {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day; null for all that was due before today.',
  })
  readonly from!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day; null for all that comes later.' })
  readonly until!: string | null;

  @Field(() => Int, { description: 'Of payments.' })
  readonly count!: number;

  @Field(() => MoneyType, { description: 'Invoices that were not sold.' })
  readonly toSuppliers!: MoneyType;

  @Field(() => MoneyType, { description: 'Invoices whose claim was bought.' })
  readonly toFunders!: MoneyType;

  @Field(() => MoneyType)
  readonly total!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'What comes back to you in one span of days, in one currency.' })
export class MaturityRung {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day; null for all that matured before today and is not repaid.',
  })
  readonly from!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day; null for all that comes later.' })
  readonly until!: string | null;

  @Field(() => Int, { description: 'Of financings.' })
  readonly count!: number;

  @Field(() => MoneyType, { description: 'Of financings whose disbursement has not settled.' })
  readonly committed!: MoneyType;

  @Field(() => MoneyType, { description: 'Disbursed and not repaid, overdue included.' })
  readonly outstanding!: MoneyType;

  @Field(() => MoneyType)
  readonly total!: MoneyType;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What became of the invoices of a programme that were approved in one month, as far as you see it.',
})
export class ProgrammeFigure {
  readonly row!: ProgrammeFigureRow;

  @Field(() => LocalDateScalar, { description: 'The first day of the month.' })
  readonly month!: string;

  @Field(() => Int)
  readonly invoiceCount!: number;

  @Field(() => MoneyType)
  readonly approved!: MoneyType;

  @Field(() => Int)
  readonly financedCount!: number;

  @Field(() => MoneyType, { description: 'The faces of those whose supplier had its money early.' })
  readonly financed!: MoneyType;

  @Field(() => DecimalScalar, { description: '`financed` as percent of `approved`, one decimal.' })
  readonly shareFinanced!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Hours from the approval until the supplier's money had settled: the median. Null where none was financed.",
  })
  readonly medianHours!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Days by which the money came before it was due: the mean, weighted by amount. Null where none was financed.',
  })
  readonly daysEarly!: string | null;
}

export function presentDueSpan({ from, until, currency, count, toSuppliersMinor, toFundersMinor }: DueSpan) {
  return Object.assign(new DueCalendarEntry(), {
    from,
    until,
    count,
    toSuppliers: money(toSuppliersMinor, currency),
    toFunders: money(toFundersMinor, currency),
    total: money(toSuppliersMinor + toFundersMinor, currency),
  });
}

export function presentRung({ from, until, currency, count, committedMinor, outstandingMinor }: LadderRung) {
  return Object.assign(new MaturityRung(), {
    from,
    until,
    count,
    committed: money(committedMinor, currency),
    outstanding: money(outstandingMinor, currency),
    total: money(committedMinor + outstandingMinor, currency),
  });
}

export function presentProgrammeFigure(row: ProgrammeFigureRow): ProgrammeFigure {
  const { month, invoiceCount, financedCount, medianHours, daysEarly, currency } = row;
  return Object.assign(new ProgrammeFigure(), {
    row,
    month,
    invoiceCount,
    approved: money(row.approvedMinor, currency),
    financedCount,
    financed: money(row.financedMinor, currency),
    shareFinanced: percentOf(row.financedMinor, row.approvedMinor),
    medianHours,
    daysEarly,
  });
}

function money(amountMinor: bigint, currency: string): MoneyType {
  return { amount: formatMoney({ amountMinor, currency }), currency };
}

/** Half up, one decimal. */
function percentOf(part: bigint, whole: bigint): string {
  const tenths = (part * 2000n + whole) / (2n * whole);
  return `${tenths / 10n}.${tenths % 10n}`;
}

const reportedFigureKinds: { [Kind in ReportedFigureKind]: Kind } = { DUE: 'DUE', MATURING: 'MATURING' };
registerEnumType(reportedFigureKinds, {
  name: 'ReportedFigureKind',
  description: 'What was summed up over all currencies.',
  valuesConfig: {
    DUE: { description: 'All of your due calendar.' },
    MATURING: { description: 'All of your maturity ladder.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'What a figure comes to in one currency, and that in the reporting one.',
})
export class ReportedPart {
  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'For reporting only; null where no rate was published.' })
  readonly reported!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Units of the reporting currency for one of `amount`.' })
  readonly rate!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the rate: the last published on or before `asOf`. Null where none was needed.',
  })
  readonly rateDay!: string | null;

  @Field(() => String, { nullable: true, description: 'Who published the rate: ECB.' })
  readonly source!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A figure over all currencies, in one: for reporting only, nothing is owed or paid in it.',
})
export class ReportedFigure {
  @Field(() => reportedFigureKinds)
  readonly kind!: ReportedFigureKind;

  @Field(() => LocalDateScalar)
  readonly asOf!: string;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The sum of what is `reported`; null where a part has no rate.',
  })
  readonly total!: MoneyType | null;

  @Field(() => [ReportedPart], { description: 'By currency.' })
  readonly parts!: ReportedPart[];
}

export function presentReportedFigure({ kind, asOf, total, parts }: ReportedFigureRow): ReportedFigure {
  const shown = (money: Money | null) => money && { amount: formatMoney(money), currency: money.currency };
  return Object.assign(new ReportedFigure(), {
    kind,
    asOf,
    total: shown(total),
    parts: parts.map(({ amount, reported, rate, rateDay, source }) => {
      return { amount: shown(amount), reported: shown(reported), rate, rateDay, source };
    }),
  });
}

@ArgsType()
export class ReportedFigureArgs {
  @Field(() => String, { defaultValue: 'EUR', description: 'ISO 4217: the currency to report in.' })
  readonly currency!: string;
}

@ArgsType()
export class ProgrammeFigureArgs {
  @Field(() => ID, { nullable: true, description: 'One programme alone.' })
  readonly programmeId?: string | null;
}
