import { isLifecycle, runnerSource, type AnyEvent, type RecordedEvent } from '@reprise/contracts';
import { fold } from '@reprise/job';
import { random } from '@reprise/testing/random';
import { foldBatch } from './fold-batch.ts';
import { historyThatEnds, newSeed, randomHistory } from '../testing/random-history.ts';
import { noRows, type Rows } from './rows.ts';

const recorded = (events: readonly AnyEvent[]): RecordedEvent[] => events.map((event, i) => ({ ...event, seq: i + 1 }));

const merged = (before: Rows, changed: Rows): Rows => ({
  jobs: new Map([...before.jobs, ...changed.jobs]),
  attempts: new Map([...before.attempts, ...changed.attempts]),
  tasks: new Map([...before.tasks, ...changed.tasks]),
  queues: new Map([...before.queues, ...changed.queues]),
});

const seed = newSeed();
const history = recorded([...historyThatEnds(seed + 1, ['succeeded']), ...randomHistory(seed, 40)]);
const whole = foldBatch(noRows(), history);

describe('folding a history into rows', () => {
  it('returns the same rows for any division into batches', () => {
    const next = random(seed);
    for (let round = 0; round < 20; round++) {
      let rows = noRows();
      for (let from = 0; from < history.length;) {
        const to = from + 1 + Math.floor(next() * 60);
        rows = merged(rows, foldBatch(rows, history.slice(from, to)));
        from = to;
      }
      expect(rows).toEqual(whole);
    }
  });

  it('keeps the state for decisions in a row', () => {
    for (const row of whole.jobs.values()) {
      const life = history.filter(isLifecycle).filter((event) => event.subject === row.job_id);
      expect(row.state).toEqual(fold(life));
      expect(row.life_seq).toBe(life.at(-1)!.seq);
      expect(row.status).toBe(row.state.status);
    }
  });

  it('returns only the rows that changed', () => {
    const last = history.findLast((event) => event.subject !== 'default')!;
    const changed = foldBatch(whole, [{ ...last, seq: history.length + 1 }]);
    expect([...changed.jobs.keys()]).toEqual([last.subject]);
    expect(changed.queues.size).toBe(0);
  });

  it('changes nothing for a job that was never submitted', () => {
    const orphans = history.filter((event) => event.type !== 'submitted' && event.subject !== 'default');
    expect(foldBatch(noRows(), orphans)).toEqual(noRows());
  });

  it('completes the tasks of an ended attempt, and reopens nothing', () => {
    const ended = [...whole.jobs.values()].find((row) => row.status === 'completed' && row.attempt === 1)!;
    const late = history.find((event) => event.subject === ended.job_id && event.type === 'task_submitted')!;
    const data = { ...late.data, hash: 'ff/1' };
    const changed = foldBatch(whole, [{ ...late, data, id: late.id, seq: history.length + 1 } as RecordedEvent]);
    expect(changed.jobs.get(ended.job_id)).toEqual({ ...ended, last_seq: history.length + 1 });
    expect([...changed.tasks.values()]).toMatchObject([{ hash: 'ff/1', first_seq: history.length + 1 }]);
  });

  it('dates the end of a job by its process, however late an absent runner recorded it', () => {
    const end = history.find(({ type }) => type === 'attempt_succeeded')!;
    const late = new Date(Date.parse(end.time) + 8 * 3_600_000).toISOString();
    const recordedEvents = history.slice(0, end.seq).map((event) => (event === end ? { ...event, time: late } : event));
    const rows = foldBatch(noRows(), recordedEvents);
    const attempt = [...rows.attempts.values()].find((row) => row.completed_at && row.job_id === end.subject)!;
    expect(Date.parse(attempt.completed_at!) - Date.parse(attempt.started_at!)).toBe(attempt.duration_ms);
    expect(rows.jobs.get(end.subject)!.completed_at).toBe(attempt.completed_at);
  });

  it('stores the warnings of an ending with its attempt, and none if it had none', () => {
    const warnings = [{ about: 'cache', message: 'The cache is empty.' }];
    const ended = history.filter(({ type }) => type === 'attempt_succeeded' || type === 'attempt_failed').slice(0, 2);
    const [recordedEvents] = ended as [RecordedEvent, RecordedEvent];
    const data = { ...recordedEvents.data, warnings };
    const rows = foldBatch(
      noRows(),
      history.map((event) => (event === recordedEvents ? { ...event, data } : event)) as RecordedEvent[],
    );
    const warned = [...rows.attempts.values()].filter(({ progress }) => progress.warnings);
    expect(warned).toMatchObject([{ job_id: recordedEvents.subject, progress: { warnings } }]);
  });

  it('dates a cancel by its history, when nothing of the job was left', () => {
    const recordedEvents = recorded(historyThatEnds(seed, ['cancelled']));
    const end = recordedEvents.findLast(({ type }) => type === 'attempt_cancelled')!;
    const late = new Date(Date.parse(end.time) + 20_000).toISOString();
    const rows = foldBatch(
      noRows(),
      recordedEvents.slice(0, end.seq).map((event) => (event === end ? { ...event, time: late } : event)),
    );
    expect(rows.jobs.get(end.subject)!.completed_at).toBe(late);
  });

  it('accepts the end of a clean from the runner with the files, although another had claimed the attempt', () => {
    const recordedEvents = recorded(historyThatEnds(seed, ['failed']));
    const failed = recordedEvents.findLast(({ type }) => type === 'attempt_failed')!;
    const attempt = 2;
    const request = { attempt, reason: null, what: 'work_dir', rule: null };
    const cleaned = { attempt, paths: [], bytes: 1, by: 'ada', reason: null, resume_possible: false };
    const more = [
      { type: 'resume_requested', data: { attempt, reason: null } },
      { type: 'attempt_claimed', data: { attempt, runner_id: 'r2' }, source: runnerSource('r2') },
      { type: 'attempt_failed', data: { ...failed.data, attempt, cause: 'start_failed' }, source: runnerSource('r2') },
      { type: 'clean_requested', data: request },
      { type: 'cleaned', data: cleaned, source: runnerSource('r1') },
    ].map((event, i) => ({ ...failed, ...event, seq: recordedEvents.length + 1 + i }) as RecordedEvent);
    const problems: string[] = [];
    const rows = foldBatch(noRows(), [...recordedEvents, ...more], (_, reason) => problems.push(reason));
    expect(problems).toEqual([]);
    expect(rows.jobs.get(failed.subject)!.state).toMatchObject({ status: 'failed', cleaned: { by: failed.actor } });
  });

  it('clears paths and end of a job when a rerun is requested', () => {
    const job = [...whole.jobs.values()].find((row) => row.status === 'completed')!;
    expect(job.outputs).toHaveLength(1);
    const last = history.find((event) => event.subject === job.job_id)!;
    const data = { attempt: job.attempt + 1, reason: 'new panel', params: { n: 9 }, keep_work_dir: false };
    const event = { ...last, type: 'rerun_requested', data, seq: history.length + 1 } as RecordedEvent;
    const changed = foldBatch(whole, [event]);
    const empty = { status: 'pending', outputs: [], completed_at: null, waiting: true };
    expect(changed.jobs.get(job.job_id)).toMatchObject(empty);
    const fresh = { mode: 'fresh', status: 'pending', reason: 'new panel', params: { n: 9 } };
    expect(changed.attempts.get(`${job.job_id}/${String(job.attempt + 1)}`)).toMatchObject(fresh);
  });
});
