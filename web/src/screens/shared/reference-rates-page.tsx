import { useViewer } from '../../app/market.js';
import { LateRatesDocument, SetLateRuleDocument, SetReferenceRateDocument } from '../../graphql/documents.js';
import { percentOfBps, percentText } from '../../lib/decimal-text.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { TextField } from '../../parts/fields.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** By what late payment is charged: the rates that the operator enters, and what the law of each country asks. */
export function ReferenceRatesPage() {
  const t = useTexts();
  const { organization, permissions } = useViewer();
  const live = useLive(LateRatesDocument, {}, { lists: ['Invoice'] });
  const mayEnter = organization.roles.includes('OPERATOR') && permissions.includes('ADMINISTRATOR');
  return (
    <Page
      title={t('lateRates.title')}
      lead={t('lateRates.lead')}
      actions={
        mayEnter && (
          <>
            <EnterRate onSuccess={() => live.refetch()} />
            <EnterRule onSuccess={() => live.refetch()} />
          </>
        )
      }
    >
      <Loaded live={live}>
        {({ lateRates: { rates, rules, missing } }) => (
          <>
            {missing.map(({ zone, halfYear, claimCount }) => (
              <p key={`${zone} ${halfYear}`} className="notice warn">
                {t('lateRates.missing', { zone, count: claimCount })} <Day value={halfYear} />
              </p>
            ))}
            <Section title={t('lateRates.rates')}>
              <Table
                caption={t('lateRates.rates')}
                rows={rates}
                rowKey={({ zone, halfYear }) => `${zone} ${halfYear}`}
                empty={t('lateRates.none')}
                columns={[
                  { head: t('lateRates.halfYear'), cell: ({ halfYear }) => <Day value={halfYear} />, names: true },
                  { head: t('lateRates.zone'), cell: ({ zone }) => zone },
                  {
                    head: t('lateRates.rate'),
                    cell: ({ rateBps }) => percentText(percentOfBps(rateBps)),
                    figures: true,
                  },
                ]}
              />
            </Section>
            <Section title={t('lateRates.rules')}>
              <Table
                caption={t('lateRates.rules')}
                rows={rules}
                rowKey={({ country, since }) => `${country} ${since}`}
                columns={[
                  {
                    head: t('lateRates.country'),
                    cell: ({ country }) => (country === '*' ? t('lateRates.anyOther') : country),
                    names: true,
                  },
                  {
                    head: t('lateRates.since'),
                    cell: ({ since }) => (since === null ? t('lateRates.always') : <Day value={since} />),
                  },
                  { head: t('lateRates.zone'), cell: ({ zone }) => zone },
                  {
                    head: t('lateRates.margin'),
                    cell: ({ marginBps }) => percentText(percentOfBps(marginBps)),
                    figures: true,
                  },
                  { head: t('late.lumpSum'), cell: ({ lumpSum }) => <Amount value={lumpSum} />, figures: true },
                  { head: t('lateRates.source'), cell: ({ source }) => source },
                ]}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function EnterRate({ onSuccess }: { onSuccess: () => void }) {
  const t = useTexts();
  return (
    <ActionDialog
      name="setReferenceRate"
      label={t('lateRates.enter')}
      title={t('lateRates.enter')}
      tone="primary"
      document={SetReferenceRateDocument}
      input={(values, idempotencyKey) => ({
        zone: values.text('zone'),
        halfYear: values.text('halfYear'),
        rateBps: values.rateBps('rateBps'),
        idempotencyKey,
      })}
      done={t('lateRates.entered')}
      onSuccess={onSuccess}
    >
      <p>{t('lateRates.explained')}</p>
      <TextField name="zone" label={t('lateRates.zone')} hint={t('lateRates.zoneHint')} value="EUR" />
      <TextField name="halfYear" type="date" label={t('lateRates.halfYear')} hint={t('lateRates.halfYearHint')} />
      <TextField name="rateBps" label={t('lateRates.rate')} hint={t('lateRates.rateHint')} figures />
    </ActionDialog>
  );
}

function EnterRule({ onSuccess }: { onSuccess: () => void }) {
  const t = useTexts();
  return (
    <ActionDialog
      name="setLateRule"
      label={t('enterLateRule.button')}
      title={t('enterLateRule.title')}
      document={SetLateRuleDocument}
      input={(values, idempotencyKey) => ({
        country: values.text('country'),
        since: values.day('since'),
        zone: values.text('zone'),
        marginBps: values.rateBps('marginBps'),
        lumpSum: values.amount('lumpSum', values.text('lumpSum.currency')),
        source: values.text('source'),
        idempotencyKey,
      })}
      done={t('enterLateRule.done')}
      onSuccess={onSuccess}
    >
      <p>{t('enterLateRule.explained')}</p>
      <TextField name="country" label={t('lateRates.country')} hint={t('enterLateRule.countryHint')} />
      <TextField name="since" type="date" label={t('lateRates.since')} hint={t('enterLateRule.sinceHint')} />
      <TextField name="zone" label={t('lateRates.zone')} hint={t('lateRates.zoneHint')} value="EUR" />
      <TextField name="marginBps" label={t('lateRates.margin')} hint={t('enterLateRule.marginHint')} figures />
      <TextField name="lumpSum" label={t('late.lumpSum')} value="40.00" figures />
      <TextField name="lumpSum.currency" label={t('enterLateRule.currency')} value="EUR" />
      <TextField name="source" label={t('lateRates.source')} hint={t('enterLateRule.sourceHint')} />
    </ActionDialog>
  );
}
