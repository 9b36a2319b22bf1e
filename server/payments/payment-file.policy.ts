import { authoritiesOf, type Releasable, releaseAuthorities, releaseAuthority, whoever } from '../identity/index.js';
import type { ActionTable } from '../platform/actions.js';
import { actsInPerson, hasPermission, organizationOf, type Viewer } from '../platform/viewer.js';
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

/** A file but for its bytes, with what its policy asks beside the row; `state` is where it stands. */
export type PaymentFileView = Omit<PaymentFileRow, 'body' | 'state'> &
  Pick<Releasable, 'authorities'> & { readonly state: PaymentFileStanding };

/** The columns of a `PaymentFileView`, from `payment_file t`. */
export const paymentFileColumns = `t.id, t.message_id, t.owner_id, t.owner_account_id, t.direction, t.execution_date, t.currency,
  t.payment_count, t.total_minor, t.sha256, t.last_day, t.prepared_by, t.prepared_at, t.lapses_at, t.released_by,
  t.released_at, t.refused_by, t.refused_at, t.refusal_reason, t.decided_for, t.ceiling_minor, t.sending_at, t.sent_at, t.withdrawn_at,
  t.event_no, ${paymentFileStanding} AS state, ${releaseAuthorities('t.owner_id', 't.currency')} AS authorities`;

export type PaymentFileAction = 'RELEASE' | 'REFUSE' | 'DOWNLOAD';

type Judged = Releasable & Pick<PaymentFileView, 'ownerId' | 'state'>;

const isOwner = (viewer: Viewer, { ownerId }: Judged) => organizationOf(viewer) === ownerId;
const isChecker = (viewer: Viewer, file: Judged) => isOwner(viewer, file) && authoritiesOf(viewer, file).length > 0;

/**
 * Four eyes compares persons: whoever prepared it may take it back, and does not release it. A key is nobody's eyes: it decides
 * nothing. Ceilings and substitutes are those of whatever is released (`releaseAuthority`). It is taken away by makers and
 * checkers once it is released, as long as it was not withdrawn.
 */
export const paymentFilePolicy: ActionTable<PaymentFileAction, Judged> = {
  RELEASE: {
    permission: whoever,
    states: ['PREPARED'],
    party: isChecker,
    when: (viewer, file) => typeof releaseAuthority(viewer, file) === 'object',
  },
  REFUSE: {
    permission: whoever,
    states: ['PREPARED'],
    party: (viewer, file) =>
      isChecker(viewer, file) || (isOwner(viewer, file) && actsInPerson(viewer) && hasPermission(viewer, 'MAKER')),
  },
  DOWNLOAD: { permission: ['MAKER', 'CHECKER'], states: ['RELEASED', 'LEFT', 'SENT'], party: isOwner },
};
