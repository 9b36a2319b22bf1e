import { useParams } from '@tanstack/react-router';
import { ProgrammeDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Rate } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { Party } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { type Texts, useTexts } from '../../texts/index.js';
import type { ProgrammeNode } from '../nodes.js';
import { InvitedSuppliers } from '../buyer/invited-suppliers.js';
import { InviteSupplierDialog } from '../buyer/invite-supplier-dialog.js';
import { AddFunderDialog } from '../operator/add-funder-dialog.js';
import { SetOverdueStopDialog } from '../operator/set-overdue-stop-dialog.js';
import { PublishTermsDialog } from '../operator/publish-terms-dialog.js';
import { AcceptTermsDialog } from './accept-terms-dialog.js';

/** A buyer's arrangement: its settings, its terms to be read and accepted, and who takes part. */
export function ProgrammePage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(ProgrammeDocument, { id });
  return (
    <NodePage live={live} kind="Programme">
      {programme => (
        <Page
          title={programme.name}
          lead={t('programmePage.lead', { buyer: programme.buyer.name })}
          actions={<ProgrammeActions programme={programme} changed={live.refetch} />}
        >
          <Section title={t('programmePage.settings')}>
            <Settings programme={programme} />
          </Section>
          <Section title={t('programmePage.terms')}>
            {programme.terms ? <TermsInForce terms={programme.terms} /> : <p>{t('programmePage.noTerms')}</p>}
          </Section>
          {programme.suppliers && (
            <Participants
              title={t('programmePage.suppliers')}
              list="programme-suppliers"
              programme={programme.id}
              parties={programme.suppliers}
            />
          )}
          {programme.invitedSuppliers && programme.invitedSuppliers.length > 0 && (
            <InvitedSuppliers programme={programme} suppliers={programme.invitedSuppliers} />
          )}
          {programme.funders && (
            <Participants
              title={t('programmePage.funders')}
              list="programme-funders"
              programme={programme.id}
              parties={programme.funders}
            />
          )}
        </Page>
      )}
    </NodePage>
  );
}

function ProgrammeActions({ programme, changed }: { programme: ProgrammeNode; changed: () => void }) {
  const t = useTexts();
  const { id, terms, availableActions } = programme;
  return (
    <>
      {terms && availableActions.includes('ACCEPT_TERMS') && <AcceptTermsDialog terms={terms} onAccepted={changed} />}
      {availableActions.includes('INVITE_SUPPLIER') && <InviteSupplierDialog programmeId={id} />}
      {availableActions.includes('ADD_FUNDER') && <AddFunderDialog programmeId={id} onAdded={changed} />}
      {availableActions.includes('SET_OVERDUE_STOP') && <SetOverdueStopDialog programme={programme} onSet={changed} />}
      {availableActions.includes('PUBLISH_TERMS') && <PublishTermsDialog programme={programme} onPublished={changed} />}
    </>
  );
}

function Settings({ programme }: { programme: ProgrammeNode }) {
  const t = useTexts();
  return (
    <Facts
      rows={[
        [t('party.BUYER'), <Party key="buyer" party={programme.buyer} />],
        [t('programme.currency'), programme.currency],
        [t('programme.auctionKind'), t(`auctionKind.${programme.auctionKind}`)],
        [t('programme.auctionMinutes'), t('programme.minutes', { count: programme.auctionMinutes })],
        [t('programme.acceptanceMinutes'), t('programme.minutes', { count: programme.acceptanceMinutes })],
        [t('programme.tenorDaysMin'), t('auction.days', { count: programme.tenorDaysMin })],
        [t('programme.paymentDaysMax'), t('auction.days', { count: programme.paymentDaysMax })],
        [t('programme.overdueStopDays'), overdueStop(t, programme.overdueStopDays)],
        [t('programme.settlementDays'), t('auction.days', { count: programme.settlementDays })],
        [t('programme.calendars'), programme.calendars.map(code => t(`calendarCode.${code}`)).join(', ')],
        [t('programme.rollConvention'), t(`rollConvention.${programme.rollConvention}`)],
        [t('programme.cutOff'), `${programme.cutOff} ${programme.cutOffZone}`],
        [t('programme.active'), t(programme.active ? 'programme.yes' : 'programme.no')],
      ]}
    />
  );
}

function overdueStop(t: Texts, days: number): string {
  return days === 0 ? t('programme.noOverdueStop') : t('auction.days', { count: days });
}

type Terms = NonNullable<ProgrammeNode['terms']>;

function TermsInForce({ terms }: { terms: Terms }) {
  const t = useTexts();
  return (
    <>
      <TermsFacts terms={terms} />
      <h3>{t('terms.text')}</h3>
      <p className="document">{terms.text}</p>
      <h3>{t('terms.undertakingText')}</h3>
      <p className="document">{terms.undertakingText}</p>
    </>
  );
}

function TermsFacts({ terms }: { terms: Terms }) {
  const t = useTexts();
  const { initiator, costBearer, platformFeePayer } = terms;
  return (
    <Facts
      rows={[
        [t('terms.version'), terms.version],
        [t('terms.product'), t(`product.${terms.product}`)],
        [t('terms.initiator'), t(`party.${initiator}` as 'party.BUYER')],
        [t('invoice.undertaking'), t(`undertaking.${terms.undertaking}`)],
        [t('terms.disclosure'), t(`disclosure.${terms.disclosure}` as 'disclosure.DISCLOSED')],
        [t('terms.transfer'), t(`transfer.${terms.transfer}` as 'transfer.ASSIGNMENT')],
        [t('terms.recourse'), t(`recourse.${terms.recourse}` as 'recourse.NONE')],
        [t('terms.advance'), <Rate key="advance" bps={String(terms.advanceBps)} />],
        [t('terms.costBearer'), t(`party.${costBearer}` as 'party.SUPPLIER')],
        [t('terms.priceKinds'), terms.priceKinds.map(kind => t(`priceKind.${kind}`)).join(', ')],
        [t('bid.dayCount'), t(`dayCount.${terms.dayCount}`)],
        [t('terms.platformFee'), <Rate key="fee" bps={terms.platformFeeBps} />],
        [t('terms.platformFeePayer'), t(`party.${platformFeePayer}` as 'party.FUNDER')],
        [t('terms.allocationOrder'), terms.allocationOrder.map(part => t(`claimPart.${part}`)).join(' → ')],
        [t('terms.publishedAt'), <Instant key="published" value={terms.publishedAt} />],
        [t('terms.acceptedAt'), terms.acceptedAt && <Instant key="accepted" value={terms.acceptedAt} />],
        [t('terms.hash'), <code key="hash">{terms.hash}</code>],
      ]}
    />
  );
}

interface ParticipantsProps {
  readonly title: string;
  readonly list: 'programme-suppliers' | 'programme-funders';
  readonly programme: string;
  readonly parties: NonNullable<ProgrammeNode['suppliers']>;
}

function Participants({ title, list, programme, parties }: ParticipantsProps) {
  const t = useTexts();
  return (
    <Section title={title}>
      <Table
        caption={t('programmePage.participants', { kind: title })}
        file={{ list, parameters: { programme } }}
        rows={parties}
        rowKey={party => party.id}
        empty={t('programmePage.none')}
        columns={[
          { head: t('organization.name'), cell: party => <Party party={party} /> },
          { head: t('organization.country'), cell: ({ country }) => country },
          {
            head: t('organization.state'),
            cell: ({ state }) => (state ? <StateBadge machine="organization" state={state} /> : '–'),
          },
        ]}
      />
    </Section>
  );
}
