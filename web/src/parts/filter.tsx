import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
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
  const button = useRef<HTMLButtonElement>(null);
  const applied = useRef(false);
  const key = JSON.stringify(search);
  // The fields are made anew from the address: the focus stays where it was pressed.
  useEffect(() => {
    if (applied.current) button.current?.focus();
    applied.current = false;
  }, [key]);
  function apply(form: HTMLFormElement): void {
    const entries = [...new FormData(form)].filter(([, value]) => value !== '');
    applied.current = true;
    const kept = search.sort === undefined ? {} : { sort: search.sort };
    void navigate({ to: '.', search: { ...kept, ...Object.fromEntries(entries) } as never });
  }
  return (
    <search>
      <form
        key={key}
        className="filter"
        onSubmit={event => {
          event.preventDefault();
          apply(event.currentTarget);
        }}
      >
        {children(search)}
        <button ref={button} type="submit">
          {t('filter.apply')}
        </button>
      </form>
    </search>
  );
}
