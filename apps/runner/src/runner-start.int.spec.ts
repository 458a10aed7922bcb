import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { heartbeatSubject, STARTING, type Heartbeat } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { EMPTY } from 'rxjs';
import { wireRunner } from './runner.fixture.ts';

const LEASE_MS = 300;

describe('a starting runner', () => {
  it('sends heartbeats while it still reads the log, and reports that it takes no jobs yet', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'reprise-start-'));
    const log = new MemoryEventLog();
    const head = log.head.bind(log);
    let answer = () => undefined as void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    log.head = () => answered.then(head);
    const heartbeats: Heartbeat[] = [];
    const services = {
      send: () => EMPTY, // no gateway
      emit: (pattern: string, heartbeat: Heartbeat) => {
        if (pattern === heartbeatSubject('runner-a')) heartbeats.push(heartbeat);
        return EMPTY;
      },
    } as unknown as ClientProxy;
    const runner = await wireRunner({ log, services, options: { dataDir, leaseMs: LEASE_MS } });
    const heard = (what: string, enough: () => boolean) => waitUntil(() => enough() || undefined, { what });
    try {
      const starting = runner.start();
      await heard('the third heartbeat', () => heartbeats.length >= 3);
      expect(new Set(heartbeats.map(({ holds_back }) => holds_back))).toEqual(new Set([STARTING]));
      answer();
      await starting;
      expect(heartbeats.at(-1)).toMatchObject({ runner_id: 'runner-a', slots: 2, holds_back: null });
    } finally {
      await runner.stop();
      await log.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
