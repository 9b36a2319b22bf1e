import { approvalById, prepareApproval, releaseApproval } from '../approvals/index.js';
import { openAuction, placeBid } from '../auctions/index.js';
import { readDocument } from '../documents/index.js';
import { submitDocument } from '../invoices/index.js';
import { setLimit } from '../limits/index.js';
import type { Command } from '../platform/command.js';
import type { Database } from '../platform/database.js';
import { newId, toWireId } from '../platform/ids.js';
import { addDays, localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import { demoOrganizations } from './parties.js';
import { ublInvoice } from './sample-invoices.js';
import { type Parties, seedParties } from './seed-parties.js';

/** An invoice of the demo: what was sold, its net price in euros, and its age and term in days from today. */
interface DemoInvoice {
  readonly number: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly netTotal: string;
  readonly taxTotal: string;
  readonly payable: string;
  readonly issuedDaysAgo: number;
  readonly dueInDays: number;
}

const invoices: readonly DemoInvoice[] = [
  {
    number: 'AV-2041',
    description: 'Bed linen, percale, 140 sets',
    quantity: '140',
    unitPrice: '119.00',
    netTotal: '16660.00',
    taxTotal: '3332.00',
    payable: '19992.00',
    issuedDaysAgo: 5,
    dueInDays: 53,
  },
  {
    number: 'AV-2042',
    description: 'Bath towels, 600 g, 2,500 pieces',
    quantity: '2500',
    unitPrice: '33.33',
    netTotal: '83325.00',
    taxTotal: '16665.00',
    payable: '99990.00',
    issuedDaysAgo: 3,
    dueInDays: 56,
  },
  {
    number: 'AV-2043',
    description: 'Bathrobes, waffle, 300 pieces',
    quantity: '300',
    unitPrice: '41.50',
    netTotal: '12450.00',
    taxTotal: '2490.00',
    payable: '14940.00',
    issuedDaysAgo: 3,
    dueInDays: 42,
  },
  {
    number: 'AV-2044',
    description: 'Table linen, restaurant Lyon',
    quantity: '1',
    unitPrice: '7480.00',
    netTotal: '7480.00',
    taxTotal: '1496.00',
    payable: '8976.00',
    issuedDaysAgo: 2,
    dueInDays: 57,
  },
  {
    number: 'AV-2045',
    description: 'Curtains, blackout, 86 rooms',
    quantity: '86',
    unitPrice: '512.00',
    netTotal: '44032.00',
    taxTotal: '8806.40',
    payable: '52838.40',
    issuedDaysAgo: 1,
    dueInDays: 58,
  },
];

/**
 * Fills an empty demo market through the commands that anybody uses: its parties, limits, five invoices of which three are
 * approved and one is listed with a bid on it. The rest is for whoever looks.
 */
export async function seedDemo(work: UnitOfWork, database: Database): Promise<void> {
  const parties = await seedParties(work, database);
  await new TradeSeed(work, database, parties).run();
}

class TradeSeed {
  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly parties: Parties,
  ) {}

  async run(): Promise<void> {
    const { buyerMaker, buyerChecker, supplier, funderA, funderB } = this.parties;
    const buyerId = toWireId('organization', buyerMaker.viewer.organizationId);
    for (const funder of [funderA, funderB]) {
      await this.act(setLimit, funder.viewer, { scope: 'TOTAL', limit: eur('5000000.00') });
      await this.act(setLimit, funder.viewer, { scope: 'BUYER', buyerId, limit: eur('2000000.00'), tenorDaysMax: 180 });
    }
    const invoiceIds = await this.submitInvoices();
    const programmeId = toWireId('programme', this.parties.programmeId);
    const lines = invoiceIds.slice(0, 3).map(invoiceId => ({ invoiceId }));
    const { approvalId } = await this.act(prepareApproval, buyerMaker.viewer, { programmeId, lines });
    const [approval] = await this.database.read(buyerChecker.viewer, db =>
      approvalById(db, buyerChecker.viewer, [approvalId]),
    );
    await this.act(releaseApproval, buyerChecker.viewer, {
      approvalId: toWireId('approval', approvalId),
      contentHash: approval!.contentHash.toString('hex'),
    });
    const { auctionId } = await this.act(openAuction, supplier.viewer, {
      invoiceId: invoiceIds[1]!,
      minutes: 7 * 24 * 60,
    });
    await this.act(placeBid, funderB.viewer, {
      auctionId: toWireId('auction', auctionId),
      priceKind: 'DISCOUNT_ON_FACE',
      rateBps: '545',
    });
  }

  private async submitInvoices(): Promise<string[]> {
    const { today } = await this.database.read(systemViewer, db =>
      db.one<{ today: string }>('SELECT business_today() AS today'),
    );
    const ids: string[] = [];
    for (const invoice of invoices) {
      const bytes = Buffer.from(xmlOf(invoice, today));
      const name = `${invoice.number}.xml`;
      const file = { name, mediaType: 'application/xml', bytes };
      const report = await submitDocument(
        this.work,
        this.parties.supplier.viewer,
        await readDocument(bytes, name),
        file,
      );
      const [landed] = report.landed;
      if (!landed) throw new Error(`The demo's invoice ${invoice.number} did not land: ${JSON.stringify(report)}`);
      ids.push(landed.invoiceId);
    }
    return ids;
  }

  private async act<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    input: object,
  ): Promise<Exclude<Success, Problem>> {
    const outcome = await this.work.run(command, viewer, { ...input, idempotencyKey: newId() });
    if (outcome instanceof Problem)
      throw new Error(`The demo market was refused: ${command.name}, ${outcome.code}, ${outcome.message}`);
    return outcome as Exclude<Success, Problem>;
  }
}

function xmlOf(invoice: DemoInvoice, today: string): string {
  const { supplier, buyer } = demoOrganizations;
  const { number, description, quantity, unitPrice, netTotal, taxTotal, payable } = invoice;
  return ublInvoice({
    number,
    issueDate: addDays(localDate(today), -invoice.issuedDaysAgo),
    dueDate: addDays(localDate(today), invoice.dueInDays),
    currency: 'EUR',
    supplier: {
      name: supplier.name,
      country: supplier.country,
      taxId: supplier.taxId,
      registrationNumber: supplier.registrationNumber,
    },
    buyer: {
      name: buyer.name,
      country: buyer.country,
      taxId: buyer.taxId,
      registrationNumber: buyer.registrationNumber,
    },
    lines: [{ description, quantity, unit: 'C62', unitPrice, netAmount: netTotal }],
    netTotal,
    taxTotal,
    taxRate: '20',
    payable,
  });
}

function eur(amount: string): { amount: string; currency: string } {
  return { amount, currency: 'EUR' };
}
