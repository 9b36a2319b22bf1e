import type { ReactNode } from 'react';
import { useCatalogue, useTexts } from '../texts/index.js';
import { SelectField } from './fields.js';
import { Filter } from './filter.js';

interface StateFilterProps {
  readonly machine: keyof ReturnType<typeof useCatalogue>['state'];
  /** By what else the list is narrowed. */
  readonly children?: (search: Readonly<Record<string, string | undefined>>) => ReactNode;
}

/** Narrows a list to one state of its things. */
export function StateFilter({ machine, children }: StateFilterProps) {
  const t = useTexts();
  const states = Object.entries(useCatalogue().state[machine]);
  return (
    <Filter>
      {search => (
        <>
          <SelectField
            name="state"
            label={t('filter.state')}
            none={t('filter.any')}
            options={states}
            value={search.state}
          />
          {children?.(search)}
        </>
      )}
    </Filter>
  );
}
