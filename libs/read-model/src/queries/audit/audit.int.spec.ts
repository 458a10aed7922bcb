import {
  AuditEntry,
  AuditOutcome,
  AuditQuery,
  commandNames,
  commands,
  isInputEvent,
  isLifecycle,
  isTaskEvent,
  outcomeEvents,
  personTypes,
  type RecordedEvent,
} from '@reprise/contracts';
import { eventsOf, MemoryEventLog, newId } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { startPostgres, type TestServer } from '@reprise/testing';
import type { z } from 'zod';
import { appendAll, emptyReadModel, entriesOf, projectAll } from '../../testing/projection.ts';
import { historyThatEnds, inputExamples, jobIdOf, newSeed, randomHistory } from '../../testing/random-history.ts';
import type { ReadModel } from '../../read-model.ts';
import { writeBatch } from '../../projector/write-batch.ts';
import { positionIn } from '../../projector/project.ts';
import { readJobAsOf } from '../jobs/as-of.ts';
import { listAttempts } from '../attempts/attempts.ts';
import { auditActors, exportAudit, listAudit } from './list-audit.ts';
import { readJob } from '../jobs/read-job.ts';
import { listTasks } from '../attempts/tasks.ts';

const seed = newSeed();
const log = new MemoryEventLog();
let postgres: TestServer;
let model: ReadModel;
let events: RecordedEvent[];

beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
  await appendAll(log, randomHistory(seed, 25));
  await appendAll(log, historyThatEnds(seed + 1, ['cancelled']));
  await appendAll(log, inputExamples());
  await projectAll(model, log);
  events = await eventsOf(log.read('reprise.>'));
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

async function found(wanted: z.input<typeof AuditQuery>): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(model, AuditQuery.parse({ limit: 7, ...wanted, cursor }));
    entries.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return entries;
}

const seqs = (of: readonly { seq: number }[]) => of.map(({ seq }) => seq);

