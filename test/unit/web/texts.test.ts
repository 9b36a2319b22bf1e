import { en } from '../../../web/src/texts/en.js';

/** Every text with the path of its key. */
function textsOf(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : textsOf(value as object, `${path}${key}.`),
  );
}

test('no text is empty, and none ends in a space', () => {
  const wrong = textsOf(en).filter(([, text]) => text.trim() === '' || text !== text.trim());
  expect(wrong).toEqual([]);
});

test('what counts has a text for one and for several', () => {
  const keys = new Set(textsOf(en).map(([key]) => key));
  const alone = [...keys].filter(key => key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other')));
  expect(alone).toEqual([]);
});
