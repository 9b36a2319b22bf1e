import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';

export type AdmissionDocumentKind = 'LICENCE' | 'KYC' | 'REGISTER_EXTRACT';

/** What an organization is admitted on, as the operator recorded it. Of a kind one stands; a renewal replaces it. */
@Entity('admission_document')
export class AdmissionDocumentRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  @Column({ type: 'text' })
  readonly kind!: AdmissionDocumentKind;

  @Column({ type: 'text' })
  readonly number!: string;

  /** The last day on which it holds. */
  @Column({ type: 'date' })
  readonly expiresOn!: LocalDate;

  @Column({ type: 'uuid' })
  readonly recordedBy!: string;

  @Column({ type: 'timestamptz' })
  readonly recordedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly replacedAt!: Date | null;
}
