import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { heartbeatSubject } from '@reprise/contracts';
import { HeartbeatsController } from './heartbeats.controller.ts';
import { Leases } from '../state/leases.ts';

const script = join(import.meta.dirname, '../../../../docker/runner-health.mjs');
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-heartbeats-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Runs the health check of the image. */
const isHealthy = (lease?: string) =>
  spawnSync(process.execPath, [script], { env: { REPRISE_DATA_DIR: dataDir, REPRISE_RUNNER_LEASE: lease } }).status ===
  0;

/** Handles a heartbeat in the runner `own`. */
function listener() {
  const leases = new Leases({ runnerId: 'own', leaseMs: 60_000, now: Date.now() });
  const heard = new HeartbeatsController(leases, { dataDir });
  return (runner_id: string, sender = runner_id) =>
    heard.hear(
      {
        runner_id,
        storage_id: 's',
        slots: 1,
        slots_taken: 0,
        nextflow_version: '24.10.0',
        holds_back: null,
        simulated: false,
        lease_ms: 60_000,
      },
      { getSubject: () => heartbeatSubject(sender) },
    );
}

describe('the health of a runner', () => {
  it('holds while it hears its own heartbeats, and needs no secret', async () => {
    const hear = listener();
    await hear('another');
    expect(isHealthy('60s')).toBe(false);
    await hear('own', 'another');
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

  it('logs once that heartbeats cannot be stored for the health check, and again after a recovery', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    try {
      const hear = listener();
      const file = join(dataDir, 'runner.heard');
      mkdirSync(file);
      await hear('own');
      await hear('own');
      expect(warn.mock.calls).toEqual([[expect.stringContaining('EISDIR')]]);
      rmdirSync(file);
      await hear('own');
      expect(isHealthy('60s')).toBe(true);
      rmSync(file);
      mkdirSync(file);
      await hear('own');
      expect(warn).toHaveBeenCalledTimes(2);
    } finally {
      warn.mockRestore();
    }
  });
});
