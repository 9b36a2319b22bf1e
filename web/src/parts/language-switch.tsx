import { type Language, languageNames, languages } from '../lib/language.js';
import { chooseLanguage, useLanguage } from '../texts/index.js';

/** The other languages, each by its own name; the choice is kept at this browser. */
export function LanguageSwitch({ onChosen }: { onChosen?: (language: Language) => void }) {
  const inForce = useLanguage();
  return languages
    .filter(language => language !== inForce)
    .map(language => (
      <button
        key={language}
        type="button"
        className="quiet"
        lang={language}
        onClick={() => {
          chooseLanguage(language);
          onChosen?.(language);
        }}
      >
        {languageNames[language]}
      </button>
    ));
}
