/** The languages there is a catalogue for, each by its own name. */
export const languageNames = { en: 'English', fr: 'Français' } as const;

export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as Language[];

let inForce: Language = 'en';
const listeners = new Set<() => void>();

/** The language in which figures, days and texts are written now. Whoever draws them draws anew when it changes. */
export function languageInForce(): Language {
  return inForce;
}

export function putInForce(language: Language): void {
  inForce = language;
  for (const listener of listeners) listener();
}

/** Tells of each change; returns what ends it. */
export function listenToLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was chosen before, else the first that the browser asks for ('fr-CH' asks for French), else English. */
export function languageFor(chosen: string | undefined, asked: readonly string[]): Language {
  const wanted = [chosen ?? '', ...asked].map(tag => tag.toLowerCase().split('-')[0]);
  return wanted.find((tag): tag is Language => languages.includes(tag as Language)) ?? 'en';
}
