import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { AlertResolver, loadAlert } from '../alerts/index.js';
import { ApprovalCreditResolver, ApprovalLineResolver, ApprovalResolver, loadApproval } from '../approvals/index.js';
import {
  AuctionResolver,
  BasketResolver,
  BidResolver,
  BuyerSightResolver,
  InvoiceAuctionResolver,
  FinancingAuctionResolver,
  loadAuction,
  loadBid,
  OfferRefusalResolver,
  QuoteResolver,
} from '../auctions/index.js';
import { ComparisonResolver } from '../comparisons/index.js';
import {
  DisclosureExclusionResolver,
  DisclosureFactResolver,
  DisclosureLineResolver,
  DisclosurePackResolver,
  DisclosureStatementResolver,
  loadDisclosurePack,
} from '../disclosures/index.js';
import { EventsResolver } from '../events/index.js';
import { ExchangeRateResolver } from '../exchange-rates/index.js';
import { FiguresResolver } from '../figures/index.js';
import { CompleteExportResolver, loadCompleteExport } from '../exports/index.js';
import { FeeBillResolver, loadFeeBill, PaymentFeeBillResolver } from '../fees/index.js';
import {
  FinancingResolver,
  InvoiceFinancingResolver,
  loadFinancing,
  PaymentFinancingResolver,
  ReleasePaymentFilesResolver,
} from '../financings/index.js';
import {
  ApiKeyResolver,
  BankAccountPersonsResolver,
  loadApiKey,
  loadMember,
  loadSession,
  MemberResolver,
  OrganizationApiKeysResolver,
  OrganizationMembersResolver,
  SessionResolver,
  ViewerApiKeyResolver,
  ViewerResolver,
} from '../identity/index.js';
import {
  CreditNoteCopyResolver,
  CreditNoteResolver,
  CreditResolver,
  InvoiceCopyResolver,
  InvoiceCreditResolver,
  InvoiceResolver,
  loadCreditNote,
  loadDocument,
  loadInvoice,
} from '../invoices/index.js';
import { LateBookResolver, LateClaimResolver, LateInvoiceResolver } from '../lateness/index.js';
import { LedgerAccountResolver, loadLedgerAccount, loadMovement, MovementResolver } from '../ledger/index.js';
import { LimitResolver, loadLimit } from '../limits/index.js';
import { OperatorLookResolver } from '../looks/index.js';
import { loadMandate, MandateResolver } from '../mandates/index.js';
import {
  BankAccountResolver,
  loadBankAccount,
  loadOrganization,
  AdmissionDocumentResolver,
  OrganizationResolver,
} from '../organizations/index.js';
import {
  BankMessageResolver,
  InvoicePaymentsResolver,
  loadBankMessage,
  loadPayment,
  loadPaymentFile,
  PaymentFileLineResolver,
  PaymentFileOfPaymentResolver,
  PaymentFileResolver,
  PaymentResolver,
  SettlementDayResolver,
  SimulatedBankResolver,
  StuckPaymentResolver,
} from '../payments/index.js';
import { loadOverride, OverrideResolver } from '../overrides/index.js';
import {
  BankEntryRefundResolver,
  BankEntryResolver,
  BankFileResolver,
  BankReportResolver,
  EntryResolutionResolver,
  loadBankEntry,
  loadBankFile,
  loadBankReport,
  loadEntryResolution,
  ReconciledAccountResolver,
} from '../reconciliation/index.js';
import { loadRefund, RefundResolver } from '../refunds/index.js';
import {
  DueListResolver,
  loadDueListExport,
  PaymentRemittanceResolver,
  RemittanceResolver,
} from '../remittances/index.js';
import { InvitationResolver, loadProgramme, loadTerms, ProgrammeResolver, TermsResolver } from '../programmes/index.js';
import { BooksResolver, JournalResolver, StatementResolver, TrialBalanceShareResolver } from '../statements/index.js';
import { ClockResolver } from '../sweeps/index.js';
import {
  loadWebhookDelivery,
  loadWebhookEndpoint,
  WebhookDeliveryResolver,
  WebhookEndpointResolver,
} from '../webhooks/index.js';
import { type NodeKinds, nodesResolver } from './nodes.js';

