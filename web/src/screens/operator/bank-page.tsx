import {
  CloseBankDayDocument,
  SetBankNoiseDocument,
  SimulatedBankDocument,
  type SimulatedBankQuery,
} from '../../graphql/documents.js';
import { type Live, useLive } from '../../lib/use-live.js';
import { CheckField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded, NoSuchPage, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import { MoveClock } from './move-clock.js';
import { PlanPayments } from './plan-payments.js';

type Bank = NonNullable<SimulatedBankQuery['simulatedBank']>;

/** The clock and the bank of a demo: time passes, and payments go wrong, when the operator says so. */
export function BankPage() {
  const t = useTexts();
  const live = useLive(SimulatedBankDocument, {});
  return (
    <Loaded live={live}>
      {({ simulatedBank: bank }) =>
        bank ? (
          <Page title={t('bank.title')} lead={t('bank.lead')}>
            <MoveClock />
            <PlanPayments />
            <ClosedDays bank={bank} live={live} />
            <Noise bank={bank} live={live} />
          </Page>
        ) : (
          <NoSuchPage />
        )
      }
    </Loaded>
  );
}

interface Props {
  readonly bank: Bank;
  readonly live: Live<SimulatedBankQuery>;
}

function ClosedDays({ bank, live }: Props) {
  const t = useTexts();
  const notify = useNotify();
  return (
    <Section title={t('closeBankDay.title')}>
      <Table
        caption={t('closeBankDay.caption')}
        rows={bank.closedDays}
        rowKey={({ day }) => day}
        empty={t('closeBankDay.empty')}
        columns={[
          { head: t('closeBankDay.day'), cell: ({ day }) => <Day value={day} /> },
          { head: t('closeBankDay.reason'), cell: ({ reason }) => reason },
        ]}
      />
      <MutationForm
        name="close-bank-day"
        document={CloseBankDayDocument}
        input={values => ({ day: values.day('day'), reason: values.text('reason') })}
        submit={t('closeBankDay.submit')}
        onSuccess={() => {
          notify(t('closeBankDay.done'));
          live.refetch();
        }}
      >
        <TextField name="day" type="date" label={t('closeBankDay.day')} />
        <TextField name="reason" label={t('closeBankDay.reason')} />
      </MutationForm>
    </Section>
  );
}

function Noise({ bank, live }: Props) {
  const t = useTexts();
  const notify = useNotify();
  return (
    <Section title={t('bankNoise.title')}>
      <MutationForm
        name="bank-noise"
        document={SetBankNoiseDocument}
        input={values => ({
          repeatMessages: values.checked('repeatMessages'),
          reorderMessages: values.checked('reorderMessages'),
        })}
        submit={t('bankNoise.submit')}
        onSuccess={() => {
          notify(t('bankNoise.done'));
          live.refetch();
        }}
      >
        <CheckField name="repeatMessages" label={t('bankNoise.repeat')} value={bank.repeatMessages} />
        <CheckField name="reorderMessages" label={t('bankNoise.reorder')} value={bank.reorderMessages} />
      </MutationForm>
    </Section>
  );
}
