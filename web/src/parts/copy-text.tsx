import { useId, useState } from 'react';
import { useTexts } from '../texts/index.js';

/** A text to hand on, such as a link that is shown once. */
export function CopyText({ label, text, hint }: { label: string; text: string; hint?: string }) {
  const t = useTexts();
  const id = useId();
  const [copied, setCopied] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="row">
        <input id={id} readOnly value={text} onFocus={event => event.currentTarget.select()} />
        <button type="button" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t('copy.button')}
        </button>
      </div>
      {hint && <p className="hint">{hint}</p>}
      <p role="status" className="hint">
        {copied && t('copy.done')}
      </p>
    </div>
  );
}
