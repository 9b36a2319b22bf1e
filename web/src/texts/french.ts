const NARROW_SPACE = '\u{202F}';

type Catalogue = { readonly [key: string]: string | Catalogue };

/**
 * A catalogue typed with plain spaces as French sets it: a narrow one that never breaks before ; : ! ? % and inside the
 * quotation marks. Millions ask for a plural of their own (« un million de factures »), which the texts do not tell apart.
 */
export function inFrench<Texts extends object>(texts: Texts): Texts {
  return setAll(texts as unknown as Catalogue) as unknown as Texts;
}

function setAll(texts: Catalogue): Catalogue {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string | Catalogue][] => {
    const set = typeof value === 'string' ? withNarrowSpaces(value) : setAll(value);
    return key.endsWith('_other')
      ? [
          [key, set],
          [key.replace(/_other$/, '_many'), set],
        ]
      : [[key, set]];
  });
  return Object.fromEntries(entries);
}

function withNarrowSpaces(text: string): string {
  return text.replace(/ (?=[;:!?%»])/g, NARROW_SPACE).replace(/« /g, `«${NARROW_SPACE}`);
}
