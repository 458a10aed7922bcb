import { emptyQueue, type QueueState } from '@reprise/job';
import type { QueuedJob } from '@reprise/read-model';
import { queueView, waitingPage } from './queue-view.ts';

const GIB = 2 ** 30;
const nextflow = { nextflow_versions: ['24.10.0'] };
const job = (job_id: string, resources: QueuedJob['resources'] = null): QueuedJob => ({
  job_id,
  sample_name: job_id,
  pipeline: 'wes',
  status: 'pending',
  pending_action: null,
  queue: 'default',
  priority: 0,
  waiting: true,
  waiting_since: 1,
  asked_by: 'ada',
  runner_id: null,
  resources,
  files: { mode: 'fresh', last_run: null, results_on: null },
  requested_at: '2026-11-26T12:00:00.000Z',
  started_at: null,
  paused: null,
  paused_ms: 0,
});
const runner = (slots: number, cpus: number) => ({ slots, cpus, memory_bytes: cpus * 4 * GIB });
const view = (waiting: QueuedJob[], ...runners: ReturnType<typeof runner>[]) =>
  queueView(
    { name: 'default', state: emptyQueue, waiting, running: [] },
    { runners, heard: [], medians: new Map([['wes', 60_000]]), now: 0 },
  );
const tooLarge = (waiting: QueuedJob[], ...runners: ReturnType<typeof runner>[]) =>
  view(waiting, ...runners)
    .waiting.filter(({ is_too_large }) => is_too_large)
    .map(({ job_id }) => job_id);

describe('a job that declares more resources than runners have', () => {
  const [large, small] = [job('large', { cpus: 64 }), job('small')];

  it('waits for a larger runner, and is too large while no large enough runner lives', () => {
    expect(tooLarge([large, small], runner(4, 16))).toEqual(['large']);
    expect(tooLarge([large, small], runner(4, 16), runner(2, 64))).toEqual([]);
    expect(tooLarge([large, small])).toEqual([]);
    expect(tooLarge([job('memory', { memory_bytes: 256 * GIB })], runner(4, 16))).toEqual(['memory']);
  });

  it('fits a machine whose programs have slightly less than its memory', () => {
    const machine = { slots: 4, cpus: 64, memory_bytes: 251 * GIB };
    expect(tooLarge([job('memory', { memory_bytes: 256 * GIB })], machine)).toEqual([]);
  });

  it('has no expected wait, and does not block jobs behind it', () => {
    const { waiting, expected_wait_ms } = view([large, small], runner(1, 16));
    expect(waiting.map((each) => each.expected_wait_ms)).toEqual([null, 0]);
    expect(expected_wait_ms).toBe(60_000);
  });
});

describe('the slots of a queue', () => {
  const slotsOf = (isUnheard: boolean) =>
    queueView(
      { name: 'default', state: emptyQueue, waiting: [], running: [] },
      { runners: [], heard: [], isUnheard, medians: new Map(), now: 0 },
    ).slots;

  it('are none without a living runner, and unknown while no runner is heard', () => {
    expect([slotsOf(false), slotsOf(true)]).toEqual([0, null]);
  });
});

describe('a job that needs a Nextflow that no runner has', () => {
  it('names the version, has no expected wait, and does not block jobs behind it', () => {
    const newer = job('newer');
    const asked = { ...newer, files: { ...newer.files, launch: { nextflow: '>=25.10' } } };
    const heard = {
      runner_id: 'a',
      storage_id: 's',
      alive: true,
      holds_back: null,
      slots: 1,
      slots_taken: 0,
      ...nextflow,
    };
    const { waiting } = queueView(
      { name: 'default', state: emptyQueue, waiting: [asked, job('small')], running: [] },
      { runners: [runner(1, 16)], heard: [heard], medians: new Map([['wes', 60_000]]), now: 0 },
    );
    expect(waiting.map(({ needs_nextflow, expected_wait_ms }) => [needs_nextflow, expected_wait_ms])).toEqual([
      ['Nextflow >=25.10', null],
      [null, 0],
    ]);
  });
});

describe('a section of the queue', () => {
  const waiting = Array.from({ length: 5000 }, (_, n) => job(`PAT-${String(n).padStart(4, '0')}`));
  const part = (asked: { q?: string; from: number; limit: number }) =>
    waitingPage(
      { name: 'default', state: emptyQueue, waiting, running: [] },
      { runners: [runner(1, 16)], heard: [], medians: new Map([['wes', 60_000]]), now: 0 },
      [],
      asked,
    );
  const places = ({ items }: ReturnType<typeof part>) => items.map(({ job_id, position }) => [job_id, position]);

  it('begins at any position, with the wait expected there', () => {
    const found = part({ from: 4998, limit: 100 });
    expect([found.total, places(found)]).toEqual([
      5000,
      [
        ['PAT-4998', 4999],
        ['PAT-4999', 5000],
      ],
    ]);
    expect(found.items[0]?.expected_wait_ms).toBe(4998 * 60_000);
  });

  it('contains the matches of a search in any case, with their position in the whole queue', () => {
    const found = part({ q: ' pat-49 ', from: 99, limit: 1 });
    expect([found.total, places(found)]).toEqual([100, [['PAT-4999', 5000]]]);
    expect(part({ q: 'WES', from: 0, limit: 1 }).total).toBe(5000);
    expect(part({ q: 'nowhere', from: 0, limit: 1 })).toEqual({ items: [], total: 0 });
  });
});

