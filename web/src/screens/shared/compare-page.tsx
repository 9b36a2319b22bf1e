import { useState } from 'react';
import { useViewer } from '../../app/market.js';
import {
  type CompareOffersInput,
  CompareOffersDocument,
  type CompareOffersQuery,
  type DayCount,
  type DiscountKind,
} from '../../graphql/documents.js';
import { differenceOf, percentOfBps, typed } from '../../lib/decimal-text.js';
import type { FormValues } from '../../lib/form-values.js';
import type { SuccessOf } from '../../lib/outcome.js';
import { Amount, Percent } from '../../parts/amount.js';
import { ChartAndTable } from '../../parts/chart-and-table.js';
import { ServerText } from '../../parts/document-problem.js';
import { Facts } from '../../parts/facts.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

type Comparison = SuccessOf<CompareOffersQuery>;
type Compared = Comparison['offers'][number];

const MOST_OFFERS = 6;

/** What offers for one claim come to, side by side, wherever they are from. */
export function ComparePage() {
  const t = useTexts();
  const [comparison, setComparison] = useState<Comparison>();
  const [offers, setOffers] = useState(2);
  const forget = () => setComparison(undefined);
  return (
    <Page title={t('compare.title')} lead={t('compare.lead')}>
      <MutationForm
        name="compare-offers"
        document={CompareOffersDocument}
        input={values => inputOf(values, offers)}
        submit={t('compare.submit')}
        onInput={forget}
        onProblem={forget}
        onSuccess={setComparison}
      >
        <Section title={t('compare.claim')}>
          <ClaimFields />
        </Section>
        <Section title={t('compare.offers')}>
          <div className="side-by-side">
            {Array.from({ length: offers }, (_, index) => (
              <OfferFields key={index} index={index} />
            ))}
          </div>
          <div className="actions">
            {offers < MOST_OFFERS && (
              <button type="button" onClick={() => setOffers(offers + 1)}>
                {t('compare.add')}
              </button>
            )}
            {offers > 1 && (
              <button type="button" onClick={() => (setOffers(offers - 1), forget())}>
                {t('compare.remove')}
              </button>
            )}
          </div>
        </Section>
      </MutationForm>
      <div aria-live="polite">{comparison && <Result comparison={comparison} />}</div>
    </Page>
  );
}

function ClaimFields() {
  const t = useTexts();
  const { ownRateBps } = useViewer().organization;
  return (
    <div className="side-by-side">
      <TextField name="face" label={t('compare.amount')} figures />
      <TextField name="currency" label={t('compare.currency')} value="EUR" />
      <TextField name="valueDate" type="date" label={t('compare.valueDate')} />
      <TextField name="dueDate" type="date" label={t('invoice.due')} hint={t('compare.dueHint')} />
      <TextField
        name="ownRateBps"
        label={t('offers.ownRate')}
        hint={t('compare.ownRateHint')}
        value={ownRateBps ? typed(percentOfBps(ownRateBps)) : undefined}
        figures
      />
    </div>
  );
}

function OfferFields({ index }: { index: number }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const [kind, setKind] = useState('DISCOUNT_ON_FACE');
  const at = `offers.${index}`;
  const number = index + 1;
  return (
    <fieldset>
      <legend>{t('compare.offer', { number })}</legend>
      <TextField name={`${at}.name`} label={t('compare.name')} value={t('compare.offer', { number })} />
      <SelectField
        name={`${at}.discountKind`}
        label={t('bid.priceKind')}
        options={Object.entries(catalogue.discountKind)}
        value={kind}
        none={t('compare.noDiscount')}
        onChange={setKind}
      />
      {kind !== '' && (
        <TextField
          name={`${at}.rateBps`}
          label={t(kind === 'SLIDING_DISCOUNT' ? 'compare.share' : 'bid.ratePercent')}
          figures
        />
      )}
      {kind === 'SLIDING_DISCOUNT' ? (
        <TextField name={`${at}.earliestDate`} type="date" label={t('compare.earliestDate')} />
      ) : (
        <SelectField name={`${at}.dayCount`} label={t('bid.dayCount')} options={Object.entries(catalogue.dayCount)} />
      )}
      <TextField name={`${at}.advanceBps`} label={t('compare.advance')} value="100" figures />
      <TextField name={`${at}.commissionBps`} label={t('compare.commission')} figures />
      <TextField name={`${at}.flatFee`} label={t('compare.flatFee')} figures />
    </fieldset>
  );
}

