import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { HEARTBEAT, STARTING, type Heartbeat } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { EMPTY } from 'rxjs';
import { Leases } from './heartbeat/leases.ts';
import { Runner } from './runner.ts';

const LEASE_MS = 300;

describe('a runner that starts', () => {
  it('is heard while it still reads the log, and tells that it takes no jobs yet', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'reprise-start-'));
    const log = new MemoryEventLog();
    const head = log.head.bind(log);
    let answer = () => undefined as void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    log.head = () => answered.then(head);
    const beats: Heartbeat[] = [];
    const services = {
      send: () => EMPTY, // no gateway
      emit: (pattern: string, beat: Heartbeat) => {
        if (pattern === HEARTBEAT) beats.push(beat);
        return EMPTY;
      },
    } as unknown as ClientProxy;
    const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const leases = new Leases({ runnerId: 'runner-a', leaseMs: LEASE_MS, now: Date.now() });
    const options = {
      ...{ dataDir, identity: { runner_id: 'runner-a', storage_id: 'storage-a' }, environment: {}, nextflow: 'none' },
      ...{ nextflowVersion: '24.10.0', cgroup: 'off' as const, graceMs: 0, slots: 2, leaseMs: LEASE_MS },
      ...{ diskReserve: 0, inputRoots: [], simulated: false },
    };
    const runner = new Runner(log, services, leases, [], options, quiet);
    const heard = (what: string, enough: () => boolean) =>
      waitUntil(() => enough() || undefined, { milliseconds: 10_000, what });
    try {
      const starting = runner.start();
      await heard('the third beat', () => beats.length >= 3);
      expect(new Set(beats.map(({ holds_back }) => holds_back))).toEqual(new Set([STARTING]));
      answer();
      await starting;
      expect(beats.at(-1)).toMatchObject({ runner_id: 'runner-a', slots: 2, holds_back: null });
    } finally {
      runner.stop();
      await log.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
