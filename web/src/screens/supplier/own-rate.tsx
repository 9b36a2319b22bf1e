import { useState } from 'react';
import { percentOfBps } from '../../lib/decimal-text.js';
import { type Fault, FormValues } from '../../lib/form-values.js';
import { keptSetting } from '../../lib/kept-setting.js';
import { FaultsContext, TextField } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';

/** What the supplier's own money costs a year, in basis points: its own setting, never a default. */
export function useOwnRate(organizationId: string): [string | undefined, (rateBps: string | undefined) => void] {
  const kept = keptSetting(`own-rate.${organizationId}`);
  const [rateBps, setRateBps] = useState(kept.read);
  return [
    rateBps,
    next => {
      kept.write(next);
      setRateBps(next);
    },
  ];
}

interface Props {
  readonly rateBps: string | undefined;
  readonly onChange: (rateBps: string | undefined) => void;
}

/** Asks for the rate that waiting is measured by; left empty, nothing is measured. */
export function OwnRateForm({ rateBps, onChange }: Props) {
  const t = useTexts();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  function apply(form: HTMLFormElement): void {
    const values = new FormValues(new FormData(form));
    const next = values.optional('ownRate') === undefined ? undefined : values.rateBps('ownRate');
    setFaults(values.faults);
    if (values.faults.length === 0) onChange(next);
  }
  return (
    <FaultsContext.Provider value={faults}>
      <form
        className="filter"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          apply(event.currentTarget);
        }}
      >
        <TextField
          name="ownRate"
          label={t('offers.ownRate')}
          hint={t('offers.ownRateHint')}
          value={rateBps === undefined ? undefined : percentOfBps(rateBps)}
          figures
        />
        <button type="submit">{t('offers.compare')}</button>
      </form>
    </FaultsContext.Provider>
  );
}
