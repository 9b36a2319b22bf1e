import type { StatusReport } from '../bank/index.js';
import { type BankMessage, saysDuplicate } from '../payments/index.js';
import type { Tx } from '../platform/database.js';

/** ISO 20022 external payment statuses by which nothing has been booked, and nothing will be. */
const rejections = new Set(['RJCT', 'CANC']);
/** By which the bank has taken the instruction on, as far as each says; any other status says nothing of that yet. */
const acceptances = new Set('ACTC ACCP ACSP ACSC ACWC ACWP ACFC ACCC ACIS ACPD'.split(' '));

interface Said {
  readonly status: string | null;
  readonly reasons: StatusReport['groupReasons'];
}

/**
 * What a pain.002 says of payments of ours: of single ones, of a whole part, or of a whole file, whatever it chose to name.
 * Whoever brought it hears of its own payments alone. Null where it names nothing that was sent from here.
 */
export async function statusMessages(
  tx: Tx,
  report: StatusReport,
  bringerId: string | null,
): Promise<BankMessage[] | null> {
  const fileIds = [report.originalMessageId, ...report.payments.map(part => part.paymentInformationId)].filter(
    id => id !== null,
  );
  const endToEndIds = report.payments.flatMap(part => part.transactions.flatMap(({ endToEndId }) => endToEndId ?? []));
  const ours = await tx.query<{ endToEndId: string; fileMessageId: string | null }>(
    `SELECT p.end_to_end_id, f.message_id AS file_message_id
       FROM payment p LEFT JOIN payment_file f ON f.id = p.file_id
      WHERE (p.end_to_end_id = ANY ($1::text[]) OR f.message_id = ANY ($2::text[]))
        AND ($3::uuid IS NULL OR coalesce(f.owner_id, p.payer_id) = $3)
      ORDER BY p.end_to_end_id`,
    [endToEndIds, fileIds, bringerId],
  );
  if (ours.length === 0) return null;
  const ofFile = (id: string | null) => ours.filter(payment => id !== null && payment.fileMessageId === id);
  const isOurs = new Set(ours.map(({ endToEndId }) => endToEndId));

  // What is said of the whole holds for whatever is not spoken of by itself.
  const said = new Map<string, Said>();
  const whole = { status: report.groupStatus, reasons: report.groupReasons };
  for (const payment of ofFile(report.originalMessageId)) said.set(payment.endToEndId, whole);
  for (const { paymentInformationId, status, reasons, transactions } of report.payments) {
    const part = status === null ? whole : { status, reasons };
    if (status !== null) for (const payment of ofFile(paymentInformationId)) said.set(payment.endToEndId, part);
    for (const { endToEndId, ...single } of transactions) {
      if (endToEndId === null || !isOurs.has(endToEndId)) continue;
      // A transaction that is listed without a status has that of its part: banks give reasons so.
      const { reasons: ofPart, status: partStatus } = part;
      said.set(endToEndId, {
        status: single.status ?? partStatus,
        reasons: single.reasons.length > 0 ? single.reasons : ofPart,
      });
    }
  }
  return [...said].flatMap(([endToEndId, { status, reasons }]) => messageOf(endToEndId, status, reasons));
}

function messageOf(endToEndId: string, status: string | null, reasons: Said['reasons']): BankMessage[] {
  const head = { kind: 'STATUS', endToEndId } as const;
  if (acceptances.has(status ?? '')) {
    return [{ ...head, id: `${endToEndId}-ACCP`, status: 'ACCEPTED', reasonCode: null, reason: null }];
  }
  // PART says that the parts differ, and each is told of by itself; PDNG and the like decide nothing.
  if (!rejections.has(status ?? '')) return [];
  const first = reasons.find(({ code }) => saysDuplicate(code)) ?? reasons[0];
  const words = reasons.flatMap(({ info }) => info ?? []).join(' ');
  return [
    {
      ...head,
      id: `${endToEndId}-${saysDuplicate(first?.code ?? null) ? 'DUPL' : 'RJCT'}`,
      status: 'REJECTED',
      reasonCode: first?.code ?? null,
      reason: words || (first?.code ?? null),
    },
  ];
}
