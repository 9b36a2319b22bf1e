import { alertMachine } from '../../server/alerts/index.js';
import { approvalMachine } from '../../server/approvals/index.js';
import { auctionMachine, bidMachine } from '../../server/auctions/index.js';
import type { Machine } from '../../server/events/index.js';
import { feeBillMachine } from '../../server/fees/index.js';
import { disclosurePackMachine } from '../../server/disclosures/index.js';
import { completeExportMachine } from '../../server/exports/index.js';
import { financingMachine } from '../../server/financings/index.js';
import { creditNoteMachine, invoiceMachine } from '../../server/invoices/index.js';
import { mandateMachine } from '../../server/mandates/index.js';
import { bankAccountMachine, organizationMachine } from '../../server/organizations/index.js';
import { overrideMachine } from '../../server/overrides/index.js';
import { paymentFileMachine, paymentMachine } from '../../server/payments/index.js';
import {
  bankEntryMachine,
  bankFileMachine,
  bankReportMachine,
  entryResolutionMachine,
} from '../../server/reconciliation/index.js';
import { refundMachine } from '../../server/refunds/index.js';
import { webhookEndpointMachine } from '../../server/webhooks/index.js';

/** Every state machine there is. */
export const allMachines: readonly Machine[] = [
  alertMachine,
  approvalMachine,
  auctionMachine,
  bankAccountMachine,
  bankEntryMachine,
  bankFileMachine,
  bankReportMachine,
  bidMachine,
  creditNoteMachine,
  completeExportMachine,
  disclosurePackMachine,
  entryResolutionMachine,
  feeBillMachine,
  financingMachine,
  invoiceMachine,
  mandateMachine,
  organizationMachine,
  overrideMachine,
  paymentFileMachine,
  paymentMachine,
  refundMachine,
  webhookEndpointMachine,
];
