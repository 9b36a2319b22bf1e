import { useLocation } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useTexts } from '../texts/index.js';

/** An act often leads to another page: its notice goes along, and is gone with the page after that. */
const GOES_ALONG_MS = 2_000;

const NotifyContext = createContext<(text: string) => void>(() => {});

/** Says what was done, where every page shows it. */
export function useNotify(): (text: string) => void {
  return useContext(NotifyContext);
}

/** The last thing that was done, until it is put away or something else is done. */
export function Notices({ children }: { children: ReactNode }) {
  const t = useTexts();
  const { pathname } = useLocation();
  const [notice, setNotice] = useState<{ text: string; saidAt: number }>();
  const notify = useCallback((text: string) => setNotice({ text, saidAt: Date.now() }), []);
  useEffect(() => {
    setNotice(before => (before && Date.now() - before.saidAt < GOES_ALONG_MS ? before : undefined));
  }, [pathname]);
  return (
    <NotifyContext.Provider value={notify}>
      <div role="status" className="notices">
        {notice && (
          <div className="notice good">
            <p>{notice.text}</p>
            <button type="button" onClick={() => setNotice(undefined)}>
              {t('notice.dismiss')}
            </button>
          </div>
        )}
      </div>
      {children}
    </NotifyContext.Provider>
  );
}
