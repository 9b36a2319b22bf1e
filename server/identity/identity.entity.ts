import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { OrganizationRole, Permission } from '../platform/viewer.js';

/** A human being. One e-mail address, one password, as many memberships as there are organizations it acts for. */
@Entity('person')
export class PersonRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** In lower case; what a person signs in with. */
  @Column({ type: 'text' })
  readonly email!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  /** PHC string of argon2id. */
  @Column({ type: 'text' })
  readonly passwordHash!: string;

  /** What mails to it are written in. */
  @Column({ type: 'text' })
  readonly language!: 'en' | 'fr';

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;
}

/** A person acting for one organization. */
@Entity('member')
export class MemberRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly personId!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  @Column({ type: 'text', array: true })
  readonly permissions!: Permission[];

  @Column({ type: 'boolean' })
  readonly active!: boolean;

  /** The member who stands in for this one while it is absent. */
  @Column({ type: 'uuid', nullable: true })
  readonly substituteId!: string | null;

  /** Business days, both included. */
  @Column({ type: 'date', nullable: true })
  readonly substituteFrom!: LocalDate | null;

  @Column({ type: 'date', nullable: true })
  readonly substituteUntil!: LocalDate | null;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;
}

/** How a session's token travels: as a browser's cookie, or as a program's bearer. */
export type Carrier = 'COOKIE' | 'BEARER';

/** A sign-in that has not ended. Of its token only the SHA-256 is kept. Its times are those of the real clock. */
@Entity('session')
export class SessionRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'bytea' })
  readonly tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  readonly memberId!: string;

  @Column({ type: 'text' })
  readonly carrier!: Carrier;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;

  /** Written at most once a minute. */
  @Column({ type: 'timestamptz' })
  readonly lastUsedAt!: Date;

  @Column({ type: 'timestamptz' })
  readonly expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;
}

/** MEMBER joins an organization, ORGANIZATION registers a new one, SIGN_IN opens a session of a demo's member. */
export type InvitationKind = 'MEMBER' | 'ORGANIZATION' | 'SIGN_IN';

/** A link to be handed to somebody. Its times are those of the real clock. */
@Entity('invitation')
export class InvitationRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'bytea' })
  readonly tokenHash!: Buffer;

  @Column({ type: 'text' })
  readonly kind!: InvitationKind;

  /** The organization to join. */
  @Column({ type: 'uuid', nullable: true })
  readonly organizationId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  readonly invitedBy!: string | null;

  /** The programme that a new supplier joins. */
  @Column({ type: 'uuid', nullable: true })
  readonly programmeId!: string | null;

  /** The role of a new organization. */
  @Column({ type: 'text', nullable: true })
  readonly role!: OrganizationRole | null;

  @Column({ type: 'text', array: true, nullable: true })
  readonly permissions!: Permission[] | null;

  @Column({ type: 'text', nullable: true })
  readonly name!: string | null;

  /** Whom it is made out to; null: whoever holds it. */
  @Column({ type: 'text', nullable: true })
  readonly email!: string | null;

  /** Whose session a SIGN_IN link opens. */
  @Column({ type: 'uuid', nullable: true })
  readonly memberId!: string | null;

  /** The organization that stands in for the invited supplier until it is here. */
  @Column({ type: 'uuid', nullable: true })
  readonly standsFor!: string | null;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Column({ type: 'timestamptz' })
  readonly expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly usedAt!: Date | null;
}
