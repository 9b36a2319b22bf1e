import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useViewer } from '../../app/market.js';
import {
  type PaymentDirection,
  type PaymentFileDirection,
  type PaymentFilter,
  PaymentsDocument,
  type PaymentState,
} from '../../graphql/documents.js';
import { sumOf } from '../../lib/decimal-text.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { InvoiceLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import type { Column } from '../../parts/table.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import { ChangePayeeAccount } from './change-payee-account.js';
import { PaymentsTable } from './payments-table.js';
import { PrepareFilesDialog } from './prepare-files-dialog.js';
import type { PaymentNode } from '../nodes.js';

/** As many as are prepared in one act. */
const PREPARED_AT_ONCE = 100;

type Search = Readonly<Record<string, string | undefined>>;

/** Whom to pay, how much, when; and what comes in. */
export function PaymentsPage() {
  const t = useTexts();
  const { organization } = useViewer();
  const search = useSearch({ strict: false }) as Search;
  const isBuyer = organization.roles.includes('BUYER');
  const canOwe = !organization.roles.includes('OPERATOR');
  const sorting = sortingOf(search.sort, ['DUE', 'AMOUNT'] as const);
  const filter = filterOf(search);
  const live = useLiveList(
    PaymentsDocument,
    { filter, ...sorting },
    { rowsOf: ({ payments }) => payments, rowKey: ({ id }) => id, lists: ['Payment'] },
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <Page
      title={t(isBuyer ? 'payments.dueList' : 'payments.title')}
      lead={t('payments.lead')}
      actions={
        <>
          <Link to="/payment-files">{t('paymentFiles.title')}</Link>
          {canOwe && <Link to="/due-list">{t('payments.toDueList')}</Link>}
        </>
      }
    >
      <PaymentFilters />
      <Loaded live={live}>
        {rows => {
          const batches = directions.map(direction => {
            const free = rows.filter(payment => payment.availableActions.includes(actionOf[direction]));
            return { direction, free, batch: free.filter(({ id }) => chosen.has(id)) };
          });
          const any = batches.some(({ free }) => free.length > 0);
          return (
            <>
              {batches.map(
                batch => batch.free.length > 0 && <Batch key={batch.direction} {...batch} setChosen={setChosen} />,
              )}
              <PaymentsTable
                caption={t('payments.caption')}
                file={{ list: 'payments', parameters: { ...filter, ...sorting } }}
                sortedBy="DUE"
                readOn={live}
                payments={rows}
                before={any ? [choiceOf(t, chosen, setChosen)] : []}
                after={[
                  { head: t('payment.for'), cell: payment => <For payment={payment} /> },
                  ...(rows.some(isToBeRedirected) ? [redirectionOf(t)] : []),
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const directions = ['TRANSFER', 'COLLECTION'] as const satisfies readonly PaymentFileDirection[];

/** By what a payment comes into a file of the direction. */
const actionOf = { TRANSFER: 'PREPARE', COLLECTION: 'COLLECT' } as const;

function isFree({ availableActions }: PaymentNode): boolean {
  return directions.some(direction => availableActions.includes(actionOf[direction]));
}

function isToBeRedirected({ availableActions }: PaymentNode): boolean {
  return availableActions.includes('CHANGE_PAYEE_ACCOUNT');
}

function redirectionOf(t: ReturnType<typeof useTexts>): Column<PaymentNode> {
  return {
    head: t('table.actions'),
    cell: payment => isToBeRedirected(payment) && <ChangePayeeAccount payment={payment} />,
  };
}

function filterOf({ direction, state, until }: Search): PaymentFilter {
  return {
    direction: direction as PaymentDirection | undefined,
    state: state === 'ANY' ? undefined : state ? [state as PaymentState] : ['DUE', 'INSTRUCTED'],
    dueUntil: until || undefined,
  };
}

interface BatchProps {
  readonly direction: PaymentFileDirection;
  /** Those that can be put into a file of the direction. */
  readonly free: readonly PaymentNode[];
  readonly batch: readonly PaymentNode[];
  readonly setChosen: (chosen: ReadonlySet<string>) => void;
}

function Batch({ direction, free, batch, setChosen }: BatchProps) {
  const t = useTexts();
  // What its payee is about to collect is paid only where somebody chooses it by itself.
  const wanted = free.filter(({ collectedUnder }) => !collectedUnder).slice(0, PREPARED_AT_ONCE);
  const all = batch.length >= wanted.length;
  const total = sumOf(batch.map(({ amount }) => amount));
  return (
    <div
      className="actions bulk"
      role="group"
      aria-label={`${t('payments.batch')}: ${t(`paymentFileDirection.${direction}`)}`}
    >
      <button type="button" data-choose-all onClick={() => setChosen(new Set(all ? [] : wanted.map(({ id }) => id)))}>
        {all ? t('payments.chooseNone') : t('payments.chooseAll')}
      </button>
      <span role="status">
        {t('payments.chosen', { count: batch.length })}{' '}
        {batch.length > 0 && (total ? <Amount value={total} /> : t('payments.currencies'))}
      </span>
      <PrepareFilesDialog
        direction={direction}
        payments={batch}
        total={total}
        onPrepared={() => setChosen(new Set())}
      />
    </div>
  );
}

function choiceOf(
  t: ReturnType<typeof useTexts>,
  chosen: ReadonlySet<string>,
  setChosen: BatchProps['setChosen'],
): Column<PaymentNode> {
  return {
    head: t('table.choose'),
    cell: payment =>
      isFree(payment) && (
        <input
          type="checkbox"
          aria-label={t('payments.choose', { payee: payment.payee.name, reference: payment.endToEndId })}
          checked={chosen.has(payment.id)}
          onChange={({ currentTarget }) => {
            const next = new Set(chosen);
            if (currentTarget.checked) next.add(payment.id);
            else next.delete(payment.id);
            setChosen(next);
          }}
        />
      ),
  };
}

function For({ payment: { invoice, financing } }: { payment: PaymentNode }) {
  const t = useTexts();
  return (
    <>
      {invoice && <InvoiceLink invoice={invoice} />}{' '}
      {financing && (
        <Link to="/financings/$id" params={{ id: financing.id }}>
          {t('financing.one')}
        </Link>
      )}
    </>
  );
}

function PaymentFilters() {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <Filter>
      {search => (
        <>
          <SelectField
            name="direction"
            label={t('payments.direction')}
            none={t('filter.both')}
            options={Object.entries(catalogue.direction)}
            value={search.direction}
          />
          <SelectField
            name="state"
            label={t('filter.state')}
            none={t('payments.open')}
            options={[...Object.entries(catalogue.state.payment), ['ANY', t('filter.any')]]}
            value={search.state}
          />
          <TextField name="until" type="date" label={t('payments.until')} value={search.until} />
        </>
      )}
    </Filter>
  );
}
