import {
  type ClaimPart,
  type DayCount,
  type PriceKind,
  PublishTermsDocument,
  type PublishTermsInput,
} from '../../graphql/documents.js';
import { percentOfBps, typed } from '../../lib/decimal-text.js';
import type { FormValues } from '../../lib/form-values.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { ChecksField, OrderField, SelectField, TextArea, TextField } from '../../parts/fields.js';
import { type Texts, useCatalogue, useTexts } from '../../texts/index.js';
import type { ProgrammeNode } from '../nodes.js';
import { BusinessDayFields, businessDaysFrom } from './business-day-fields.js';

/** A new version of the terms, starting from the one there is. */
export function PublishTermsDialog({ programme, onPublished }: { programme: ProgrammeNode; onPublished: () => void }) {
  const { id, terms } = programme;
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <ActionDialog
      name={`publish-terms:${id}`}
      label={t('publishTerms.button')}
      title={t('publishTerms.title')}
      document={PublishTermsDocument}
      input={values => inputOf(values, id)}
      done={t('publishTerms.done')}
      onSuccess={onPublished}
    >
      <p>{t('publishTerms.explained')}</p>
      <SelectField
        name="initiator"
        label={t('terms.initiator')}
        options={partiesOf(t, ['BUYER', 'SUPPLIER'])}
        value={terms?.initiator}
      />
      <SelectField
        name="costBearer"
        label={t('terms.costBearer')}
        options={partiesOf(t, ['SUPPLIER', 'BUYER'])}
        value={terms?.costBearer}
      />
      <ChecksField
        name="priceKinds"
        label={t('terms.priceKinds')}
        options={Object.entries(catalogue.priceKind)}
        value={terms?.priceKinds}
      />
      <SelectField
        name="dayCount"
        label={t('bid.dayCount')}
        options={Object.entries(catalogue.dayCount)}
        value={terms?.dayCount}
      />
      <BusinessDayFields days={programme} />
      <SelectField
        name="platformFeePayer"
        label={t('terms.platformFeePayer')}
        options={partiesOf(t, ['FUNDER', 'SUPPLIER', 'BUYER'])}
        value={terms?.platformFeePayer}
      />
      <TextField
        name="platformFeeBps"
        label={t('terms.platformFeePercent')}
        value={typed(terms ? percentOfBps(terms.platformFeeBps) : '0.00')}
        figures
      />
      <OrderField
        name="allocationOrder"
        label={t('terms.allocationOrder')}
        hint={t('publishTerms.allocationHint')}
        placeLabel={place => t('publishTerms.place', { place })}
        options={Object.entries(catalogue.claimPart)}
        value={terms?.allocationOrder}
      />
      <TextArea name="text" label={t('terms.text')} value={terms?.text} rows={8} />
      <TextArea name="undertakingText" label={t('terms.undertakingText')} value={terms?.undertakingText} rows={5} />
    </ActionDialog>
  );
}

function partiesOf(t: Texts, roles: readonly ('BUYER' | 'SUPPLIER' | 'FUNDER')[]) {
  return roles.map(role => [role, t(`party.${role}`)] as const);
}

function inputOf(values: FormValues, programmeId: string): PublishTermsInput {
  return {
    programmeId,
    initiator: values.choice<PublishTermsInput['initiator']>('initiator'),
    costBearer: values.choice<PublishTermsInput['costBearer']>('costBearer'),
    priceKinds: values.choices<PriceKind>('priceKinds'),
    dayCount: values.choice<DayCount>('dayCount'),
    ...businessDaysFrom(values),
    platformFeePayer: values.choice<PublishTermsInput['platformFeePayer']>('platformFeePayer'),
    platformFeeBps: values.rateBps('platformFeeBps'),
    allocationOrder: values.choices<ClaimPart>('allocationOrder'),
    text: values.text('text'),
    undertakingText: values.text('undertakingText'),
  };
}
