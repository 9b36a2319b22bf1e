import { loadPerson } from '../identity/index.js';
import { loadOrganization } from '../organizations/index.js';
import { type LocalDate, localDate } from '../platform/local-date.js';
import type { Money } from '../platform/money.js';
import type { RequestContext } from '../platform/request-context.js';
import { programmeById, termsById } from '../programmes/index.js';
import { type NoteLanguage, noteTexts } from './disclosure-note.texts.js';
import { contentOfPack, fileLinesMax, linesForFile, linesLeftOut } from './disclosure.reads.js';
import { disclosureFigures, type Figure } from './disclosure-lines.js';
import type { DisclosureFactRow, DisclosurePackRow } from './disclosure-pack.entity.js';
import {
  dayOf,
  dueRangeOf,
  figureAt,
  figureOf,
  fundedFigureAt,
  type Statement,
  statementsOf,
  unallocatedMinor,
} from './statements.js';

/** What stands in one place of a table. */
export type NoteCell = string | Money | number | null;

/** A piece of a note, from top to bottom. */
export type NoteBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      /** Whether what stands behind the first column is figures, which stand at the right. */
      readonly figures: boolean;
      /** `total` rows stand below a line. */
      readonly rows: readonly { readonly cells: readonly NoteCell[]; readonly total?: boolean }[];
    };

/** A pack as a note of an annual report, in words and figures; how it looks is whose file it becomes. */
export interface DisclosureNote {
  readonly language: NoteLanguage;
  readonly locale: string;
  readonly fileName: string;
  readonly title: string;
  readonly lead: readonly string[];
  readonly blocks: readonly NoteBlock[];
  readonly page: (page: number, of: number) => string;
  /** The invoices behind every figure. */
  readonly lines: Extract<NoteBlock, { kind: 'table' }>;
  /** That some of them are left out, and where they are; null where none is. */
  readonly linesLeftOut: string | null;
}

const moments = ['BEGINNING', 'END'] as const;
/** What changes the carrying amount without cash. */
const nonCashFigures = ['LATE', 'CONFIRMED', 'CREDITED', 'TAKEN_BACK', 'OTHER'] as const satisfies readonly Figure[];
const openingToOther = disclosureFigures.slice(0, disclosureFigures.indexOf('CLOSING'));
/** What a reader expects though it is zero. */
const alwaysShown = new Set<Figure>(['OPENING', 'CONFIRMED', 'PAID']);

