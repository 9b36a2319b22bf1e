/** The part of sessionStorage that is needed. */
interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/**
 * The key under which a form sends, kept until an answer arrives: if none does, whether the request was carried out is
 * unknown, and the same key makes the next attempt, even after a reload, find out instead of doing it twice.
 */
export function idempotencyKeys(store: Store, newKey: () => string) {
  const nameOf = (form: string) => `tenor.key.${form}`;
  return {
    /** The key of a form that is open. */
    open(form: string): string {
      const key = store.getItem(nameOf(form)) ?? newKey();
      store.setItem(nameOf(form), key);
      return key;
    },
    /** An answer came: the next attempt is another one. */
    answered(form: string): void {
      store.removeItem(nameOf(form));
    },
  };
}
