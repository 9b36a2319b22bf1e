import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AccountKind, MovementKind } from '../ledger/index.js';
import { chart } from '../ledger/index.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar } from '../platform/scalars.js';
import { actsInPerson, hasPermission, organizationOf, type Viewer } from '../platform/viewer.js';
import type { Books as BooksRow } from './books.reads.js';
import { suggestedAccount } from './chart-of-accounts.js';
import { journalOf, labelOf, letterOf, pieceOf } from './fec.js';
import type { JournalEntry as EntryRow, JournalLine as LineRow } from './journal.reads.js';
import { numberJournal } from './number-journal.js';
import { setBooks } from './set-books.js';

@ObjectType({ simpleResolvers: true, description: 'One line of an entry: a debit, or a credit, of one account.' })
export class JournalLine {
  @Field(() => String, { description: 'Of the account in the ledger.' })
  readonly accountKind!: string;

  @Field(() => String, { nullable: true, description: 'In the organization’s own chart of accounts, once it is set.' })
  readonly accountNumber!: string | null;

  @Field(() => String, { nullable: true })
  readonly accountLabel!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the other side; null where it is the organization itself.',
  })
  readonly counterparty!: string | null;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => MoneyType, { nullable: true })
  readonly debit!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly credit!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'Binds the lines of a claim or debt that came to nothing.' })
  readonly letter!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it came to nothing.' })
  readonly letteredOn!: string | null;

  @Field(() => ID, { nullable: true })
  readonly invoiceId!: string | null;

  @Field(() => ID, { nullable: true })
  readonly financingId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A movement as it stands in the journal of one organization.' })
export class JournalEntry {
  @Field(() => ID, { description: 'The movement’s.' })
  readonly id!: string;

  @Field(() => Int, { nullable: true, description: 'Without a gap in each fiscal year; null until it is numbered.' })
  readonly number!: number | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of the fiscal year in which it is numbered.',
  })
  readonly yearEnd!: string | null;

  @Field(() => LocalDateScalar)
  readonly businessDay!: string;

  @Field(() => String, { description: 'Of the movement.' })
  readonly kind!: string;

  @Field(() => String)
  readonly journalCode!: string;

  @Field(() => String)
  readonly journalLabel!: string;

  @Field(() => String, {
    description: 'What it rests on: a payment’s reference, the number of an invoice or credit note, a financing.',
  })
  readonly piece!: string;

  @Field(() => LocalDateScalar)
  readonly pieceDay!: string;

  @Field(() => String, { description: 'In French, as the file for the tax office has it.' })
  readonly label!: string;

  @Field(() => [JournalLine])
  readonly lines!: JournalLine[];
}

export const JournalEntryConnection = connectionOf(JournalEntry, 'JournalEntry');

@ArgsType()
export class JournalArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Your own where you leave it out.' })
  readonly organizationId?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first business day.' })
  readonly from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last business day.' })
  readonly until?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The account of an organization’s own chart for a kind of account of the ledger.',
})
export class BookAccount {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { nullable: true, description: 'Null until it is set.' })
  readonly number!: string | null;

  @Field(() => String, { nullable: true })
  readonly label!: string | null;

  @Field(() => String, { nullable: true, description: 'What the French general chart of accounts has for it.' })
  readonly suggestedNumber!: string | null;

  @Field(() => String, { nullable: true })
  readonly suggestedLabel!: string | null;

  @Field(() => Boolean, { description: 'The organization has such an account in the ledger.' })
  readonly used!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The journal in which movements of a kind stand.' })
export class BookJournal {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null where the usual ones are taken: VE, AC, BQ or OD, by the accounts that move.',
  })
  readonly code!: string | null;

  @Field(() => String, { nullable: true })
  readonly label!: string | null;
}

