import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/index.js';

interface DialogButtonProps {
  /** The text of the button that opens it. */
  readonly label: string;
  /** What the button is about, where many have the same text. */
  readonly about?: string;
  readonly title: string;
  readonly tone?: 'primary' | 'danger';
  readonly disabled?: boolean;
  readonly children: (close: () => void) => ReactNode;
}

/** A button and the dialog it opens. The content is made anew each time. */
export function DialogButton({ label, about, title, tone, disabled, children }: DialogButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={tone} disabled={disabled} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
        {about && <span className="unseen"> {about}</span>}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {children}
        </Dialog>
      )}
    </>
  );
}

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: (close: () => void) => ReactNode;
}

/** A modal dialog: the focus moves in, to the first field if there is one, stays in, and goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useTexts();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => {
      if (document.activeElement === document.body) document.querySelector('main')?.focus();
    };
  }, []);

  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className="head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="quiet" onClick={close}>
          {t('dialog.close')}
        </button>
      </div>
      {children(close)}
    </dialog>
  );
}
