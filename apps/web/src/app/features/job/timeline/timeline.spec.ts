import { aFailure, anAttempt, at, aTask, NOON } from '../../../testing/views.ts';
import { liveTasks } from '../../../shared/attempt/executors/executor-listings.ts';
import { type TimelineInput, timelineOf, withoutSteps } from './timeline.ts';

const plan = [
  { process: 'FASTQC', step: 'Read quality' },
  { process: 'ALIGN', step: 'Align reads' },
  { process: 'CALL', step: 'Call variants' },
];
const timeline = (part: Partial<TimelineInput>) =>
  timelineOf({
    plan,
    tasks: [],
    attempt: anAttempt(),
    now: NOON + 100_000,
    stopped: new Map(),
    isFrozen: false,
    frozen: [],
    sampleName: 'NA12878',
    ...part,
  });
const line = (process: string, part: Partial<TimelineInput>) =>
  timeline(part).lines.find((one) => one.process === process)!;
const ended = anAttempt({ status: 'failed', completed_at: at(100) });

describe('the steps of an attempt', () => {
  it('are in the order of the plan, followed by unplanned ones as they appeared', () => {
    const tasks = [aTask({ process: 'MULTIQC', step: 'MULTIQC' }), aTask()];
    expect(timeline({ tasks }).lines.map(({ process }) => process)).toEqual(['FASTQC', 'ALIGN', 'CALL', 'MULTIQC']);
  });

  it('are named by the last part of a process in a sub-workflow', () => {
    expect(line('WF:SUB:ALIGN', { tasks: [aTask({ process: 'WF:SUB:ALIGN' })] }).short).toBe('ALIGN');
  });

  it.each([
    ['Waiting', []],
    ['Running', [aTask(), aTask({ hash: 'b', status: 'running', completed_at: null })]],
    ['Done', [aTask(), aTask({ hash: 'b', status: 'retried' })]],
    ['Done', [aTask({ status: 'failed', error_action: 'IGNORE' }), aTask({ hash: 'b' })]],
    ['Failed, ignored', [aTask({ status: 'failed', error_action: 'IGNORE' })]],
    ['Cached', [aTask({ status: 'cached' })]],
    ['Failed', [aTask(), aTask({ hash: 'b', status: 'failed' })]],
  ])('are %s by their tasks', (word, tasks) => {
    expect(line('ALIGN', { tasks }).look.word).toBe(word);
  });

  it('are done so far in an attempt that ended early, since more of their tasks may have followed', () => {
    const { look, counts } = line('ALIGN', { tasks: [aTask(), aTask({ hash: 'b' })], attempt: ended });
    expect([look.word, counts]).toEqual(['Done so far', '2 tasks']);
    const succeeded = anAttempt({ status: 'succeeded', completed_at: at(100) });
    const whole = line('ALIGN', { tasks: [aTask(), aTask({ hash: 'b' })], attempt: succeeded });
    expect([whole.look.word, whole.counts]).toEqual(['Done', '2 of 2']);
  });

  it('are frozen with their running tasks in a pause of the job', () => {
    const tasks = [aTask({ status: 'running', completed_at: null }), aTask({ hash: 'b' })];
    const align = line('ALIGN', { tasks, isFrozen: true });
    expect([align.look, ...align.tasks.map(({ look }) => look)].map(({ word, turning }) => [word, turning])).toEqual([
      ...[
        ['Frozen', false],
        ['Frozen', false],
        ['Completed', false],
      ],
    ]);
    expect(line('ALIGN', { tasks: [aTask()], isFrozen: true }).look.word).toBe('Done');
  });

  it("show the cluster's state of their tasks, by id or work dir", () => {
    const live = liveTasks([
      {
        name: 'slurm',
        label: 'Slurm',
        as_of: at(0),
        unknown: null,
        counts: [],
        tasks: [
          {
            native_id: '7_1',
            phase: 'waiting',
            state: 'PENDING',
            reason: 'Resources',
            node: null,
            work_dir: '/w',
          },
          { native_id: '8', phase: 'running', state: 'RUNNING', reason: null, node: 'node7', work_dir: '/w/ab' },
        ],
      },
    ]);
    const tasks = [
      aTask({ hash: 'a', status: 'submitted', native_id: '7_1', started_at: null, completed_at: null }),
      aTask({ hash: 'b', status: 'running', work_dir: '/w/ab', completed_at: null }),
      aTask({ hash: 'c', status: 'submitted', started_at: null, completed_at: null }),
      aTask({ hash: 'd', status: 'completed', work_dir: '/w/ab' }),
    ];
    const notes = new Map(line('ALIGN', { tasks, live }).tasks.map(({ task, note }) => [task.hash, note]));
    expect(Object.fromEntries(notes)).toEqual({
      a: 'pending (Resources)',
      b: 'running on node7',
      c: 'queued',
      d: '',
    });
  });

  it('show that failures were ignored', () => {
    const ignored = (hash: string) => aTask({ hash, status: 'failed', error_action: 'IGNORE' });
    const done = line('ALIGN', { tasks: [ignored('a'), aTask({ hash: 'b' })] });
    expect([done.look.word, done.look.icon]).toEqual(['Done', 'triangle-alert']);
    expect(line('ALIGN', { tasks: [ignored('a'), aTask({ hash: 'b', status: 'cached' })] }).look).toEqual(done.look);
    expect(line('ALIGN', { tasks: [ignored('a')] }).note).toBe('failed, ignored');
    expect(line('ALIGN', { tasks: [ignored('a'), ignored('b'), aTask({ hash: 'c' })] }).note).toBe('2 failed, ignored');
  });

  it('stop growing when they were stopped, although the attempt has not ended yet', () => {
    const tasks = [aTask({ status: 'aborted', completed_at: null })];
    const stopped = new Map([['3e/9ac41f', NOON + 5000]]);
    const [known, unknown] = [line('ALIGN', { tasks, stopped }), line('ALIGN', { tasks })];
    expect([known.durationMs, known.tasks[0]?.durationMs, unknown.durationMs]).toEqual([5000, 5000, 100_000]);
  });

  it('are marked as never started once the attempt has ended', () => {
    expect(line('CALL', { attempt: ended }).note).toBe('not reached');
    expect(line('CALL', { attempt: { ...ended, status: 'succeeded' } }).note).toBe('skipped');
    expect(line('CALL', {}).note).toBe('');
  });

  it('are reached but failed before their start if their task could not be created', () => {
    const attempt = { ...ended, failure: aFailure({ failing_step: 'ALIGN', failing_task: null }) };
    const [align, call] = [line('ALIGN', { attempt }), line('CALL', { attempt })];
    expect([align.note, align.look.word, align.look.key]).toEqual(['did not start', 'Failed', 'failed']);
    expect([call.note, call.look.key]).toEqual(['not reached', 'pending']);
    expect(line('ALIGN', { attempt: { ...attempt, status: 'running' } }).look.word).toBe('Waiting');
  });

  it('wait, also for screen readers, only until the attempt has ended', () => {
    expect([line('CALL', {}).look.word, line('CALL', { attempt: ended }).look.word]).toEqual(['Waiting', '']);
  });

  it('appear as soon as they are named, or no longer appear if the attempt ended before', () => {
    expect(withoutSteps(undefined)).toBe('The steps show as soon as Nextflow names them.');
    expect(withoutSteps({ status: 'running' })).toBe('The steps show as soon as Nextflow names them.');
    expect(withoutSteps({ status: 'cancelled' })).toBe('The attempt ended before Nextflow named its steps.');
    expect(withoutSteps({ status: 'succeeded' })).toBe('Nextflow ran no step.');
  });

  it('show the tries of a single task, and of several the number of retries', () => {
    const retried = aTask({ hash: 'b', status: 'retried' });
    expect(line('ALIGN', { tasks: [aTask({ tries: 2 }), retried] }).note).toBe('2 tries');
    const [other, again] = [aTask({ hash: 'c' }), aTask({ hash: 'd', status: 'retried' })];
    expect(line('ALIGN', { tasks: [aTask({ tries: 3 }), retried, again, other] }).note).toBe('2 tries repeated');
  });

  it('count their tasks separately from retries', () => {
    const tasks = [
      aTask(),
      aTask({ hash: 'b', status: 'retried' }),
      aTask({ hash: 'c', status: 'running', completed_at: null }),
    ];
    expect(line('ALIGN', { tasks }).counts).toBe('1 of 2');
    expect(line('ALIGN', { tasks: [aTask()] }).counts).toBe('');
  });

  it('say of how many of their tasks are done, beside another state', () => {
    const tasks = [aTask(), aTask({ hash: 'b' }), aTask({ hash: 'c', status: 'failed' })];
    const failed = line('ALIGN', { tasks, attempt: ended });
    expect([failed.look.word, failed.counts]).toEqual(['Failed', '2 of 3 done']);
  });

  it('count a task once between the report of its next try and that of its failure', () => {
    const open = { status: 'running', completed_at: null } as const;
    const [failing, again] = [aTask({ hash: 'b', ...open }), aTask({ hash: 'c', ...open, tries: 2 })];
    expect(line('ALIGN', { tasks: [failing, again] })).toMatchObject({ counts: '', note: '2 tries' });
    const queued = aTask({ hash: 'd', status: 'submitted', completed_at: null });
    expect(line('ALIGN', { tasks: [aTask(), failing, again, queued] })).toMatchObject({
      counts: '1 of 3',
      note: '1 running, 1 queued, 1 try repeated',
    });
    const cached = aTask({ hash: 'e', status: 'cached', tries: 2 });
    expect(line('ALIGN', { tasks: [cached, failing] }).counts).toBe('1 of 2');
  });
});

