import { Link, useSearch } from '@tanstack/react-router';
import {
  BankEntriesDocument,
  type BankEntrySide,
  type BankEntryState,
  ConfirmResolutionDocument,
  RefuseResolutionDocument,
  UndoResolutionDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField, TextArea, TextField } from '../../parts/fields.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { BankEntryRow } from '../nodes.js';
import { nameOf, ResolveEntry } from './resolve-entry.js';

type Search = Readonly<Record<string, string | undefined>>;

/** What banks booked; what matches nothing waits here for two persons. */
export function BankEntriesPage() {
  const t = useTexts();
  const { state, side, from, until, account, after } = useSearch({ strict: false }) as Search;
  const variables = {
    state: state ? [state as BankEntryState] : undefined,
    side: side as BankEntrySide | undefined,
    bookedFrom: from || undefined,
    bookedUntil: until || undefined,
    accountId: account,
  };
  const live = useLive(
    BankEntriesDocument,
    { ...variables, after },
    { lists: ['BankEntry', 'EntryResolution', 'Payment'], keep: true },
  );
  return (
    <Page
      title={t('bankEntries.title')}
      lead={t('bankEntries.lead')}
      actions={<Link to="/reconciliation">{t('reconciliation.title')}</Link>}
    >
      <EntryFilters />
      <Loaded live={live}>
        {({ bankEntries }) => (
          <Table
            caption={t('bankEntries.caption')}
            file={{ list: 'bank-entries', parameters: variables }}
            rows={bankEntries.edges.map(({ node }) => node)}
            rowKey={({ id }) => id}
            empty={t('bankEntries.empty')}
            foot={<Pager pageInfo={bankEntries.pageInfo} />}
            columns={[
              { head: t('bankEntry.bookedOn'), cell: ({ bookedOn }) => <Day value={bookedOn} /> },
              { head: t('bankEntry.side'), cell: entry => t(`bankEntrySide.${entry.side}`) },
              { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              { head: t('bankEntry.counterparty'), cell: entry => <Counterparty entry={entry} /> },
              { head: t('bankEntry.words'), cell: ({ remittance, endToEndId }) => remittance ?? endToEndId ?? '–' },
              { head: t('bankEntry.state'), cell: entry => <State entry={entry} /> },
              { head: t('bankEntry.is'), cell: entry => <What entry={entry} /> },
              { head: t('table.actions'), cell: entry => <Actions entry={entry} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function EntryFilters() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <StateFilter machine="bankEntry">
      {search => (
        <>
          <SelectField
            name="side"
            label={t('bankEntry.side')}
            none={t('filter.both')}
            options={Object.entries(catalogue.bankEntrySide)}
            value={search.side}
          />
          <TextField name="from" type="date" label={t('bankEntries.from')} value={search.from} />
          <TextField name="until" type="date" label={t('bankEntries.until')} value={search.until} />
        </>
      )}
    </StateFilter>
  );
}

function Counterparty({ entry: { counterpartyName, counterpartyIban } }: { entry: BankEntryRow }) {
  return (
    <>
      {counterpartyName ?? '–'}
      {counterpartyIban && <span className="hint block">{counterpartyIban}</span>}
    </>
  );
}

function State({ entry: { state, reason, returned } }: { entry: BankEntryRow }) {
  const t = useTexts();
  return (
    <>
      <StateBadge machine="bankEntry" state={state} />
      {reason && (state === 'SUSPENSE' || state === 'HELD') && (
        <span className="block">{t(`bankEntryReason.${reason}`)}</span>
      )}
      {returned && <span className="hint block">{t('bankEntry.returned')}</span>}
    </>
  );
}

/** The payment that it is, and what persons said of it. */
function What({ entry: { payment, resolution } }: { entry: BankEntryRow }) {
  const t = useTexts();
  return (
    <>
      {payment && (
        <Link to="/payments/$id" params={{ id: payment.id }}>
          {t(`paymentKind.${payment.kind}`)}
        </Link>
      )}{' '}
      {resolution && resolution.state !== 'REFUSED' && resolution.state !== 'UNDONE' && (
        <>
          <StateBadge machine="entryResolution" state={resolution.state} /> {t(`resolutionKind.${resolution.kind}`)}
          <span className="hint block">
            {resolution.proposedBy?.name}: {resolution.undoReason ?? resolution.reason}
          </span>
        </>
      )}
    </>
  );
}

function Actions({ entry }: { entry: BankEntryRow }) {
  const t = useTexts();
  const { resolution, availableActions } = entry;
  const can = (action: 'CONFIRM' | 'REFUSE' | 'UNDO') => resolution?.availableActions.includes(action);
  const isSpokenOf = resolution?.state === 'PROPOSED' || resolution?.state === 'UNDOING';
  const about = nameOf(entry);
  return (
    <div className="actions">
      {availableActions.includes('RESOLVE') && !isSpokenOf && <ResolveEntry entry={entry} />}
      {resolution && can('CONFIRM') && (
        <ActionDialog
          name={`confirm-resolution:${resolution.id}`}
          label={t('confirmResolution.button')}
          about={about}
          title={t(resolution.state === 'UNDOING' ? 'confirmResolution.undoTitle' : 'confirmResolution.title')}
          tone="primary"
          document={ConfirmResolutionDocument}
          input={(_, idempotencyKey) => ({ resolutionId: resolution.id, idempotencyKey })}
          done={t('confirmResolution.done')}
        >
          <p>
            {t(`resolutionKind.${resolution.kind}`)}: {resolution.undoReason ?? resolution.reason}
          </p>
          <p>{t('confirmResolution.explained')}</p>
        </ActionDialog>
      )}
      {resolution && can('REFUSE') && (
        <ActionDialog
          name={`refuse-resolution:${resolution.id}`}
          label={t('refuseResolution.button')}
          about={about}
          title={t('refuseResolution.title')}
          tone="danger"
          document={RefuseResolutionDocument}
          input={(_, idempotencyKey) => ({ resolutionId: resolution.id, idempotencyKey })}
          done={t('refuseResolution.done')}
        >
          <p>{resolution.undoReason ?? resolution.reason}</p>
        </ActionDialog>
      )}
      {resolution && can('UNDO') && (
        <ActionDialog
          name={`undo-resolution:${resolution.id}`}
          label={t('undoResolution.button')}
          about={about}
          title={t('undoResolution.title')}
          document={UndoResolutionDocument}
          input={(values, idempotencyKey) => ({
            resolutionId: resolution.id,
            reason: values.text('reason'),
            idempotencyKey,
          })}
          done={t('undoResolution.done')}
        >
          <p>{t('undoResolution.explained')}</p>
          <TextArea name="reason" label={t('proposeResolution.reason')} rows={3} />
        </ActionDialog>
      )}
    </div>
  );
}
