import { randomUUID } from 'node:crypto';
import type { MemberViewer } from '../../server/platform/viewer.js';

/** A person who confirms what another proposed. */
export function seconded(viewer: MemberViewer): MemberViewer {
  return { ...viewer, proposedBy: randomUUID() };
}
