import { createHash, randomUUID } from 'node:crypto';
import { planInstruction } from '../../server/bank/index.js';
import type { InvoiceNotEligible } from '../../server/auctions/auction.problems.js';
import { openAuction } from '../../server/auctions/index.js';
import { failUndisbursed, type FinancingRow, markOverdue } from '../../server/financings/index.js';
import { findViolations } from '../../server/invariants/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { closeBankAccount } from '../../server/organizations/index.js';
import { paymentById } from '../../server/payments/payment.reads.js';
import { changePayeeAccount, type PaymentRow, sendPaymentFiles } from '../../server/payments/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { sqlState } from '../../server/platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';
import {
  type MoneyMarket,
  openBank,
  openMoneyMarket,
  type Party,
  releaseByTwo,
  releaseInput,
  unexpected,
} from '../support/money-market.js';

/* Legs that come late, go astray, or would be sent to somebody else's account. */

jest.setTimeout(60_000);

describe('an invoice', () => {
  let market: AuctionMarket;
  beforeEach(async () => {
    market = await openAuctionMarket();
  });
  afterEach(() => market.close());

  const codesAgainst = async (invoice: InvoiceRow) => {
    const outcome = await market.run(openAuction, market.supplier.viewer, {
      invoiceId: toWireId('invoice', invoice.id),
    });
    return 'reasons' in outcome ? (outcome as InvoiceNotEligible).reasons.map(({ code }) => code) : [];
  };

  /** An invoice whose leg 1 was released for Tuesday 4 March. */
  async function awarded(): Promise<InvoiceRow> {
    const invoice = await market.approved();
    const auction = await market.list(invoice);
    await market.bid(market.funders[0]!, auction, { rateBps: '600' });
    const [offer] = await market.offers(auction);
    await market.accept(offer!);
    const [leg1] = await market.rows<PaymentRow>(`SELECT * FROM payment WHERE kind = 'DISBURSEMENT'`);
    expect(await releaseByTwo(market, market.funders[0]!.viewer, releaseInput([leg1!]))).toHaveProperty('fileIds');
    return invoice;
  }

  test('is not listed again while the leg 1 of a financing that failed may still be booked', async () => {
    const invoice = await awarded();
    expect(await sendPaymentFiles(market.work, market.database, openBank(market), unexpected)).toBe(1);
    await market.setClock('2031-03-12T10:00:00+01:00');
    expect(await failUndisbursed(market.work)).toBe(1);
    expect(await codesAgainst(invoice)).toEqual(['DISBURSEMENT_OUT']);
  });

  test('is listed again at once where the leg 1 of its financing never left', async () => {
    const invoice = await awarded();
    await market.setClock('2031-03-12T10:00:00+01:00');
    expect(await failUndisbursed(market.work)).toBe(1);
    expect(await codesAgainst(invoice)).toEqual([]);
  });

  test('is not listed where one copy of it says that the claim is sold, whatever the other says', async () => {
    const invoice = await market.approved();
    const documentId = randomUUID();
    const body = Buffer.from('<Invoice/>');
    await market.asAdmin(
      `INSERT INTO document (id, organization_id, uploaded_by, name, media_type, format, sha256, body)
       VALUES ($1, $2, $3, 'a.xml', 'application/xml', 'ubl', $4, $5)`,
      [documentId, market.buyer.id, market.buyer.viewer.personId, createHash('sha256').update(body).digest(), body],
    );
    await market.asAdmin(
      `INSERT INTO invoice_copy (invoice_id, side, document_id, number, issue_date, due_date, currency, payable_minor, content)
       VALUES ($1, 'BUYER', $2, 'A-1', '2031-02-20', '2031-05-05', 'EUR', 10000000, '{"typeCode": "393", "payee": null}')`,
      [invoice.id, documentId],
    );
    expect(await codesAgainst(invoice)).toEqual(['ALREADY_ASSIGNED']);
  });
});

