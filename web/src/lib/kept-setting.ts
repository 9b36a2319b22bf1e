/** The part of localStorage that is needed. */
interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** A setting of the person at this browser: kept until it is changed, and forgotten where the browser keeps nothing. */
export function keptSetting(name: string, store: Store = localStorage) {
  const key = `tenor.setting.${name}`;
  return {
    read(): string | undefined {
      try {
        return store.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(value: string | undefined): void {
      try {
        if (value === undefined) store.removeItem(key);
        else store.setItem(key, value);
      } catch {
        // The browser keeps nothing: the setting holds for this page.
      }
    },
  };
}
