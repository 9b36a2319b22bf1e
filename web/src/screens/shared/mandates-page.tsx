import { useSearch } from '@tanstack/react-router';
import { useViewer } from '../../app/market.js';
import {
  ActivateMandateDocument,
  MandatesDocument,
  type MandatesQuery,
  type MandateScheme,
  type MandateState,
  ProposeMandateDocument,
  RevokeMandateDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Party } from '../../parts/links.js';
import { Loaded, Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { StateFilter } from '../../parts/state-filter.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';

type MandateNode = MandatesQuery['mandates']['edges'][number]['node'];
type Choices = NonNullable<MandatesQuery['mandateChoices']>;

/** What buyers granted: a buyer proposes, grants and revokes; its funder sees what it may collect under. */
export function MandatesPage() {
  const t = useTexts();
  const { roles } = useViewer().organization;
  const { state, after } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const variables = { state: state ? [state as MandateState] : undefined, after };
  const live = useLive(MandatesDocument, variables, { lists: ['Mandate', 'BankAccount'], keep: true });
  const empty = roles.includes('BUYER') ? 'emptyOfBuyer' : roles.includes('FUNDER') ? 'emptyOfFunder' : 'empty';
  return (
    <Loaded live={live}>
      {({ mandates, mandateChoices }) => (
        <Page
          title={t('mandates.title')}
          lead={t('mandates.lead')}
          actions={mandateChoices && <ProposeMandate choices={mandateChoices} />}
        >
          <StateFilter machine="mandate" />
          <Table
            caption={t('mandates.caption')}
            file={{ list: 'mandates', parameters: { state: variables.state } }}
            rows={mandates.edges.map(({ node }) => node)}
            rowKey={mandate => mandate.id}
            empty={t(`mandates.${empty}`)}
            foot={<Pager pageInfo={mandates.pageInfo} />}
            columns={[
              { head: t('mandate.reference'), cell: mandate => <Reference mandate={mandate} /> },
              { head: t('mandate.debtor'), cell: ({ debtor }) => <Party party={debtor} /> },
              { head: t('mandate.creditor'), cell: mandate => <Creditor mandate={mandate} /> },
              {
                head: t('mandate.account'),
                cell: ({ debtorIban, debtorHolderName }) => (
                  <>
                    {debtorIban}
                    <span className="hint block">{debtorHolderName}</span>
                  </>
                ),
              },
              {
                head: t('mandate.ceiling'),
                figures: true,
                cell: ({ ceiling }) => (ceiling ? <Amount value={ceiling} /> : t('mandate.noCeiling')),
              },
              { head: t('mandate.signedOn'), cell: ({ signedOn }) => <Day value={signedOn} /> },
              { head: t('mandate.lapsesOn'), cell: ({ lapsesOn }) => <Day value={lapsesOn} /> },
              {
                head: t('mandate.signatures'),
                cell: ({ proposedBy, activatedBy }) =>
                  [proposedBy, activatedBy].flatMap(person => person?.name ?? []).join(', ') || '–',
              },
              {
                head: t('mandate.state'),
                cell: mandate => <StateBadge machine="mandate" state={mandate.state} />,
              },
              { head: t('table.actions'), cell: mandate => <Decisions mandate={mandate} /> },
            ]}
          />
        </Page>
      )}
    </Loaded>
  );
}

function Reference({ mandate: { reference, scheme } }: { mandate: MandateNode }) {
  const t = useTexts();
  return (
    <>
      {reference}
      <span className="hint block">{t(`mandateScheme.${scheme}`)}</span>
    </>
  );
}

function Creditor({ mandate: { creditor, creditorIdentifier } }: { mandate: MandateNode }) {
  return (
    <>
      <Party party={creditor} />
      <span className="hint block">{creditorIdentifier}</span>
    </>
  );
}

function Decisions({ mandate: { id, reference, creditor, availableActions } }: { mandate: MandateNode }) {
  const t = useTexts();
  return (
    <div className="actions">
      {availableActions.includes('ACTIVATE') && (
        <ActionDialog
          name={`activate-mandate:${id}`}
          label={t('activateMandate.button')}
          about={reference}
          title={t('activateMandate.title', { creditor: creditor.name })}
          tone="primary"
          document={ActivateMandateDocument}
          input={(_, idempotencyKey) => ({ mandateId: id, idempotencyKey })}
          done={t('activateMandate.done')}
        >
          <p>{t('activateMandate.explained', { creditor: creditor.name })}</p>
        </ActionDialog>
      )}
      {availableActions.includes('REVOKE') && (
        <ActionDialog
          name={`revoke-mandate:${id}`}
          label={t('revokeMandate.button')}
          about={reference}
          title={t('revokeMandate.title', { reference })}
          tone="danger"
          document={RevokeMandateDocument}
          input={(_, idempotencyKey) => ({ mandateId: id, idempotencyKey })}
          done={t('revokeMandate.done')}
        >
          <p>{t('revokeMandate.explained')}</p>
        </ActionDialog>
      )}
    </div>
  );
}

const schemes: readonly MandateScheme[] = ['B2B', 'CORE'];

function ProposeMandate({ choices }: { choices: Choices }) {
  const t = useTexts();
  return (
    <ActionDialog
      name="propose-mandate"
      label={t('proposeMandate.button')}
      title={t('proposeMandate.title')}
      tone="primary"
      document={ProposeMandateDocument}
      input={(values, idempotencyKey) => ({
        creditorId: values.choice('creditorId'),
        scheme: values.choice<MandateScheme>('scheme'),
        creditorIdentifier: values.text('creditorIdentifier'),
        bankAccountId: values.choice('bankAccountId'),
        signedOn: values.day('signedOn'),
        endsOn: values.optionalDay('endsOn'),
        ceiling: values.optionalAmount('ceiling', 'EUR'),
        noticeDays: values.integer('noticeDays'),
        idempotencyKey,
      })}
      done={t('proposeMandate.done')}
    >
      <p>{t('proposeMandate.explained')}</p>
      <SelectField
        name="creditorId"
        label={t('mandate.creditor')}
        options={choices.creditors.map(({ id, name }) => [id, name] as const)}
      />
      <TextField
        name="creditorIdentifier"
        label={t('mandate.creditorIdentifier')}
        hint={t('proposeMandate.creditorIdentifierHint')}
      />
      <SelectField
        name="scheme"
        label={t('mandate.scheme')}
        options={schemes.map(scheme => [scheme, t(`mandateScheme.${scheme}`)] as const)}
      />
      <SelectField
        name="bankAccountId"
        label={t('mandate.account')}
        options={choices.accounts.map(({ id, iban, holderName }) => [id, `${iban} ${holderName}`] as const)}
      />
      <TextField name="signedOn" type="date" label={t('mandate.signedOn')} />
      <TextField name="endsOn" type="date" label={t('mandate.endsOn')} />
      <TextField name="ceiling" figures label={t('mandate.ceiling')} hint={t('mandate.ceilingHint')} />
      <TextField name="noticeDays" figures label={t('mandate.noticeDays')} value="1" />
    </ActionDialog>
  );
}
