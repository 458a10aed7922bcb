import type { TaskEvent } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import type { TaskObservation } from '@reprise/nextflow';
import { truncateEvent } from './truncate-event.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { observationEvent, taskEvent } from './task-events.ts';

const observation = (more: Partial<TaskObservation>): TaskObservation => ({
  type: 'submitted',
  process: 'ALIGN',
  tag: null,
  name: 'ALIGN',
  hash: 'ab/cdef12',
  work_dir: '/w',
  try: 1,
  submitted_at: null,
  started_at: null,
  completed_at: null,
  exit_code: null,
  duration_ms: null,
  peak_rss: null,
  cpu_percent: null,
  error_action: null,
  ...more,
});
const ofTask = (more: Partial<TaskObservation>) => taskEvent(aStartedAttempt('/data'), observation(more), 'Align');
const ofPlan = (names: string[], edges: [string, string][]) => {
  const steps = names.map((process) => ({ process, step: process }));
  return observationEvent(aStartedAttempt('/data'), 'plan_observed', { attempt: 1, steps, edges });
};

describe('truncating an observation to fit an event', () => {
  const reported: string[] = [];
  const fit = async (event: TaskEvent) => {
    reported.length = 0;
    const fitting = truncateEvent(event, (leftOut) => reported.push(leftOut));
    await new MemoryEventLog().append(fitting); // rejects what does not fit
    return fitting.data;
  };

  it('keeps an observation that fits', async () => {
    const event = ofTask({ tag: 'DEMO1', name: 'ALIGN (DEMO1)', work_dir: `/${'d'.repeat(4095)}` });
    expect(await fit(event)).toEqual(event.data);
  });

  it('cuts long texts without splitting a character', async () => {
    expect(await fit(ofTask({ tag: '😀'.repeat(100_000) }))).toMatchObject({ tag: `${'😀'.repeat(2047)}…` });
  });

  it('cuts many long texts shorter', async () => {
    const change = { kind: 'file' as const, name: 'f', from: 'ä'.repeat(4000), to: null, made_by: null };
    const cache_miss = { attempt: 1, hash: 'ab/cdef12', changes: Array.from({ length: 40 }, () => change) };
    expect(await fit(ofTask({ type: 'cache_missed', cache_miss }))).toMatchObject({
      cache_miss: { hash: 'ab/cdef12', changes: expect.arrayContaining([{ ...change, from: `${'ä'.repeat(255)}…` }]) },
    });
  });

  it('keeps the steps of a plan with too many edges, and states the number of dropped edges', async () => {
    const steps = Array.from({ length: 40 }, (_, i) => `NFCORE:${'LONG_NAME_'.repeat(8)}${i}`);
    const edges = steps.flatMap((from) => steps.map((to): [string, string] => [from, to]));
    expect(await fit(ofPlan(steps, edges.slice(0, 40)))).toHaveProperty('edges.length', 40);
    expect(reported).toEqual([]);
    expect(await fit(ofPlan(steps, edges))).toEqual({
      attempt: 1,
      steps: steps.map((process) => ({ process, step: process })),
      edges: [],
    });
    expect(reported).toEqual(['1600 edges of its plan are left out: too many for an event']);
  });
});
