import { approvalVisible } from '../approvals/index.js';
import { auctionVisible } from '../auctions/index.js';
import { financingVisible } from '../financings/index.js';
import { invoiceVisible } from '../invoices/index.js';
import { limitVisible } from '../limits/index.js';
import { organizationVisible } from '../organizations/index.js';
import { paymentFileStanding, paymentFileVisible, paymentVisible } from '../payments/index.js';
import { ofOwnOrganization, reportVisible } from '../reconciliation/index.js';
import { webhookEndpointVisible } from '../webhooks/index.js';
import type { AlertSubjectKind } from './alert.entity.js';

/**
 * Which things a viewer sees, as each slice says it of its own `t`. What waits for a decision is there for an alert while it
 * does: who was told of it is not kept waiting by it once it is released, refused or lapsed.
 */
const visible: Readonly<Record<AlertSubjectKind, readonly [table: string, condition: string]>> = {
  organization: ['organization', organizationVisible],
  invoice: ['invoice', invoiceVisible],
  approval: ['approval', `(${approvalVisible} AND t.state = 'PREPARED' AND t.lapses_at > business_now())`],
  auction: ['auction', auctionVisible],
  financing: ['financing', financingVisible],
  payment: ['payment', paymentVisible],
  payment_file: ['payment_file', `(${paymentFileVisible} AND ${paymentFileStanding} = 'PREPARED')`],
  limit: ['exposure_limit', limitVisible],
  webhook_endpoint: ['webhook_endpoint', webhookEndpointVisible],
  bank_file: ['bank_file', ofOwnOrganization],
  bank_report: ['bank_report', reportVisible],
  bank_entry: ['bank_entry', ofOwnOrganization],
};

const cases = Object.entries(visible).map(
  ([kind, [table, condition]]) =>
    `WHEN '${kind}' THEN EXISTS (SELECT FROM ${table} t WHERE t.id = x.subject_id AND ${condition})`,
);

/** Whether the viewer sees what alert `x` is about, by the same conditions as everywhere. */
export const alertSubjectVisible = `(CASE x.subject_kind ${cases.join('\n  ')} END)`;

/**
 * Which alerts `x` a viewer sees: the person itself, acting for the organization for which it was told, those whose subject it
 * may see now. Nobody else, the operator neither: what a person is told of is its own.
 */
export const alertVisible = `(x.member_id = (SELECT m.id FROM member m WHERE m.person_id = viewer_person()
    AND m.organization_id = viewer_organization() AND m.active)
  AND ${alertSubjectVisible})`;
