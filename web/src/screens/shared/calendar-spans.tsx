import { useSearch } from '@tanstack/react-router';
import type { CalendarSpan } from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { SelectField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { type Texts, useCatalogue, useTexts } from '../../texts/index.js';
import { ReportingCurrencyField } from './reported-figures.js';

interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** By what the days of a calendar are put together, as the address says; by weeks where it says nothing. */
export function useCalendarSpan(): CalendarSpan {
  const { span } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return span === 'DAY' || span === 'MONTH' ? span : 'WEEK';
}

export function CalendarFilter() {
  const t = useTexts();
  const spans = Object.entries(useCatalogue().figures.spans);
  const span = useCalendarSpan();
  return (
    <Filter>
      {() => (
        <>
          <SelectField name="span" label={t('figures.span')} options={spans} value={span} />
          <ReportingCurrencyField />
        </>
      )}
    </Filter>
  );
}

/** What a span of days is called. */
export function spanText(t: Texts, { from, until }: Span): string {
  if (from === null) return t('figures.before');
  if (until === null) return t('figures.later', { from: dayText(from) });
  return from === until ? dayText(from) : `${dayText(from)} – ${dayText(until)}`;
}

/** As short as a chart has room for: the day on which it begins. */
export function spanBeginning(t: Texts, { from }: Span): string {
  return from === null ? t('figures.before') : dayText(from);
}

/** What it is known by among the spans of a calendar. */
export function spanKey({ from }: Span): string {
  return from ?? 'before';
}
