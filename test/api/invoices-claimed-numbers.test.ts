import { refuseOrganization, registerOrganization } from '../../server/organizations/index.js';
import { newId, toWireId } from '../../server/platform/ids.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { programmeEntrance } from '../../server/programmes/index.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* Somebody registers under the tax id of another supplier of the programme: the other's invoices land all the same. */

let market: InvoiceMarket;
beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

/** Registers as the founder of a supplier with this tax id, and joins the programme, as an accepted invitation does. */
async function claim(taxId: string): Promise<string> {
  const id = newId();
  const numbers = { registrationNumber: null, taxId, lei: null };
  const data = { name: 'Falsche Werke GmbH', country: 'DE', ...numbers, sizeBand: null, sector: null };
  await market.work.perform(systemViewer, async tx => {
    await registerOrganization(tx, systemViewer, 'test', { ...data, id, roles: ['SUPPLIER'] });
    const viewer = { ...market.supplierMaker, organizationId: id } as MemberViewer;
    await programmeEntrance.join(tx, viewer, 'test', market.programmeId);
  });
  return id;
}

test('who waits to be admitted takes no invoice of the one whose number it claims', async () => {
  const claimant = await claim(market.rival.taxId!);
  const invoice = { supplier: market.rival, number: 'R-1' };
  expect((await market.submitUbl(market.maker, invoice)).landed).toHaveLength(1);
  const [row] = await market.asAdmin<{ supplier_id: string }>(`SELECT supplier_id FROM invoice WHERE number = 'R-1'`);
  expect(row!.supplier_id).toBe(market.rival.id);

  await market.succeed(refuseOrganization, market.operator, { organizationId: toWireId('organization', claimant) });
  expect((await market.submitUbl(market.maker, { ...invoice, number: 'R-2' })).landed).toHaveLength(1);
});

test('one that was refused is known to nobody’s files: it is invited as a stranger is', async () => {
  const taxId = 'DE129273398';
  const organizationId = toWireId('organization', await claim(taxId));
  await market.succeed(refuseOrganization, market.operator, { organizationId });
  const report = await market.submitUbl(market.maker, { supplier: { ...market.rival, taxId }, number: 'R-3' });
  expect(report).toMatchObject({ landed: [{ number: 'R-3', awaitsSupplier: true }], invited: [{}] });
  const [row] = await market.asAdmin<{ supplier_id: string }>(`SELECT supplier_id FROM invoice WHERE number = 'R-3'`);
  expect(toWireId('organization', row!.supplier_id)).not.toBe(organizationId);
});
