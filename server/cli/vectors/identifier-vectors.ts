import { parseBic, parseCreditorReference, parseIban, parseLei, parseVatNumber } from '../../platform/check-digits.js';
import { agreement, compareFilled, notApplicable, type VectorKind } from './verdict.js';

const readers: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ['IBAN', parseIban],
  ['BIC', parseBic],
  ['LEI', parseLei],
  ['ISO11649_RF', parseCreditorReference],
  ['EU_VAT', parseVatNumber],
]);

/** Whether an identifier's check digits hold, and its compact form. */
export const identifierVectors: VectorKind = {
  name: 'check digits',
  knownBy: ['type', 'value', 'valid'],
  needs: [],
  judge(row) {
    const read = readers.get(row.text('type'));
    if (!read) return notApplicable(`type ${row.text('type')} is not read`);
    const compact = read(row.text('value'));
    const isValid = compact !== undefined;
    return agreement(row, [
      { column: 'valid', computed: String(isValid), agrees: row.boolean('valid') === isValid },
      ...compareFilled(row, isValid ? ['normalised'] : [], column => ({
        column,
        computed: compact!,
        agrees: withoutDoubledPrefix(row.text(column)) === compact,
      })),
    ]);
  },
};

/** Tables keep the prefix of a Romanian number that was written twice; our compact form has it once. */
function withoutDoubledPrefix(normalised: string): string {
  return normalised.replace(/^RORO/, 'RO');
}
