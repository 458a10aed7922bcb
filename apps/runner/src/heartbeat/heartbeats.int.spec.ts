import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heartbeats } from './heartbeats.ts';
import { Leases } from './leases.ts';

const script = join(import.meta.dirname, '../../../../docker/runner-health.mjs');
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-heartbeats-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** What the health check of the image says. */
const isHealthy = (lease?: string) =>
  spawnSync(process.execPath, [script], { env: { REPRISE_DATA_DIR: dataDir, REPRISE_RUNNER_LEASE: lease } }).status ===
  0;

describe('a runner', () => {
  it('is healthy while it hears its own heartbeats, and without any secret', async () => {
    const leases = new Leases({ runnerId: 'own', leaseMs: 60_000, now: Date.now() });
    const listener = new (heartbeats(leases, dataDir))();
    const hear = (runner_id: string) =>
      listener.hear({
        ...{ runner_id, storage_id: 's', slots: 1, slots_taken: 0, nextflow_version: '24.10.0' },
        ...{ holds_back: null, simulated: false, lease_ms: 60_000 },
      });
    await hear('another');
    expect(isHealthy('60s')).toBe(false);
    await hear('own');
    expect(isHealthy('60s')).toBe(true);

    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(join(dataDir, 'runner.heard'), aMinuteAgo, aMinuteAgo);
    expect([isHealthy('60s'), isHealthy('600s'), isHealthy('')]).toEqual([false, true, false]);
    await hear('another');
    expect(isHealthy('60s')).toBe(false);
    await hear('own');
    expect(isHealthy('60s')).toBe(true);
  });
});
