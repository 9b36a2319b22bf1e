import { useCatalogue, useTexts } from '../texts/index.js';
import { SelectField } from './fields.js';
import { Filter } from './filter.js';

/** Narrows a list to one state of its things. */
export function StateFilter({ machine }: { machine: keyof ReturnType<typeof useCatalogue>['state'] }) {
  const t = useTexts();
  const states = Object.entries(useCatalogue().state[machine]);
  return (
    <Filter>
      {({ state }) => (
        <SelectField name="state" label={t('filter.state')} none={t('filter.any')} options={states} value={state} />
      )}
    </Filter>
  );
}
