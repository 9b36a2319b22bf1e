import i18next, { type FormatterModule, type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { groupedWhole } from '../lib/decimal-text.js';
import { keptSetting } from '../lib/kept-setting.js';
import { type Language, languageFor, languageInForce, listenToLanguage, putInForce } from '../lib/language.js';
import { en } from './en.js';
import { fr } from './fr.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts';
    resources: { texts: typeof en };
  }
}

export type Texts = TFunction<'texts'>;

/** Each has the keys of the first: the compiler misses none. */
export const catalogues: Readonly<Record<Language, typeof en>> = { en, fr };

/** Every text of the screens, by its key in the catalogue of the language in force. */
export function useTexts(): Texts {
  return useTranslation().t;
}

/** The catalogue of the language in force, for what offers all texts of a group. */
export function useCatalogue(): typeof en {
  return catalogues[useLanguage()];
}

/** Draws anew when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(listenToLanguage, languageInForce);
}

/** From here on, and at this browser. */
export function chooseLanguage(language: Language): void {
  keptSetting('language').write(language);
  show(language);
  void i18next.changeLanguage(language);
}

/** The catalogues are part of the program, so nothing is awaited. A value that they do not know yet shows as it is. */
export function startTexts(): void {
  const language = languageFor(keptSetting('language').read(), navigator.languages);
  show(language);
  void i18next
    .use(initReactI18next)
    .use(figures)
    .init({
      lng: language,
      defaultNS: 'texts',
      resources: { en: { texts: en }, fr: { texts: fr } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      parseMissingKeyHandler: (key, said?: string) => said ?? key.slice(key.lastIndexOf('.') + 1),
      initAsync: false,
    });
}

/** Counts in texts are grouped as amounts are. */
const figures: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: value => (typeof value === 'number' ? groupedWhole(value) : value),
};

/** Pronunciation and hyphens go by the language of the page. */
function show(language: Language): void {
  putInForce(language);
  document.documentElement.lang = language;
}
