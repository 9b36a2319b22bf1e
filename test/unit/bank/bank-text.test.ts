import fc from 'fast-check';
import { bankText } from '../../../server/bank/bank-text.js';

test.each([
  ['Groupe Hôtelier Lumière & Fils', 'Groupe Hotelier Lumiere + Fils'],
  ['Großhandel Łódź, Ærø', 'Groshandel Lodz, Aro'],
  ['Αθήνα Ψάρι', 'Athina PSari'],
  ['София Юг ЕООД', 'Sofiya YUg EOOD'],
  ['Њива Љубљана Україна', 'NJiva LJubljana Ukraina'],
  ['Ħamrun R_7;[2]|a\\b‑c `d', "Hamrun R-7,(2)/a/b-c 'd"],
  ['日本 7', '.. 7'],
  ['  two\n\tlines ', 'two lines'],
])('%s is written %s', (words, written) => {
  expect(bankText(words, 70)).toBe(written);
});

test('whatever is given, it has the characters of SEPA alone, and is no longer than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 140 }), (words, most) => {
      const written = bankText(words, most);
      expect(written).toMatch(/^[a-zA-Z0-9/\-?:().,'+ ]*$/);
      expect(written.length).toBeLessThanOrEqual(most);
    }),
  );
});
