/** What narrows a list, as the API takes it. */
export type ExportParameters = Readonly<Record<string, unknown>>;

/** Where a list is as a CSV file, narrowed as it is on the screen. */
export function exportHref(list: string, parameters: ExportParameters = {}): string {
  const query = new URLSearchParams(pairsOf(parameters)).toString();
  return `/exports/${list}.csv${query && `?${query}`}`;
}

/** Each value under its name; of several values each, of an object each field under both names. */
function pairsOf(parameters: ExportParameters, prefix = ''): [string, string][] {
  return Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map(one => [prefix + name, String(one)]);
    return typeof value === 'object'
      ? pairsOf(value as ExportParameters, `${prefix}${name}.`)
      : [[prefix + name, String(value)]];
  });
}
