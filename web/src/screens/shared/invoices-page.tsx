import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useViewer } from '../../app/market.js';
import {
  type InvoiceFilter,
  InvoicesDocument,
  type InvoiceState,
  type OrganizationRole,
  OrganizationsDocument,
} from '../../graphql/documents.js';
import { parseDecimal } from '../../lib/decimal-text.js';
import { sortingOf } from '../../lib/sorting.js';
import { useLive } from '../../lib/use-live.js';
import { useLiveList } from '../../lib/use-live-list.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { type Column, Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { type Texts, useCatalogue, useTexts } from '../../texts/index.js';
import { PrepareApprovalDialog } from '../buyer/prepare-approval-dialog.js';
import { PrepareFileDialog } from '../buyer/prepare-file-dialog.js';
import { PrepareMatchingDialog } from '../buyer/prepare-matching-dialog.js';
import { OpenAuctionDialog } from '../supplier/open-auction-dialog.js';
import { UploadArea } from './upload-area.js';
import type { InvoiceRow } from '../nodes.js';

type Search = Readonly<Record<string, string | undefined>>;

/** Invoices as each party sees them: files in at the top, then the list. */
export function InvoicesPage() {
  const t = useTexts();
  const { organization, permissions } = useViewer();
  const search = useSearch({ strict: false }) as Search;
  const sorting = sortingOf(search.sort, ['SUBMITTED', 'DUE', 'AMOUNT', 'NUMBER'] as const);
  const filter = filterOf(search);
  const live = useLiveList(
    InvoicesDocument,
    { filter, ...sorting },
    { rowsOf: ({ invoices }) => invoices, rowKey: ({ id }) => id, lists: ['Invoice'] },
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const prepares = organization.roles.includes('BUYER') && permissions.includes('MAKER');
  const uploads = organization.roles.some(role => role === 'SUPPLIER' || role === 'BUYER');

  return (
    <Page title={t('invoices.title')}>
      {uploads && <UploadArea />}
      <InvoiceFilters isBuyer={organization.roles.includes('BUYER')} />
      <Loaded live={live}>
        {rows => {
          const approvable = rows.filter(isApprovable);
          const batch = approvable.filter(({ id }) => chosen.has(id));
          return (
            <>
              {prepares && (
                <div className="actions" role="group" aria-label={t('invoices.batches')}>
                  <PrepareMatchingDialog filter={filter} />
                  <PrepareFileDialog />
                </div>
              )}
              {approvable.length > 0 && (
                <div className="actions bulk" role="group" aria-label={t('invoices.batch')}>
                  <button
                    type="button"
                    data-choose-all
                    onClick={() =>
                      setChosen(new Set(batch.length === approvable.length ? [] : approvable.map(({ id }) => id)))
                    }
                  >
                    {batch.length === approvable.length ? t('invoices.chooseNone') : t('invoices.chooseAll')}
                  </button>
                  <PrepareApprovalDialog invoices={batch} onPrepared={() => setChosen(new Set())} />
                </div>
              )}
              <Table
                caption={t('invoices.caption')}
                file={{ list: 'invoices', parameters: { ...filter, ...sorting } }}
                rows={rows}
                rowKey={invoice => invoice.id}
                empty={t('invoices.empty')}
                sortedBy="-SUBMITTED"
                readOn={live}
                columns={[
                  ...(approvable.length > 0 ? [choiceOf(t, chosen, setChosen)] : []),
                  ...columnsOf(t, organization.roles),
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function isApprovable({ availableActions }: InvoiceRow): boolean {
  return availableActions.includes('PREPARE_APPROVAL');
}

function filterOf({
  state,
  number,
  show,
  supplier,
  dueFrom,
  dueUntil,
  currency,
  amountFrom,
  amountUntil,
}: Search): InvoiceFilter {
  return {
    supplierId: supplier || undefined,
    currency: currency || undefined,
    dueFrom: dueFrom || undefined,
    dueUntil: dueUntil || undefined,
    amountFrom: amountOf(amountFrom, currency),
    amountUntil: amountOf(amountUntil, currency),
    state: state ? [state as InvoiceState] : undefined,
    number: number || undefined,
    approvable: show === 'approvable' || undefined,
    listable: show === 'listable' || undefined,
  };
}

/** Amounts of different currencies do not compare: without a currency nothing is narrowed. */
function amountOf(written: string | undefined, currency: string | undefined) {
  const amount = written ? parseDecimal(written) : undefined;
  return amount !== undefined && currency ? { amount, currency } : undefined;
}

function choiceOf(
  t: Texts,
  chosen: ReadonlySet<string>,
  setChosen: (chosen: ReadonlySet<string>) => void,
): Column<InvoiceRow> {
  return {
    head: t('table.choose'),
    cell: invoice =>
      isApprovable(invoice) && (
        <input
          type="checkbox"
          aria-label={t('invoices.choose', { number: invoice.number })}
          checked={chosen.has(invoice.id)}
          onChange={({ currentTarget }) => setChosen(withOrWithout(chosen, invoice.id, currentTarget.checked))}
        />
      ),
  };
}

/** Without the viewer's own side, where it has but one. */
function columnsOf(t: Texts, roles: readonly OrganizationRole[]): Column<InvoiceRow>[] {
  const [onlyRole] = roles.length === 1 ? roles : [];
  const supplier: Column<InvoiceRow> = {
    head: t('party.SUPPLIER'),
    cell: invoice => <Party party={invoice.supplier} />,
  };
  const buyer: Column<InvoiceRow> = { head: t('party.BUYER'), cell: invoice => <Party party={invoice.buyer} /> };
  return [
    { head: t('invoice.number'), cell: invoice => <InvoiceLink invoice={invoice} />, names: true, sort: 'NUMBER' },
    ...(onlyRole === 'SUPPLIER' ? [] : [supplier]),
    ...(onlyRole === 'BUYER' ? [] : [buyer]),
    { head: t('invoice.issued'), cell: ({ issueDate }) => <Day value={issueDate} /> },
    { head: t('invoice.due'), cell: ({ adjustedDueDate }) => <Day value={adjustedDueDate} />, sort: 'DUE' },
    { head: t('invoice.payable'), cell: ({ payable }) => <Amount value={payable} />, figures: true, sort: '-AMOUNT' },
    { head: t('invoice.approved'), cell: ({ approved }) => <Amount value={approved} />, figures: true },
    { head: t('invoice.state'), cell: ({ state, heldReason }) => <States state={state} heldReason={heldReason} /> },
    {
      head: t('table.actions'),
      cell: invoice => invoice.availableActions.includes('OPEN_AUCTION') && <OpenAuctionDialog invoice={invoice} />,
    },
  ];
}

function withOrWithout(set: ReadonlySet<string>, id: string, included: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (included) next.add(id);
  else next.delete(id);
  return next;
}

function States({ state, heldReason }: Pick<InvoiceRow, 'state' | 'heldReason'>) {
  const t = useTexts();
  return (
    <>
      <StateBadge machine="invoice" state={state} />
      {heldReason && <span className="hint"> {t(`held.${heldReason}` as 'held.COPIES_DIFFER')}</span>}
    </>
  );
}

function InvoiceFilters({ isBuyer }: { isBuyer: boolean }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const states = Object.entries(catalogue.state.invoice);
  const shows = Object.entries(catalogue.invoices.show);
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
          <SelectField
            name="show"
            label={t('filter.show')}
            none={t('filter.all')}
            options={shows}
            value={search.show}
          />
          <TextField name="number" label={t('invoice.number')} value={search.number} />
          {isBuyer && <SupplierField value={search.supplier} />}
          <TextField name="dueFrom" type="date" label={t('invoices.dueFrom')} value={search.dueFrom} />
          <TextField name="dueUntil" type="date" label={t('invoices.dueUntil')} value={search.dueUntil} />
          <TextField name="currency" label={t('invoices.currency')} value={search.currency} />
          <TextField
            name="amountFrom"
            label={t('invoices.amountFrom')}
            hint={t('invoices.amountHint')}
            value={search.amountFrom}
            figures
          />
          <TextField name="amountUntil" label={t('invoices.amountUntil')} value={search.amountUntil} figures />
        </>
      )}
    </Filter>
  );
}

/** The suppliers that the viewer knows, by name. */
function SupplierField({ value }: { value: string | undefined }) {
  const t = useTexts();
  const live = useLive(OrganizationsDocument, { first: 100, role: 'SUPPLIER' as const }, { lists: ['Organization'] });
  const suppliers = live.data?.organizations.edges.map(({ node }) => [node.id, node.name] as const) ?? [];
  return (
    <SelectField
      key={suppliers.length}
      name="supplier"
      label={t('party.SUPPLIER')}
      none={t('filter.any')}
      options={suppliers}
      value={value}
    />
  );
}
