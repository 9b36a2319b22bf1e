// @ts-check
// A supplier submits a month of invoices: TENOR_TOKEN=… node examples/submit-invoices.mjs FILE…
// The files are CSV (the columns are in the README) or e-invoices. Prints one line an invoice; exits 1 if any was refused.
// Sent again after a lost answer, or after the bad rows were mended, only what is not there yet lands.
import { connect } from './connect.mjs';

const client = connect();
let refused = 0;

for (const file of process.argv.slice(2)) {
  const report = await client.upload(file);
  for (const { number, invoiceId, outcome } of report.landed)
    console.log(`${file}\t${number}\t${outcome}\t${invoiceId}`);
  for (const problem of report.problems) console.log(`${file}\t\t${problem.code}\t${problem.message}`);
  for (const { number, problems } of report.refused) {
    for (const { code, path, message } of problems)
      console.log(`${file}\t${number ?? ''}\t${code}\t${path}: ${message}`);
  }
  if (report.problems.length + report.refused.length > 0) refused += 1;
}

process.exit(refused > 0 ? 1 : 0);
