import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CompleteExportFailure, CompleteExportState } from './complete-export.states.js';

/** Everything that an organization may see, as one file. */
@Entity('complete_export')
export class CompleteExportRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organizationId!: string;

  /** The member whose sight it has. */
  @Column('uuid')
  requestedBy!: string;

  @Column('timestamptz')
  requestedAt!: Date;

  @Column('integer')
  filesDone!: number;

  /** Null until it is begun. */
  @Column('integer', { nullable: true })
  filesTotal!: number | null;

  @Column('timestamptz', { nullable: true })
  readyAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('bigint', { nullable: true })
  sizeBytes!: bigint | null;

  @Column('bytea', { nullable: true })
  sha256!: Buffer | null;

  /** Why there is none; of a failed one alone. */
  @Column('text', { nullable: true })
  failure!: CompleteExportFailure | null;

  @Column('text')
  state!: CompleteExportState;

  @Column('integer')
  eventNo!: number;
}
