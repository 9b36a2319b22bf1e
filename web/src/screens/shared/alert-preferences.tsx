import { useState } from 'react';
import {
  type AlertDelivery,
  AlertSettingsDocument,
  type AlertSettingsQuery,
  SetAlertPreferenceDocument,
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
  async function choose(preference: Preference, delivery: AlertDelivery): Promise<void> {
    const { kind } = preference;
    try {
      await send(SetAlertPreferenceDocument, { input: { kind, delivery } });
      setSaid(t('alertSettings.done', { kind: t(`alertKind.${kind}`), delivery: t(`alertDelivery.${delivery}`) }));
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      setSaid(t('fault.refused', { message: error.message }));
    }
    live.refetch();
  }
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
                  head: t('alertSettings.default'),
                  cell: ({ defaultDelivery }) => t(`alertDelivery.${defaultDelivery}`),
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