describe('payments', () => {
  let market: MoneyMarket;
  let invoice: InvoiceRow;
  beforeEach(async () => {
    market = await openMoneyMarket();
    invoice = await market.approve({ adjustedDueDate: localDate('2031-03-10') });
  });
  afterEach(() => market.close());

  test('a leg 1 that settles after its invoice was overdue makes a financing that is overdue', async () => {
    await market.award(invoice);
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
    await market.setClock('2031-03-11T10:00:00+01:00');
    expect(await markOverdue(market.work)).toBe(1);
    await market.settle();
    const state = async () => (await market.rows<FinancingRow>('financing')).map(financing => financing.state);
    expect(await state()).toEqual(['DISBURSED']);
    expect(await markOverdue(market.work)).toBe(1);
    expect(await state()).toEqual(['OVERDUE']);
    expect(await markOverdue(market.work)).toBe(0);
  });

  test('a payment that failed in every attempt it has is left to a person, and what banks say next is read on', async () => {
    const other = await market.approve({ adjustedDueDate: localDate('2031-03-10') });
    const [worn, good] = [
      await market.payment(invoice, 'SUPPLIER_PAYMENT'),
      await market.payment(other, 'SUPPLIER_PAYMENT'),
    ];
    await market.asAdmin('UPDATE payment SET attempt = 99 WHERE id = $1', [worn.id]);
    await market.work.perform(systemViewer, tx =>
      planInstruction(
        (sql, values) => tx.query(sql, values),
        worn.endToEndId,
        { behaviour: 'REJECT', reason: 'AM04' },
        new Date(0),
      ),
    );
    await market.release(worn, good);
    await market.setClock('2031-03-10T10:00:00+01:00');
    await market.settle();
    expect(await market.rows('bank_message_receipt', `outcome = 'HELD'`)).toMatchObject([
      { messageId: `${worn.endToEndId}-RJCT`, reason: 'ATTEMPTS_EXHAUSTED' },
    ]);
    expect((await market.payment(other, 'SUPPLIER_PAYMENT')).state).toBe('SETTLED');
  });

  test('a leg 1 is not released after its last day, whether or not a sweep has come by', async () => {
    await market.award(invoice, { valueDate: localDate('2031-03-04') });
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    const release = () => releaseByTwo(market, market.funder.checker, releaseInput([leg1]));
    await market.setClock('2031-03-12T00:00:01+01:00');
    expect(await release()).toMatchObject({ code: 'PAYMENTS_NOT_RELEASABLE', faults: [{ code: 'NOT_DUE' }] });
    expect((await market.payment(invoice, 'DISBURSEMENT')).state).toBe('DUE');
  });

  /** Where the payment is shown to go. */
  async function shownTo(viewer: Viewer, payment: PaymentRow): Promise<string | null> {
    const [row] = await market.database.read(viewer, db => paymentById(db, viewer, [payment.id]));
    return row!.payeeIban;
  }

  /** The funder's account is replaced by another one that is verified, and may be used from then on; resolves to its id and number. */
  async function replaceFundersAccount(usableFrom = '2031-01-01T00:00:00Z'): Promise<[id: string, iban: string]> {
    const [id, iban] = [randomUUID(), 'FR7612345678901234567890123'];
    const input = { bankAccountId: toWireId('bankAccount', market.funder.accountId) };
    await market.work.run(closeBankAccount, market.funder.checker, input);
    await market.asAdmin('SET session_replication_role = replica');
    await market.asAdmin(
      `INSERT INTO bank_account (id, organization_id, iban, holder_name, currency, state, event_no, proposed_by, verified_by,
                                 payee_check, payee_checked_at, usable_from)
       SELECT $2, organization_id, $3, holder_name, currency, 'VERIFIED', 2, proposed_by, verified_by,
              payee_check, payee_checked_at, $4 FROM bank_account WHERE id = $1`,
      [market.funder.accountId, id, iban, usableFrom],
    );
    await market.asAdmin('SET session_replication_role = origin');
    return [id, iban];
  }

  /** An invoice whose leg 1 has settled; its leg 2 is due. */
  async function disbursed(): Promise<PaymentRow> {
    await market.award(invoice, { valueDate: localDate('2031-03-04') });
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
    await market.setClock('2031-03-04T10:00:00+01:00');
    await market.settle();
    return market.payment(invoice, 'REPAYMENT');
  }

  const releaseBy = (party: Party, payment: PaymentRow) => releaseByTwo(market, party.checker, releaseInput([payment]));
  const redirect = (by: Party, payment: PaymentRow, accountId: string, permissions = by.checker.permissions) =>
    market.work.run(
      changePayeeAccount,
      { ...by.checker, permissions },
      {
        paymentId: toWireId('payment', payment.id),
        bankAccountId: toWireId('bankAccount', accountId),
        idempotencyKey: randomUUID(),
      },
    );

  test('leg 2 does not follow a changed account: it is held until its payee names the new one', async () => {
    const leg2 = await disbursed();
    const { buyer, funder, supplier, operator } = market;
    expect(await shownTo(buyer.checker, leg2)).toBe(funder.iban);
    expect(await redirect(funder, leg2, funder.accountId)).toMatchObject({ code: 'NOT_AVAILABLE' });
    const [accountId, iban] = await replaceFundersAccount();
    expect(await shownTo(buyer.checker, leg2)).toBeNull();
    expect(await releaseBy(buyer, leg2)).toMatchObject({ faults: [{ code: 'PAYEE_ACCOUNT_CLOSED' }] });
    expect(await market.rows('payment_file', 'owner_id = $1', [buyer.id])).toEqual([]);

    expect(await redirect(buyer, leg2, buyer.accountId)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await redirect(operator, leg2, accountId)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await redirect(supplier, leg2, accountId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await redirect(funder, leg2, accountId, ['MAKER'])).toMatchObject({ code: 'NOT_PERMITTED' });
    for (const other of [funder.accountId, supplier.accountId]) {
      expect(await redirect(funder, leg2, other)).toMatchObject({
        fields: [{ path: 'bankAccountId', code: 'NOT_USABLE' }],
      });
    }
    expect(await redirect(funder, leg2, accountId)).toEqual({ paymentId: leg2.id });
    expect(await redirect(funder, leg2, accountId)).toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(await shownTo(buyer.checker, leg2)).toBe(iban);
    await market.release(leg2);
    const [file] = await market.rows<{ body: string }>('payment_file', 'owner_id = $1', [buyer.id]);
    expect(file!.body).toContain(iban);
    expect(file!.body).not.toContain(funder.iban);
    expect(await shownTo(buyer.checker, leg2)).toBe(iban);
    expect((await findViolations(market.database)).map(({ id }) => id)).not.toContain('I-41');
  });

  test('nor may its payee name an account that is still in its cool-off', async () => {
    const leg2 = await disbursed();
    const [accountId] = await replaceFundersAccount('2031-03-07T10:00:00Z');
    expect(await redirect(market.funder, leg2, accountId)).toMatchObject({ fields: [{ code: 'NOT_USABLE' }] });
    await market.setClock('2031-03-07T11:00:01+01:00');
    expect(await redirect(market.funder, leg2, accountId)).toEqual({ paymentId: leg2.id });
  });

  test('leg 1 goes nowhere else, whatever its payee says', async () => {
    await market.award(invoice);
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    const { supplier, funder } = market;
    await market.work.run(closeBankAccount, supplier.checker, {
      bankAccountId: toWireId('bankAccount', supplier.accountId),
    });
    expect(await releaseBy(funder, leg1)).toMatchObject({ faults: [{ code: 'PAYEE_ACCOUNT_CLOSED' }] });
    expect(await redirect(supplier, leg1, supplier.accountId)).toMatchObject({ code: 'NOT_AVAILABLE' });
  });

  test('what is not due any more shows no account but the one it went to', async () => {
    await market.award(invoice, { valueDate: localDate('2031-03-04') });
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
    await market.setClock('2031-03-04T10:00:00+01:00');
    await market.settle();
    const cancelled = await market.payment(invoice, 'SUPPLIER_PAYMENT');
    expect(cancelled.state).toBe('CANCELLED');
    expect(await shownTo(market.buyer.checker, cancelled)).toBeNull();
  });

  test.each([
    ['the payee of a payment', 'UPDATE payment SET payee_id = payer_id', '42501'],
    // What is asked for lateness alone may be added to it.
    ['the amount of a payment', 'UPDATE payment SET amount_minor = 1', '23503'],
    ['the account of a payment to that of a third party', 'third party', '23503'],
    ['the number of an account', `UPDATE bank_account SET iban = 'FR7612345678901234567890123'`, '42501'],
    ['what was approved in a batch', 'UPDATE approval_line SET amount_minor = 1', '42501'],
    ['what was sent', `UPDATE invoice_copy SET payable_minor = 1`, '42501'],
    ['the exposure of a bid', 'UPDATE bid SET exposure_minor = 1', '42501'],
    ['the face of an auction', 'UPDATE auction SET face_minor = 1', '42501'],
    ['the role of an organization', `UPDATE organization SET roles = ARRAY['OPERATOR']`, '42501'],
  ])('the role that serves cannot change %s', async (_, sql, refusedBy) => {
    const statement =
      sql === 'third party' ? `UPDATE payment SET payee_account_id = '${market.operator.accountId}'` : sql;
    const attempt = market.work.perform(systemViewer, tx => tx.execute(statement));
    expect(await attempt.then(String, sqlState)).toBe(refusedBy);
  });
});
