import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  chooseAll,
  chooseRow,
  focusFilter,
  placeKeys,
  pressMain,
  stepRow,
  turnShortcuts,
  useShortcuts,
  useShortcutsOn,
} from '../lib/shortcuts.js';
import { Dialog } from '../parts/dialog.js';
import { useTexts } from '../texts/index.js';
import type { Place } from './navigation.js';

/** The keys of the workspace, and the dialog that tells them. */
export function Keyboard({ places }: { places: readonly Place[] }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  useShortcuts({
    keys: {
      '?': () => setOpen(true),
      '/': focusFilter,
      j: () => stepRow(1),
      k: () => stepRow(-1),
      x: chooseRow,
      a: chooseAll,
      p: pressMain,
    },
    onPlace: place => {
      const to = places[place]?.to;
      if (to) void navigate({ to });
    },
  });
  return (
    <>
      <button type="button" className="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('keyboard.open')}
      </button>
      {open && (
        <Dialog title={t('keyboard.title')} onClose={() => setOpen(false)}>
          {() => <Keys places={places} />}
        </Dialog>
      )}
    </>
  );
}

function Keys({ places }: { places: readonly Place[] }) {
  const t = useTexts();
  const on = useShortcutsOn();
  const keys = [
    ['?', t('keyboard.help')],
    ['/', t('keyboard.filter')],
    ['j', t('keyboard.next')],
    ['k', t('keyboard.previous')],
    ['x', t('keyboard.choose')],
    ['a', t('keyboard.chooseAll')],
    ['p', t('keyboard.main')],
    ...places.map(
      ({ text }, place) => [`g ${placeKeys[place]}`, t('keyboard.go', { place: t(`nav.${text}`) })] as const,
    ),
  ] as const;
  return (
    <>
      <label className="choice">
        <input type="checkbox" checked={on} onChange={({ currentTarget }) => turnShortcuts(currentTarget.checked)} />
        {t('keyboard.on')}
      </label>
      <p className="hint">{t('keyboard.hint')}</p>
      <dl className="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map(one => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
