import type { InvoiceField, PlaceOf } from './findings.js';
import type { XmlElement } from '../platform/xml-tree.js';
import type { XmlVocabulary } from './xml-vocabulary.js';

/** A field without the numbers of what stands in a list: `lines.netAmount` of `lines.3.netAmount`. */
type FieldName<Field> = Field extends `${infer List}.${number}.${infer Rest}`
  ? `${List}.${FieldName<Rest>}`
  : Field extends `${infer List}.${number}`
    ? List
    : Field;

type ListName =
  | 'taxTotals'
  | 'taxes'
  | 'allowancesAndCharges'
  | 'lines'
  | 'lines.allowancesAndCharges'
  | 'paymentMeans';

/** Where each field stands in one syntax: steps from the root, or from the item of the list that it is in. */
export type FieldSteps = Readonly<Record<FieldName<InvoiceField> | ListName, string>>;

/**
 * Where the fields of one document stand, or should have stood. `found` names the elements of what steps alone do not
 * find.
 */
export function placesOfFields(
  vocabulary: XmlVocabulary,
  root: XmlElement,
  steps: FieldSteps,
  found: Readonly<Partial<Record<keyof FieldSteps, readonly XmlElement[]>>>,
): PlaceOf {
  // A list is looked up once, for a file may have very many items.
  const lists = new Map<string, readonly XmlElement[]>(Object.entries(found));

  function itemsOf(element: XmlElement, list: keyof FieldSteps): readonly XmlElement[] {
    const known = element === root ? lists.get(list) : undefined;
    if (known) return known;
    const items = vocabulary.all(element, steps[list]);
    if (element === root) lists.set(list, items);
    return items;
  }

  return field => {
    let element = root;
    let name = '';
    /** From `element` on, where an item is missing. */
    const missing: string[] = [];
    for (const part of field.split('.')) {
      if (!/^\d+$/.test(part)) {
        name = name === '' ? part : `${name}.${part}`;
        continue;
      }
      const item = itemsOf(element, name as keyof FieldSteps)[Number(part)];
      if (item) element = item;
      else missing.push(steps[name as keyof FieldSteps]);
    }
    const known = found[name as keyof FieldSteps];
    const isItem = /\.\d+$/.test(field);
    if (!isItem && known?.[0]) return vocabulary.placeOfElement(known[0]);
    const rest = [...missing, isItem ? '' : steps[name as keyof FieldSteps]].filter(Boolean).join('/');
    return rest === '' ? vocabulary.placeOfElement(element) : vocabulary.placeOfSteps(element, rest);
  };
}
