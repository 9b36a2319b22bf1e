import type {
  ApprovalQuery,
  AuctionQuery,
  BankEntriesQuery,
  DueListQuery,
  DisclosurePackQuery,
  FeeBillQuery,
  FinancingQuery,
  InvoiceQuery,
  InvoicesQuery,
  LateClaimsQuery,
  LimitsQuery,
  OrganizationQuery,
  PaymentQuery,
  PaymentFilesQuery,
  PaymentsQuery,
  ProgrammeQuery,
  WebhookDeliveryQuery,
  WebhookEndpointQuery,
} from '../graphql/documents.js';

/** What the pages of single things, and the rows of lists that are passed on, consist of. */
type NodeOf<Query extends { node: unknown }, Kind extends string> = Extract<Query['node'], { __typename: Kind }>;

export type ApprovalNode = NodeOf<ApprovalQuery, 'Approval'>;
export type AuctionNode = NodeOf<AuctionQuery, 'Auction'>;
export type DisclosurePackNode = NodeOf<DisclosurePackQuery, 'DisclosurePack'>;
export type FeeBillNode = NodeOf<FeeBillQuery, 'FeeBill'>;
export type FinancingNode = NodeOf<FinancingQuery, 'Financing'>;
export type InvoiceNode = NodeOf<InvoiceQuery, 'Invoice'>;
export type OrganizationNode = NodeOf<OrganizationQuery, 'Organization'>;
export type ProgrammeNode = NodeOf<ProgrammeQuery, 'Programme'>;
export type WebhookDeliveryNode = NodeOf<WebhookDeliveryQuery, 'WebhookDelivery'>;
export type WebhookEndpointNode = NodeOf<WebhookEndpointQuery, 'WebhookEndpoint'>;

export type BankEntryRow = BankEntriesQuery['bankEntries']['edges'][number]['node'];
export type Member = NonNullable<OrganizationNode['members']>[number];
export type Offer = NonNullable<AuctionNode['offers']>[number];
export type InvoiceRow = InvoicesQuery['invoices']['edges'][number]['node'];
export type LimitRow = LimitsQuery['limits'][number];
export type DueLineNode = DueListQuery['dueLines']['edges'][number]['node'];
export type LateClaimNode = LateClaimsQuery['lateClaims']['edges'][number]['node'];
export type PaymentPageNode = NodeOf<PaymentQuery, 'Payment'>;
export type PaymentNode = PaymentsQuery['payments']['edges'][number]['node'];
export type PaymentFileNode = PaymentFilesQuery['paymentFiles']['edges'][number]['node'];
