/** Where ISO 8859-15 departs from ISO 8859-1. */
const ownPlaces: ReadonlyMap<string, string> = new Map([
  ['€', '\u00a4'],
  ['Š', '\u00a6'],
  ['š', '\u00a8'],
  ['Ž', '\u00b4'],
  ['ž', '\u00b8'],
  ['Œ', '\u00bc'],
  ['œ', '\u00bd'],
  ['Ÿ', '\u00be'],
]);
/** What has no place, or another one than in ISO 8859-1. */
const elsewhere = /[^\0-\u00ff]|[¤¦¨´¸¼½¾]/gu;

/** Text in ISO 8859-15. A letter that it lacks loses its marks, or becomes a question mark: ő is o, и is ?. */
export function latin9(text: string): Buffer {
  return Buffer.from(text.normalize('NFC').replace(elsewhere, placed), 'latin1');
}

function placed(character: string): string {
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return ownPlaces.get(character) ?? (plain.search(elsewhere) === -1 ? plain : '?');
}
