import { payeeAccount, type PaymentKind, type PaymentRow, type PaymentState } from '../payments/index.js';
import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import { duePlaceOf } from './due-place.js';
import { invoiceNumberShown, remittanceVisible } from './remittance.policy.js';
import type { FinancingFigures } from './remittance.rules.js';

/** A payment with what its payer and its payee need to book it. */
export interface RemittanceRow
  extends Pick<
    PaymentRow,
    | 'id'
    | 'kind'
    | 'state'
    | 'payerId'
    | 'payeeId'
    | 'amountMinor'
    | 'currency'
    | 'dueOn'
    | 'settledOn'
    | 'creditedOn'
    | 'endToEndId'
    | 'financingId'
  > {
  readonly payerIban: string | null;
  readonly payeeIban: string | null;
  readonly payeeHolderName: string | null;
  /** Of the file that the payer's bank got; null for the payee. */
  readonly messageId: string | null;
  /** Null for a funder. */
  readonly invoiceNumber: string | null;
  /** As the supplier's document gives it; null for a funder. */
  readonly orderReference: string | null;
  /** Of a bill's payment alone. */
  readonly billNumber: string | null;
  /** What the buyer approved, or the total of the bill. */
  readonly approvedMinor: bigint;
  readonly financing: FinancingFigures | null;
  /** Billed apart; null but for whoever owes it, on leg 1. */
  readonly platformFeeMinor: bigint | null;
}

type Flat = Omit<RemittanceRow, 'financing'> & { [Figure in keyof FinancingFigures]: bigint | null };

const remittance = `
  SELECT t.id, t.kind, t.state, t.payer_id, t.payee_id, t.amount_minor, t.currency, t.due_on, t.settled_on, t.credited_on,
         t.end_to_end_id, t.financing_id, payer.iban AS payer_iban, a.iban AS payee_iban,
         a.holder_name AS payee_holder_name,
         CASE WHEN file.owner_id = viewer_organization() THEN file.message_id END AS message_id,
         CASE WHEN ${invoiceNumberShown} THEN i.number END AS invoice_number,
         CASE WHEN ${invoiceNumberShown} THEN copy.content ->> 'orderReference' END AS order_reference,
         bill.number AS bill_number,
         coalesce(f.face_minor, i.approved_minor + i.credited_minor, bill.total_minor) AS approved_minor,
         f.advance_minor, f.discount_minor, f.flat_fee_minor, f.repayment_minor,
         CASE WHEN t.kind = 'DISBURSEMENT' AND viewer_organization() = CASE f.platform_fee_payer
                WHEN 'SUPPLIER' THEN f.supplier_id WHEN 'BUYER' THEN f.buyer_id ELSE f.funder_id END
              THEN coalesce(f.corrected_fee_minor, f.platform_fee_minor) END AS platform_fee_minor
    FROM payment t
    LEFT JOIN invoice i ON i.id = t.invoice_id
    LEFT JOIN fee_bill bill ON bill.id = t.fee_bill_id
    LEFT JOIN financing f ON f.id = t.financing_id
    LEFT JOIN invoice_copy copy ON copy.invoice_id = t.invoice_id AND copy.side = 'SUPPLIER'
    LEFT JOIN payment_file file ON file.id = t.file_id
    LEFT JOIN bank_account payer ON payer.id = t.payer_account_id
    ${payeeAccount}`;

/** The remittance of each payment; null where the viewer is neither payer nor payee. */
export const remittanceOfPayment: BatchRead<string, RemittanceRow | null> = async (db, _viewer, paymentIds) => {
  const rows = await db.query<Flat>(`${remittance} WHERE t.id = ANY($1::uuid[]) AND ${remittanceVisible}`, [
    paymentIds,
  ]);
  const byId = new Map(rows.map(row => [row.id, shaped(row)]));
  return paymentIds.map(id => byId.get(id) ?? null);
};

export interface RemittanceFilter {
  readonly paymentId?: string | null;
  readonly state?: readonly PaymentState[] | null;
  readonly kind?: readonly PaymentKind[] | null;
  /** OUT: the viewer's organization pays; IN: it is paid. */
  readonly direction?: 'OUT' | 'IN' | null;
  /** Booked on the account of the payer on this day or later. */
  readonly settledFrom?: string | null;
  /** Booked on the account of the payer on this day or before. */
  readonly settledUntil?: string | null;
}

/** The remittances of what the viewer pays and is paid, by the day it is due. */
export async function remittances(
  db: Db,
  filter: RemittanceFilter,
  first: number,
  after: string | null | undefined,
): Promise<Page<RemittanceRow>> {
  const { day, id } = duePlaceOf(after);
  const rows = await db.query<Flat>(
    `${remittance}
      WHERE ${remittanceVisible}
        AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND ($2::text[] IS NULL OR t.kind = ANY($2))
        AND ($3::text IS NULL OR viewer_organization() = CASE $3 WHEN 'OUT' THEN t.payer_id ELSE t.payee_id END)
        AND ($4::date IS NULL OR t.settled_on >= $4)
        AND ($5::date IS NULL OR t.settled_on <= $5)
        AND (t.due_on, t.id) > ($6::date, $7::uuid)
        AND ($8::uuid IS NULL OR t.id = $8)
      ORDER BY t.due_on, t.id
      LIMIT $9`,
    [
      filter.state ?? null,
      filter.kind ?? null,
      filter.direction ?? null,
      filter.settledFrom ?? null,
      filter.settledUntil ?? null,
      day,
      id,
      filter.paymentId ?? null,
      fetchSize(first),
    ],
  );
  return pageOf(rows.map(shaped), first);
}

export function remittanceKeys(row: { readonly dueOn: LocalDate; readonly id: string }): [string, string] {
  return [row.dueOn, row.id];
}

function shaped({ advanceMinor, discountMinor, flatFeeMinor, repaymentMinor, ...row }: Flat): RemittanceRow {
  if (advanceMinor === null || discountMinor === null || flatFeeMinor === null || repaymentMinor === null)
    return { ...row, financing: null };
  return { ...row, financing: { advanceMinor, discountMinor, flatFeeMinor, repaymentMinor } };
}
