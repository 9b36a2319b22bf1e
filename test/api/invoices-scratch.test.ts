import { csvInvoices, ublInvoice } from '../../server/demo/sample-invoices';
import { parseDocument } from '../../server/documents';
import { submitDocument } from '../../server/invoices/submit-document';
import type { MemberViewer } from '../../server/platform/viewer';
import { openTestMarket, type TestMarket } from '../support/test-market';
import { seed } from '../support/s2-seed';

let market: TestMarket;
let s: Awaited<ReturnType<typeof seed>>;
beforeAll(async () => { market = await openTestMarket(); s = await seed(market); }, 60000);
afterAll(() => market.close());

const supplier = { name: 'Supplier GmbH', country: 'DE', taxId: 'DE136695976' };
const buyer = { name: 'Buyer SA', country: 'FR', taxId: 'FR40303265045' };
function ubl(o: object = {}) {
  return ublInvoice({ number: 'RE-1', issueDate: '2026-11-02', dueDate: '2027-01-03', currency: 'EUR', supplier, buyer, lines: [{ description: 'Bolts & nuts', quantity: '10', unit: 'C62', unitPrice: '100.00', netAmount: '1000.00' }], netTotal: '1000.00', taxTotal: '190.00', taxRate: '19', payable: '1190.00', ...o });
}
function submit(viewer: MemberViewer, text: string, name: string) {
  const bytes = Buffer.from(text);
  return submitDocument(market.work, viewer, parseDocument(bytes, name), { name, mediaType: 'application/xml', bytes });
}
test('ubl then csv', async () => {
  const r = await submit(s.viewers.supplier, ubl(), 'a.xml');
  console.log(JSON.stringify(r, null, 1));
  const r2 = await submit(s.viewers.supplier, ubl(), 'a.xml');
  console.log(JSON.stringify(r2, null, 1));
  const row = { invoice_number: 're 1', issue_date: '2026-11-02', due_date: '2027-01-03', currency: 'EUR', payable_amount: '1190.00', supplier_name: 'S', supplier_tax_id: 'DE 136 695 976', buyer_name: 'B', buyer_registration_number: '303 265 045' };
  const r3 = await submit(s.viewers.maker, csvInvoices([row, { ...row, payable_amount: '1180.00' }, { ...row, invoice_number: 'X,1', payable_amount: '1.001', due_date: '2026-01-01' }]), 'b.csv');
  console.log(JSON.stringify(r3, null, 1));
  console.log(await market.asAdmin('select number, state, held_reason, adjusted_due_date::text, due_date_reason, event_no, number_ordinal from invoice'));
  console.log(await market.asAdmin('select type, subject_no, state_before, state_after from event order by seq'));
});
