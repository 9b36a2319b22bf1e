import type { Place, SchemedId } from './document-reading.js';
import type { XmlElement } from './xml-tree.js';
import { childrenOf, pathOf } from './xml-tree.js';

/** Finding things in a UBL document. Steps are written with the usual prefixes, which stand for namespaces. */

const namespaces = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
} as const;
const prefixes: ReadonlyMap<string, string> = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));

/** The elements at the end of `steps`, such as `cac:Party/cbc:Name`, in document order. */
export function all(from: XmlElement, steps: string): XmlElement[] {
  let found = [from];
  for (const step of steps.split('/')) {
    const [prefix, name] = step.split(':') as [keyof typeof namespaces, string];
    found = found.flatMap(element => childrenOf(element, namespaces[prefix], name));
  }
  return found;
}

/** Those with something in them: an empty element says nothing. */
export function filled(from: XmlElement, steps: string): XmlElement[] {
  return all(from, steps).filter(element => element.text.trim() !== '');
}

/** A value that stands on one line, whatever line breaks the file put into it. */
export function wordOf(element: XmlElement): string {
  return element.text.trim().replace(/\s+/g, ' ');
}

/** The first value that says something. */
export function word(from: XmlElement, steps: string): string | null {
  const element = filled(from, steps)[0];
  return element ? wordOf(element) : null;
}

/** Text that may have several lines. */
export function texts(from: XmlElement, steps: string): string[] {
  return filled(from, steps).map(element => element.text.trim());
}

/** The first text that says something. */
export function text(from: XmlElement, steps: string): string | null {
  return texts(from, steps)[0] ?? null;
}

/** The value of an attribute without a namespace. */
export function attribute(element: XmlElement | undefined, name: string): string | null {
  return element?.attributes.get(name)?.trim() || null;
}

/** Identifiers with the scheme each is written with. */
export function idsOf(from: XmlElement, steps: string): SchemedId[] {
  return filled(from, steps).map(element => ({ value: wordOf(element), scheme: attribute(element, 'schemeID') }));
}

export function placeOfElement(element: XmlElement): Place {
  return { path: pathOf(element, prefixes), row: null, column: null };
}

/** Where the first such element stands; where it should have stood when there is none. */
export function placeOfSteps(from: XmlElement, steps: string): Place {
  const present = filled(from, steps)[0] ?? all(from, steps)[0];
  if (present) return placeOfElement(present);
  return { path: `${pathOf(from, prefixes)}/${steps}`, row: null, column: null };
}
