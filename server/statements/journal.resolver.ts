import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Problem } from '../platform/problem.js';
import { keysOf } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { RequestContext } from '../platform/request-context.js';
import type { Period } from './account-statement.reads.js';
import { booksOf, yearEndsOf } from './books.reads.js';
import { journalPage } from './journal.reads.js';
import {
  Books,
  JournalArgs,
  JournalEntry,
  JournalEntryConnection,
  NumberJournalInput,
  NumberJournalResult,
  NumberJournalSuccess,
  presentBooks,
  presentEntry,
  SetBooksInput,
  SetBooksResult,
  SetBooksSuccess,
} from './journal.types.js';
import { numberJournal } from './number-journal.js';
import { setBooks } from './set-books.js';
import { askedOrganization } from './statement.resolver.js';

@Resolver(() => Books)
export class BooksResolver {
  @FieldResolver(() => [LocalDateScalar], {
    description: 'The last days of the fiscal years in which something moved, the latest first.',
  })
  yearEnds(@Root() { row }: Books, @Ctx() ctx: RequestContext): Promise<LocalDate[]> {
    return ctx.read(db => yearEndsOf(db, row));
  }
}

const nobody = '00000000-0000-0000-0000-000000000000';

@Resolver(() => JournalEntry)
export class JournalResolver {
  @Query(() => JournalEntryConnection, {
    description:
      'Every movement that touches an account of the organization, oldest first. Your own; for the operator any.',
  })
  async journal(@Args(() => JournalArgs) args: JournalArgs, @Ctx() ctx: RequestContext) {
    const organizationId = askedOrganization(ctx, args.organizationId) ?? nobody;
    const books = await ctx.read(db => booksOf(db, organizationId));
    if (!books) return JournalEntryConnection.from<never>({ rows: [], hasNextPage: false }, row => row, keysOf);
    const page = await ctx.read(db => journalPage(db, organizationId, args as JournalArgs & Period));
    return JournalEntryConnection.from(page, row => presentEntry(books, row), keysOf);
  }

  @Query(() => Books, { nullable: true, description: 'Your own; for the operator those of any organization.' })
  async books(
    @Arg('organizationId', () => ID, { nullable: true }) wireId: string | null,
    @Ctx() ctx: RequestContext,
  ): Promise<Books | null> {
    const organizationId = askedOrganization(ctx, wireId) ?? nobody;
    const books = await ctx.read(db => booksOf(db, organizationId));
    return books && presentBooks(ctx.viewer, books);
  }

  @Mutation(() => SetBooksResult, {
    description:
      'An administrator says how its organization keeps its books; what was said before is replaced as a whole.',
  })
  async setBooks(
    @Arg('input', () => SetBooksInput) input: SetBooksInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetBooksSuccess | Problem> {
    const outcome = await ctx.run(setBooks, input);
    if (outcome instanceof Problem) return outcome;
    const books = await ctx.read(db => booksOf(db, outcome.organizationId));
    return Object.assign(new SetBooksSuccess(), { books: books && presentBooks(ctx.viewer, books) });
  }

  @Mutation(() => NumberJournalResult, {
    description:
      'Numbers the entries of a fiscal year that have no number yet, in the order in which they were posted. Send it as often as you like.',
  })
  async numberJournal(
    @Arg('input', () => NumberJournalInput) input: NumberJournalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<NumberJournalSuccess | Problem> {
    for (let numbered = 0; ; ) {
      const outcome = await ctx.run(numberJournal, input);
      if (outcome instanceof Problem) return outcome;
      numbered += outcome.numbered;
      if (outcome.isComplete) return Object.assign(new NumberJournalSuccess(), { yearEnd: input.yearEnd, numbered });
    }
  }
}
