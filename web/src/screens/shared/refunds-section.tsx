import { Link, useSearch } from '@tanstack/react-router';
import { RefundsDocument, type RefundsQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { Loaded, Section } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type Refund = RefundsQuery['refunds']['edges'][number]['node'];

/** What the viewer holds for others, and others for it; what left again stays in the list. */
export function RefundsSection() {
  const t = useTexts();
  const { after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const live = useLive(RefundsDocument, { after }, { lists: ['Refund'], keep: true });
  return (
    <Section title={t('refunds.title')}>
      <p>{t('refunds.lead')}</p>
      <Loaded live={live}>
        {({ refunds }) => (
          <Table
            caption={t('refunds.caption')}
            file={{ list: 'refunds' }}
            rows={refunds.edges.map(({ node }) => node)}
            rowKey={({ id }) => id}
            empty={t('refunds.empty')}
            foot={<Pager pageInfo={refunds.pageInfo} />}
            columns={[
              { head: t('refunds.heldOn'), cell: ({ heldOn }) => <Day value={heldOn} /> },
              { head: t('payment.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              { head: t('refunds.receiver'), cell: ({ receiver }) => receiver && <Party party={receiver} /> },
              { head: t('refunds.payer'), cell: ({ payer }) => payer && <Party party={payer} /> },
              { head: t('refunds.meantFor'), cell: refund => <MeantFor refund={refund} /> },
              { head: t('bankEntry.state'), cell: ({ state }) => <StateBadge machine="refund" state={state} /> },
              { head: t('refunds.sentOn'), cell: ({ sentOn }) => sentOn && <Day value={sentOn} /> },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function MeantFor({ refund: { invoice, payment } }: { refund: Refund }) {
  const t = useTexts();
  return (
    <>
      {invoice ? <InvoiceLink invoice={invoice} /> : '–'}
      {payment && (
        <Link className="hint block" to="/payments/$id" params={{ id: payment.id }}>
          {t('refunds.beyond')}
        </Link>
      )}
    </>
  );
}
