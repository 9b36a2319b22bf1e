import { useSearch } from '@tanstack/react-router';
import { OperatorLooksDocument, type OperatorLooksQuery } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Filter } from '../../parts/filter.js';
import { SubjectLink } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type Looks = OperatorLooksQuery;
type Look = Looks['operatorLooks']['edges'][number]['node'];

/** What each id is about, by how it begins. */
const kinds: Readonly<Record<string, string>> = {
  inv: 'Invoice',
  apr: 'Approval',
  auc: 'Auction',
  bid: 'Bid',
  fin: 'Financing',
  pay: 'Payment',
  lim: 'Limit',
  prg: 'Programme',
  org: 'Organization',
  acc: 'BankAccount',
  mem: 'Member',
};

/** What persons of the operator looked at. It is not asked for again by events: to look here is to look, too. */
export function LooksPage() {
  const t = useTexts();
  const { personId, subjectId, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const live = useLive(OperatorLooksDocument, { personId, subjectId, after }, { keep: true });
  return (
    <Page title={t('looks.title')} lead={t('looks.lead')}>
      <Loaded live={live}>
        {({ viewer, operatorLooks }) => (
          <>
            <LookFilter viewer={viewer} />
            <Table
              caption={t('looks.caption')}
              file={{ list: 'operator-looks', parameters: { personId, subjectId } }}
              rows={operatorLooks.edges}
              rowKey={({ cursor }) => cursor}
              empty={t(personId || subjectId ? 'looks.noneSuch' : 'looks.empty')}
              columns={[
                { head: t('looks.at'), cell: ({ node }) => <Instant value={node.at} /> },
                { head: t('looks.person'), cell: ({ node }) => personText(node) },
                { head: t('looks.kind'), cell: ({ node }) => t(`lookKind.${node.kind}`) },
                { head: t('looks.operation'), cell: ({ node }) => node.operation || node.fields.join(', ') },
                { head: t('looks.subjects'), cell: ({ node }) => <Subjects ids={node.subjectIds} /> },
                { head: t('looks.businessAt'), cell: ({ node }) => <Instant value={node.businessAt} /> },
              ]}
            />
            <Pager pageInfo={operatorLooks.pageInfo} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function LookFilter({ viewer }: { viewer: Looks['viewer'] }) {
  const t = useTexts();
  const people = viewer?.organization.members?.map(({ person }) => [person.id, person.name] as const) ?? [];
  return (
    <Filter>
      {search => (
        <>
          <SelectField
            name="personId"
            label={t('looks.person')}
            none={t('filter.any')}
            options={people}
            value={search.personId}
          />
          <TextField
            name="subjectId"
            label={t('looks.subject')}
            hint={t('looks.subjectHint')}
            value={search.subjectId}
          />
        </>
      )}
    </Filter>
  );
}

function personText({ person, apiKey }: Look): string {
  return apiKey ? `${person.name} (${apiKey.name})` : person.name;
}

/** A query of a page names few; one of a program may name thousands. */
const shownMax = 5;

function Subjects({ ids }: { ids: readonly string[] }) {
  const t = useTexts();
  const rest = ids.length - shownMax;
  return (
    <>
      {ids.slice(0, shownMax).map(id => (
        <span key={id} className="block" title={id}>
          <SubjectLink subject={{ __typename: kinds[id.slice(0, 3)] ?? 'Other', id }} />
        </span>
      ))}
      {rest > 0 && <span className="hint block">{t('looks.more', { count: rest })}</span>}
    </>
  );
}
