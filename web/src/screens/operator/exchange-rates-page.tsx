import { useState } from 'react';
import { ExchangeRatesDocument, type ExchangeRatesQuery, AddExchangeRatesDocument } from '../../graphql/documents.js';
import { dayText } from '../../lib/market-time.js';
import { useLive } from '../../lib/use-live.js';
import { DialogButton } from '../../parts/dialog.js';
import { FileField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded, Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** The ECB's rates as they were handed in: they serve reports, and nothing else. */
export function ExchangeRatesPage() {
  const t = useTexts();
  const live = useLive(ExchangeRatesDocument, {});
  return (
    <Page
      title={t('exchangeRates.title')}
      lead={t('exchangeRates.lead')}
      actions={<ImportRatesDialog imported={live.refetch} />}
    >
      <Loaded live={live}>
        {({ exchangeRates, exchangeRateImports }) => (
          <>
            <Table
              caption={t('exchangeRates.caption', { day: exchangeRates[0] && dayText(exchangeRates[0].day) })}
              file={{ list: 'exchange-rates', parameters: {} }}
              rows={exchangeRates}
              rowKey={({ currency }) => currency}
              empty={t('exchangeRates.empty')}
              columns={[
                { head: t('exchangeRates.currency'), cell: ({ currency }) => currency },
                { head: t('exchangeRates.rate'), cell: ({ rate }) => rate, figures: true },
                { head: t('exchangeRates.source'), cell: ({ source }) => source },
              ]}
            />
            <Section title={t('exchangeRates.importsTitle')}>
              <Imports imports={exchangeRateImports} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Imports({ imports }: { imports: ExchangeRatesQuery['exchangeRateImports'] }) {
  const t = useTexts();
  return (
    <Table
      caption={t('exchangeRates.importsCaption')}
      file={{ list: 'exchange-rate-imports', parameters: {} }}
      rows={imports}
      rowKey={({ importedAt, fileName }) => `${importedAt} ${fileName}`}
      empty={t('exchangeRates.noImports')}
      columns={[
        { head: t('exchangeRates.file'), cell: ({ fileName }) => fileName },
        {
          head: t('exchangeRates.days'),
          cell: ({ firstDay, lastDay }) => (
            <>
              <Day value={firstDay} /> – <Day value={lastDay} />
            </>
          ),
        },
        { head: t('exchangeRates.count'), cell: ({ rateCount }) => rateCount, figures: true },
        { head: t('exchangeRates.source'), cell: ({ source }) => source },
        { head: t('exchangeRates.importedAt'), cell: ({ importedAt }) => <Instant value={importedAt} /> },
      ]}
    />
  );
}

function ImportRatesDialog({ imported }: { imported: () => void }) {
  const t = useTexts();
  return (
    <DialogButton label={t('importRates.button')} title={t('importRates.title')} tone="primary">
      {close => (
        <ImportRates
          onSuccess={() => {
            close();
            imported();
          }}
        />
      )}
    </DialogButton>
  );
}

function ImportRates({ onSuccess }: { onSuccess: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const [file, setFile] = useState('');
  return (
    <MutationForm
      name="import-rates"
      document={AddExchangeRatesDocument}
      input={(_values, idempotencyKey) => ({ fileName: fileNameOf(file), file, idempotencyKey })}
      submit={t('importRates.button')}
      onSuccess={({ changed, total, lastDay }) => {
        notify(t('importRates.done', { changed, total, day: dayText(lastDay) }));
        onSuccess();
      }}
      explain={problem => 'faults' in problem && <Faults faults={problem.faults} />}
    >
      <p>{t('importRates.explained')}</p>
      <FileField
        name="file"
        label={t('importRates.file')}
        accept=".csv,.xml,text/csv,application/xml,text/xml"
        hint={t('importRates.hint')}
        onText={setFile}
      />
    </MutationForm>
  );
}

/** The browser hands over the words of the file; what they are decides what it is called. */
function fileNameOf(file: string): string {
  return file.trimStart().startsWith('<') ? 'eurofxref.xml' : 'eurofxref.csv';
}

function Faults({ faults }: { faults: readonly { readonly path: string; readonly message: string }[] }) {
  const t = useTexts();
  return (
    <Table
      caption={t('importRates.faults')}
      rows={faults}
      rowKey={({ path }, index) => `${path} ${index}`}
      columns={[
        { head: t('importRates.place'), cell: ({ path }) => path },
        { head: t('importRates.fault'), cell: ({ message }) => message },
      ]}
    />
  );
}
