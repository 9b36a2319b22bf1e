import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  ApprovalSelectionDocument,
  type ApprovalSelectionQuery,
  type InvoiceFilter,
  PrepareApprovalDocument,
  ProgrammesDocument,
} from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { SelectField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';

interface Props {
  /** What the list shows. */
  readonly filter: InvoiceFilter;
}

/** Freezes all that the list shows into one batch, however many pages it has; count and total are shown before. */
export function PrepareMatchingDialog({ filter }: Props) {
  const t = useTexts();
  return (
    <DialogButton label={t('prepareMatching.button')} title={t('prepareMatching.title')}>
      {close => <PrepareMatching filter={filter} close={close} />}
    </DialogButton>
  );
}

function PrepareMatching({ filter, close }: Props & { close: () => void }) {
  const programmes = useLive(ProgrammesDocument, { first: 100 }, { lists: ['Programme'] });
  const [chosen, setChosen] = useState<string>();
  return (
    <Loaded live={programmes}>
      {data => {
        const options = data.programmes.edges.map(({ node }) => [node.id, `${node.name} (${node.currency})`] as const);
        const programmeId = chosen ?? filter.programmeId ?? options[0]?.[0];
        return (
          programmeId !== undefined && (
            <Selected
              key={programmeId}
              {...{ filter, programmeId, programmes: options, close }}
              onProgramme={setChosen}
            />
          )
        );
      }}
    </Loaded>
  );
}

interface SelectedProps extends Props {
  readonly programmeId: string;
  readonly programmes: readonly (readonly [id: string, name: string])[];
  readonly onProgramme: (id: string) => void;
  readonly close: () => void;
}

function Selected({ filter, programmeId, programmes, onProgramme, close }: SelectedProps) {
  const t = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const selection = useLive(ApprovalSelectionDocument, { programmeId, filter }, { lists: ['Invoice', 'Approval'] });
  return (
    <Loaded live={selection}>
      {({ approvalSelection: { totals, excluded } }) => (
        <MutationForm
          name="prepare-matching"
          document={PrepareApprovalDocument}
          input={(values, idempotencyKey) => {
            const expected = expectedOf(totals, values.optional('currency'));
            return { programmeId, filter, currency: expected?.total.currency, expected, idempotencyKey };
          }}
          submit={t('prepareMatching.submit')}
          onSuccess={({ approval }) => {
            close();
            notify(t('prepareApproval.done'));
            void navigate({ to: '/approvals/$id', params: { id: approval.id } });
          }}
        >
          <p>{t('prepareMatching.explained')}</p>
          <SelectField
            name="programmeId"
            label={t('programme.one')}
            options={programmes}
            value={programmeId}
            onChange={onProgramme}
          />
          {totals.length > 1 && (
            <SelectField
              name="currency"
              label={t('prepareMatching.currency')}
              options={totals.map(({ total }) => [total.currency, total.currency] as const)}
            />
          )}
          <Totals totals={totals} excluded={excluded} />
        </MutationForm>
      )}
    </Loaded>
  );
}

type Selection = ApprovalSelectionQuery['approvalSelection'];

/** What is on the screen is what is prepared, or nothing is. */
function expectedOf(totals: Selection['totals'], currency: string | undefined) {
  const shown = totals.find(({ total }) => total.currency === currency) ?? totals[0];
  return shown && { count: shown.count, total: { amount: shown.total.amount, currency: shown.total.currency } };
}

function Totals({ totals, excluded }: Selection) {
  const t = useTexts();
  return (
    <div role="status">
      {totals.length === 0 && <p>{t('prepareMatching.none')}</p>}
      {totals.map(({ count, total }) => (
        <p key={total.currency}>
          <strong>{t('approval.invoiceCount', { count })}</strong>, <Amount value={total} />
        </p>
      ))}
      {excluded.length > 0 && (
        <>
          <p>{t('prepareMatching.excluded')}</p>
          <ul>
            {excluded.map(({ reason, count }) => (
              <li key={reason}>
                {t('approval.invoiceCount', { count })}: {t(`leftOut.${reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
