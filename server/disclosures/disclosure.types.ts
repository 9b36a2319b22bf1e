import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import { closeDisclosurePack, prepareDisclosurePack, reopenDisclosurePack } from './close-disclosure-pack.js';
import type { DisclosureLineRow } from './disclosure.reads.js';
import { disclosureFigures, type Figure } from './disclosure-lines.js';
import type { DisclosureFactRow, DisclosurePackView, FactKind, Moment } from './disclosure-pack.entity.js';
import { type DisclosurePackAction, disclosurePackPolicy } from './disclosure-pack.policy.js';
import type { DisclosurePackState } from './disclosure-pack.states.js';
import type { Period, PeriodKind } from './fiscal-periods.js';
import { openDisclosurePack, setFiscalYear } from './open-disclosure-pack.js';
import {
  dayOf,
  dueRangeOf,
  figureAt,
  figureOf,
  fundedFigureAt,
  type Statement,
  type Sum,
  unallocatedMinor,
} from './statements.js';
import { supplyDisclosureFacts, supplyDisclosureFile } from './supply-facts.js';

const kindEnum: { [Kind in PeriodKind]: Kind } = {
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
  HALF_YEAR: 'HALF_YEAR',
  YEAR: 'YEAR',
};
registerEnumType(kindEnum, { name: 'DisclosurePeriodKind', description: 'By the fiscal year of the buyer.' });

const stateEnum: { [State in DisclosurePackState]: State } = { OPEN: 'OPEN', PREPARED: 'PREPARED', CLOSED: 'CLOSED' };
registerEnumType(stateEnum, {
  name: 'DisclosurePackState',
  valuesConfig: {
    OPEN: { description: 'It says what the ledger says now.' },
    PREPARED: { description: 'One person has fixed what it says by its hash; another can close it.' },
    CLOSED: { description: 'It never changes.' },
  },
});

const actionEnum: { [Action in DisclosurePackAction]: Action } = {
  SUPPLY: 'SUPPLY',
  PREPARE: 'PREPARE',
  REOPEN: 'REOPEN',
  CLOSE: 'CLOSE',
};
registerEnumType(actionEnum, {
  name: 'DisclosurePackAction',
  valuesConfig: {
    SUPPLY: { description: 'Say what only the buyer knows.' },
    PREPARE: { description: 'Fix it, once the period is over.' },
    REOPEN: { description: 'Open again what was prepared.' },
    CLOSE: { description: 'Close it for good. Never what you prepared yourself.' },
  },
});

const figureEnum = Object.fromEntries(disclosureFigures.map(figure => [figure, figure])) as {
  [Name in Figure]: Name;
};
registerEnumType(figureEnum, {
  name: 'DisclosureFigureKind',
  description: 'What is counted. OPENING to OTHER, signed as they change what is owed, come to CLOSING.',
  valuesConfig: {
    OPENING: { description: 'Owed before the period; as the closed period before says it.' },
    LATE: { description: 'Posted into the time before the period after that was closed.' },
    CONFIRMED: { description: 'Approved in the period, whether or not a funder bought the claim.' },
    PAID: { description: 'Paid by the buyer in the period, to suppliers and funders.' },
    RETURNED: { description: 'Payments that came back.' },
    CREDITED: { description: 'What credit notes took off.' },
    TAKEN_BACK: { description: 'Approvals that were taken back.' },
    OTHER: { description: 'Any other movement of what is owed.' },
    CLOSING: { description: 'Owed at the end of the period.' },
    OPENING_FUNDED: { description: 'Of OPENING, what funders have paid suppliers for.' },
    CLOSING_FUNDED: { description: 'Of CLOSING, what funders have paid suppliers for.' },
  },
});

const factKindEnum: { [Kind in FactKind]: Kind } = {
  TERMS: 'TERMS',
  SECURITY: 'SECURITY',
  RANGE_NOTE: 'RANGE_NOTE',
  LINE_ITEM: 'LINE_ITEM',
  COMPARABLE: 'COMPARABLE',
  NON_CASH: 'NON_CASH',
};
registerEnumType(factKindEnum, {
  name: 'DisclosureFactKind',
  description: 'What only the buyer knows.',
  valuesConfig: {
    TERMS: { description: 'Terms and conditions in its words, such as extended payment terms.' },
    SECURITY: { description: 'Assets pledged, and guarantees.' },
    RANGE_NOTE: { description: 'Why payment due dates lie far apart.' },
    LINE_ITEM: { description: 'A line of the balance sheet, and its part of the carrying amount.' },
    COMPARABLE: { description: 'Comparable payables outside the arrangement, by their payment due dates.' },
    NON_CASH: { description: 'A further change without cash, such as an exchange difference. Beside the ledger.' },
  },
});

