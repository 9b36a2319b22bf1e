import { type ReactNode, useState } from 'react';
import { CopyText } from './copy-text.js';

/** A form until it gave a secret, then the secret: it is shown this once. */
export function Secret({
  label,
  hint,
  children,
}: {
  label: string;
  hint: string;
  children: (show: (secret: string) => void) => ReactNode;
}) {
  const [secret, setSecret] = useState<string>();
  return secret === undefined ? children(setSecret) : <CopyText label={label} text={secret} hint={hint} />;
}