/** The note of a pack with so many of its lines at most; null where the viewer does not see it. */
export async function disclosureNote(
  ctx: RequestContext,
  packId: string,
  language: NoteLanguage,
  linesMax = fileLinesMax,
): Promise<DisclosureNote | null> {
  const content = await ctx.load(contentOfPack, packId);
  if (!content) return null;
  const t = noteTexts[language];
  const { pack, programmes } = content;
  const names = new Map(programmes.map(({ programmeId, name }) => [programmeId, name]));
  const nameOf = ({ programmeId, currency }: Pick<Statement, 'programmeId' | 'currency'>) =>
    programmeId === null ? t.allOf(currency) : names.get(programmeId)!;
  const statements = statementsOf(content);
  const leftOut = linesLeftOut(content, linesMax);
  const [buyer, preparedBy, closedBy] = await Promise.all([
    loadOrganization(ctx, pack.buyerId),
    loadPerson(ctx, pack.preparedBy),
    loadPerson(ctx, pack.closedBy),
  ]);

  return {
    language,
    locale: t.locale,
    fileName: `${t.title} ${pack.firstDay} ${pack.lastDay}`,
    title: t.title,
    lead: [
      buyer?.name ?? '',
      t.period(day(pack.firstDay), day(pack.lastDay)),
      t.state[pack.state],
      preparedBy && pack.preparedAt ? t.preparedBy(preparedBy.name, day(dayIn(pack.preparedAt))) : '',
      closedBy && pack.closedAt ? t.closedBy(closedBy.name, day(dayIn(pack.closedAt))) : '',
      pack.preparedHash ? t.hash(pack.preparedHash.toString('hex')) : '',
      t.basis,
    ].filter(line => line !== ''),
    blocks: [
      heading(1, t.ias),
      ...(await Promise.all(statements.map(iasOf))).flat(),
      heading(1, t.asu),
      { kind: 'text', text: t.keyTerms },
      ...statements.flatMap(asuOf),
      ...excludedBlocks(),
      ...(await suppliedBlocks()),
    ],
    page: t.page,
    lines: await linesTable(),
    linesLeftOut: leftOut > 0 ? t.linesLeftOut(leftOut.toLocaleString(t.locale)) : null,
  };

  async function iasOf(statement: Statement): Promise<NoteBlock[]> {
    return [
      heading(2, nameOf(statement)),
      ...(await termsBlocks(statement)),
      positionsTable(statement),
      ...strataBlocks(statement),
      nonCashTable(statement),
    ];
  }

  function asuOf(statement: Statement): NoteBlock[] {
    const { currency } = statement;
    const changes = openingToOther.filter(
      figure => alwaysShown.has(figure) || figureOf(statement, figure).invoiceCount > 0,
    );
    const presented = statement.facts.filter(fact => fact.kind === 'LINE_ITEM' && fact.moment === 'END');
    return [
      heading(2, nameOf(statement)),
      {
        kind: 'table',
        caption: t.rollforward,
        figures: true,
        head: ['', currency, t.invoices],
        rows: [
          ...changes.map(figure => ({ cells: [t.figures[figure], ...sumCells(statement, figure)] })),
          { cells: [t.figures.CLOSING, ...sumCells(statement, 'CLOSING')], total: true },
        ],
      },
      {
        kind: 'table',
        caption: t.outstanding,
        figures: true,
        head: ['', currency],
        rows: [
          ...(presented.length === 0 ? [{ cells: [t.presentedIn(t.notSupplied), null] }] : []),
          ...presented.map(fact => ({ cells: [marked(t.presentedIn(fact.label!)), moneyOf(fact)] })),
          { cells: [t.figures.CLOSING, money(figureOf(statement, 'CLOSING').amountMinor, currency)], total: true },
        ],
      },
    ];
  }

  async function termsBlocks({ programmeId, termsId, facts }: Statement): Promise<NoteBlock[]> {
    const said = (['TERMS', 'SECURITY', 'RANGE_NOTE'] as const).map(kind => ({
      kind,
      notes: facts.filter(fact => fact.kind === kind),
    }));
    const rows = said
      .filter(({ kind, notes }) => programmeId !== null && (kind !== 'RANGE_NOTE' || notes.length > 0))
      .flatMap(({ kind, notes }) =>
        notes.length === 0
          ? [{ cells: [t.facts[kind], t.notSupplied] }]
          : notes.map(({ note }) => ({ cells: [marked(t.facts[kind]), note] })),
      );
    if (programmeId === null || termsId === null) return [];
    const [terms, programme] = await Promise.all([ctx.load(termsById, termsId), ctx.load(programmeById, programmeId)]);
    const ofTerms: [string, string][] =
      terms && programme
        ? [
            [t.termsVersion, String(terms.version)],
            [t.undertaking, t.undertakings[terms.undertaking]],
            [t.transfer, t.transfers[terms.transfer]],
            [t.recourse, t.recourses[terms.recourse]],
            [t.costBearer, t.parties[terms.costBearer]],
            [t.repaidBy, t.parties[terms.repaidBy]],
            [t.paymentDaysMax, t.paymentDays(programme.paymentDaysMax)],
          ]
        : [];
    const head = [t.term, t.value];
    return [
      { kind: 'table', caption: t.terms, head, figures: false, rows: [...ofTerms.map(cells => ({ cells })), ...rows] },
    ];
  }

  function positionsTable(statement: Statement): NoteBlock {
    const { currency, facts } = statement;
    const at = (cell: (moment: (typeof moments)[number]) => NoteCell) => moments.map(cell);
    const items = [...new Set(facts.filter(({ kind }) => kind === 'LINE_ITEM').map(({ label }) => label!))];
    const sumOf = (label: string, moment: string) => {
      const own = facts.filter(f => f.kind === 'LINE_ITEM' && f.label === label && f.moment === moment);
      return own.length === 0
        ? null
        : money(
            own.reduce((sum, f) => sum + f.amountMinor!, 0n),
            currency,
          );
    };
    const left = at(moment => {
      const minor = unallocatedMinor(statement, moment);
      return minor === null ? null : money(minor, currency);
    });
    const isLeft = moments.some(moment => (unallocatedMinor(statement, moment) ?? 0n) !== 0n);
    const outside = (moment: string) => {
      const own = facts.filter(fact => fact.kind === 'COMPARABLE' && fact.moment === moment);
      return own.length === 0
        ? t.notSupplied
        : own.map(fact => [fact.label, t.days(fact.daysFrom!, fact.daysUntil!)].filter(Boolean).join(' – ')).join('; ');
    };
    const hasOutside = facts.some(({ kind }) => kind === 'COMPARABLE');
    return {
      kind: 'table',
      caption: t.positions,
      figures: true,
      head: ['', ...moments.map(moment => day(dayOf(pack, moment)))],
      rows: [
        {
          cells: [
            `${t.carrying} (${currency})`,
            ...at(moment => money(figureOf(statement, figureAt[moment]).amountMinor, currency)),
          ],
        },
        { cells: [t.funded, ...at(m => money(figureOf(statement, fundedFigureAt[m]).amountMinor, currency))] },
        ...(items.length === 0 ? [{ cells: [t.presentedIn(t.notSupplied), null, null] }] : []),
        ...items.map(label => ({ cells: [marked(t.presentedIn(label)), ...at(moment => sumOf(label, moment))] })),
        ...(isLeft ? [{ cells: [t.unallocated, ...left] }] : []),
        {
          cells: [
            t.rangeInside,
            ...at(moment => {
              const range = dueRangeOf(statement, moment);
              return range && t.days(range.daysFrom, range.daysUntil);
            }),
          ],
        },
        { cells: [hasOutside ? marked(t.rangeOutside) : t.rangeOutside, ...at(outside)] },
      ],
    };
  }

  function strataBlocks(statement: Statement): NoteBlock[] {
    const range = dueRangeOf(statement, 'END');
    if (!range || range.strata.length < 2) return [];
    const rows = range.strata.map(({ daysFrom, daysUntil, amountMinor, invoiceCount }) => ({
      cells: [t.days(daysFrom, daysUntil), money(amountMinor, statement.currency), invoiceCount],
    }));
    return [
      { kind: 'table', caption: t.strata, head: [t.dueWithin, statement.currency, t.invoices], figures: true, rows },
    ];
  }

  function nonCashTable(statement: Statement): NoteBlock {
    const { currency, facts } = statement;
    const fromLedger = nonCashFigures.filter(
      figure => figure === 'CONFIRMED' || figureOf(statement, figure).invoiceCount > 0,
    );
    const said = facts.filter(({ kind }) => kind === 'NON_CASH');
    return {
      kind: 'table',
      caption: t.nonCash,
      figures: true,
      head: [t.change, currency],
      rows: [
        ...fromLedger.map(figure => ({
          cells: [t.figures[figure], money(figureOf(statement, figure).amountMinor, currency)],
        })),
        ...said.map(fact => ({
          cells: [marked([fact.label, fact.note].filter(Boolean).join(' – ')), moneyOf(fact)],
        })),
      ],
    };
  }

  function excludedBlocks(): NoteBlock[] {
    const excluded = programmes.filter(({ excludedMinor }) => excludedMinor !== null);
    if (excluded.length === 0) return [];
    const rows = excluded.map(row => ({ cells: [row.name, money(row.excludedMinor!, row.currency), row.currency] }));
    return [
      heading(1, t.excluded),
      { kind: 'table', caption: t.excluded, head: [t.programme, t.amount, ''], figures: true, rows },
    ];
  }

  async function suppliedBlocks(): Promise<NoteBlock[]> {
    const rows = await Promise.all(
      content!.facts.map(async fact => {
        const person = await loadPerson(ctx, fact.suppliedBy);
        const what = [t.facts[fact.kind], fact.label].filter(Boolean).join(' – ');
        const by = [person?.name ?? '', day(dayIn(fact.suppliedAt)), fact.fileName ?? t.byForm];
        return { cells: [what, names.get(fact.programmeId) ?? '', ...by] };
      }),
    );
    if (rows.length === 0) return [];
    const head = ['', t.programme, t.suppliedBy, t.suppliedOn, t.source];
    return [heading(1, `${t.supplied} ${t.mark}`), { kind: 'table', caption: t.supplied, head, figures: false, rows }];
  }

  async function linesTable(): Promise<DisclosureNote['lines']> {
    const lines = await ctx.read(db => linesForFile(db, pack, linesMax));
    return {
      kind: 'table',
      caption: t.lines,
      figures: false,
      head: [t.figure, t.programme, t.invoice, t.amount, '', t.dueDays],
      rows: lines.map(({ figure, programmeId, number, amountMinor, currency, dueDays }) => ({
        cells: [
          t.figures[figure],
          names.get(programmeId) ?? '',
          number,
          money(amountMinor, currency),
          currency,
          dueDays,
        ],
      })),
    };
  }

  function sumCells(statement: Statement, figure: Figure): NoteCell[] {
    const { amountMinor, invoiceCount } = figureOf(statement, figure);
    return [money(amountMinor, statement.currency), invoiceCount];
  }

  function marked(text: string): string {
    return `${text} ${t.mark}`;
  }

  function day(date: LocalDate): string {
    const format = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
    return format.format(new Date(`${date}T00:00:00Z`));
  }
}

function heading(level: 1 | 2, text: string): NoteBlock {
  return { kind: 'heading', level, text };
}

function money(amountMinor: bigint, currency: string): Money {
  return { amountMinor, currency };
}

function moneyOf({ amountMinor, currency }: DisclosureFactRow): Money {
  return money(amountMinor!, currency);
}

/** The day of an instant in UTC: of what persons did, not of figures. */
function dayIn(instant: NonNullable<DisclosurePackRow['preparedAt']>): LocalDate {
  return localDate(instant.toISOString().slice(0, 10));
}
