import { inflateSync } from 'node:zlib';

/**
 * The lines of text of a PDF as this program writes them: flate streams, fonts by glyph with a ToUnicode map, and every line
 * shown by a text object of its own. Not a reader of other PDFs.
 */
export function pdfLines(bytes: Buffer): string[] {
  const objects = new Map(
    [...bytes.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, no, body]) => [no!, body!]),
  );
  const streamOf = (body: string) => {
    const [, data] = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body) ?? [];
    if (data === undefined) return '';
    const raw = Buffer.from(data, 'latin1');
    return (body.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const body of objects.values()) {
    for (const [, name, no] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, toUnicode] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(no!) ?? '') ?? [];
      if (toUnicode) fonts.set(name!, charactersOf(streamOf(objects.get(toUnicode)!)));
    }
  }
  const contents = [...objects.values()].filter(body => body.includes('stream')).map(streamOf);
  return contents.flatMap(content =>
    [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, text]) => lineOf(text!, fonts)),
  );
}

function lineOf(text: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const characters = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(text)?.[1] ?? '') ?? new Map<string, string>();
  const shown = [...text.matchAll(/\[([^\]]*)\] TJ/g)].flatMap(([, array]) => [...array!.matchAll(/<([0-9a-f]+)>/g)]);
  return shown.flatMap(([, hex]) => hex!.match(/.{4}/g)!.map(glyph => characters.get(glyph) ?? '?')).join('');
}

function charactersOf(map: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, from, , list] of map.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    const texts = [...list!.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) => Buffer.from(hex!.replaceAll(' ', ''), 'hex'));
    for (const [index, text] of texts.entries()) {
      const glyph = (Number.parseInt(from!, 16) + index).toString(16).padStart(4, '0');
      characters.set(glyph, text.swap16().toString('utf16le'));
    }
  }
  return characters;
}
