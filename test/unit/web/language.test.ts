import { keptSetting } from '../../../web/src/lib/kept-setting.js';
import { languageFor } from '../../../web/src/lib/language.js';

test.each([
  [undefined, ['fr-CH', 'en'], 'fr'],
  [undefined, ['de-DE', 'fr'], 'fr'],
  [undefined, ['de', 'it'], 'en'],
  [undefined, [], 'en'],
  ['en', ['fr-FR'], 'en'],
  ['fr', ['en-GB'], 'fr'],
  ['tlh', ['fr'], 'fr'],
] as const)('whoever chose %s at a browser that asks for %j reads %s', (chosen, asked, language) => {
  expect(languageFor(chosen, asked)).toBe(language);
});

test('a setting is kept until it is taken back', () => {
  const stored = new Map<string, string>();
  const store = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  };
  const setting = keptSetting('language', () => store);
  expect(setting.read()).toBeUndefined();
  setting.write('fr');
  expect(keptSetting('language', () => store).read()).toBe('fr');
  expect(keptSetting('other', () => store).read()).toBeUndefined();
  setting.write(undefined);
  expect(setting.read()).toBeUndefined();
});

test('a browser that keeps nothing breaks nothing', () => {
  const refuse = () => {
    throw new Error('SecurityError');
  };
  const setting = keptSetting('language', refuse);
  expect(() => setting.write('fr')).not.toThrow();
  expect(setting.read()).toBeUndefined();
});
