import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PaymentFileState, PaymentKind, PaymentState } from '../../graphql/documents.js';
import type { Money } from '../../lib/decimal-text.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import type { ExportedList } from '../../parts/export-link.js';
import { Party } from '../../parts/links.js';
import type { ReadOn } from '../../parts/rows-in-sight.js';
import { type Column, Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

/** What every list of payments shows; a query may ask for more. */
export interface PaymentRow {
  readonly id: string;
  readonly kind: PaymentKind;
  readonly state: PaymentState;
  readonly amount: Money;
  readonly dueOn: string;
  readonly payer: { readonly id: string; readonly name: string };
  readonly payee: { readonly id: string; readonly name: string };
  readonly payeeIban?: string | null;
  readonly endToEndId?: string;
  readonly settledOn: string | null;
  readonly creditedOn?: string | null;
  readonly failureReason: string | null;
  readonly heldReason: string | null;
  /** Where a list asks for it: the file it waits or left in. */
  readonly file?: { readonly state: PaymentFileState } | null;
  /** Where a list asks for it: the mandate under which its payee collects it. */
  readonly collectedUnder?: { readonly reference: string } | null;
}

interface Props<Row extends PaymentRow> {
  readonly caption: string;
  readonly file?: ExportedList;
  readonly payments: readonly Row[];
  /** What stands in place of rows where there is none. */
  readonly empty?: string;
  readonly before?: readonly Column<Row>[];
  readonly after?: readonly Column<Row>[];
  readonly foot?: ReactNode;
  /** Where the list can be sorted: how it stands of itself. */
  readonly sortedBy?: string;
  readonly readOn?: ReadOn;
}

export function PaymentsTable<Row extends PaymentRow>({
  caption,
  file,
  payments,
  empty,
  before = [],
  after = [],
  foot,
  sortedBy,
  readOn,
}: Props<Row>) {
  const t = useTexts();
  return (
    <Table
      caption={caption}
      file={file}
      rows={payments}
      rowKey={payment => payment.id}
      empty={empty ?? t('payments.empty')}
      foot={foot}
      sortedBy={sortedBy}
      readOn={readOn}
      columns={[
        ...before,
        {
          head: t('payment.kind'),
          cell: ({ id, kind }) => (
            <Link to="/payments/$id" params={{ id }}>
              {t(`paymentKind.${kind}`)}
            </Link>
          ),
          names: true,
        },
        { head: t('payment.dueOn'), cell: ({ dueOn }) => <Day value={dueOn} />, sort: sortedBy && 'DUE' },
        { head: t('payment.payer'), cell: ({ payer }) => <Party party={payer} /> },
        { head: t('payment.payee'), cell: payment => <Payee payment={payment} /> },
        {
          head: t('payment.amount'),
          cell: ({ amount }) => <Amount value={amount} />,
          figures: true,
          sort: sortedBy && '-AMOUNT',
        },
        { head: t('payment.state'), cell: payment => <State payment={payment} /> },
        { head: t('payment.settledOn'), cell: ({ settledOn }) => <Day value={settledOn} /> },
        ...after,
      ]}
    />
  );
}

function Payee({ payment: { payee, payeeIban, endToEndId } }: { payment: PaymentRow }) {
  const t = useTexts();
  return (
    <>
      <Party party={payee} />
      {payeeIban && <span className="hint block">{payeeIban}</span>}
      {endToEndId && (
        <span className="hint block">
          {t('payment.reference')} {endToEndId}
        </span>
      )}
    </>
  );
}

function State({ payment }: { payment: PaymentRow }) {
  const { state, failureReason, heldReason, creditedOn, file, collectedUnder } = payment;
  const t = useTexts();
  return (
    <>
      <StateBadge machine="payment" state={state} />
      {file?.state === 'PREPARED' && (
        <Link to="/payment-files" className="hint block">
          {t('payment.waitsInFile')}
        </Link>
      )}
      {collectedUnder && (
        <Link to="/mandates" className="hint block">
          {t('payment.collectedUnder', { reference: collectedUnder.reference })}
        </Link>
      )}
      {creditedOn && (
        <span className="hint block">
          {t('payment.creditedOn')} <Day value={creditedOn} />
        </span>
      )}
      {failureReason && <span className="hint block">{failureReason}</span>}
      {heldReason && (
        <span className="hint block">{t(`heldPayment.${heldReason}` as 'heldPayment.FINANCING_AGREED')}</span>
      )}
    </>
  );
}
