import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { MemoryEventLog } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { EMPTY, of } from 'rxjs';
import { wireRunner } from '../runner.fixture.ts';

/** A log whose connection can be closed permanently while it is being followed. */
class ClosingLog extends MemoryEventLog {
  readonly closing = new AbortController();

  override follow(...[filters, options]: Parameters<MemoryEventLog['follow']>) {
    const signals = [this.closing.signal, options.signal].filter((signal) => signal !== undefined);
    return super.follow(filters, { ...options, signal: AbortSignal.any(signals) });
  }
}

describe('a runner that follows the log', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'reprise-log-follower-'));
  const before = process.exitCode;
  let signals: unknown[];
  beforeEach(() => {
    signals = [];
    jest.spyOn(process, 'kill').mockImplementation((_, signal) => {
      signals.push(signal);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = before;
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  const runnerOn = async (log: MemoryEventLog) => {
    const services = { send: () => of(null), emit: () => EMPTY } as unknown as ClientProxy;
    const errors: string[] = [];
    const logger = { error: (line: string) => void errors.push(line) };
    const runner = await wireRunner({ log, services, logger, options: { dataDir } });
    await runner.start();
    return { ...runner, errors };
  };

  it('ends with an error if the connection was closed permanently', async () => {
    const log = new ClosingLog();
    const { stop, errors } = await runnerOn(log);
    log.closing.abort();
    await waitUntil(() => signals.length > 0 || undefined, { what: 'it ends' });
    expect([signals, process.exitCode]).toEqual([['SIGTERM'], 1]);
    expect(errors).toEqual(['Following the log ended: Error: the connection was closed for good']);
    await stop();
  });

  it('ends without an error when it is stopped', async () => {
    const { stop, errors } = await runnerOn(new ClosingLog());
    await stop();
    expect([signals, errors, process.exitCode]).toEqual([[], [], before]);
  });
});
