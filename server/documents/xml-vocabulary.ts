import type { Place, SchemedId } from './document-reading.js';
import type { XmlElement } from '../platform/xml-tree.js';
import { childrenOf, pathOf } from '../platform/xml-tree.js';

/** Finding things in documents of one vocabulary, by steps written with its usual prefixes: `cac:Party/cbc:Name`. */
export interface XmlVocabulary {
  /** The elements at the end of the steps, in document order. */
  all(from: XmlElement, steps: string): XmlElement[];
  /** Those with something in them: an empty element says nothing. */
  filled(from: XmlElement, steps: string): XmlElement[];
  /** The first value that says something, on one line. */
  word(from: XmlElement, steps: string): string | null;
  /** Texts that may have several lines. */
  texts(from: XmlElement, steps: string): string[];
  /** The first text that says something. */
  text(from: XmlElement, steps: string): string | null;
  /** Identifiers with the scheme each is written with. */
  ids(from: XmlElement, steps: string): SchemedId[];
  placeOfElement(element: XmlElement): Place;
  /** Where the first such element stands; where it should have stood when there is none. */
  placeOfSteps(from: XmlElement, steps: string): Place;
}

interface Step {
  namespace: string;
  name: string;
}

/** The vocabulary of these namespaces, by the prefix each usually has; what a file calls them does not matter. */
export function xmlVocabulary(namespaces: Readonly<Record<string, string>>): XmlVocabulary {
  const prefixes: ReadonlyMap<string, string> = new Map(
    Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]),
  );

  const parsed = new Map<string, readonly Step[]>();

  function stepsOf(steps: string): readonly Step[] {
    const known = parsed.get(steps);
    if (known) return known;
    const parts = steps.split('/').map(step => {
      const [prefix = '', name = ''] = step.split(':');
      return { namespace: namespaces[prefix] ?? '', name };
    });
    parsed.set(steps, parts);
    return parts;
  }

  function all(from: XmlElement, steps: string): XmlElement[] {
    let found = [from];
    for (const { namespace, name } of stepsOf(steps)) {
      const [only, ...others] = found;
      if (!only) return found;
      found = childrenOf(only, namespace, name);
      for (const other of others) {
        for (const child of childrenOf(other, namespace, name)) found.push(child);
      }
    }
    return found;
  }

  function filled(from: XmlElement, steps: string): XmlElement[] {
    return all(from, steps).filter(element => element.text.trim() !== '');
  }

  function texts(from: XmlElement, steps: string): string[] {
    return filled(from, steps).map(element => element.text.trim());
  }

  function placeOfElement(element: XmlElement): Place {
    return { path: pathOf(element, prefixes), row: null, column: null };
  }

  return {
    all,
    filled,
    texts,
    placeOfElement,
    text: (from, steps) => texts(from, steps)[0] ?? null,
    word: (from, steps) => {
      const element = filled(from, steps)[0];
      return element ? wordOf(element) : null;
    },
    ids: (from, steps) =>
      filled(from, steps).map(element => ({ value: wordOf(element), scheme: attribute(element, 'schemeID') })),
    placeOfSteps: (from, steps) => {
      const present = filled(from, steps)[0] ?? all(from, steps)[0];
      if (present) return placeOfElement(present);
      return { path: `${pathOf(from, prefixes)}/${steps}`, row: null, column: null };
    },
  };
}

/** A value that stands on one line, whatever line breaks the file put into it. */
export function wordOf(element: XmlElement): string {
  return element.text.trim().replace(/\s+/g, ' ');
}

/** The value of an attribute without a namespace. */
export function attribute(element: XmlElement | undefined, name: string): string | null {
  return element?.attributes.get(name)?.trim() || null;
}
