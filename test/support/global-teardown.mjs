// @ts-check
import { rmSync } from 'node:fs';

export default async function tearDown() {
  const { cluster, dataDir } = /** @type {any} */ (globalThis).tenorTestCluster;
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
