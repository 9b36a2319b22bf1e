import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a key may do beyond reading: the permission of the same name. Never what takes a second person or an administrator. */
export type KeyScope = 'MAKER' | 'DEALER' | 'RISK';

/** A program's way in: it acts for one member, within scopes. Its times are those of the real clock. */
@Entity('api_key')
export class ApiKeyRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  /** Who created it, and for whom it acts. */
  @Column({ type: 'uuid' })
  readonly memberId!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  /** The beginning of the secret, by which people tell keys apart. */
  @Column({ type: 'text' })
  readonly prefix!: string;

  @Column({ type: 'bytea' })
  readonly secretHash!: Buffer;

  @Column({ type: 'text', array: true })
  readonly scopes!: KeyScope[];

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Column({ type: 'timestamptz' })
  readonly expiresAt!: Date;

  /** Written at most once a minute. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly lastUsedAt!: Date | null;

  /** The key in whose place it came. */
  @Column({ type: 'uuid', nullable: true })
  readonly replacesId!: string | null;

  /** When another key came in its place, and until when both work. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly rotatedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly endsAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;
}
