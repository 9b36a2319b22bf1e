import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import {
  closeDisclosurePack,
  openDisclosurePack,
  prepareDisclosurePack,
  supplyDisclosureFacts,
} from '../../server/disclosures/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { disputeInvoice } from '../../server/invoices/index.js';
import { planPayment } from '../../server/payments/plan-payment.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { type CreditMarket, openCreditMarket } from './credit-market.js';
import { insertParty, type Party } from './money-market.js';

/** A buyer's spring of 2031: invoices sold, never sold, paid, returned, credited and disputed. Time stands in June. */
export interface DisclosureMarket extends CreditMarket {
  readonly otherBuyer: Party;
  /** Ids inside. */
  readonly invoices: Readonly<Record<'sold' | 'unsold' | 'credited' | 'disputed' | 'later', string>>;
  contextOf(viewer: MemberViewer): RequestContext;
  ask<Data>(viewer: MemberViewer, source: string, variables?: object): Promise<Data>;
  /** The pack of a month of 2031, begun where it is not there; its id on the wire. */
  pack(month: string): Promise<string>;
  supply(packId: string, facts: readonly object[]): Promise<object>;
  /** Prepared by one person and closed by another. */
  closePack(packId: string): Promise<void>;
  /** Puts what was posted for an invoice into an earlier day, as a posting that commits late would stand. */
  postInto(invoiceId: string, day: string): Promise<void>;
}

export async function openDisclosureMarket(): Promise<DisclosureMarket> {
  const market = await openCreditMarket();
  const { buyer, operator, supplier, work, database } = market;
  const otherBuyer = await work.perform(systemViewer, tx => insertParty(tx, 'Other buyer', 'BUYER'));
  const land = async (number: string, issue: string, due: string, payable: string) => {
    const row = { invoice_number: number, issue_date: issue, due_date: due, payable_amount: payable };
    const report = await market.csv([row]);
    if (!report.landed[0]) throw new Error(JSON.stringify(report));
    return fromWireId('invoice', report.landed[0].invoiceId)!;
  };
  const settleAt = async (at: string) => {
    await market.setClock(at);
    await market.settle();
  };
  const succeed = async <Success>(outcome: Promise<object>): Promise<Success> => {
    const result = await outcome;
    if (result instanceof Problem) throw new Error(`${result.code}: ${JSON.stringify(result)}`);
    return result as Success;
  };

  // March: three invoices are approved, one of them sold, one of them paid.
  const sold = await land('RE-A', '2031-03-03', '2031-05-05', '100000.00');
  const unsold = await land('RE-B', '2031-03-03', '2031-03-31', '40000.00');
  const credited = await land('RE-C', '2031-03-03', '2031-04-30', '30000.00');
  const disputed = await land('RE-D', '2031-03-03', '2031-05-05', '7000.00');
  await market.approveAll(sold, unsold, credited);
  const dispute = { invoiceId: toWireId('invoice', disputed), reason: 'QUALITY', note: 'Broken.' };
  await succeed(market.run(disputeInvoice, buyer.checker, dispute));
  await market.award(await market.stored(sold));
  await market.pay(await market.payment({ id: sold }, 'DISBURSEMENT'));
  await settleAt('2031-03-06T18:00:00+01:00');
  const payment = await market.payment({ id: unsold }, 'SUPPLIER_PAYMENT');
  await succeed(
    market.run(planPayment, operator.checker, {
      paymentId: toWireId('payment', payment.id),
      behaviour: 'RETURN',
      reason: 'AC04 closed account',
    }),
  );
  await market.pay(payment);
  await settleAt('2031-03-31T18:00:00+02:00');

  // April: that payment comes back, a credit note reduces another invoice, which is paid; a further one is approved.
  await settleAt('2031-04-03T18:00:00+02:00');
  const note = await market.noteFor('5000.00', 'RE-C');
  await market.release(await market.prepare({ creditNoteIds: [toWireId('creditNote', note)] }));
  const later = await land('RE-E', '2031-04-01', '2031-06-30', '20000.00');
  await market.approveAll(later);
  await market.pay(await market.payment({ id: credited }, 'SUPPLIER_PAYMENT'));
  await settleAt('2031-04-30T18:00:00+02:00');

  // May: the funder gets its money.
  await market.pay(await market.payment({ id: sold }, 'REPAYMENT'));
  await settleAt('2031-05-05T18:00:00+02:00');
  await market.setClock('2031-06-02T10:00:00+02:00');

  const contextOf = (viewer: MemberViewer) => new RequestContext(viewer, database, work, {} as Services, randomUUID());
  const packs = new Map<string, string>();
  return {
    ...market,
    otherBuyer,
    invoices: { sold, unsold, credited, disputed, later },
    contextOf,
    async ask<Data>(viewer: MemberViewer, source: string, variableValues: object = {}) {
      const { data, errors } = await graphql({
        schema: await apiSchema(),
        source,
        variableValues: { ...variableValues },
        contextValue: contextOf(viewer),
      });
      if (errors) throw errors[0]?.originalError ?? errors[0];
      return data as Data;
    },
    async pack(month) {
      const known = packs.get(month);
      if (known) return known;
      const input = { kind: 'MONTH', firstDay: `2031-${month}-01` };
      const { packId } = await succeed<{ packId: string }>(market.run(openDisclosurePack, buyer.checker, input));
      packs.set(month, toWireId('disclosurePack', packId));
      return packs.get(month)!;
    },
    supply: (packId, facts) =>
      market.run(supplyDisclosureFacts, buyer.checker, {
        packId,
        programmeId: toWireId('programme', market.programmeId),
        facts,
      }),
    async closePack(packId) {
      await succeed(market.run(prepareDisclosurePack, buyer.checker, { packId }));
      const [pack] = await market.rows<{ preparedHash: Buffer }>('disclosure_pack', 'id = $1', [
        fromWireId('disclosurePack', packId),
      ]);
      const contentHash = pack!.preparedHash.toString('hex');
      await succeed(market.run(closeDisclosurePack, market.releaser, { packId, contentHash }));
    },
    async postInto(invoiceId, day) {
      await market.asAdmin('SET session_replication_role = replica');
      await market.asAdmin(
        `UPDATE movement m SET business_day = $2::date, posted_at = posted_at - (business_day - $2::date) * interval '1 day'
           FROM transfer t WHERE t.movement_id = m.id AND t.invoice_id = $1`,
        [invoiceId, day],
      );
      await market.asAdmin('SET session_replication_role = DEFAULT');
    },
  };
}