const BooksAction = { SET_BOOKS: 'SET_BOOKS', NUMBER_JOURNAL: 'NUMBER_JOURNAL' } as const;
registerEnumType(BooksAction, {
  name: 'BooksAction',
  valuesConfig: {
    SET_BOOKS: { description: '`setBooks`.' },
    NUMBER_JOURNAL: { description: '`numberJournal`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How an organization keeps its books.' })
export class Books {
  readonly row!: BooksRow;

  @Field(() => Int, { description: 'The fiscal year ends with the last day of this month, 1 to 12.' })
  readonly yearEndMonth!: number;

  @Field(() => String, { nullable: true, description: 'The number under which it keeps books in France.' })
  readonly siren!: string | null;

  @Field(() => [BookAccount])
  readonly accounts!: BookAccount[];

  @Field(() => [BookJournal])
  readonly journals!: BookJournal[];

  @Field(() => [BooksAction])
  readonly availableActions!: (keyof typeof BooksAction)[];
}

@InputType()
export class BookAccountInput {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { description: 'Three digits, then digits and letters: 20 in all at most.' })
  readonly number!: string;

  @Field(() => String)
  readonly label!: string;
}

@InputType()
export class BookJournalInput {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly label!: string;
}

@InputType()
export class SetBooksInput {
  @Field(() => Int, { description: '1 to 12. Once entries are numbered it stays.' })
  readonly yearEndMonth!: number;

  @Field(() => String, { nullable: true, description: 'Leave it out where the registration number says it.' })
  readonly siren?: string | null;

  @Field(() => [BookAccountInput])
  readonly accounts!: BookAccountInput[];

  @Field(() => [BookJournalInput])
  readonly journals!: BookJournalInput[];
}

@ObjectType({ simpleResolvers: true })
export class SetBooksSuccess {
  @Field(() => Books)
  readonly books!: Books;
}
export const SetBooksResult = resultUnion(SetBooksSuccess, setBooks);

@InputType()
export class NumberJournalInput {
  @Field(() => LocalDateScalar, { description: 'The last day of the fiscal year.' })
  readonly yearEnd!: string;
}

@ObjectType({ simpleResolvers: true })
export class NumberJournalSuccess {
  @Field(() => LocalDateScalar)
  readonly yearEnd!: string;

  @Field(() => Int, { description: 'How many entries got their number now.' })
  readonly numbered!: number;
}
export const NumberJournalResult = resultUnion(NumberJournalSuccess, numberJournal);

export function presentEntry(books: BooksRow, row: EntryRow): JournalEntry {
  const journal = journalOf(books, row);
  return Object.assign(new JournalEntry(), {
    id: toWireId('movement', row.id),
    number: row.no,
    yearEnd: row.yearEnd,
    businessDay: row.businessDay,
    kind: row.kind,
    journalCode: journal.code,
    journalLabel: journal.label,
    piece: pieceOf(row),
    pieceDay: row.pieceDay,
    label: labelOf(row),
    lines: row.lines.map(line => presentLine(books, line)),
  });
}

function presentLine(books: BooksRow, row: LineRow): JournalLine {
  const { currency, debitMinor, creditMinor } = row;
  const money = (amountMinor: bigint) =>
    amountMinor > 0n ? { amount: formatMoney({ amountMinor, currency }), currency } : null;
  const account = books.accounts.get(row.kind);
  return {
    accountKind: row.kind,
    accountNumber: account?.number ?? null,
    accountLabel: account?.label ?? null,
    counterparty: row.counterpartyName,
    currency,
    debit: money(debitMinor),
    credit: money(creditMinor),
    letter: letterOf(row),
    letteredOn: letterOf(row) && row.letteredOn,
    invoiceId: row.invoiceId && toWireId('invoice', row.invoiceId),
    financingId: row.financingId && toWireId('financing', row.financingId),
  };
}

/** Every kind that the organization has, has set, or may come to have by the chart of postings. */
export function presentBooks(viewer: Viewer, row: BooksRow): Books {
  const charted = Object.values(chart).flatMap(({ postings }) =>
    postings.flatMap(({ debit, credit }) => [debit[1], credit[1]]),
  );
  const kinds: AccountKind[] = [...new Set([...row.usedKinds, ...row.accounts.keys(), ...charted])].sort();
  const own = organizationOf(viewer) === row.organizationId;
  const maySet = own && actsInPerson(viewer) && hasPermission(viewer, 'ADMINISTRATOR');
  const mayNumber = own && (hasPermission(viewer, 'ADMINISTRATOR') || hasPermission(viewer, 'CHECKER'));
  return Object.assign(new Books(), {
    row,
    yearEndMonth: row.yearEndMonth,
    siren: row.siren,
    accounts: kinds.map(kind => {
      const [set, suggested] = [row.accounts.get(kind), suggestedAccount(kind, row.roles)];
      return {
        kind,
        number: set?.number ?? null,
        label: set?.label ?? null,
        suggestedNumber: suggested?.number ?? null,
        suggestedLabel: suggested?.label ?? null,
        used: row.usedKinds.includes(kind),
      };
    }),
    journals: (Object.keys(chart) as MovementKind[]).map(kind => ({
      kind,
      code: row.journals.get(kind)?.code ?? null,
      label: row.journals.get(kind)?.label ?? null,
    })),
    availableActions: [...(maySet ? ['SET_BOOKS' as const] : []), ...(mayNumber ? ['NUMBER_JOURNAL' as const] : [])],
  });
}
