import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch } from './language-switch.js';

/** A page for people who are not signed in. */
export function Alone({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tenor`;
  }, [title]);
  return (
    <main className="alone">
      <div className="head">
        <p className="brand">Tenor</p>
        <LanguageSwitch />
      </div>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
