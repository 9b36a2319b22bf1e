import { emptyInvoice } from '../../../server/documents/document-reading.js';
import { presentContent } from '../../../server/invoices/present-content.js';

const means = { code: '58', account: 'DE89370400440532013000', accountScheme: null, localAccount: null };
const content = {
  ...emptyInvoice('ubl-invoice'),
  currency: 'SEK',
  taxCurrency: 'EUR',
  taxTotals: [
    { amount: '250.00', currency: 'SEK' },
    { amount: '22.10', currency: 'EUR' },
  ],
  paymentMeans: [
    { ...means, accountName: 'Muster Werke GmbH', bic: 'COBADEFFXXX', paymentIds: [] },
    { ...means, account: null, accountName: null, bic: null, paymentIds: [] },
    { ...means, code: '30', account: '5050-1055', accountName: null, bic: null, paymentIds: [] },
  ],
  allowancesAndCharges: [
    {
      charge: false,
      amount: '20.00',
      baseAmount: '200.00',
      percentage: '10',
      reason: 'Loyal',
      taxCategory: 'S',
      taxRate: '25',
    },
  ],
};

test('all accounts, what is taken off or added, and the tax in the currency it is paid in are shown', () => {
  expect(presentContent(content)).toMatchObject({
    accounts: [
      { number: 'DE89370400440532013000', holderName: 'Muster Werke GmbH', bic: 'COBADEFFXXX', meansCode: '58' },
      { number: '5050-1055', holderName: null, bic: null, meansCode: '30' },
    ],
    taxTotal: '250.00',
    taxCurrency: 'EUR',
    taxTotalInTaxCurrency: '22.10',
    allowancesAndCharges: [{ charge: false, amount: '20.00', baseAmount: '200.00', percentage: '10', reason: 'Loyal' }],
  });
});

test('the currency of the document itself is no other one', () => {
  expect(presentContent({ ...content, taxCurrency: 'SEK' })).toMatchObject({
    taxCurrency: null,
    taxTotalInTaxCurrency: null,
  });
});
