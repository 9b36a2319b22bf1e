import { z } from 'zod';
import { localDateInput, moneyInput, orNull, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Money } from '../platform/money.js';
import { invoiceFinanced, invoiceListed, invoicePrepared } from './invoice.policy.js';
import { financeableTypeCodes, numberKeyOf } from './invoice.rules.js';
import { invoiceMachine, type InvoiceState } from './invoice.states.js';

/*
 * Which invoices are meant: one filter for what a list shows and for what is done to all that it shows.
 */

/** All that is given must hold. Ids are those inside. */
export interface InvoiceFilter {
  readonly state?: readonly InvoiceState[] | null;
  /** The beginning of the number, as people type it. */
  readonly number?: string | null;
  readonly buyerId?: string | null;
  readonly supplierId?: string | null;
  /** Also what awaits a supplier that is invited into it. */
  readonly programmeId?: string | null;
  readonly currency?: string | null;
  /** By the adjusted due date, both days included. */
  readonly dueFrom?: LocalDate | null;
  readonly dueUntil?: LocalDate | null;
  /** Of what the document says, both included; an amount means its own currency alone. */
  readonly amountFrom?: Money | null;
  readonly amountUntil?: Money | null;
  /** Approved, in the programme's currency, of a financeable type, with enough days left, not listed and not financed. */
  readonly listable?: boolean | null;
  /** The viewer, as its buyer, can put it into a batch. */
  readonly approvable?: boolean | null;
}

const states = [...new Set(invoiceMachine.arrows.map(arrow => arrow.to))];

/** A filter as it comes over the wire. An id that is none finds nothing, like one of something that the viewer may not see. */
export const invoiceFilterInput = z.object({
  state: orNull(z.array(z.enum(states)).max(states.length)),
  number: orNull(z.string().max(200)),
  buyerId: orNull(wireId('organization')),
  supplierId: orNull(wireId('organization')),
  programmeId: orNull(wireId('programme')),
  currency: orNull(z.string().max(3)),
  dueFrom: orNull(localDateInput),
  dueUntil: orNull(localDateInput),
  amountFrom: orNull(moneyInput),
  amountUntil: orNull(moneyInput),
  listable: orNull(z.boolean()),
  approvable: orNull(z.boolean()),
});

const listable = (typeCodes: string) =>
  `(t.state = 'APPROVED' AND t.currency = p.currency AND t.type_code = ANY(${typeCodes}::text[])
  AND t.adjusted_due_date - business_today() >= p.tenor_days_min AND NOT ${invoiceListed} AND NOT ${invoiceFinanced})`;

// What is in a batch is the buyer's secret until the release.
const approvable = `(t.buyer_id = viewer_organization() AND t.state IN ('SUBMITTED', 'DISPUTED') AND t.held_reason IS NULL AND p.id IS NOT NULL
  AND NOT ${invoicePrepared})`;

/** The condition of a filter on `invoice t LEFT JOIN programme p`; its parameters stand from `$first` on. */
export function invoiceMatches(first: number): string {
  const at = (index: number) => `$${first + index}`;
  return `(${at(0)}::text[] IS NULL OR t.state = ANY(${at(0)}))
        AND (${at(1)}::text IS NULL OR starts_with(t.number_key, ${at(1)}))
        AND (${at(2)}::uuid IS NULL OR t.buyer_id = ${at(2)})
        AND (${at(3)}::uuid IS NULL OR t.supplier_id = ${at(3)})
        AND (${at(4)}::uuid IS NULL OR t.programme_id = ${at(4)}
             OR (t.programme_id IS NULL AND EXISTS (SELECT FROM invited_supplier i
                                                     WHERE i.id = t.supplier_id AND i.programme_id = ${at(4)})))
        AND (${at(5)}::text IS NULL OR t.currency = ${at(5)})
        AND (${at(6)}::date IS NULL OR t.adjusted_due_date >= ${at(6)})
        AND (${at(7)}::date IS NULL OR t.adjusted_due_date <= ${at(7)})
        AND (${at(8)}::bigint IS NULL OR t.payable_minor >= ${at(8)})
        AND (${at(9)}::bigint IS NULL OR t.payable_minor <= ${at(9)})
        AND (${at(10)}::boolean IS NULL OR coalesce(${listable(at(11))}, false) = ${at(10)})
        AND (${at(12)}::boolean IS NULL OR ${approvable} = ${at(12)})`;
}

/** The parameters of `invoiceMatches`; null where nothing can match. */
export function filterParameters(filter: InvoiceFilter): unknown[] | null {
  const { amountFrom, amountUntil } = filter;
  const numberKey = filter.number ? numberKeyOf(filter.number) : null;
  const currencies = new Set(
    [filter.currency, amountFrom?.currency, amountUntil?.currency].filter(code => code != null),
  );
  if (numberKey === '' || currencies.size > 1) return null;
  const [currency = null] = currencies;
  return [
    filter.state ?? null,
    numberKey,
    filter.buyerId ?? null,
    filter.supplierId ?? null,
    filter.programmeId ?? null,
    currency,
    filter.dueFrom ?? null,
    filter.dueUntil ?? null,
    amountFrom?.amountMinor ?? null,
    amountUntil?.amountMinor ?? null,
    filter.listable ?? null,
    financeableTypeCodes,
    filter.approvable ?? null,
  ];
}
