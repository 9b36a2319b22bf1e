import { useTexts } from '../../texts/index.js';

interface Props {
  readonly faults: readonly { readonly paymentId: string; readonly code: string; readonly message: string }[];
  readonly payments: readonly { readonly id: string; readonly endToEndId: string }[];
}

/** Which of the payments stand in the way, and why. */
export function PaymentFaults({ faults, payments }: Props) {
  const t = useTexts();
  const nameOf = (id: string) => payments.find(payment => payment.id === id)?.endToEndId ?? id;
  return (
    <>
      <p>{t('problem.PAYMENTS_NOT_RELEASABLE')}</p>
      <ul>
        {faults.map(({ paymentId, code, message }) => (
          <li key={`${paymentId} ${code}`}>
            {nameOf(paymentId)}: {t(`releaseFault.${code}` as 'releaseFault.NOT_DUE', { defaultValue: message })}
          </li>
        ))}
      </ul>
    </>
  );
}
