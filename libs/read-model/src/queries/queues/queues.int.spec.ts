import { GREATEST_PRIORITY, type AnyEvent } from '@reprise/contracts';
import { derivedId, makeEvent, MemoryEventLog, newId } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { startPostgres, type TestServer } from '@reprise/testing';
import type { ReadModel } from '../../read-model.ts';
import { appendAll, emptyReadModel, projectAll } from '../../testing/projection.ts';
import { historyThatEnds, jobIdOf, newSeed, unfinished } from '../../testing/random-history.ts';
import { listAttempts } from '../attempts/attempts.ts';
import { listAudit } from '../audit/list-audit.ts';
import { frozenSpans } from './frozen-spans.ts';
import { readFrontOfMany, readFrontPriority } from './queue-line.ts';
import { medianDurations, readQueues } from './queues.ts';
import { usualDurations } from '../attempts/session-tasks.ts';

const seed = newSeed();
let postgres: TestServer;
let model: ReadModel;

beforeAll(async () => (postgres = await startPostgres()));
beforeEach(async () => (model = await emptyReadModel(postgres.url)));
afterEach(() => model.close());
afterAll(() => postgres.stop());

/** The events, one per second, starting an hour ago. */
const lately = (events: readonly AnyEvent[]): AnyEvent[] =>
  events.map((event, i) => ({ ...event, time: new Date(Date.now() - 3_600_000 + i * 1_000).toISOString() }));

/** Pauses an attempt one second after its start, for the number of seconds in `events`. */
function pausedFor(seconds: number, history: readonly AnyEvent[]): AnyEvent[] {
  const at = history.findIndex(({ type }) => type === 'attempt_started');
  const start = history[at]!;
  const made = (type: 'paused' | 'unpaused', second: number, data: object) =>
    ({
      ...start,
      id: derivedId('pause', seed, type),
      type,
      version: 1,
      data: { attempt: 1, ...data },
      time: new Date(Date.parse(start.time) + second * 1_000).toISOString(),
    }) as AnyEvent;
  const pause = [made('paused', 1, { mode: 'freeze' }), made('unpaused', 1 + seconds, {})];
  return [...history.slice(0, at + 1), ...pause, ...history.slice(at + 1)];
}

describe('the front of a queue', () => {
  it('is limited by the maximum priority', async () => {
    const log = new MemoryEventLog();
    const [first, other] = [newId(), newId()];
    for (const subject of [first, other]) await log.append(exampleOf('submitted', subject));
    const data = { from: 0, to: GREATEST_PRIORITY, reason: null };
    const circumstances = { id: newId(), actor: 'ada', source: '/test', correlation_id: 'c', causation_id: 'c' };
    const fact = { type: 'priority_changed', subject: first, data } as const;
    await log.append(makeEvent(fact, { ...circumstances, time: new Date().toISOString() }));
    await projectAll(model, log);
    const job = { queue: 'default', job_id: other, priority: 0 };
    expect(await readFrontPriority(model, job)).toBe(GREATEST_PRIORITY);
    expect(await readFrontOfMany(model, [other])).toBe(GREATEST_PRIORITY);
    expect(await readFrontPriority(model, { ...job, job_id: first, priority: GREATEST_PRIORITY })).toBe(
      GREATEST_PRIORITY,
    );
  });
});

describe('the usual duration of a pipeline', () => {
  it('excludes the time in which runs were paused', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, pausedFor(2, lately(historyThatEnds(seed, ['succeeded']))));
    await projectAll(model, log);
    const [attempt] = await listAttempts(model, jobIdOf(seed, 0));
    expect(attempt).toMatchObject({ duration_ms: 5_000, paused_ms: 2_000 });
    expect(await medianDurations(model)).toEqual(new Map([['wgs', 3_000]]));
    const spans = await frozenSpans(model, jobIdOf(seed, 0));
    expect(spans.map(([from, to]) => Date.parse(to) - Date.parse(from))).toEqual([2_000]);
  });

  it('states in the audit how long the attempt was paused, with its end and its start', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, pausedFor(2, lately(historyThatEnds(seed, ['succeeded']))));
    await projectAll(model, log);
    const { items } = await listAudit(model, { order: 'asc', limit: 100, events: 'story' });
    const paused = items.flatMap(({ type, paused_ms, effects }) => [
      [type, paused_ms],
      ...effects.map((effect) => [`${type}: ${effect.type}`, effect.paused_ms]),
    ]);
    expect(Object.fromEntries(paused)).toMatchObject({
      'submitted: attempt_started': null,
      'submitted: attempt_succeeded': 2_000,
      attempt_started: null,
      attempt_succeeded: 2_000,
    });
  });

  it('uses the start of a pause for a job that holds a slot', async () => {
    const log = new MemoryEventLog();
    const events = pausedFor(2, lately(historyThatEnds(seed, ['succeeded'])));
    const pause = events.findIndex(({ type }) => type === 'paused');
    await appendAll(log, events.slice(0, pause + 1));
    await projectAll(model, log);
    const [queue] = await readQueues(model);
    const paused = { mode: 'freeze', since: events[pause]!.time };
    expect(queue!.running).toMatchObject([{ status: 'paused', paused, paused_ms: 0 }]);
  });

  it('ignores task times from a paused attempt', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, pausedFor(2, lately(historyThatEnds(seed, ['succeeded']))));
    await projectAll(model, log);
    expect((await usualDurations(model, 'wgs')).size).toBe(0);

    await appendAll(log, lately(historyThatEnds(seed + 1, ['succeeded'])));
    await projectAll(model, log);
    expect((await usualDurations(model, 'wgs')).size).toBeGreaterThan(0);
  });

  it('excludes the time in which a task waited for its executor', async () => {
    const log = new MemoryEventLog();
    const [submitted_at, started_at, completed_at] = [0, 50_000, 50_100].map((ms) => new Date(ms).toISOString());
    const times = { submitted_at, started_at, completed_at, duration_ms: 50_100 };
    const events = lately(historyThatEnds(seed + 1, ['succeeded']));
    await appendAll(
      log,
      events.map((event) =>
        event.type.startsWith('task_') ? ({ ...event, data: { ...event.data, ...times } } as AnyEvent) : event,
      ),
    );
    await projectAll(model, log);
    expect(new Set((await usualDurations(model, 'wgs')).values())).toEqual(new Set([100]));
  });
});

describe('the front of a queue for many jobs', () => {
  it('is before every other job, and after none of them', async () => {
    const log = new MemoryEventLog();
    // Jobs with an odd number have priority 1, the others have 0.
    await appendAll(log, unfinished(historyThatEnds(seed, ['none'], ['none'], ['none'], ['none']), 0));
    await projectAll(model, log);
    const [a, b, c, d] = [0, 1, 2, 3].map((n) => jobIdOf(seed, n)) as [string, string, string, string];
    expect(await readFrontOfMany(model, [a, c])).toBe(2);
    expect(await readFrontOfMany(model, [a, b])).toBe(2);
    expect(await readFrontOfMany(model, [a, b, d])).toBe(1);
    expect(await readFrontOfMany(model, [jobIdOf(seed, 9)])).toBe(0);
  });
});
