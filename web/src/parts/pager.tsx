import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../texts/index.js';

/** The pages of a list; which one is shown stands in the address. */
export function Pager({ pageInfo }: { pageInfo: { endCursor: string | null; hasNextPage: boolean } }) {
  const t = useTexts();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const go = (after: string | undefined) => void navigate({ to: '.', search: { ...search, after } as never });
  if (!search.after && !pageInfo.hasNextPage) return null;
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      <button type="button" disabled={!search.after} onClick={() => go(undefined)}>
        {t('pager.first')}
      </button>
      <button type="button" disabled={!pageInfo.hasNextPage} onClick={() => go(pageInfo.endCursor ?? undefined)}>
        {t('pager.next')}
      </button>
    </nav>
  );
}
