import { exportHref } from '../../../web/src/lib/export-href.js';

test('a file is asked for with what narrows the screen, and nothing else', () => {
  expect(exportHref('limits')).toBe('/exports/limits.csv');
  expect(exportHref('payments', { state: ['DUE', 'INSTRUCTED'], dueUntil: undefined, direction: null })).toBe(
    '/exports/payments.csv?state=DUE&state=INSTRUCTED',
  );
  expect(exportHref('invoices', { number: 'A&B=1 ü', approvable: true })).toBe(
    '/exports/invoices.csv?number=A%26B%3D1+%C3%BC&approvable=true',
  );
  expect(exportHref('invoices', { amountFrom: { amount: '10.00', currency: 'EUR' } })).toBe(
    '/exports/invoices.csv?amountFrom.amount=10.00&amountFrom.currency=EUR',
  );
});
