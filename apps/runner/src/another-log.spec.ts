import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { STARTING, type Heartbeat } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import type { OpenJob, OpenJobs } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { EMPTY, NEVER, of } from 'rxjs';
import { JobStateCache } from './state/job-state-cache.ts';
import { reloadJob } from './state/reload.ts';
import { submit } from './state/runner-commands.fixture.ts';
import { wireRunner, type WiredRunner } from './runner.fixture.ts';

const LEASE_MS = 150;
const folder = mkdtempSync(join(tmpdir(), 'reprise-another-log-'));
let log: MemoryEventLog;
let runner: WiredRunner;
let known: OpenJobs | null;
let beats: Heartbeat[];
let errors: string[];

beforeEach(async () => {
  log = new MemoryEventLog();
  [beats, errors] = [[], []];
  await submit(log);
  known = await tablesOf(await submit(log));
});
afterEach(async () => {
  await runner.stop();
  await log.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** State of one open job, as the gateway returns it. */
async function tablesOf(job: string): Promise<OpenJobs> {
  const cache = new JobStateCache();
  await reloadJob(log, cache, job);
  const { state, life_seq } = cache.job(job) as { state: OpenJob; life_seq: number };
  const { created, last_seq } = await log.head();
  return {
    as_of: last_seq,
    last_event: { seq: life_seq, event_id: state.requested_by },
    stream_created: created,
    jobs: [{ state, life_seq }],
    queues: [],
  };
}

/** Settles like `Runner.start`. */
async function start(slots = 2): Promise<void> {
  const services = {
    send: () => (known ? of(known) : NEVER),
    emit: (_: string, beat: Heartbeat) => (beats.push(beat), EMPTY),
  } as unknown as ClientProxy;
  const logger = { error: (line: string) => void errors.push(line) };
  runner = await wireRunner({ log, services, logger, options: { dataDir: folder, slots, leaseMs: LEASE_MS } });
  return runner.start();
}

/** Starts a runner that stays pending although it has reported the reason several times. Returns the reports. */
async function heldBack(): Promise<string> {
  const started = start().then(() => true);
  const isReported = () => beats.filter(({ holds_back }) => holds_back && holds_back !== STARTING).length > 3;
  await waitUntil(isReported, { milliseconds: 40_000, what: 'the runner says why it holds back' });
  expect(await Promise.race([started, Promise.resolve(false)])).toBe(false);
  return beats.at(-1)!.holds_back!;
}

const lastSeq = async () => (await log.head()).last_seq;

describe('a runner whose gateway knows a different log', () => {
  it('claims no stale job and reports the reason when the log lost its end', async () => {
    log.cutAfter(1);
    expect(await heldBack()).toBe(
      'The event log is not what it was: the log ends at event 1, but event 2 was read before.',
    );
    expect(errors).toHaveLength(1);
    expect(await lastSeq()).toBe(1);
  });

  it('claims no job when the log has grown again since', async () => {
    log.cutAfter(1);
    await submit(log);
    await submit(log);
    expect(await heldBack()).toContain('event 2 of the log is not the one that was read before');
    expect(await lastSeq()).toBe(3);
  });

  it('claims no job when the log was created from scratch', async () => {
    known = { ...known!, stream_created: '2001-01-01T00:00:00Z' };
    expect(await heldBack()).toContain('the one read before at 2001-01-01T00:00:00Z');
    expect(await lastSeq()).toBe(2);
  });

  it('continues when a gateway knows its log', async () => {
    const right = known!;
    known = { ...right, as_of: 3 };
    const started = start(0);
    await waitUntil(() => errors.length > 0, { milliseconds: 40_000, what: 'the runner holds back' });
    known = right;
    await started;
    expect(beats.at(-1)).toMatchObject({ holds_back: null });
  });
});
