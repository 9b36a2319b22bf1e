import { useState } from 'react';
import {
  type DisclosureFactInput,
  type DisclosureFactKind,
  type DisclosureMoment,
  SupplyDisclosureFactsDocument,
  SupplyDisclosureFileDocument,
} from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Amount } from '../../parts/amount.js';
import { DialogButton } from '../../parts/dialog.js';
import { FileField, SelectField, TextArea, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { DisclosurePackNode } from '../nodes.js';
import type { Statement } from './disclosure-statements.js';

type Fact = Statement['facts'][number];

/** What only the buyer knows, with who said it and when; whoever may, adds to it and takes from it. */
export function SuppliedFacts({ pack }: { pack: DisclosurePackNode }) {
  const t = useTexts();
  const maySupply = pack.availableActions.includes('SUPPLY');
  const programmes = pack.statements.filter(({ programme }) => programme !== null);
  return (
    <Section title={t('disclosureFacts.title')}>
      <p>{t('disclosureFacts.lead')}</p>
      {programmes.map(statement => (
        <div key={statement.programme?.id}>
          <h3>{statement.programme?.name}</h3>
          <Table
            caption={t('disclosureFacts.caption', { programme: statement.programme?.name })}
            rows={statement.facts.map((fact, index) => ({ ...fact, index }))}
            rowKey={({ index }) => String(index)}
            empty={t('disclosureFacts.empty')}
            columns={[
              { head: t('disclosureFacts.kind'), cell: ({ kind }) => t(`disclosureFactKind.${kind}`) },
              {
                head: t('disclosureFacts.moment'),
                cell: ({ moment }) => (moment ? t(`disclosureMoment.${moment}`) : '–'),
              },
              { head: t('disclosureFacts.said'), cell: fact => <Said fact={fact} /> },
              { head: t('disclosurePage.amount'), cell: ({ amount }) => <Amount value={amount} />, figures: true },
              {
                head: t('disclosureFacts.by'),
                cell: ({ suppliedBy, suppliedAt, fileName }) => (
                  <>
                    {suppliedBy.name}, <Instant value={suppliedAt} />
                    {fileName && <span className="hint block">{fileName}</span>}
                  </>
                ),
              },
              ...(maySupply
                ? [
                    {
                      head: t('table.actions'),
                      cell: ({ index }: { index: number }) => (
                        <RemoveFact packId={pack.id} statement={statement} index={index} />
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {maySupply && <AddFact packId={pack.id} statement={statement} />}
        </div>
      ))}
    </Section>
  );
}

function Said({ fact: { label, daysFrom, daysUntil, note } }: { fact: Fact }) {
  const t = useTexts();
  const days = daysFrom === null ? null : t('disclosurePage.range', { from: daysFrom, until: daysUntil ?? daysFrom });
  return [label, days, note].filter(Boolean).join(' – ');
}

interface OfProgramme {
  readonly packId: string;
  readonly statement: Statement;
}

/** What each kind of fact asks for, after the kind itself. */
const asks: Readonly<Record<DisclosureFactKind, readonly (keyof DisclosureFactInput)[]>> = {
  TERMS: ['note'],
  SECURITY: ['note'],
  RANGE_NOTE: ['note'],
  LINE_ITEM: ['moment', 'label', 'amount'],
  COMPARABLE: ['moment', 'label', 'daysFrom', 'daysUntil', 'note'],
  NON_CASH: ['label', 'amount', 'note'],
};

function AddFact({ packId, statement }: OfProgramme) {
  const t = useTexts();
  const { facts, programme, currency } = statement;
  const place = `facts.${facts.length}`;
  return (
    <ActionDialog
      name={`supply-disclosure:${packId}:${programme?.id}`}
      label={t('supplyDisclosure.button')}
      about={programme?.name}
      title={t('supplyDisclosure.title', { programme: programme?.name })}
      document={SupplyDisclosureFactsDocument}
      input={(values, idempotencyKey) => {
        const kind = values.choice<DisclosureFactKind>(`${place}.kind`);
        const fact: DisclosureFactInput = {
          kind,
          moment: values.optionalChoice<DisclosureMoment>(`${place}.moment`),
          label: values.optional(`${place}.label`),
          amount: asks[kind].includes('amount') ? values.amount(`${place}.amount`, currency).amount : undefined,
          daysFrom: values.optionalInteger(`${place}.daysFrom`),
          daysUntil: values.optionalInteger(`${place}.daysUntil`),
          note: values.optional(`${place}.note`),
        };
        return { packId, programmeId: programme?.id ?? '', facts: [...facts.map(inputOf), fact], idempotencyKey };
      }}
      done={t('supplyDisclosure.done')}
    >
      <FactFields place={place} currency={currency} />
    </ActionDialog>
  );
}

/** The fields that the chosen kind asks for. */
function FactFields({ place, currency }: { place: string; currency: string }) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const [kind, setKind] = useState<DisclosureFactKind>('LINE_ITEM');
  const asked = (field: keyof DisclosureFactInput) => asks[kind].includes(field);
  return (
    <>
      <SelectField
        name={`${place}.kind`}
        label={t('disclosureFacts.kind')}
        options={Object.entries(catalogue.disclosureFactKind)}
        value={kind}
        onChange={value => setKind(value as DisclosureFactKind)}
      />
      {asked('moment') && (
        <SelectField
          name={`${place}.moment`}
          label={t('disclosureFacts.moment')}
          options={Object.entries(catalogue.disclosureMoment)}
          value="END"
        />
      )}
      {asked('label') && <TextField name={`${place}.label`} label={t('disclosureFacts.label')} />}
      {asked('amount') && (
        <TextField name={`${place}.amount`} label={t('disclosureFacts.amount', { currency })} figures />
      )}
      {asked('daysFrom') && <TextField name={`${place}.daysFrom`} label={t('disclosureFacts.daysFrom')} figures />}
      {asked('daysUntil') && <TextField name={`${place}.daysUntil`} label={t('disclosureFacts.daysUntil')} figures />}
      {asked('note') && <TextArea name={`${place}.note`} label={t('disclosureFacts.note')} />}
    </>
  );
}

function RemoveFact({ packId, statement, index }: OfProgramme & { index: number }) {
  const t = useTexts();
  const { facts, programme } = statement;
  const fact = facts[index];
  if (!fact) return null;
  return (
    <ActionDialog
      name={`unsupply-disclosure:${packId}:${programme?.id}:${index}`}
      label={t('unsupplyDisclosure.button')}
      about={[t(`disclosureFactKind.${fact.kind}`), fact.label].filter(Boolean).join(' ')}
      title={t('unsupplyDisclosure.title')}
      tone="danger"
      document={SupplyDisclosureFactsDocument}
      input={(_, idempotencyKey) => ({
        packId,
        programmeId: programme?.id ?? '',
        facts: facts.filter((_other, place) => place !== index).map(inputOf),
        idempotencyKey,
      })}
      done={t('unsupplyDisclosure.done')}
    >
      <p>
        <Said fact={fact} />
      </p>
    </ActionDialog>
  );
}

/** A fact as it is sent again beside another. */
function inputOf({ kind, moment, label, amount, daysFrom, daysUntil, note }: Fact): DisclosureFactInput {
  return { kind, moment, label, amount: amount?.amount, daysFrom, daysUntil, note };
}

/** All facts of a pack from a file: all of it, or every fault. */
export function SupplyFile({ packId }: { packId: string }) {
  const t = useTexts();
  return (
    <DialogButton label={t('supplyFile.button')} title={t('supplyFile.title')}>
      {close => <File packId={packId} close={close} />}
    </DialogButton>
  );
}

function File({ packId, close }: { packId: string; close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const [file, setFile] = useState({ name: '', text: '' });
  return (
    <MutationForm
      name={`supply-disclosure-file:${packId}`}
      document={SupplyDisclosureFileDocument}
      input={(_, idempotencyKey) => ({ packId, ...file, idempotencyKey })}
      submit={t('supplyFile.submit')}
      onSuccess={() => {
        close();
        notify(t('supplyFile.done'));
      }}
      explain={problem =>
        'fields' in problem && (
          <Table
            caption={t('supplyFile.faults')}
            rows={problem.fields}
            rowKey={({ path, code }) => `${path} ${code}`}
            columns={[
              { head: t('supplyFile.place'), cell: ({ path }) => path },
              { head: t('upload.problem'), cell: ({ message }) => message },
            ]}
          />
        )
      }
    >
      <p>{t('supplyFile.explained')}</p>
      <FileField
        name="text"
        label={t('supplyFile.file')}
        accept=".csv,text/csv"
        hint={t('supplyFile.columns')}
        onText={(text, name) => setFile({ name, text })}
      />
    </MutationForm>
  );
}