const momentEnum: { [Name in Moment]: Name } = { BEGINNING: 'BEGINNING', END: 'END' };
registerEnumType(momentEnum, { name: 'DisclosureMoment', description: 'Of the period.' });

@ObjectType({ simpleResolvers: true, description: 'A figure, which is the sum of its invoices.' })
export class DisclosureFigure {
  @Field(() => figureEnum)
  readonly figure!: Figure;

  @Field(() => MoneyType, { description: 'Signed as it changes what is owed.' })
  readonly amount!: MoneyType;

  @Field(() => Int)
  readonly invoiceCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What is owed within a span of payment due dates.' })
export class DisclosureStratum {
  @Field(() => Int, { description: 'Days from the invoice date to the payment due date.' })
  readonly daysFrom!: number;

  @Field(() => Int)
  readonly daysUntil!: number;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => Int)
  readonly invoiceCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The financial liabilities of an arrangement on one day.' })
export class DisclosurePosition {
  @Field(() => momentEnum)
  readonly moment!: Moment;

  @Field(() => LocalDateScalar, { description: 'The last day of the period before, or of the period.' })
  readonly day!: string;

  @Field(() => DisclosureFigure, { description: 'All of them.' })
  readonly carrying!: DisclosureFigure;

  @Field(() => DisclosureFigure, { description: 'Of them, those for which funders have paid the suppliers.' })
  readonly funded!: DisclosureFigure;

  @Field(() => Int, {
    nullable: true,
    description: 'The fewest days from invoice date to payment due date; null for none.',
  })
  readonly daysFrom!: number | null;

  @Field(() => Int, { nullable: true, description: 'The most.' })
  readonly daysUntil!: number | null;

  @Field(() => [DisclosureStratum], { description: 'What is due within 30, 60, 90, 120 days, and later.' })
  readonly strata!: DisclosureStratum[];

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What the line items that the buyer supplied leave of `carrying`; null where it supplied none.',
  })
  readonly unallocated!: MoneyType | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Something that only the buyer knows: supplied by it, not by the ledger.',
})
export class DisclosureFact {
  readonly row!: DisclosureFactRow;

  @Field(() => factKindEnum)
  readonly kind!: FactKind;

  @Field(() => momentEnum, { nullable: true })
  readonly moment!: Moment | null;

  @Field(() => String, { nullable: true, description: 'A line of the balance sheet, or what changed.' })
  readonly label!: string | null;

  @Field(() => MoneyType, { nullable: true })
  readonly amount!: MoneyType | null;

  @Field(() => Int, { nullable: true, description: 'Days from the invoice date to the payment due date.' })
  readonly daysFrom!: number | null;

  @Field(() => Int, { nullable: true })
  readonly daysUntil!: number | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;

  @Field(() => Date)
  readonly suppliedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The file it came by; null for the form.' })
  readonly fileName!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What is disclosed of one programme, or of all programmes of one currency. Amounts of two are never added.',
})
export class DisclosureStatement {
  readonly statement!: Statement;

  @Field(() => String)
  readonly currency!: string;

  @Field(() => [DisclosureFigure], { description: 'Every figure, zero or not.' })
  readonly figures!: DisclosureFigure[];

  @Field(() => [DisclosurePosition], { description: 'At the beginning and at the end.' })
  readonly positions!: DisclosurePosition[];
}

@ObjectType({ simpleResolvers: true, description: 'What a pack leaves out: the buyer pays early from its own cash.' })
export class DisclosureExclusion {
  readonly programmeId!: string;

  @Field(() => MoneyType, { description: 'Owed at the end under such terms.' })
  readonly outstanding!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: "An invoice's part of a figure." })
export class DisclosureLine {
  readonly row!: DisclosureLineRow;

  @Field(() => figureEnum)
  readonly figure!: Figure;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => Int, { description: 'From the invoice date to the payment due date.' })
  readonly dueDays!: number;
}

export const DisclosureLineConnection = connectionOf(DisclosureLine, 'DisclosureLine');

@ArgsType()
export class DisclosureLineArgs extends PageArgs {
  @Field(() => figureEnum, { nullable: true, description: 'One figure alone.' })
  readonly figure?: Figure | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217.' })
  readonly currency?: string | null;

  @Field(() => ID, { nullable: true, description: 'One programme alone.' })
  readonly programmeId?: string | null;

  @Field(() => Int, { nullable: true, description: 'At least so many days from invoice date to payment due date.' })
  readonly daysFrom?: number | null;

