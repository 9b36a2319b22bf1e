import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';

/** What one file brought. */
@Entity('exchange_rate_import')
export class ExchangeRateImportRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly source!: string;

  @Column({ type: 'text' })
  readonly fileName!: string;

  @Column({ type: 'bytea' })
  readonly sha256!: Buffer;

  @Column({ type: 'date' })
  readonly firstDay!: LocalDate;

  @Column({ type: 'date' })
  readonly lastDay!: LocalDate;

  @Column({ type: 'integer' })
  readonly rateCount!: number;

  /** Null at the terminal of the server. */
  @Column({ type: 'uuid', nullable: true })
  readonly importedBy!: string | null;

  @Column({ type: 'timestamptz' })
  readonly importedAt!: Date;
}

/** Units of a currency for one euro. */
@Entity('exchange_rate')
export class ExchangeRateRow {
  @PrimaryColumn({ type: 'date' })
  readonly day!: LocalDate;

  @PrimaryColumn({ type: 'text' })
  readonly currency!: string;

  /** A decimal string. */
  @Column({ type: 'numeric', precision: 20, scale: 10 })
  readonly rate!: string;

  @Column({ type: 'uuid' })
  readonly importId!: string;
}
