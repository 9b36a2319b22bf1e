import { type AdmissionDocumentKind, AddAdmissionDocumentDocument } from '../../graphql/documents.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';

interface Props {
  readonly organization: OrganizationNode;
  readonly documents: NonNullable<OrganizationNode['admissionDocuments']>;
}

/** What an organization is admitted on; the operator records it. */
export function AdmissionDocuments({ organization, documents }: Props) {
  const t = useTexts();
  return (
    <Section title={t('admissionDocuments.title')}>
      <Table
        caption={t('admissionDocuments.caption')}
        rows={documents}
        rowKey={({ kind }) => kind}
        empty={t('admissionDocuments.empty')}
        columns={[
          {
            head: t('admissionDocuments.kind'),
            cell: ({ kind }) => t(`admissionDocuments.kinds.${kind}`),
            names: true,
          },
          { head: t('admissionDocuments.number'), cell: ({ number }) => number },
          {
            head: t('admissionDocuments.expiresOn'),
            cell: ({ expiresOn, isExpired }) => (
              <>
                <Day value={expiresOn} />
                {isExpired && <span className="hint block">{t('admissionDocuments.expired')}</span>}
              </>
            ),
          },
        ]}
      />
      {organization.availableActions.includes('RECORD_DOCUMENT') && <RecordDocument organization={organization} />}
    </Section>
  );
}

function RecordDocument({ organization: { id } }: Pick<Props, 'organization'>) {
  const t = useTexts();
  const catalogue = useCatalogue();
  return (
    <ActionDialog
      name={`record-document:${id}`}
      label={t('admissionDocuments.record')}
      title={t('admissionDocuments.record')}
      document={AddAdmissionDocumentDocument}
      input={(values, idempotencyKey) => ({
        organizationId: id,
        kind: values.text('kind') as AdmissionDocumentKind,
        number: values.text('number'),
        expiresOn: values.day('expiresOn'),
        idempotencyKey,
      })}
      done={t('admissionDocuments.done')}
    >
      <p>{t('admissionDocuments.explained')}</p>
      <SelectField
        name="kind"
        label={t('admissionDocuments.kind')}
        options={Object.entries(catalogue.admissionDocuments.kinds)}
      />
      <TextField name="number" label={t('admissionDocuments.number')} />
      <TextField name="expiresOn" type="date" label={t('admissionDocuments.expiresOn')} />
    </ActionDialog>
  );
}
