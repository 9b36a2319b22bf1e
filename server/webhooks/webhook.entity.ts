import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WebhookEndpointState } from './webhook-endpoint.states.js';

/** GONE: it answered 410. FAILING: nothing but failure for days. */
export type DisabledReason = 'GONE' | 'FAILING';

/** Where an organization wants to be called. Times are those of the real clock. */
@Entity('webhook_endpoint')
export class WebhookEndpointRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  @Column({ type: 'uuid' })
  readonly createdBy!: string;

  @Column({ type: 'text' })
  readonly url!: string;

  @Column({ type: 'text' })
  readonly description!: string;

  /** Null: all. */
  @Column({ type: 'text', array: true, nullable: true })
  readonly eventTypes!: string[] | null;

  /** Sealed; null once it is deleted. */
  @Column({ type: 'bytea', nullable: true })
  readonly secret!: Buffer | null;

  @Column({ type: 'integer' })
  readonly secretNo!: number;

  @Column({ type: 'timestamptz' })
  readonly secretMadeAt!: Date;

  @Column({ type: 'bytea', nullable: true })
  readonly previousSecret!: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly previousUntil!: Date | null;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;

  /** Since when every attempt has failed. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly failingSince!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly disabledReason!: DisabledReason | null;

  @Column({ type: 'text' })
  readonly state!: WebhookEndpointState;

  @Column({ type: 'integer' })
  readonly eventNo!: number;
}

export type WebhookDeliveryState = 'WAITING' | 'DELIVERED' | 'FAILED';

/** One event for one endpoint. */
@Entity('webhook_delivery')
export class WebhookDeliveryRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly endpointId!: string;

  /** The event as its organization knows it. */
  @Column({ type: 'uuid' })
  readonly eventId!: string;

  @Column({ type: 'text' })
  readonly eventType!: string;

  @Column({ type: 'text' })
  readonly body!: string;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Column({ type: 'integer' })
  readonly attempts!: number;

  @Column({ type: 'timestamptz', nullable: true })
  readonly nextAttemptAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly deliveredAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly failedAt!: Date | null;
}

/** One call. */
@Entity('webhook_attempt')
export class WebhookAttemptRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly deliveryId!: string;

  @PrimaryColumn({ type: 'integer' })
  readonly no!: number;

  @Column({ type: 'timestamptz' })
  readonly startedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly endedAt!: Date | null;

  @Column({ type: 'integer', nullable: true })
  readonly status!: number | null;

  @Column({ type: 'text', nullable: true })
  readonly excerpt!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly fault!: string | null;
}
