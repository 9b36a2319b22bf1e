import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AskedFor } from '../platform/asked-for.js';

/** Something that a person of the operator asked to see. */
@Entity('operator_look')
export class OperatorLookRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'timestamptz' })
  readonly lookedAt!: Date;

  /** What the business clock showed. */
  @Column({ type: 'timestamptz' })
  readonly businessAt!: Date;

  @Column({ type: 'uuid' })
  readonly personId!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  /** Where a program looked in the person's place. */
  @Column({ type: 'uuid', nullable: true })
  readonly apiKeyId!: string | null;

  @Column({ type: 'text' })
  readonly kind!: AskedFor['kind'];

  @Column({ type: 'text' })
  readonly operation!: string;

  @Column({ type: 'text', array: true })
  readonly fields!: string[];

  @Column({ type: 'text', array: true })
  readonly subjects!: string[];
}
