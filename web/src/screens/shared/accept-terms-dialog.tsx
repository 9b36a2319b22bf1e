import { AcceptTermsDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Facts } from '../../parts/facts.js';
import { useTexts } from '../../texts/index.js';

export interface PublishedTerms {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly text: string;
}

/** The text in full, accepted by its hash. */
export function AcceptTermsDialog({ terms, onAccepted }: { terms: PublishedTerms; onAccepted: () => void }) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`accept-terms:${terms.id}`}
      label={t('acceptTerms.button')}
      title={t('acceptTerms.title', { version: terms.version })}
      tone="primary"
      document={AcceptTermsDocument}
      input={(_, idempotencyKey) => ({ termsId: terms.id, hash: terms.hash, idempotencyKey })}
      done={t('acceptTerms.done')}
      onSuccess={onAccepted}
    >
      <p>{t('acceptTerms.explained')}</p>
      <p className="document">{terms.text}</p>
      <Facts rows={[[t('terms.hash'), <code key="hash">{terms.hash}</code>]]} />
    </ActionDialog>
  );
}