describe('a job for a runner that is away', () => {
  const ofAway: QueuedJob = {
    ...job('away'),
    files: { mode: 'resume', last_run: { storage_id: 'a', runner_id: 'a' }, results_on: null } as QueuedJob['files'],
  };
  const heard = [
    { runner_id: 'a', storage_id: 'a', alive: false, holds_back: null, slots: 1, slots_taken: 0, ...nextflow },
    { runner_id: 'b', storage_id: 'b', alive: true, holds_back: null, slots: 1, slots_taken: 0, ...nextflow },
  ] as unknown as Parameters<typeof queueView>[1]['heard'];

  it('does not block jobs behind it', () => {
    const { waiting, expected_wait_ms } = queueView(
      { name: 'default', state: emptyQueue, waiting: [ofAway, job('next')], running: [] },
      { runners: [runner(1, 16)], heard, medians: new Map([['wes', 60_000]]), now: 0 },
    );
    expect(waiting.map((each) => each.expected_wait_ms)).toEqual([null, 0]);
    expect(waiting[0]?.waits_for).toMatchObject({ runner_id: 'a' });
    expect(expected_wait_ms).toBe(60_000);
  });
});

it('takes at least one slot, also while no runner is heard', () => {
  expect(view([job('any')]).waiting[0]?.slots).toBe(1);
});

describe('a job behind an unusually long one', () => {
  const behind = (elapsedMs: number) => {
    const late: QueuedJob = {
      ...job('late'),
      status: 'running',
      waiting: false,
      started_at: new Date(0).toISOString(),
    };
    const taken = [{ job_id: 'late', attempt: 1, runner_id: 'a', slots: 1 }] as unknown as QueueState['taken'];
    const { waiting, expected_wait_ms, running } = queueView(
      { name: 'default', state: { ...emptyQueue, taken }, waiting: [job('next')], running: [late] },
      { runners: [runner(1, 16)], heard: [], medians: new Map([['wes', 60_000]]), now: elapsedMs },
    );
    return [running[0]?.expected_ms, waiting[0]?.expected_wait_ms, expected_wait_ms];
  };

  it('is not expected to start at once while no slot is free', () => {
    expect(behind(10_000)).toEqual([50_000, 50_000, 110_000]);
    expect(behind(59_999)).toEqual([6_000, 6_000, 66_000]);
    expect(behind(61_000)).toEqual([6_000, 6_000, 66_000]);
    expect(behind(100_000)).toEqual([40_000, 40_000, 100_000]);
  });
});

describe('the free slots of a queue', () => {
  const runs = (job_id: string, runner_id: string): QueuedJob => ({
    ...job(job_id),
    status: 'running',
    waiting: false,
    runner_id,
    started_at: new Date(0).toISOString(),
  });
  const taken = (job_id: string, runner_id: string) => ({ job_id, attempt: 1, runner_id });
  const content = (name: string, waiting: QueuedJob[], running: QueuedJob[]) => ({
    name,
    waiting,
    running,
    state: { ...emptyQueue, taken: running.map(({ job_id, runner_id }) => taken(job_id, runner_id!)) },
  });
  const heard = (runner_id: string, holds_back: string | null) => ({
    runner_id,
    storage_id: runner_id,
    alive: true,
    holds_back,
    slots: 1,
    slots_taken: 1,
    ...nextflow,
  });
  const waits = (holdsBack: string | null, slots: number, running: QueuedJob[], elsewhere: QueuedJob[]) =>
    queueView(
      content('urgent', [job('next')], running),
      {
        runners: [runner(slots, 16)],
        medians: new Map([['wes', 60_000]]),
        now: 10_000,
        heard: [heard('a', holdsBack), heard('b', null)],
      },
      [content('default', [], elsewhere)],
    ).waiting[0]?.expected_wait_ms;

  it('exclude the slots that jobs of other queues take', () => {
    expect(waits(null, 1, [], [runs('x', 'b')])).toBe(50_000);
    expect(waits(null, 2, [], [runs('x', 'b')])).toBe(0);
  });

  it('include those beside the jobs on a draining runner', () => {
    expect(waits('It is drained: new disk.', 1, [runs('x', 'a')], [])).toBe(0);
  });
});
