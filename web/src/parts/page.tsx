import { type ReactNode, useEffect } from 'react';
import type { Live } from '../lib/use-live.js';
import { useTexts } from '../texts/index.js';

/** A page: its title, what can be done with the whole of it, and its content. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Tenor`;
  }, [title]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** What is absent and what may not be seen give one page. */
export function NoSuchPage() {
  const t = useTexts();
  return (
    <Page title={t('page.noneTitle')}>
      <p>{t('page.none')}</p>
    </Page>
  );
}

/** Data that is on its way, came, or did not come; what is shown stays when a later answer fails. */
export function Loaded<Data>({ live, children }: { live: Live<Data>; children: (data: Data) => ReactNode }) {
  const t = useTexts();
  const { data, fault, refetch } = live;
  const failure = fault && (
    <div className="notice bad" role="alert">
      <p>{fault.kind === 'UNREACHABLE' ? t('fault.unreachable') : t('fault.refused', { message: fault.message })}</p>
      {fault.requestId && <p className="hint">{t('fault.requestId', { id: fault.requestId })}</p>}
      <button type="button" onClick={refetch}>
        {t('fault.again')}
      </button>
    </div>
  );
  if (data === undefined)
    return (
      failure ?? (
        <p role="status" className="loading">
          {t('page.loading')}
        </p>
      )
    );
  return (
    <>
      {failure}
      {children(data)}
    </>
  );
}
