import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SubjectKind } from '../events/index.js';
import type { LocalDate } from '../platform/local-date.js';
import type { AlertKind, Delivery } from './alert.kinds.js';
import type { AlertState } from './alert.states.js';

/** What an alert can lead to. */
export type AlertSubjectKind = Extract<
  SubjectKind,
  | 'organization'
  | 'invoice'
  | 'approval'
  | 'auction'
  | 'financing'
  | 'payment'
  | 'payment_file'
  | 'limit'
  | 'webhook_endpoint'
  | 'bank_file'
  | 'bank_report'
  | 'bank_entry'
>;

/** A fact of which a member was told. */
@Entity('alert')
export class AlertRow {
  /** Made by the database of member, kind and fact. */
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly memberId!: string;

  @Column({ type: 'text' })
  readonly kind!: AlertKind;

  /** What happened, in words that are the same whenever it is met again. Internal. */
  @Column({ type: 'text' })
  readonly fact!: string;

  @Column({ type: 'text' })
  readonly subjectKind!: AlertSubjectKind;

  @Column({ type: 'uuid' })
  readonly subjectId!: string;

  /** The day it is about: on which something is due, or until which something holds. */
  @Column({ type: 'date', nullable: true })
  readonly day!: LocalDate | null;

  @Column({ type: 'text' })
  readonly delivery!: Exclude<Delivery, 'OFF'>;

  @Column({ type: 'timestamptz' })
  readonly raisedAt!: Date;

  @Column({ type: 'timestamptz' })
  readonly writtenAt!: Date;

  @Column({ type: 'uuid', nullable: true })
  readonly mailId!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly readAt!: Date | null;

  @Column({ type: 'text' })
  readonly state!: AlertState;

  @Column({ type: 'integer' })
  readonly eventNo!: number;
}
