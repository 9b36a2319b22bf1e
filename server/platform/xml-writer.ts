/** Text in the form of XML 1.0; only `xml` and `element` make it. */
export interface Xml {
  readonly written: string;
}

/**
 * An element. Text is escaped; what is undefined or false is left out. Characters that XML does not know, such as most
 * control characters, must not be in the text.
 */
export function element(
  name: string,
  content: string | readonly (Xml | undefined | false)[],
  attributes: Readonly<Record<string, string>> = {},
): Xml {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  const inside =
    typeof content === 'string' ? escaped(content) : content.map(part => (part ? part.written : '')).join('');
  return { written: `<${start}>${inside}</${name}>` };
}

/** A whole document, in UTF-8. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.written}\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
