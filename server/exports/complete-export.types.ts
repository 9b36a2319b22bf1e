import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import type { CompleteExportRow } from './complete-export.entity.js';
import type { CompleteExportFailure, CompleteExportState } from './complete-export.states.js';
import { requestCompleteExport } from './request-complete-export.js';

const stateEnum: { [State in CompleteExportState]: State } = {
  REQUESTED: 'REQUESTED',
  READY: 'READY',
  FAILED: 'FAILED',
  EXPIRED: 'EXPIRED',
};
registerEnumType(stateEnum, {
  name: 'CompleteExportState',
  valuesConfig: {
    REQUESTED: { description: 'It is being made.' },
    READY: { description: 'It can be taken at `/exports/complete/<id>.zip`, until it expires.' },
    FAILED: { description: 'It could not be made; `failure` says why.' },
    EXPIRED: { description: 'Its time is over, and the file is gone.' },
  },
});

const failureEnum: { [Failure in CompleteExportFailure]: Failure } = {
  NOT_ALLOWED: 'NOT_ALLOWED',
  TOO_LARGE: 'TOO_LARGE',
  FAULT: 'FAULT',
};
registerEnumType(failureEnum, {
  name: 'CompleteExportFailure',
  valuesConfig: {
    NOT_ALLOWED: { description: 'Whoever asked is no administrator any more.' },
    TOO_LARGE: { description: 'There is more than 65,535 files or 4 GiB: take the lists one by one.' },
    FAULT: { description: 'Something went wrong here: ask again.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Everything that your organization may see, as one ZIP file: lists, documents, ledger, events, members.',
})
export class CompleteExport extends Node {
  readonly row!: CompleteExportRow;

  @Field(() => stateEnum)
  readonly state!: CompleteExportState;

  @Field(() => Date)
  readonly requestedAt!: Date;

  @Field(() => Int, { description: 'How many of its files are written.' })
  readonly filesDone!: number;

  @Field(() => Int, { nullable: true, description: 'How many there will be; null until it is begun.' })
  readonly filesTotal!: number | null;

  @Field(() => Date, { nullable: true })
  readonly expiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Of the whole file, in bytes.' })
  readonly sizeBytes!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the whole file, in lower-case hexadecimal.' })
  readonly sha256!: string | null;

  @Field(() => failureEnum, { nullable: true, description: 'Why it could not be made.' })
  readonly failure!: CompleteExportFailure | null;
}

@InputType()
export class RequestCompleteExportInput {
  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class RequestCompleteExportSuccess {
  @Field(() => CompleteExport)
  readonly completeExport!: CompleteExport;
}

export const RequestCompleteExportResult = resultUnion(RequestCompleteExportSuccess, requestCompleteExport);

export function presentCompleteExport(row: CompleteExportRow): CompleteExport {
  return Object.assign(new CompleteExport(), {
    row,
    id: toWireId('completeExport', row.id),
    state: row.state,
    requestedAt: row.requestedAt,
    filesDone: row.filesDone,
    filesTotal: row.filesTotal,
    expiresAt: row.expiresAt,
    sizeBytes: row.sizeBytes?.toString() ?? null,
    sha256: row.sha256?.toString('hex') ?? null,
    failure: row.failure,
  });
}
