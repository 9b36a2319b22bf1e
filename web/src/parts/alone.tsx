import { type ReactNode, useEffect } from 'react';

/** A page for people who are not signed in. */
export function Alone({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tenor`;
  }, [title]);
  return (
    <main className="alone">
      <p className="brand">Tenor</p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