  @Field(() => Int, { nullable: true, description: 'At most.' })
  readonly daysUntil?: number | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What a buyer discloses of its supplier finance arrangements for a period, by IAS 7.44H and by ASC 405-50-50-3. For the buyer and the operator.',
})
export class DisclosurePack extends Node {
  readonly row!: DisclosurePackView;

  @Field(() => kindEnum)
  readonly kind!: PeriodKind;

  @Field(() => LocalDateScalar)
  readonly firstDay!: string;

  @Field(() => LocalDateScalar)
  readonly lastDay!: string;

  @Field(() => stateEnum)
  readonly state!: DisclosurePackState;

  @Field(() => Boolean, { description: 'Whether the period is over, by the business clock.' })
  readonly isOver!: boolean;

  @Field(() => Date)
  readonly openedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly preparedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly closedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of what was prepared, and is closed, in lower-case hexadecimal.',
  })
  readonly contentHash!: string | null;

  @Field(() => [actionEnum])
  readonly availableActions!: DisclosurePackAction[];
}

export const DisclosurePackConnection = connectionOf(DisclosurePack, 'DisclosurePack');

@ArgsType()
export class DisclosurePackArgs extends PageArgs {
  @Field(() => [stateEnum], { nullable: true })
  readonly state?: DisclosurePackState[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'A period for which no pack is there yet.' })
export class DisclosurePeriod {
  @Field(() => kindEnum)
  readonly kind!: PeriodKind;

  @Field(() => LocalDateScalar)
  readonly firstDay!: string;

  @Field(() => LocalDateScalar)
  readonly lastDay!: string;
}

@ObjectType({ simpleResolvers: true, description: 'When the fiscal year of your organization begins.' })
export class FiscalYear {
  @Field(() => Int, { description: 'The month, 1 to 12.' })
  readonly firstMonth!: number;

  @Field(() => [DisclosurePeriod], { description: 'Periods of the last two years for which a pack can be begun.' })
  readonly periods!: DisclosurePeriod[];

  @Field(() => Boolean, { description: 'Whether you may begin one.' })
  readonly mayOpen!: boolean;

  @Field(() => Boolean, { description: 'Whether you may change it.' })
  readonly mayChange!: boolean;
}

@InputType()
export class OpenDisclosurePackInput {
  @Field(() => kindEnum)
  readonly kind!: PeriodKind;

  @Field(() => LocalDateScalar)
  readonly firstDay!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class SetFiscalYearInput {
  @Field(() => Int, { description: 'The month in which it begins, 1 to 12.' })
  readonly firstMonth!: number;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType({ description: 'What is asked for depends on the kind; what a kind does not take must be left out.' })
export class DisclosureFactInput {
  @Field(() => factKindEnum)
  readonly kind!: FactKind;

  @Field(() => momentEnum, { nullable: true })
  readonly moment?: Moment | null;

  @Field(() => String, { nullable: true, description: 'Up to 200 characters.' })
  readonly label?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'In the currency of the programme.' })
  readonly amount?: string | null;

  @Field(() => Int, { nullable: true })
  readonly daysFrom?: number | null;

  @Field(() => Int, { nullable: true })
  readonly daysUntil?: number | null;

  @Field(() => String, { nullable: true, description: 'Up to 4,000 characters.' })
  readonly note?: string | null;
}

