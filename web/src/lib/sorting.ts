/** In which order a list stands, as the address says: 'DUE' from the first day on, '-DUE' from the last. */
export interface Sorting<Order extends string> {
  readonly orderBy?: Order;
  readonly descending?: boolean;
}

/** The sorting that an address names; none where it names none that the list has. */
export function sortingOf<Order extends string>(text: string | undefined, orders: readonly Order[]): Sorting<Order> {
  const orderBy = orders.find(order => order === text?.replace(/^-/, ''));
  return orderBy === undefined ? {} : { orderBy, descending: text!.startsWith('-') };
}

/** What a press on a column's head asks for: its own first direction, then the other one. */
export function nextSorting(current: string | undefined, first: string): string {
  if (current === first) return first.startsWith('-') ? first.slice(1) : `-${first}`;
  return first;
}