function inputOf(values: FormValues, offers: number): CompareOffersInput {
  const currency = values.text('currency').toUpperCase();
  return {
    face: values.amount('face', currency),
    valueDate: values.day('valueDate'),
    dueDate: values.day('dueDate'),
    ownRateBps: values.optionalRateBps('ownRateBps'),
    offers: Array.from({ length: offers }, (_, index) => offerOf(values, `offers.${index}`, currency)),
  };
}

function offerOf(values: FormValues, at: string, currency: string): CompareOffersInput['offers'][number] {
  return {
    name: values.text(`${at}.name`),
    discountKind: values.optionalChoice<DiscountKind>(`${at}.discountKind`),
    rateBps: values.optionalRateBps(`${at}.rateBps`),
    earliestDate: values.optionalDay(`${at}.earliestDate`),
    dayCount: values.optionalChoice<DayCount>(`${at}.dayCount`),
    advanceBps: values.integer(`${at}.advanceBps`) * 100,
    commissionBps: values.optionalRateBps(`${at}.commissionBps`),
    commissionOn: 'FACE',
    flatFee: values.optionalAmount(`${at}.flatFee`, currency),
  };
}

function Result({ comparison: { maturity, movedBecause, offers } }: { comparison: Comparison }) {
  const t = useTexts();
  const cheapest = offers.find(({ overallRank }) => overallRank === 1)!;
  const severalAdvances = new Set(offers.map(({ advance }) => advance.amount)).size > 1;
  const costs = offers.some(({ waitingCost }) => waitingCost);
  return (
    <Section title={t('compare.result')}>
      <p className="lead">{t('compare.cheapest', { name: cheapest.name })}</p>
      {severalAdvances && <p className="hint">{t('compare.severalAdvances')}</p>}
      <Facts
        rows={[
          [t('quote.maturity'), <Day key="maturity" value={maturity} />],
          [t('compare.moved'), movedBecause && <ServerText key="why" text={movedBecause} />],
        ]}
      />
      <ChartAndTable
        caption={t('compare.caption', { currency: cheapest.net.currency })}
        rows={offers}
        rowKey={placeOf(offers)}
        label={({ name }) => name}
        series={[
          { label: t('quote.totalCost'), value: ({ totalCost }) => totalCost.amount },
          ...(costs
            ? [{ label: t('offers.waitingCost'), value: ({ waitingCost }: Compared) => waitingCost?.amount ?? null }]
            : []),
        ]}
        columns={[
          { head: t('compare.name'), cell: ({ name }) => name, names: true },
          { head: t('compare.overallRank'), cell: ({ overallRank }) => overallRank, figures: true },
          { head: t('quote.net'), cell: ({ net }) => <Amount value={net} />, figures: true },
          { head: t('quote.totalCost'), cell: ({ totalCost }) => <Amount value={totalCost} />, figures: true },
          { head: t('quote.simple'), cell: ({ simpleYield }) => <Percent value={simpleYield} />, figures: true },
          { head: t('quote.effective'), cell: ({ effectiveRate }) => <Percent value={effectiveRate} />, figures: true },
        ]}
      />
      <Table
        caption={t('compare.parts')}
        rows={offers}
        rowKey={placeOf(offers)}
        columns={[
          { head: t('compare.name'), cell: ({ name }) => name, names: true },
          { head: t('compare.rank'), cell: ({ rank }) => rank, figures: true },
          { head: t('quote.days'), cell: ({ days, dayBasis }) => t('quote.daysOf', { days, basis: dayBasis }) },
          { head: t('compare.advanced'), cell: ({ advance }) => <Amount value={advance} />, figures: true },
          { head: t('compare.reserve'), cell: ({ reserve }) => <Amount value={reserve} />, figures: true },
          { head: t('quote.discount'), cell: ({ discount }) => <Amount value={discount} />, figures: true },
          { head: t('compare.commissionPaid'), cell: ({ commission }) => <Amount value={commission} />, figures: true },
          { head: t('quote.flatFee'), cell: ({ flatFee }) => <Amount value={flatFee} />, figures: true },
          { head: t('offers.waitingCost'), cell: ({ waitingCost }) => <Amount value={waitingCost} />, figures: true },
          {
            head: t('offers.saved'),
            cell: ({ waitingCost, totalCost }) => (
              <Amount value={waitingCost && differenceOf(waitingCost, totalCost)} />
            ),
            figures: true,
          },
        ]}
      />
    </Section>
  );
}

/** Offers may have one name; their places tell them apart. */
const placeOf = (offers: readonly Compared[]) => (offer: Compared) => String(offers.indexOf(offer));