@InputType()
export class SupplyDisclosureFactsInput {
  @Field(() => ID)
  readonly packId!: string;

  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => [DisclosureFactInput], { description: 'All that is to be said of the programme; up to 100.' })
  readonly facts!: DisclosureFactInput[];

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class SupplyDisclosureFileInput {
  @Field(() => ID)
  readonly packId!: string;

  @Field(() => String, { description: 'The name of the file.' })
  readonly name!: string;

  @Field(() => String, {
    description: 'CSV with the columns programme, kind, moment, label, amount, days_from, days_until, note.',
  })
  readonly text!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class PrepareDisclosurePackInput {
  @Field(() => ID)
  readonly packId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class ReopenDisclosurePackInput {
  @Field(() => ID)
  readonly packId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class CloseDisclosurePackInput {
  @Field(() => ID)
  readonly packId!: string;

  @Field(() => String, { description: 'As it was prepared: what you close is what you saw.' })
  readonly contentHash!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class OpenDisclosurePackSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class SupplyDisclosureFactsSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class SupplyDisclosureFileSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class PrepareDisclosurePackSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class ReopenDisclosurePackSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class CloseDisclosurePackSuccess {
  @Field(() => DisclosurePack)
  readonly pack!: DisclosurePack;
}

@ObjectType({ simpleResolvers: true })
export class SetFiscalYearSuccess {
  @Field(() => FiscalYear)
  readonly fiscalYear!: FiscalYear;
}

export const OpenDisclosurePackResult = resultUnion(OpenDisclosurePackSuccess, openDisclosurePack);
export const SetFiscalYearResult = resultUnion(SetFiscalYearSuccess, setFiscalYear);
export const SupplyDisclosureFactsResult = resultUnion(SupplyDisclosureFactsSuccess, supplyDisclosureFacts);
export const SupplyDisclosureFileResult = resultUnion(SupplyDisclosureFileSuccess, supplyDisclosureFile);
export const PrepareDisclosurePackResult = resultUnion(PrepareDisclosurePackSuccess, prepareDisclosurePack);
export const ReopenDisclosurePackResult = resultUnion(ReopenDisclosurePackSuccess, reopenDisclosurePack);
export const CloseDisclosurePackResult = resultUnion(CloseDisclosurePackSuccess, closeDisclosurePack);

export function presentPack(viewer: Viewer, row: DisclosurePackView): DisclosurePack {
  const own = personOf(viewer) === row.preparedBy;
  return Object.assign(new DisclosurePack(), {
    row,
    id: toWireId('disclosurePack', row.id),
    kind: row.kind,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    state: row.state,
    isOver: row.isOver,
    openedAt: row.openedAt,
    preparedAt: row.preparedAt,
    closedAt: row.closedAt,
    contentHash: row.preparedHash?.toString('hex') ?? null,
    availableActions: availableActions(disclosurePackPolicy, viewer, row).filter(action => action !== 'CLOSE' || !own),
  });
}

export function presentStatement(pack: DisclosurePackView, statement: Statement): DisclosureStatement {
  const { currency } = statement;
  return Object.assign(new DisclosureStatement(), {
    statement,
    currency,
    figures: disclosureFigures.map(figure => presentFigure(statement, figure)),
    positions: (['BEGINNING', 'END'] as const).map(moment => presentPosition(pack, statement, moment)),
  });
}

function presentFigure(statement: Statement, figure: Figure): DisclosureFigure {
  const { amountMinor, invoiceCount } = figureOf(statement, figure);
  const amount = money(amountMinor, statement.currency);
  return Object.assign(new DisclosureFigure(), { figure, amount, invoiceCount });
}

function presentPosition(pack: DisclosurePackView, statement: Statement, moment: Moment): DisclosurePosition {
  const { currency } = statement;
  const range = dueRangeOf(statement, moment);
  const left = unallocatedMinor(statement, moment);
  return Object.assign(new DisclosurePosition(), {
    moment,
    day: dayOf(pack, moment),
    carrying: presentFigure(statement, figureAt[moment]),
    funded: presentFigure(statement, fundedFigureAt[moment]),
    daysFrom: range?.daysFrom ?? null,
    daysUntil: range?.daysUntil ?? null,
    strata: (range?.strata ?? []).map(({ daysFrom, daysUntil, ...sum }) =>
      Object.assign(new DisclosureStratum(), { daysFrom, daysUntil, ...presentSum(sum, currency) }),
    ),
    unallocated: left === null ? null : money(left, currency),
  });
}

function presentSum({ amountMinor, invoiceCount }: Sum, currency: string) {
  return { amount: money(amountMinor, currency), invoiceCount };
}

export function presentFact(row: DisclosureFactRow): DisclosureFact {
  const { kind, moment, label, amountMinor, currency, daysFrom, daysUntil, note, suppliedAt, fileName } = row;
  const amount = amountMinor === null ? null : money(amountMinor, currency);
  const said = { kind, moment, label, amount, daysFrom, daysUntil, note, suppliedAt, fileName };
  return Object.assign(new DisclosureFact(), { row, ...said });
}

export function presentLine(row: DisclosureLineRow): DisclosureLine {
  const amount = money(row.amountMinor, row.currency);
  return Object.assign(new DisclosureLine(), { row, figure: row.figure, amount, dueDays: row.dueDays });
}

export function presentFiscalYear(year: {
  firstMonth: number;
  periods: readonly Period[];
  mayOpen: boolean;
  mayChange: boolean;
}): FiscalYear {
  const periods = year.periods.map(period => Object.assign(new DisclosurePeriod(), period));
  return Object.assign(new FiscalYear(), { ...year, periods });
}

function money(amountMinor: bigint, currency: string): MoneyType {
  return { amount: formatMoney({ amountMinor, currency }), currency };
}
