/** One element of a document, with namespaces resolved. */
export interface XmlElement {
  /** Namespace URI, '' when none. */
  readonly namespace: string;
  /** Local name, without the prefix. */
  readonly name: string;
  /** By local name, or by `{uri}name` where the attribute has a namespace. Namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly parent: XmlElement | null;
  /** The character data directly inside, references and CDATA decoded, comments left out, not trimmed. */
  readonly text: string;
}

/** Of these a child is found by its name: a document is asked some hundred times what is below its root. */
const MANY_CHILDREN = 64;
const childrenByName = new WeakMap<XmlElement, ReadonlyMap<string, readonly XmlElement[]>>();

/** The child elements with this name, in document order. */
export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  const { children } = element;
  const named = children.length < MANY_CHILDREN ? children : (indexOf(element).get(name) ?? []);
  return named.filter(child => child.name === name && child.namespace === namespace);
}

function indexOf(element: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const known = childrenByName.get(element);
  if (known) return known;
  const index = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const twins = index.get(child.name);
    if (twins) twins.push(child);
    else index.set(child.name, [child]);
  }
  childrenByName.set(element, index);
  return index;
}

/**
 * The place of an element as an XPath: `/Invoice/cac:PaymentMeans[2]/cbc:PaymentDueDate`. The prefixes are those of
 * `prefixes` (by namespace URI), whatever the file calls them; an index stands where there are several of one name.
 */
export function pathOf(element: XmlElement, prefixes: ReadonlyMap<string, string>): string {
  const steps: string[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) steps.unshift(stepOf(at, prefixes));
  return `/${steps.join('/')}`;
}

function stepOf(element: XmlElement, prefixes: ReadonlyMap<string, string>): string {
  const prefix = prefixes.get(element.namespace) ?? '';
  const name = prefix === '' ? element.name : `${prefix}:${element.name}`;
  if (element.parent === null) return name;
  let twins = 0;
  let position = 0;
  for (const sibling of element.parent.children) {
    if (sibling.name !== element.name || sibling.namespace !== element.namespace) continue;
    twins += 1;
    if (sibling === element) position = twins;
  }
  return twins === 1 ? name : `${name}[${position}]`;
}
