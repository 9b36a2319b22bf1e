import { useLanguage } from '../texts/index.js';
import { documentProblems } from '../texts/document-problems.js';

/**
 * What is wrong with a document: in English the server's sentence, which says what it found; in another language a sentence
 * by its code, and then the server's.
 */
export function DocumentProblemText({ code, message }: { code: string; message: string }) {
  const language = useLanguage();
  if (language === 'en') return <>{message}</>;
  const texts = documentProblems[language];
  const own = texts[code] ?? texts[code.replace(/-\d+$/, '')];
  const said = <ServerText text={message} />;
  if (!own) return said;
  return (
    <>
      {own} <span className="hint block">{said}</span>
    </>
  );
}

/** Words of the server that no catalogue has: marked as English, so that they are read out as such. */
export function ServerText({ text }: { text: string }) {
  return <span lang={useLanguage() === 'en' ? undefined : 'en'}>{text}</span>;
}
