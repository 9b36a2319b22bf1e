// @ts-check
// A buyer's ERP hands over the payables it has approved: TENOR_TOKEN=… node examples/approve-from-erp.mjs PAYABLES.csv
// Its rows join the invoices that suppliers sent, or land as new ones, and become one batch. Prints the batch; another person
// of the buyer looks at it and releases it on the screen: a program cannot be the second pair of eyes.
import { ApprovalDocument, PrepareApprovalDocument, ProgrammesDocument } from '../schema/client/documents.mjs';
import { idempotencyKeyOf } from '../schema/client/tenor-client.mjs';
import { connect, expect } from './connect.mjs';

const [file] = process.argv.slice(2);
if (!file) throw new Error('Name the file of payables.');
const client = connect();

const { landed, refused, problems } = await client.upload(file);
for (const { number, problems: faults } of refused)
  console.error(number, faults.map(({ message }) => message).join(' '));
for (const { message } of problems) console.error(message);
if (landed.length === 0) process.exit(1);

const { programmes } = await client.send(ProgrammesDocument, {});
const programme = programmes.edges[0]?.node;
if (!programme) throw new Error('There is no programme yet.');

const { prepareApproval } = await client.send(PrepareApprovalDocument, {
  input: {
    programmeId: programme.id,
    lines: landed.map(({ invoiceId }) => ({ invoiceId })),
    // Made from what is approved: a request whose answer was lost is repeated, not made twice.
    idempotencyKey: idempotencyKeyOf(...landed.map(({ invoiceId }) => invoiceId).sort()),
  },
});
const { approval } = expect(prepareApproval, 'PrepareApprovalSuccess');

const { node } = await client.send(ApprovalDocument, { id: approval.id });
if (node?.__typename !== 'Approval') throw new Error('The batch is gone.');
console.log(
  `${node.id}\t${node.invoiceCount} invoices\t${node.total.amount} ${node.total.currency}\t${node.contentHash}`,
);
