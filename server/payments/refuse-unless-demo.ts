import { refusal } from '../platform/actions.js';
import type { Db } from '../platform/database.js';
import { readInstallation } from '../platform/installation.js';
import type { Problem } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { NotADemo } from './payment.problems.js';
import { operatorOfDemo } from './simulated-bank.policy.js';

/** Why the viewer gives no orders to the bank or the clock, or null: only an operator does, and only in a demo market. */
export async function refuseUnlessDemo(db: Db, viewer: Viewer): Promise<Problem | null> {
  const refused = refusal(operatorOfDemo, viewer, { state: '' });
  if (refused) return refused;
  const { demo } = await readInstallation(db);
  return demo ? null : new NotADemo();
}