describe('the bars of the timeline', () => {
  it('are where the task ran, in percent of the time so far with room to the right', () => {
    const bars = line('ALIGN', { tasks: [aTask({ started_at: at(0), completed_at: at(60) })] }).bars;
    expect(bars).toEqual([{ kind: 'done', left: 0, width: 50, live: false, thin: false }]);
  });

  it('exclude, with the axis, the time in which the job was frozen', () => {
    const frozen = [{ from: NOON + 20_000, to: NOON + 60_000 }];
    const tasks = [
      aTask({ started_at: at(0), completed_at: at(70) }),
      aTask({ hash: 'b', started_at: at(10), completed_at: at(15) }),
    ];
    const shown = timeline({ tasks, frozen, now: NOON + 90_000 });
    const align = shown.lines.find(({ process }) => process === 'ALIGN')!;
    expect([align.durationMs, ...align.tasks.map(({ durationMs }) => durationMs)]).toEqual([30_000, 30_000, 5_000]);
    expect(align.bars).toEqual([{ kind: 'done', left: 0, width: 50, live: false, thin: false }]);
    expect(shown.nowAt).toBeCloseTo(100 / 1.2);
  });

  it('of overlapping tasks are combined', () => {
    const tasks = [aTask(), aTask({ hash: 'b', started_at: at(30), completed_at: at(90) })];
    expect(line('ALIGN', { tasks }).bars).toMatchObject([{ left: 0, width: 75 }]);
  });

  it('grow while a task runs', () => {
    const tasks = [aTask({ status: 'running', completed_at: null, started_at: at(40) })];
    expect(line('ALIGN', { tasks }).bars).toMatchObject([{ kind: 'running', live: true, width: expect.closeTo(50) }]);
  });

  it('of a stopped task end at the report of the stop, also after the attempt has ended', () => {
    const tasks = [aTask({ status: 'aborted', completed_at: null, started_at: at(0) })];
    const stopped = new Map([[tasks[0]!.hash, NOON + 5000]]);
    const past = line('ALIGN', { tasks, stopped });
    const now = line('ALIGN', { tasks, stopped, attempt: ended });
    expect([past.durationMs, now.durationMs]).toEqual([5000, 5000]);
    expect(now.tasks[0]).toMatchObject({ durationMs: 5000, note: 'reported as stopped', bars: [{ kind: 'stopped' }] });
    // Without its event, only the end of the attempt is known.
    expect(line('ALIGN', { tasks, attempt: ended }).durationMs).toBe(100_000);
  });

  it('of stopped tasks are below those of the others, and thin if these cover them', () => {
    const stopped = aTask({ hash: 's', status: 'aborted', started_at: at(0), completed_at: null });
    const done = aTask({ started_at: at(20), completed_at: at(80) });
    const bars = (seconds: number) =>
      line('ALIGN', { tasks: [done, stopped], attempt: ended, stopped: new Map([['s', NOON + seconds * 1000]]) }).bars;
    expect(bars(100)).toMatchObject([
      { kind: 'stopped', left: 0, width: expect.closeTo(98, 0) as number, thin: false },
      { kind: 'done', left: expect.closeTo(19.6, 1) as number, width: expect.closeTo(58.8, 1) as number },
    ]);
    const inside = line('ALIGN', {
      tasks: [done, { ...stopped, started_at: at(30) }],
      attempt: ended,
      stopped: new Map([['s', NOON + 60_000]]),
    });
    expect(inside.bars).toMatchObject([{ kind: 'done' }, { kind: 'stopped', thin: true }]);
  });

  it('show each failed try, thin if it overlaps another bar', () => {
    const failed = aTask({ hash: 'b', status: 'retried', started_at: at(10), completed_at: at(20) });
    const apart = aTask({ hash: 'c', status: 'retried', started_at: at(70), completed_at: at(80) });
    expect(line('ALIGN', { tasks: [aTask(), failed, apart] }).bars).toMatchObject([
      { kind: 'done' },
      { kind: 'failed', thin: true },
      { kind: 'failed', thin: false },
    ]);
  });

  it('show the failed try at full height if its step failed with it', () => {
    const failed = aTask({ hash: 'b', status: 'failed', started_at: at(10), completed_at: at(20) });
    expect(line('ALIGN', { tasks: [aTask(), failed] }).bars).toMatchObject([
      { kind: 'done' },
      { kind: 'failed', thin: false },
    ]);
  });

  it('begin with the task, so that a queued task has none, and no time', () => {
    const queued = aTask({ status: 'submitted', submitted_at: at(0), started_at: null, completed_at: null });
    const step = line('ALIGN', { tasks: [queued] });
    expect([step.bars, step.durationMs]).toEqual([[], null]);
    expect(step.tasks[0]).toMatchObject({ bars: [], note: 'queued', durationMs: null });
  });

  it('state how many tasks run, and how many wait in the queue of their executor', () => {
    const queued = (hash: string) => aTask({ hash, status: 'submitted', started_at: null, completed_at: null });
    const running = aTask({ hash: 'a', status: 'running', completed_at: null });
    expect(line('ALIGN', { tasks: [running, queued('b'), queued('c')] }).note).toBe('1 running, 2 queued');
    expect(line('ALIGN', { tasks: [running] }).note).toBe('');
  });

  it('mark cached tasks at the start', () => {
    expect(line('ALIGN', { tasks: [aTask({ status: 'cached', started_at: null, completed_at: null })] })).toMatchObject(
      {
        bars: [{ kind: 'cached', left: 0 }],
        durationMs: 0,
      },
    );
  });
});

