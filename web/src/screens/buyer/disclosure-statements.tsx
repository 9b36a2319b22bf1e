import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DisclosureFigureKind } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { type Column, Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { DisclosurePackNode } from '../nodes.js';

export type Statement = DisclosurePackNode['statements'][number];

interface Props {
  readonly pack: DisclosurePackNode;
  readonly statement: Statement;
}

/** A row of a statement: what it is, and what stands in each column. */
interface Line {
  readonly what: ReactNode;
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

const movements = ['OPENING', 'LATE', 'CONFIRMED', 'PAID', 'RETURNED', 'CREDITED', 'TAKEN_BACK', 'OTHER'] as const;
const nonCash = ['CONFIRMED', 'LATE', 'CREDITED', 'TAKEN_BACK', 'OTHER'] as const;
/** What a reader expects though it is zero. */
const alwaysShown: readonly DisclosureFigureKind[] = ['OPENING', 'CONFIRMED', 'PAID'];

/** IAS 7.44H: terms and conditions, carrying amounts with due dates, and changes without cash. */
export function IasStatement({ pack, statement }: Props) {
  const t = useTexts();
  return (
    <>
      <h3>{useTitle(statement)}</h3>
      {statement.programme && <Terms statement={statement} />}
      <Positions pack={pack} statement={statement} />
      <Strata pack={pack} statement={statement} />
      <Lines
        caption={t('disclosurePage.nonCash')}
        heads={[t('disclosurePage.change'), t('disclosurePage.amount')]}
        lines={[
          ...nonCash
            .filter(figure => figure === 'CONFIRMED' || isThere(statement, figure))
            .map(figure => ({
              key: figure,
              what: t(`disclosureFigure.${figure}`),
              cells: [<FigureLink key="amount" {...{ pack, statement, figure }} />],
            })),
          ...statement.facts
            .filter(({ kind }) => kind === 'NON_CASH')
            .map((fact, index) => ({
              key: `fact ${index}`,
              what: <Supplied>{[fact.label, fact.note].filter(Boolean).join(' – ')}</Supplied>,
              cells: [<Amount key="amount" value={fact.amount} />],
            })),
        ]}
      />
    </>
  );
}

/** ASC 405-50-50-3: what is confirmed and outstanding, where it is presented, and how it came about. */
export function AsuStatement({ pack, statement }: Props) {
  const t = useTexts();
  const items = statement.facts.filter(({ kind, moment }) => kind === 'LINE_ITEM' && moment === 'END');
  const closing = <FigureLink key="closing" {...{ pack, statement }} figure="CLOSING" />;
  const shown = movements.filter(figure => alwaysShown.includes(figure) || isThere(statement, figure));
  return (
    <>
      <h3>{useTitle(statement)}</h3>
      <Lines
        caption={t('disclosurePage.rollforward')}
        heads={[t('disclosurePage.what'), t('disclosurePage.amount'), t('disclosurePage.invoices')]}
        lines={[...shown, 'CLOSING' as const].map(figure => ({
          key: figure,
          what: t(`disclosureFigure.${figure}`),
          cells: [
            figure === 'CLOSING' ? closing : <FigureLink key="amount" {...{ pack, statement, figure }} />,
            figureOf(statement, figure)?.invoiceCount,
          ],
        }))}
      />
      <Lines
        caption={t('disclosurePage.outstanding')}
        heads={[t('disclosurePage.lineItem'), t('disclosurePage.amount')]}
        lines={[
          ...items.map(({ label, amount }, index) => ({
            key: `item ${index}`,
            what: <Supplied>{label}</Supplied>,
            cells: [<Amount key="amount" value={amount} />],
          })),
          ...(items.length === 0 ? [{ key: 'none', what: t('disclosurePage.notSupplied'), cells: ['–'] }] : []),
          { key: 'CLOSING', what: t('disclosureFigure.CLOSING'), cells: [closing] },
        ]}
      />
    </>
  );
}

function Terms({ statement: { programme, terms, facts } }: { statement: Statement }) {
  const t = useTexts();
  const said = (['TERMS', 'SECURITY', 'RANGE_NOTE'] as const).flatMap((kind): Line[] => {
    const own = facts.filter(fact => fact.kind === kind);
    const what = t(`disclosureFactKind.${kind}`);
    if (own.length === 0)
      return kind === 'RANGE_NOTE' ? [] : [{ key: kind, what, cells: [t('disclosurePage.notSupplied')] }];
    return own.map(({ note }, index) => ({
      key: `${kind} ${index}`,
      what: <Supplied>{what}</Supplied>,
      cells: [note],
    }));
  });
  const ofTerms: [string, string | null | undefined][] = [
    [t('terms.version'), terms && String(terms.version)],
    [t('terms.undertaking'), terms && t(`undertaking.${terms.undertaking}`)],
    [t('terms.transfer'), terms && t(`transfer.${terms.transfer as 'NONE'}`)],
    [t('terms.recourse'), terms && t(`recourse.${terms.recourse as 'NONE'}`)],
    [t('terms.costBearer'), terms && t(`party.${terms.costBearer as 'BUYER'}`)],
    [t('disclosurePage.paymentDaysMax'), t('disclosurePage.days', { count: programme?.paymentDaysMax ?? 0 })],
  ];
  const lines = ofTerms.map(([what, value]) => ({ key: what, what, cells: [value] }));
  return (
    <Lines
      caption={t('disclosurePage.terms')}
      heads={[t('disclosurePage.term'), t('disclosurePage.value')]}
      lines={[...lines, ...said]}
      words
    />
  );
}

function Positions({ pack, statement }: Props) {
  const t = useTexts();
  const { positions, facts } = statement;
  const days = (from: number | null, until: number | null) =>
    from === null || until === null ? '–' : t('disclosurePage.range', { from, until });
  const items = [...new Set(facts.flatMap(({ kind, label }) => (kind === 'LINE_ITEM' && label ? [label] : [])))];
  const outside = facts.filter(({ kind }) => kind === 'COMPARABLE');
  const heads = positions.map(({ moment, day }) => ({ moment, day }));
  const columns: Column<Line>[] = [
    { head: t('disclosurePage.what'), cell: ({ what }) => what },
    ...heads.map(({ moment }, index) => ({
      head: t(`disclosureMoment.${moment}`),
      cell: ({ cells }: Line) => cells[index],
      figures: true,
    })),
  ];
  const lines: Line[] = [
    { key: 'day', what: t('disclosurePage.day'), cells: heads.map(({ day }) => <Day key={day} value={day} />) },
    {
      key: 'carrying',
      what: t('disclosurePage.carrying'),
      cells: positions.map(({ carrying, moment }) => (
        <FigureLink key={moment} {...{ pack, statement }} figure={carrying.figure} />
      )),
    },
    {
      key: 'funded',
      what: t('disclosurePage.funded'),
      cells: positions.map(({ funded, moment }) => (
        <FigureLink key={moment} {...{ pack, statement }} figure={funded.figure} />
      )),
    },
    ...items.map(label => ({
      key: `item ${label}`,
      what: <Supplied>{t('disclosurePage.presentedIn', { label })}</Supplied>,
      cells: positions.map(({ moment }) => (
        <Several key={moment}>
          {facts
            .filter(fact => fact.kind === 'LINE_ITEM' && fact.label === label && fact.moment === moment)
            .map((fact, index) => (
              <Amount key={index} value={fact.amount} />
            ))}
        </Several>
      )),
    })),
    ...(items.length === 0
      ? [
          {
            key: 'no item',
            what: t('disclosurePage.lineItem'),
            cells: positions.map(() => t('disclosurePage.notSupplied')),
          },
        ]
      : []),
    ...(positions.some(({ unallocated }) => unallocated && !/^-?[0.]+$/.test(unallocated.amount))
      ? [
          {
            key: 'left',
            what: t('disclosurePage.unallocated'),
            cells: positions.map(({ moment, unallocated }) => <Amount key={moment} value={unallocated} />),
          },
        ]
      : []),
    {
      key: 'range',
      what: t('disclosurePage.rangeInside'),
      cells: positions.map(({ daysFrom, daysUntil }) => days(daysFrom, daysUntil)),
    },
    {
      key: 'outside',
      what:
        outside.length > 0 ? <Supplied>{t('disclosurePage.rangeOutside')}</Supplied> : t('disclosurePage.rangeOutside'),
      cells: positions.map(({ moment }) => {
        const own = outside.filter(fact => fact.moment === moment);
        if (own.length === 0) return t('disclosurePage.notSupplied');
        const texts = own.map(fact => [fact.label, days(fact.daysFrom, fact.daysUntil), fact.note]);
        return texts.map(text => text.filter(Boolean).join(' – ')).join('; ');
      }),
    },
  ];
  return <Table caption={t('disclosurePage.positions')} rows={lines} rowKey={({ key }) => key} columns={columns} />;
}

function Strata({ pack, statement }: Props) {
  const t = useTexts();
  const strata = statement.positions.find(({ moment }) => moment === 'END')?.strata ?? [];
  if (strata.length < 2) return null;
  return (
    <Lines
      caption={t('disclosurePage.strata')}
      heads={[t('disclosurePage.dueWithin'), t('disclosurePage.amount'), t('disclosurePage.invoices')]}
      lines={strata.map(({ daysFrom, daysUntil, amount, invoiceCount }) => ({
        key: String(daysFrom),
        what: t('disclosurePage.range', { from: daysFrom, until: daysUntil }),
        cells: [
          <LinesLink key="amount" {...{ pack, statement, amount, daysFrom, daysUntil }} figure="CLOSING" />,
          invoiceCount,
        ],
      }))}
    />
  );
}

function Lines({
  caption,
  heads,
  lines,
  words = false,
}: {
  caption: string;
  heads: readonly string[];
  lines: readonly Line[];
  /** The values are words, not figures. */
  words?: boolean;
}) {
  return (
    <Table
      caption={caption}
      rows={lines}
      rowKey={({ key }) => key}
      columns={heads.map((head, index) => ({
        head,
        cell: ({ what, cells }: Line) => (index === 0 ? what : cells[index - 1]),
        figures: index > 0 && !words,
      }))}
    />
  );
}

/** A figure of a statement; it leads to its invoices. */
function FigureLink({ pack, statement, figure }: Props & { figure: DisclosureFigureKind }) {
  const amount = figureOf(statement, figure)?.amount;
  return amount ? <LinesLink {...{ pack, statement, figure, amount }} /> : null;
}

function LinesLink({
  pack,
  statement: { programme, currency },
  figure,
  amount,
  daysFrom,
  daysUntil,
}: Props & { figure: DisclosureFigureKind; amount: Money; daysFrom?: number; daysUntil?: number }) {
  const search = Object.fromEntries(
    Object.entries({ figure, currency, programmeId: programme?.id, daysFrom, daysUntil })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
  return (
    <Link to="/disclosure-invoices/$id" params={{ id: pack.id }} search={search as never}>
      <Amount value={amount} />
    </Link>
  );
}

/** What the buyer supplied, told from what the ledger says. */
function Supplied({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <>
      {children} <span className="hint">({t('disclosurePage.supplied')})</span>
    </>
  );
}

function Several({ children }: { children: readonly ReactNode[] }) {
  return children.length === 0 ? '–' : <>{children}</>;
}

function figureOf({ figures }: Statement, kind: DisclosureFigureKind) {
  return figures.find(({ figure }) => figure === kind);
}

function isThere(statement: Statement, kind: DisclosureFigureKind): boolean {
  return (figureOf(statement, kind)?.invoiceCount ?? 0) > 0;
}

export function useTitle({ programme, currency }: Pick<Statement, 'programme' | 'currency'>): string {
  const t = useTexts();
  return programme?.name ?? t('disclosurePage.allOf', { currency });
}
