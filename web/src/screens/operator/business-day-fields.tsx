import type { CalendarCode, CreateProgrammeInput, RollConvention } from '../../graphql/documents.js';
import type { FormValues } from '../../lib/form-values.js';
import { ChecksField, SelectField, TextField } from '../../parts/fields.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

type BusinessDays = Pick<
  CreateProgrammeInput,
  'settlementDays' | 'calendars' | 'rollConvention' | 'cutOff' | 'cutOffZone'
>;

/** By which days acceptances are dated and due dates move; what is left empty stays as it is, or as the currency has it. */
export function BusinessDayFields({ days }: { days?: BusinessDays }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <>
      <TextField
        name="settlementDays"
        label={t('programme.settlementDays')}
        value={String(days?.settlementDays ?? 1)}
        figures
      />
      <ChecksField
        name="calendars"
        label={t('programme.calendars')}
        options={Object.entries(catalogue.calendarCode)}
        value={days?.calendars ?? []}
      />
      <SelectField
        name="rollConvention"
        label={t('programme.rollConvention')}
        options={Object.entries(catalogue.rollConvention)}
        value={days?.rollConvention ?? 'FOLLOWING'}
      />
      <TextField
        name="cutOff"
        label={t('programme.cutOff')}
        hint={days ? undefined : t('programme.byCurrency')}
        value={days?.cutOff ?? undefined}
      />
      <TextField
        name="cutOffZone"
        label={t('programme.cutOffZone')}
        hint={days ? undefined : t('programme.byCurrency')}
        value={days?.cutOffZone ?? undefined}
      />
    </>
  );
}

export function businessDaysFrom(values: FormValues): BusinessDays {
  return {
    settlementDays: values.optionalInteger('settlementDays'),
    calendars: values.optionalChoices<CalendarCode>('calendars'),
    rollConvention: values.optionalChoice<RollConvention>('rollConvention'),
    cutOff: values.optional('cutOff'),
    cutOffZone: values.optional('cutOffZone'),
  };
}
