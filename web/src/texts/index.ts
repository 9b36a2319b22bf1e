import i18next, { type TFunction } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts';
    resources: { texts: typeof en };
  }
}

export type Texts = TFunction<'texts'>;

/** Every text of the screens, by its key in the catalogue. */
export function useTexts(): Texts {
  return useTranslation().t;
}

/** The catalogue is part of the program, so nothing is awaited. A value that the catalogue does not know yet shows as it is. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    defaultNS: 'texts',
    resources: { en: { texts: en } },
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key, said?: string) => said ?? key.slice(key.lastIndexOf('.') + 1),
    initAsync: false,
  });
}