describe('the tasks of a step', () => {
  const labels = (tasks: TimelineInput['tasks']) => line('ALIGN', { tasks }).tasks.map(({ label }) => label);

  it('are named without the sample that all of them share', () => {
    expect(labels([aTask({ tag: 'NA12878 L001' }), aTask({ hash: 'b', tag: 'GRCh37.fa', started_at: at(5) })])).toEqual(
      ['L001', 'GRCh37.fa'],
    );
    expect(labels([aTask()])).toEqual(['NA12878']);
  });

  it('count their tries', () => {
    const second = aTask({ hash: 'b', tries: 2, started_at: at(20) });
    expect(labels([aTask({ status: 'retried' }), second])).toEqual(['1st try', '2nd try']);
  });

  it('keep tags with any characters', () => {
    expect(labels([aTask({ tag: 'a\t"b" (ø)' })])).toEqual(['a\t"b" (ø)']);
  });

  it('list those that need attention first if there are many', () => {
    const many = Array.from({ length: 20 }, (_, i) => aTask({ hash: `h${i}`, tag: `T${i}`, started_at: at(i) }));
    expect(labels([...many, aTask({ hash: 'x', tag: 'BAD', status: 'failed', started_at: at(30) })])[0]).toBe('BAD');
  });
});

describe('the axis of the timeline', () => {
  it('has round ticks, and a line for now only during a run', () => {
    expect(timeline({}).ticks.map(({ label }) => label)).toEqual(['0 s', '30 s', '60 s', '90 s']);
    expect(timeline({}).nowAt).toBeCloseTo(83.3, 1);
    expect(timeline({ attempt: ended }).nowAt).toBeNull();
  });

  it('leaves room while it may grow, and ends with the attempt', () => {
    const { ticks } = timeline({ attempt: anAttempt({ status: 'failed', completed_at: at(2) }), tasks: [] });
    expect(ticks.at(-1)?.label).toBe('1 s');
    expect(timeline({ now: NOON + 2000 }).ticks.at(-1)?.label).toBe('8 s');
  });

  it('is drawn before anything has started', () => {
    expect(timeline({ attempt: undefined }).ticks[0]).toEqual({ left: 0, label: '0 s' });
  });
});
