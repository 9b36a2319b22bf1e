import { useState } from 'react';
import {
  type AlertDelivery,
  AlertSettingsDocument,
  type AlertSettingsQuery,
  SetAlertPreferenceDocument,
  SetAlertThresholdDocument,
} from '../../graphql/documents.js';
import { RequestFault, send } from '../../lib/graphql-client.js';
import { useLive } from '../../lib/use-live.js';
import { Loaded, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';

type Preference = AlertSettingsQuery['alertSettings']['preferences'][number];

/** How the person is told of each kind; a choice is kept as it is made. */
export function AlertPreferences() {
  const t = useTexts();
  const live = useLive(AlertSettingsDocument, {});
  const [said, setSaid] = useState('');
  async function say(choice: () => Promise<string>): Promise<void> {
    try {
      setSaid(await choice());
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      setSaid(t('fault.refused', { message: error.message }));
    }
    live.refetch();
  }
  const choose = ({ kind }: Preference, delivery: AlertDelivery) =>
    say(async () => {
      await send(SetAlertPreferenceDocument, { input: { kind, delivery } });
      return t('alertSettings.done', { kind: t(`alertKind.${kind}`), delivery: t(`alertDelivery.${delivery}`) });
    });
  const chooseThreshold = ({ kind, threshold }: Preference, value: number) =>
    say(async () => {
      const { unit, least, most } = threshold!;
      const input = { kind, threshold: value };
      const fits = Number.isInteger(value) && value >= least && value <= most;
      if (!fits) return t('fieldFault.OUT_OF_RANGE', { figures: [least, most] });
      const { setAlertThreshold: outcome } = await send(SetAlertThresholdDocument, { input });
      if (outcome.__typename !== 'SetAlertThresholdSuccess') return t('fault.refused', { message: outcome.message });
      return t('alertSettings.doneThreshold', {
        kind: t(`alertKind.${kind}`),
        value,
        unit: t(`alertSettings.unit.${unit}`),
      });
    });
  return (
    <Section title={t('alertSettings.title')}>
      <Loaded live={live}>
        {({ alertSettings }) => (
          <>
            <p>{t(alertSettings.mail ? 'alertSettings.lead' : 'alertSettings.noMail')}</p>
            <Table
              caption={t('alertSettings.caption')}
              rows={alertSettings.preferences}
              rowKey={({ kind }) => kind}
              empty={t('alerts.empty')}
              columns={[
                { head: t('alerts.what'), cell: ({ kind }) => t(`alertKind.${kind}`) },
                {
                  head: t('alertSettings.delivery'),
                  cell: preference => <DeliveryChoice {...{ preference, choose }} />,
                },
                {
                  head: t('alertSettings.threshold'),
                  cell: preference => preference.threshold && <ThresholdChoice {...{ preference, chooseThreshold }} />,
                },
                {
                  head: t('alertSettings.default'),
                  cell: ({ defaultDelivery, threshold }) => (
                    <>
                      {t(`alertDelivery.${defaultDelivery}`)}
                      {threshold && (
                        <span className="hint block">
                          {threshold.byDefault} {t(`alertSettings.unit.${threshold.unit}`)}
                        </span>
                      )}
                    </>
                  ),
                },
              ]}
            />
            <p role="status">{said}</p>
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface ChoiceProps {
  readonly preference: Preference;
  readonly choose: (preference: Preference, delivery: AlertDelivery) => Promise<void>;
}

function DeliveryChoice({ preference, choose }: ChoiceProps) {
  const t = useTexts();
  const { alertDelivery } = useCatalogue();
  return (
    <select
      aria-label={t('alertSettings.choose', { kind: t(`alertKind.${preference.kind}`) })}
      value={preference.delivery}
      onChange={({ currentTarget }) => void choose(preference, currentTarget.value as AlertDelivery)}
    >
      {Object.entries(alertDelivery).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

interface ThresholdChoiceProps {
  readonly preference: Preference;
  readonly chooseThreshold: (preference: Preference, value: number) => Promise<void>;
}

/** Kept when it is left, or by Enter. */
function ThresholdChoice({ preference, chooseThreshold }: ThresholdChoiceProps) {
  const t = useTexts();
  const { value, unit, least, most } = preference.threshold!;
  const words = t(`alertSettings.unit.${unit}`);
  const keep = (text: string) => {
    if (Number(text) !== value) void chooseThreshold(preference, Number(text));
  };
  return (
    <>
      <input
        type="number"
        key={value}
        defaultValue={value}
        min={least}
        max={most}
        aria-label={t('alertSettings.chooseThreshold', {
          kind: t(`alertKind.${preference.kind}`),
          unit: words,
          least,
          most,
        })}
        onBlur={({ currentTarget }) => keep(currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && keep(currentTarget.value)}
      />{' '}
      {words}
    </>
  );
}
