/** Where ISO 8859-15 departs from ISO 8859-1. */
const ownPlaces: ReadonlyMap<string, number> = new Map([
  ['€', 0xa4],
  ['Š', 0xa6],
  ['š', 0xa8],
  ['Ž', 0xb4],
  ['ž', 0xb8],
  ['Œ', 0xbc],
  ['œ', 0xbd],
  ['Ÿ', 0xbe],
]);
const givenUp = new Set([...ownPlaces.values()]);

/** Text in ISO 8859-15. A letter that it lacks loses its marks, or becomes a question mark: ő is o, и is ?. */
export function latin9(text: string): Buffer {
  return Buffer.from([...text.normalize('NFC')].flatMap(bytesOf));
}

function bytesOf(character: string): number[] {
  const known = byteOf(character);
  if (known !== undefined) return [known];
  const plain = [...character.normalize('NFKD')].map(byteOf).filter(byte => byte !== undefined);
  return plain.length > 0 ? plain : [0x3f];
}

function byteOf(character: string): number | undefined {
  const code = character.codePointAt(0)!;
  return ownPlaces.get(character) ?? (code <= 0xff && !givenUp.has(code) ? code : undefined);
}
