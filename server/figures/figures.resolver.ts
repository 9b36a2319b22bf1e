import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { minorUnitsOf } from '../platform/currencies.js';
import { fromWireId } from '../platform/ids.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, Programme } from '../programmes/index.js';
import { dueCalendar } from './due-calendar.reads.js';
import {
  CalendarArgs,
  DueCalendarEntry,
  MaturityRung,
  presentDueSpan,
  presentProgrammeFigure,
  presentReportedFigure,
  presentRung,
  ProgrammeFigure,
  ProgrammeFigureArgs,
  ReportedFigure,
  ReportedFigureArgs,
} from './figures.types.js';
import { maturityLadder } from './maturity-ladder.reads.js';
import { programmeFigures } from './programme-figures.reads.js';
import { reportedFigures } from './reported-figures.reads.js';

@Resolver(() => ProgrammeFigure)
export class FiguresResolver {
  @Query(() => [DueCalendarEntry], {
    description: 'What you have to pay as a buyer, by currency and day; spans in which nothing is due are left out.',
  })
  async dueCalendar(@Args(() => CalendarArgs) { span }: CalendarArgs, @Ctx() ctx: RequestContext) {
    return (await ctx.read(db => dueCalendar(db, span))).map(presentDueSpan);
  }

  @Query(() => [MaturityRung], {
    description: 'What your financings bring back, by currency and day; spans in which nothing matures are left out.',
  })
  async maturityLadder(@Args(() => CalendarArgs) { span }: CalendarArgs, @Ctx() ctx: RequestContext) {
    return (await ctx.read(db => maturityLadder(db, span))).map(presentRung);
  }

  @Query(() => [ProgrammeFigure], {
    description: 'The last twelve months of the programmes that you run, by the month of approval; the operator all.',
  })
  async programmeFigures(@Args(() => ProgrammeFigureArgs) args: ProgrammeFigureArgs, @Ctx() ctx: RequestContext) {
    const id = args.programmeId ? fromWireId('programme', args.programmeId) : null;
    if (id === undefined) return [];
    return (await ctx.read(db => programmeFigures(db, id))).map(presentProgrammeFigure);
  }

  @Query(() => [ReportedFigure], {
    description: "What your figures come to over all currencies, at the ECB's reference rates: for reporting only.",
  })
  async reportedFigures(@Args(() => ReportedFigureArgs) { currency }: ReportedFigureArgs, @Ctx() ctx: RequestContext) {
    if (minorUnitsOf(currency) === undefined) return [];
    return (await ctx.read(db => reportedFigures(db, currency))).map(presentReportedFigure);
  }

  @FieldResolver(() => Programme)
  programme(@Root() { row }: ProgrammeFigure, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, row.programmeId);
  }
}
