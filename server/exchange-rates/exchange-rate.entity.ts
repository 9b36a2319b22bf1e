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
