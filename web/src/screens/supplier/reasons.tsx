import { useTexts } from '../../texts/index.js';

interface Reason {
  readonly code: string;
  readonly message: string;
}

/** Every reason why something cannot be, not the first alone. */
export function Reasons({ title, reasons }: { title: string; reasons: readonly Reason[] }) {
  const t = useTexts();
  return (
    <>
      <p>{title}</p>
      <ul>
        {reasons.map(({ code, message }) => (
          <li key={code} data-reason={code}>
            {t(`eligibility.${code}` as 'eligibility.TENOR_TOO_SHORT', { defaultValue: message })}
          </li>
        ))}
      </ul>
    </>
  );
}
