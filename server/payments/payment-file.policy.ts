import type { ActionTable } from '../platform/actions.js';
import { actsInPerson, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { PaymentFileRow } from './payment-file.entity.js';
import type { PaymentFileState } from './payment-file.states.js';

/**
 * Where a file stands: its state, and of a released one what became of it. LEFT: it may have left. SENT: the bank took it.
 * WITHDRAWN: it never leaves.
 */
export type PaymentFileStanding = PaymentFileState | 'LEFT' | 'SENT' | 'WITHDRAWN';

/** An SQL expression on `t`. A prepared one whose time is over has lapsed, though no sweep has seen it yet. */
export const paymentFileStanding = `CASE t.state
  WHEN 'PREPARED' THEN CASE WHEN t.lapses_at <= (SELECT business_now()) THEN 'LAPSED' ELSE 'PREPARED' END
  WHEN 'RELEASED' THEN CASE WHEN t.withdrawn_at IS NOT NULL THEN 'WITHDRAWN' WHEN t.sent_at IS NOT NULL THEN 'SENT'
                            WHEN t.sending_at IS NOT NULL THEN 'LEFT' ELSE 'RELEASED' END
  ELSE t.state END`;

/** Which files a viewer sees, an SQL condition on `t`: its organization's own; the operator all. */
export const paymentFileVisible = '(viewer_sees_all() OR t.owner_id = viewer_organization())';

/** A file but for its bytes; `state` is where it stands. */
export type PaymentFileView = Omit<PaymentFileRow, 'body' | 'state'> & { readonly state: PaymentFileStanding };

/** The columns of a `PaymentFileView`, from `payment_file t`. */
export const paymentFileColumns = `t.id, t.message_id, t.owner_id, t.owner_account_id, t.direction, t.execution_date, t.currency,
  t.payment_count, t.total_minor, t.sha256, t.last_day, t.prepared_by, t.prepared_at, t.lapses_at, t.released_by,
  t.released_at, t.refused_by, t.refused_at, t.refusal_reason, t.sending_at, t.sent_at, t.withdrawn_at, t.event_no,
  ${paymentFileStanding} AS state`;

export type PaymentFileAction = 'RELEASE' | 'REFUSE' | 'DOWNLOAD';

type Judged = Pick<PaymentFileView, 'ownerId' | 'preparedBy' | 'state'>;

const isOwner = (viewer: Viewer, { ownerId }: Judged) => organizationOf(viewer) === ownerId;
const isOwnersPerson = (viewer: Viewer, file: Judged) => isOwner(viewer, file) && actsInPerson(viewer);

/**
 * Four eyes compares persons: whoever prepared it may take it back, and does not release it. A key is nobody's eyes: it decides nothing. It is
 * taken away by makers and checkers once it is released, as long as it was not withdrawn.
 */
export const paymentFilePolicy: ActionTable<PaymentFileAction, Judged> = {
  RELEASE: {
    permission: 'CHECKER',
    states: ['PREPARED'],
    party: isOwnersPerson,
    when: (viewer, { preparedBy }) => preparedBy !== personOf(viewer),
  },
  REFUSE: { permission: ['MAKER', 'CHECKER'], states: ['PREPARED'], party: isOwnersPerson },
  DOWNLOAD: { permission: ['MAKER', 'CHECKER'], states: ['RELEASED', 'LEFT', 'SENT'], party: isOwner },
};
