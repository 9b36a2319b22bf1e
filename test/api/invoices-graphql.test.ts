import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { markOverdue } from '../../server/financings/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type InvoiceMarket, landedId, openInvoiceMarket } from '../support/invoice-market.js';
import { pageDocument } from '../support/page-documents.js';

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

/** As much of an answer as is walked through here; what is compared as a whole needs no shape. */
interface Shown
  extends Record<'id' | 'number' | 'state' | 'code' | 'type' | 'side' | 'contentHash' | '__typename', string> {
  readonly prepareApproval: Shown;
  readonly releaseApproval: Shown;
  readonly disputeInvoice: Shown;
  readonly node: Shown;
  readonly invoice: Shown;
  readonly invoices: Shown;
  readonly approval: Shown;
  readonly approvals: Shown;
  readonly lines: Shown;
  readonly edges: Shown[];
  readonly copies: Shown[];
  readonly timeline: Shown[];
  readonly eligibility: Shown[];
  readonly availableActions: string[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** Sends a document that our pages send. */
async function send(viewer: MemberViewer, document: string, variableValues: Record<string, unknown>): Promise<Shown> {
  const source = pageDocument(document);
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, variableValues, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as unknown as Shown;
}

const key = () => randomUUID();

test('an invoice shows lines, taxes, terms, parties and its original, to each party what is its own', async () => {
  const number = 'RE-2027-1';
  const id = landedId(
    await market.submitUbl(market.supplierMaker, { number, note: 'Thank you.', iban: 'DE89370400440532013000' }),
  );
  await market.submitCsv(market.maker, [{ invoice_number: number, payable_amount: '11800.00' }]);

  const { node } = await send(market.maker, 'Invoice', { id: toWireId('invoice', id) });
  expect(node).toMatchObject({
    __typename: 'Invoice',
    number,
    typeCode: '380',
    supplier: { id: toWireId('organization', market.supplier.id), name: 'Muster Werke GmbH' },
    buyer: { id: toWireId('organization', market.buyer.id), name: 'Exemple Industries SA' },
    programme: { id: toWireId('programme', market.programmeId) },
    issueDate: '2027-01-04',
    dueDate: '2027-03-07',
    adjustedDueDate: '2027-03-08',
    dueDateReason: '2027-03-07 is no business day (Sunday): moved to the next one.',
    payable: { amount: '11900.00', currency: 'EUR' },
    approved: null,
    paid: { amount: '0.00', currency: 'EUR' },
    undertaking: 'NONE',
    state: 'SUBMITTED',
    submittedBySide: 'SUPPLIER',
    heldReason: 'COPIES_DIFFER',
    differences: [{ field: 'payable', supplierValue: '11900.00 EUR', buyerValue: '11800.00 EUR' }],
    auction: null,
    financing: null,
    payments: [],
    availableActions: ['DISPUTE', 'REJECT', 'SETTLE_DIFFERENCE'],
  });
  expect(node.eligibility.map(reason => reason.code)).toEqual(expect.arrayContaining(['NOT_APPROVED', 'DUPLICATE']));
  expect(node.timeline.map(entry => entry.type)).toEqual(['invoice.submitted', 'invoice.joined']);
  const [ofSupplier, ofBuyer] = node.copies;
  expect(ofSupplier).toMatchObject({
    side: 'SUPPLIER',
    number,
    payable: { amount: '11900.00', currency: 'EUR' },
    document: { name: 'invoice.xml', format: 'ubl-invoice', href: expect.stringMatching(/^\/documents\/doc_/) },
    content: {
      seller: { name: 'Muster Werke GmbH', vatId: 'DE136695976', legalId: 'HRB12345', country: 'DE' },
      buyer: { name: 'Exemple Industries SA', vatId: 'FR83404833048', legalId: null },
      payee: null,
      note: 'Thank you.',
      orderReference: 'PO-7781',
      paymentTerms: '60 days net',
      iban: 'DE89370400440532013000',
      dueDates: ['2027-03-07'],
      lines: [
        {
          id: '1',
          description: 'Bolts & nuts',
          quantity: '100',
          unit: 'C62',
          unitPrice: '100.00',
          netAmount: '10000.00',
          taxCategory: 'S',
          taxRate: '19',
        },
      ],
      taxes: [{ category: 'S', rate: '19', taxableAmount: '10000.00', taxAmount: '1900.00', reason: null }],
      lineTotal: '10000.00',
      taxTotal: '1900.00',
      prepaid: null,
      problems: [],
    },
  });
  expect(ofBuyer).toMatchObject({ side: 'BUYER', payable: { amount: '11800.00' }, document: { format: 'csv' } });

  const own = (await send(market.supplierMaker, 'Invoice', { id: toWireId('invoice', id) })).node;
  expect(own.copies.map(copy => copy.side)).toEqual(['SUPPLIER']);
  expect(own.availableActions).toEqual(['WITHDRAW']);
  expect((await send(market.funderDealer, 'Invoice', { id: toWireId('invoice', id) })).node).toBeNull();
});

test('the list, a decision, a batch and its release go through the documents of the pages', async () => {
  const rows = ['A', 'B', 'C'].map(letter => ({ invoice_number: `PAGE-${letter}` }));
  await market.submitCsv(market.supplierMaker, rows);
  const { invoices } = await send(market.maker, 'Invoices', { filter: { number: 'page', approvable: true } });
  expect(invoices.edges.map(edge => edge.node.number).sort()).toEqual(['PAGE-A', 'PAGE-B', 'PAGE-C']);
  expect(invoices.pageInfo.hasNextPage).toBe(false);
  const ids: string[] = invoices.edges.map(edge => edge.node.id);
  const nobody = { filter: { number: 'page', supplierId: 'org_nonsense' } };
  expect((await send(market.maker, 'Invoices', nobody)).invoices.edges).toEqual([]);

  const prepared = await send(market.maker, 'PrepareApproval', {
    input: {
      programmeId: toWireId('programme', market.programmeId),
      lines: [
        { invoiceId: ids[0] },
        { invoiceId: ids[1], amount: { amount: '1.00', currency: 'EUR' }, lowerReason: 'PRICE' },
      ],
      idempotencyKey: key(),
    },
  });
  expect(prepared.prepareApproval.__typename).toBe('PrepareApprovalSuccess');
  const dispute = { invoiceId: ids[0], reason: 'ITEM', note: null, idempotencyKey: key() };
  const disputed = await send(market.maker, 'DisputeInvoice', { input: dispute });
  expect(disputed.disputeInvoice).toEqual({
    __typename: 'DisputeInvoiceSuccess',
    invoice: { id: ids[0], state: 'DISPUTED' },
  });

  const { node: approval } = await send(market.checker, 'Approval', { id: prepared.prepareApproval.approval.id });
  expect(approval).toMatchObject({
    state: 'PREPARED',
    invoiceCount: 2,
    total: { amount: '11901.00', currency: 'EUR' },
    preparedBy: { name: 'Mireille Maker' },
    decidedBy: null,
    undertakingText: 'The buyer pays the approved amount on the due date, without set-off.',
    undertakingHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    availableActions: ['RELEASE', 'REFUSE'],
  });
  expect(approval.lines.edges).toHaveLength(2);
  const line = approval.lines.edges.find(edge => edge.node.invoice.id === ids[1])!.node;
  expect(line).toMatchObject({
    amount: { amount: '1.00' },
    lowerReason: 'PRICE',
    outcome: 'PENDING',
    leftOutReason: null,
  });
  expect((await send(market.supplierMaker, 'Approval', { id: approval.id })).node).toBeNull();

  const release = { approvalId: approval.id, contentHash: approval.contentHash };
  const own = await send(market.maker, 'ReleaseApproval', { input: { ...release, idempotencyKey: key() } });
  expect(own.releaseApproval).toMatchObject({ __typename: 'MakerIsChecker', code: 'MAKER_IS_CHECKER' });
  const released = await send(market.checker, 'ReleaseApproval', {
    input: { ...release, idempotencyKey: key() },
  });
  expect(released.releaseApproval).toMatchObject({
    __typename: 'ReleaseApprovalSuccess',
    approval: { id: approval.id, state: 'RELEASED' },
    approvedCount: 1,
    leftOut: [{ invoice: { id: ids[0] }, leftOutReason: 'INVOICE_DISPUTED' }],
  });
  const { approvals } = await send(market.operator, 'Approvals', { state: ['RELEASED'] });
  expect(approvals.edges.map(edge => edge.node.id)).toEqual([approval.id]);
});

test('a buyer that is overdue for longer than its programme allows releases nothing more', async () => {
  // The invoice that was approved was due on Monday 8 March; 30 days are allowed.
  const release = async (number: string) => {
    const id = landedId(await market.submitUbl(market.supplierMaker, { number, dueDate: '2027-06-07' }));
    const lines = [{ invoiceId: toWireId('invoice', id) }];
    const { prepareApproval } = await send(market.maker, 'PrepareApproval', {
      input: { programmeId: toWireId('programme', market.programmeId), lines, idempotencyKey: key() },
    });
    const { node } = await send(market.checker, 'Approval', { id: prepareApproval.approval.id });
    const input = { approvalId: node.id, contentHash: node.contentHash, idempotencyKey: key() };
    const { releaseApproval } = await send(market.checker, 'ReleaseApproval', { input });
    const after = await send(market.checker, 'Invoice', { id: lines[0]!.invoiceId });
    return [releaseApproval.__typename, releaseApproval.code, after.node.state];
  };
  await market.setClock('2027-04-07T10:00:00+02:00');
  expect(await markOverdue(market.work)).toBe(1);
  expect(await release('STOP-1')).toEqual(['ReleaseApprovalSuccess', undefined, 'APPROVED']);
  await market.setClock('2027-04-08T10:00:00+02:00');
  expect(await release('STOP-2')).toEqual(['BuyerOverdue', 'BUYER_OVERDUE', 'SUBMITTED']);
});