/** Everything that can be asked for by its id, and be the subject of an event. */
export const nodeKinds: NodeKinds = {
  organization: loadOrganization,
  member: loadMember,
  session: loadSession,
  apiKey: loadApiKey,
  bankAccount: loadBankAccount,
  programme: loadProgramme,
  terms: loadTerms,
  document: loadDocument,
  invoice: loadInvoice,
  creditNote: loadCreditNote,
  approval: loadApproval,
  auction: loadAuction,
  bid: loadBid,
  financing: loadFinancing,
  payment: loadPayment,
  paymentFile: loadPaymentFile,
  mandate: loadMandate,
  feeBill: loadFeeBill,
  limit: loadLimit,
  dueListExport: loadDueListExport,
  completeExport: loadCompleteExport,
  disclosurePack: loadDisclosurePack,
  bankMessage: loadBankMessage,
  bankFile: loadBankFile,
  bankReport: loadBankReport,
  bankEntry: loadBankEntry,
  entryResolution: loadEntryResolution,
  refund: loadRefund,
  override: loadOverride,
  ledgerAccount: loadLedgerAccount,
  movement: loadMovement,
  alert: loadAlert,
  webhookEndpoint: loadWebhookEndpoint,
  webhookDelivery: loadWebhookDelivery,
};

/** type-graphql asks for one; our one subscription brings its own iterator and pulls from the table. */
const noPubSub: PubSub = {
  publish() {
    throw new Error('Nothing is published: events are read from the database.');
  },
  subscribe() {
    throw new Error('Nothing is subscribed to by topic: events are read from the database.');
  },
};

let built: Promise<GraphQLSchema> | undefined;

/** The API. Built once: the metadata of its types is global. */
export function apiSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: [
      AlertResolver,
      ApiKeyResolver,
      ApprovalCreditResolver,
      ApprovalLineResolver,
      ApprovalResolver,
      AuctionResolver,
      BankAccountPersonsResolver,
      BankAccountResolver,
      BankEntryRefundResolver,
      BankEntryResolver,
      BankFileResolver,
      BankMessageResolver,
      BankReportResolver,
      BasketResolver,
      BidResolver,
      BooksResolver,
      BuyerSightResolver,
      ClockResolver,
      ComparisonResolver,
      CreditNoteCopyResolver,
      CreditNoteResolver,
      CreditResolver,
      CompleteExportResolver,
      DisclosureExclusionResolver,
      DisclosureFactResolver,
      DisclosureLineResolver,
      DisclosurePackResolver,
      DisclosureStatementResolver,
      DueListResolver,
      EntryResolutionResolver,
      EventsResolver,
      ExchangeRateResolver,
      FiguresResolver,
      FeeBillResolver,
      FinancingAuctionResolver,
      FinancingResolver,
      InvitationResolver,
      InvoiceAuctionResolver,
      InvoiceCopyResolver,
      InvoiceCreditResolver,
      InvoiceFinancingResolver,
      InvoicePaymentsResolver,
      InvoiceResolver,
      JournalResolver,
      LateBookResolver,
      LateClaimResolver,
      LateInvoiceResolver,
      LedgerAccountResolver,
      LimitResolver,
      MandateResolver,
      MemberResolver,
      MovementResolver,
      OfferRefusalResolver,
      OperatorLookResolver,
      OrganizationApiKeysResolver,
      OrganizationMembersResolver,
      OrganizationResolver,
      OverrideResolver,
      AdmissionDocumentResolver,
      PaymentFeeBillResolver,
      PaymentFileLineResolver,
      PaymentFileOfPaymentResolver,
      PaymentFileResolver,
      PaymentFinancingResolver,
      PaymentRemittanceResolver,
      PaymentResolver,
      StatementResolver,
      StuckPaymentResolver,
      ProgrammeResolver,
      QuoteResolver,
      ReconciledAccountResolver,
      RefundResolver,
      ReleasePaymentFilesResolver,
      RemittanceResolver,
      SessionResolver,
      SettlementDayResolver,
      SimulatedBankResolver,
      TermsResolver,
      TrialBalanceShareResolver,
      ViewerApiKeyResolver,
      ViewerResolver,
      WebhookDeliveryResolver,
      WebhookEndpointResolver,
      nodesResolver(nodeKinds),
    ],
    // Commands parse their own input, and name every fault at once.
    validate: false,
    pubSub: noPubSub,
  });
  return built;
}