describe('the audit trail of all jobs', () => {
  it('lists the history newest first, with tasks on request, and its pages lose and repeat nothing', async () => {
    const story = events.filter((event) => !isTaskEvent(event));
    expect(seqs(await found({}))).toEqual(seqs(story).toReversed());
    expect(seqs(await found({ order: 'asc' }))).toEqual(seqs(story));
    expect(await found({ events: 'all' })).toHaveLength(events.length);
  });

  it('filters by person, command, job, sample, pipeline and words in reasons', async () => {
    const story = events.filter((event) => !isTaskEvent(event));
    const reasonOf = ({ data }: RecordedEvent) => ('reason' in data ? data.reason : null);
    const job = jobIdOf(seed, 3);
    const expectations: [z.input<typeof AuditQuery>, (event: RecordedEvent) => boolean][] = [
      [{ actor: 'ada' }, ({ actor }) => actor === 'ada'],
      [{ command: 'resume' }, ({ type }) => type === 'resume_requested'],
      [{ job_id: job }, ({ subject }) => subject === job],
      [{ q: 'WRONG' }, (event) => reasonOf(event)?.startsWith('wrong') ?? false],
      [{ q: '%' }, () => false],
    ];
    for (const [filter, holds] of expectations)
      expect([filter, seqs(await found({ ...filter, order: 'asc' }))]).toEqual([filter, seqs(story.filter(holds))]);
    expect((await found({ sample: 's1', pipeline: 'wes' })).every((entry) => entry.sample_name === 'S1')).toBe(true);
  });

  it('includes uploads and inputs like commands, and alone on request', async () => {
    const inputs = await found({ events: 'input', order: 'asc' });
    expect(seqs(inputs)).toEqual(seqs(events.filter(isInputEvent)));
    const deleted = inputs.find(({ type }) => type === 'upload_deleted');
    expect(deleted).toMatchObject({ kind: 'input', job_id: null, reason: 'wrong patient', outcome: 'accepted' });
    expect(await found({ events: 'commands', q: 'wrong patient' })).toEqual([deleted]);
  });

  it('filters by outcome: the event itself and the commands that led to it, with any other filter', async () => {
    const has = (outcome: AuditOutcome, entry: AuditEntry) =>
      entry.outcome === outcome || entry.effects.some(({ type }) => outcomeEvents[outcome].includes(type));
    const others = [{}, { command: 'cancel' }, { actor: 'ada' }, { q: 'wrong' }, { events: 'commands' }] as const;
    for (const other of others) {
      const all = await found(other);
      for (const outcome of AuditOutcome.options) {
        const wanted = all.filter((entry) => has(outcome, entry));
        expect([other, outcome, seqs(await found({ ...other, outcome }))]).toEqual([other, outcome, seqs(wanted)]);
      }
      const either = all.filter((entry) => has('accepted', entry) || has('cancelled', entry));
      expect(seqs(await found({ ...other, outcome: 'accepted,cancelled' }))).toEqual(seqs(either));
    }
    const cancels = events.filter(({ type }) => type === 'cancel_requested');
    expect(await found({ command: 'cancel', outcome: 'cancelled' })).toHaveLength(cancels.length);
  });

  it('lists only commands on request, with the outcome of each', async () => {
    const asked = await found({ events: 'commands', order: 'asc' });
    expect(seqs(asked)).toEqual(seqs(events.filter(({ type }) => personTypes.includes(type))));
    const effectsOf = new Map<string, readonly string[]>(
      commandNames.map((name) => [commands[name].accepted, commands[name].effects]),
    );
    for (const { type, job_id, attempt, seq, at, effects } of asked) {
      const wanted = effectsOf.get(type) ?? [];
      const later = events.filter(
        (event) =>
          event.subject === job_id &&
          event.seq > seq &&
          wanted.includes(event.type) &&
          'attempt' in event.data &&
          event.data.attempt === (attempt ?? 1),
      );
      expect(effects.map((effect) => [effect.seq, effect.after_ms])).toEqual(
        later.map((event) => [event.seq, Date.parse(event.time) - Date.parse(at)]),
      );
    }
    const ended = asked.filter(({ type }) => type === 'cancel_requested').flatMap(({ effects }) => effects);
    expect(new Set(ended.map(({ processes_ended }) => processes_ended))).toEqual(new Set([1]));
  });

  it('states for a refused command how the job had ended, since a refusal has one status for failed and cancelled', async () => {
    const other = new MemoryEventLog();
    const began = ['submitted', 'attempt_claimed', 'attempt_started'] as const;
    for (const ending of ['attempt_failed', 'attempt_cancelled', null] as const) {
      const job = newId();
      for (const type of [...began, ...(ending ? [ending] : []), 'cancel_refused'] as const)
        await other.append(exampleOf(type, job));
    }
    const own = await emptyReadModel(postgres.url);
    await projectAll(own, other);
    const { items } = await listAudit(own, { order: 'asc', limit: 100, events: 'commands' });
    await own.close();
    const refused = items.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ ended_as }) => ended_as)).toEqual(['failed', 'cancelled', undefined]);
  });

  it('lists when a pause took effect, and no effect of a command that acts at once', async () => {
    const other = new MemoryEventLog();
    const job = newId();
    for (const type of [
      ...(['submitted', 'attempt_claimed', 'attempt_started', 'pause_requested', 'unpause_requested'] as const),
      ...(['pause_requested', 'paused', 'job_pinned'] as const),
      ...(['unpause_requested', 'unpaused', 'attempt_succeeded', 'clean_requested', 'cleaned'] as const),
    ])
      await other.append(exampleOf(type, job));
    const own = await emptyReadModel(postgres.url);
    await projectAll(own, other);
    const { items } = await listAudit(own, { order: 'asc', limit: 100, events: 'commands' });
    await own.close();
    expect(items.map(({ command, effects }) => [command, effects.map(({ type }) => type)])).toEqual([
      ['submit', ['attempt_started', 'attempt_succeeded']],
      ['pause', ['attempt_succeeded']],
      ['unpause', ['attempt_succeeded']],
      ['pause', ['paused', 'attempt_succeeded']],
      ['pin', []],
      ['unpause', ['unpaused', 'attempt_succeeded']],
      ['clean', ['cleaned']],
    ]);
  });

  it('includes the chain hash of each entry', async () => {
    const all = await found({ events: 'all', order: 'asc' });
    expect(all.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(all.length);
  });

  it('filters by the time at which events happened, also if they were reported late', async () => {
    const history = randomHistory(seed, 8);
    const [early, late] = [history[10]!.time, history[60]!.time];
    const shifted = history.with(60, { ...history[60]!, time: early }).with(12, { ...history[12]!, time: late });
    const [sometime, another] = [await emptyReadModel(postgres.url), new MemoryEventLog()];
    await appendAll(another, shifted);
    await projectAll(sometime, another);
    const [from, to] = [history[8]!.time, history[40]!.time];
    const spans = [{ from, to }, { from }, { to }, { from: '2100-01-01T00:00:00Z' }, { to: '2000-01-01T00:00:00Z' }];
    for (const span of spans)
      for (const order of ['asc', 'desc'] as const) {
        const query = AuditQuery.parse({ ...span, order, events: 'all', limit: 1000 });
        const { items } = await listAudit(sometime, query);
        const within = shifted.flatMap(({ time }, index) =>
          time >= (span.from ?? '') && time <= (span.to ?? '3') ? [index + 1] : [],
        );
        expect([span, seqs(items)]).toEqual([span, order === 'asc' ? within : within.toReversed()]);
      }
    await sometime.close();
  });

  it('exports exactly the filtered entries, and lists all people with entries', async () => {
    const exported: AuditEntry[] = [];
    for await (const entry of exportAudit(model, { actor: 'bo', events: 'all' }))
      exported.push(AuditEntry.parse(entry));
    expect(seqs(exported)).toEqual(seqs(events.filter(({ actor }) => actor === 'bo')));
    expect(await auditActors(model)).toEqual(['ada', 'bo']);
  });
});

describe('a job at a past moment', () => {
  it('reads after any of its events as it read then', async () => {
    const job = jobIdOf(seed, 5);
    const past = await emptyReadModel(postgres.url);
    const entries = (await entriesOf(log)).filter(({ event }) => event?.subject === job);
    let position = await positionIn(past, (await log.head()).created);
    for (const entry of entries) {
      position = await writeBatch(past, position, [entry]);
      const then = await readJob(past, job);
      const asOf = await readJobAsOf(model, job, entry.seq);
      const nothingToDo = {
        allowed_actions: [],
        cleanable: [],
        resumable: { possible: false, why: null, until: null },
      };
      expect(asOf?.job).toEqual({ ...then, ...nothingToDo, queue_position: null });
      expect(asOf?.attempts).toEqual(await listAttempts(past, job));
      expect(asOf?.tasks).toEqual((await listTasks(past, job, { limit: 1000 })).items);
    }
    await past.close();
  });

  it('does not exist before its first event', async () => {
    const job = jobIdOf(seed, 5);
    const first = events.filter(isLifecycle).find(({ subject }) => subject === job)!;
    expect(await readJobAsOf(model, job, first.seq - 1)).toBeNull();
  });
});
