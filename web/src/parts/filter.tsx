import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/index.js';

/** What a list is narrowed to; it stands in the address, so that it can be kept and sent. */
export function Filter({
  children,
}: {
  children: (search: Readonly<Record<string, string | undefined>>) => ReactNode;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  function apply(form: HTMLFormElement): void {
    const entries = [...new FormData(form)].filter(([, value]) => value !== '');
    const kept = search.sort === undefined ? {} : { sort: search.sort };
    void navigate({ to: '.', search: { ...kept, ...Object.fromEntries(entries) } as never });
  }
  return (
    <search>
      <form
        key={JSON.stringify(search)}
        className="filter"
        onSubmit={event => {
          event.preventDefault();
          apply(event.currentTarget);
        }}
      >
        {children(search)}
        <button type="submit">{t('filter.apply')}</button>
      </form>
    </search>
  );
}
