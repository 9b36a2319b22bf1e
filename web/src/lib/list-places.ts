/** How a list stood on the screen: the pages that were read, and the rows among them that were looked at. */
export interface ListPlace {
  pages: unknown;
  scrollY: number;
  /** Heights of rows that were drawn, and of the others as far as they are known. */
  heights: readonly unknown[];
  rowHeight: number | undefined;
}

/** More than anybody goes back. */
const MOST = 30;

/**
 * The places of the lists that somebody left, each by the entry of the history in which it stood: whoever comes back finds
 * the list as it was, brought up to date as if it had never left the screen. Gone with the window, or the person.
 */
const places = new Map<string, ListPlace>();

export function keepListPlace(entry: string | undefined, list: string, place: ListPlace): void {
  if (entry === undefined) return;
  const key = `${entry} ${list}`;
  places.delete(key);
  places.set(key, place);
  for (const oldest of places.keys()) {
    if (places.size <= MOST) return;
    places.delete(oldest);
  }
}

/** How the list stood when this entry of the history was left; a new place for one that is come to for the first time. */
export function listPlace(entry: string | undefined, list: string): ListPlace {
  return places.get(`${entry} ${list}`) ?? { pages: undefined, scrollY: 0, heights: [], rowHeight: undefined };
}

/** Another person may come. */
export function forgetListPlaces(): void {
  places.clear();
}
