import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useTexts } from '../texts/index.js';

const NotifyContext = createContext<(text: string) => void>(() => {});

/** Says what was done, where every page shows it. */
export function useNotify(): (text: string) => void {
  return useContext(NotifyContext);
}

/** The last thing that was done, until it is put away or something else is done. */
export function Notices({ children }: { children: ReactNode }) {
  const t = useTexts();
  const [text, setText] = useState<string>();
  const notify = useCallback((next: string) => setText(next), []);
  return (
    <NotifyContext.Provider value={notify}>
      <div role="status" className="notices">
        {text && (
          <div className="notice good">
            <p>{text}</p>
            <button type="button" onClick={() => setText(undefined)}>
              {t('notice.dismiss')}
            </button>
          </div>
        )}
      </div>
      {children}
    </NotifyContext.Provider>
  );
}
