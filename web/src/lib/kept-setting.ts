/** The part of localStorage that is needed. */
interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** A browser may refuse even to say that it has one. */
const ofBrowser = () => (globalThis as unknown as { localStorage: Store }).localStorage;

/** A setting of the person at this browser: kept until it is changed, and forgotten where the browser keeps nothing. */
export function keptSetting(name: string, store: () => Store = ofBrowser) {
  const key = `tenor.setting.${name}`;
  return {
    read(): string | undefined {
      try {
        return store().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(value: string | undefined): void {
      try {
        if (value === undefined) store().removeItem(key);
        else store().setItem(key, value);
      } catch {
        // The setting holds for this page.
      }
    },
  };
}
