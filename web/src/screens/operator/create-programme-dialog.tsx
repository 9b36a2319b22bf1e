import { useNavigate } from '@tanstack/react-router';
import { type AuctionKind, CreateProgrammeDocument, OrganizationsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Loaded } from '../../parts/page.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { BusinessDayFields, businessDaysFrom } from './business-day-fields.js';

export function CreateProgrammeDialog() {
  const t = useTexts();
  const catalogue = useCatalogue();
  const navigate = useNavigate();
  return (
    <ActionDialog
      name="create-programme"
      label={t('createProgramme.button')}
      title={t('createProgramme.title')}
      tone="primary"
      document={CreateProgrammeDocument}
      input={values => ({
        buyerId: values.choice('buyerId'),
        name: values.text('name'),
        currency: values.text('currency').toUpperCase(),
        auctionKind: values.choice<AuctionKind>('auctionKind'),
        auctionMinutes: values.integer('auctionMinutes'),
        acceptanceMinutes: values.integer('acceptanceMinutes'),
        tenorDaysMin: values.optionalInteger('tenorDaysMin'),
        paymentDaysMax: values.optionalInteger('paymentDaysMax'),
        overdueStopDays: values.optionalInteger('overdueStopDays'),
        ...businessDaysFrom(values),
      })}
      done={t('createProgramme.done')}
      onSuccess={({ programme }) => void navigate({ to: '/programmes/$id', params: { id: programme.id } })}
    >
      <BuyerField />
      <TextField name="name" label={t('programme.name')} />
      <TextField name="currency" label={t('programme.currency')} value="EUR" />
      <SelectField
        name="auctionKind"
        label={t('programme.auctionKind')}
        options={Object.entries(catalogue.auctionKind)}
      />
      <TextField name="auctionMinutes" label={t('programme.auctionMinutes')} value="60" figures />
      <TextField name="acceptanceMinutes" label={t('programme.acceptanceMinutes')} value="60" figures />
      <TextField name="tenorDaysMin" label={t('programme.tenorDaysMin')} value="15" figures />
      <TextField name="paymentDaysMax" label={t('programme.paymentDaysMax')} value="60" figures />
      <TextField
        name="overdueStopDays"
        label={t('programme.overdueStopDays')}
        hint={t('setOverdueStop.hint')}
        value="30"
        figures
      />
      <BusinessDayFields />
    </ActionDialog>
  );
}

function BuyerField() {
  const t = useTexts();
  const live = useLive(OrganizationsDocument, { first: 100, role: 'BUYER' }, { lists: ['Organization'] });
  return (
    <Loaded live={live}>
      {({ organizations }) => (
        <SelectField
          name="buyerId"
          label={t('party.BUYER')}
          none={t('decision.choose')}
          options={organizations.edges.map(({ node }) => [node.id, node.name] as const)}
        />
      )}
    </Loaded>
  );
}
