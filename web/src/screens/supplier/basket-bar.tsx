import { BasketDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { useTexts } from '../../texts/index.js';
import { BasketDialog } from './basket-dialog.js';
import { BasketTotals } from './basket-totals.js';

interface Props {
  readonly bidIds: readonly string[];
  readonly canChooseMore: boolean;
  /** How many chosen offers are no longer there. */
  readonly lost: number;
  readonly onChooseAll: () => void;
  readonly onChooseNone: () => void;
}

/** What lies in the basket and what it comes to, as the server reckons it. */
export function BasketBar({ bidIds, canChooseMore, lost, onChooseAll, onChooseNone }: Props) {
  const t = useTexts();
  const live = useLive(BasketDocument, { bidIds: [...bidIds] }, { lists: ['Organization'], keep: true });
  const totals = bidIds.length > 0 ? (live.data?.basket.totals ?? []) : [];
  return (
    <section className="basket" aria-label={t('basket.bar')}>
      <div className="actions">
        <button type="button" data-choose-all onClick={canChooseMore ? onChooseAll : onChooseNone}>
          {canChooseMore ? t('basket.chooseAll') : t('basket.chooseNone')}
        </button>
        <span role="status">
          {t('basket.chosen', { count: bidIds.length })} {lost > 0 && t('basket.lost', { count: lost })}
        </span>
        <BasketDialog bidIds={bidIds} onAccepted={onChooseNone} />
      </div>
      {totals.map(total => (
        <BasketTotals key={total.net.currency} total={total} />
      ))}
      {totals.length > 1 && <p className="hint">{t('basket.currencies')}</p>}
    </section>
  );
}
