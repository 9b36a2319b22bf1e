import type { AcceptOffersMutation } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { useProblemText } from '../../parts/problem-text.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { Reasons } from './reasons.js';

export type Refusal = Extract<
  AcceptOffersMutation['acceptOffers'],
  { __typename: 'OffersRefused' }
>['refusals'][number];

/** An offer as it is shown, and so accepted. */
export interface ShownLine {
  readonly bidId: string;
  readonly version: number;
  readonly net: Money;
  readonly valueDate: string;
  readonly number: string | undefined;
  readonly funderName: string;
}

interface Props {
  /** The basket as it was sent. */
  readonly before: readonly ShownLine[];
  readonly refusals: readonly Refusal[];
}

/** Why nothing of a basket was accepted: every offer that has changed, old and new, and every one that is not there. */
export function BasketRefusals({ before, refusals }: Props) {
  const t = useTexts();
  const problemText = useProblemText();
  const refused = refusals.flatMap(({ bidId, problem }) => {
    const line = before.find(each => each.bidId === bidId);
    return line ? [{ line, problem }] : [];
  });
  const changed = refused.flatMap(({ line, problem }) =>
    problem.__typename === 'OfferChanged' ? [{ line, now: problem }] : [],
  );
  const others = refused.filter(({ problem }) => problem.__typename !== 'OfferChanged');
  return (
    <>
      {changed.length > 0 && (
        <Table
          caption={t('basketAccept.changed')}
          rows={changed}
          rowKey={({ line }) => line.bidId}
          empty=""
          columns={[
            { head: t('invoice.number'), cell: ({ line }) => line.number },
            { head: t('party.FUNDER'), cell: ({ line }) => line.funderName },
            { head: t('basketAccept.netBefore'), cell: ({ line }) => <Amount value={line.net} />, figures: true },
            { head: t('basketAccept.netNow'), cell: ({ now }) => <Amount value={now.net} />, figures: true },
            { head: t('basketAccept.dayBefore'), cell: ({ line }) => <Day value={line.valueDate} /> },
            { head: t('basketAccept.dayNow'), cell: ({ now }) => <Day value={now.valueDate} /> },
          ]}
        />
      )}
      {others.length > 0 && (
        <Table
          caption={t('basketAccept.inTheWay')}
          rows={others}
          rowKey={({ line }) => line.bidId}
          empty=""
          columns={[
            { head: t('invoice.number'), cell: ({ line }) => line.number },
            { head: t('party.FUNDER'), cell: ({ line }) => line.funderName },
            {
              head: t('basketAccept.why'),
              cell: ({ problem }) =>
                'reasons' in problem ? (
                  <Reasons title={problemText(problem)} reasons={problem.reasons} />
                ) : (
                  <span data-problem={problem.code}>{problemText(problem)}</span>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
