import type { RedoResponse, StepView, TaskView } from '@reprise/contracts';
import { summarizePreview } from './summarize-preview.ts';

const step = (process: string, label: string, state: StepView['state'] = 'done'): StepView => ({
  process,
  step: label,
  state,
  started_at: null,
  completed_at: null,
  tasks: { total: 0, waiting: 0, running: 0, completed: 0, cached: 0, failed: 0, ignored: 0, retried: 0, aborted: 0 },
});
const at = (second: number) => new Date(second * 1000).toISOString();
const task = (hash: string, name: string, [from, to]: [number, number], more: Partial<TaskView> = {}): TaskView => ({
  attempt: 1,
  process: name.split(' ')[0]!,
  step: name,
  tag: null,
  name,
  hash,
  native_id: null,
  work_dir: null,
  status: 'completed',
  exit_code: 0,
  submitted_at: at(from),
  started_at: at(from),
  completed_at: at(to),
  duration_ms: (to - from) * 1000,
  peak_rss: null,
  cpu_percent: null,
  resources: null,
  error_action: null,
  tries: 1,
  cache_miss: null,
  ...more,
});
const found = (changes: Partial<RedoResponse>): RedoResponse => ({
  work_dir: 'present',
  held: null,
  steps: ['TRIM', 'ALIGN', 'CALL'],
  cached: {},
  groups: [],
  found: {},
  ...changes,
});
const group = (process: string, hashes: string[], more: Partial<RedoResponse['groups'][number]> = {}) =>
  ({ process, hashes, reason: 'chosen', uses: null, is_moved: true, ...more }) as const;

const steps = [
  step('TRIM', 'Trim reads'),
  step('ALIGN', 'Align reads'),
  step('CALL', 'Call variants'),
  step('MERGE', 'Merge', 'waiting'),
];
const tasks = [
  task('aa/000001', 'TRIM (a)', [0, 10]),
  task('bb/000001', 'ALIGN (a)', [10, 40]),
  task('bb/000002', 'ALIGN (b)', [20, 50]),
  task('cc/000001', 'CALL (a)', [50, 60], { status: 'failed', exit_code: 137 }),
];

describe('the summary of a preview', () => {
  it('keeps tasks whose results Nextflow found in their storeDir, with or without earlier work dirs', () => {
    const skipped = (name: string) => task(`stored/${name}`, name, [60, 60], { attempt: 2, status: 'cached' });
    const ran = [task('aa/000001', 'TRIM (a)', [0, 10]), task('aa/000002', 'TRIM (b)', [0, 10])];
    const shownFor = (changes: Partial<RedoResponse>) =>
      summarizePreview({
        steps: steps.slice(0, 1),
        tasks: [...ran, skipped('TRIM (a)'), skipped('TRIM (b)')],
        frozen: [],
        usual: new Map(),
        found: found({ steps: ['TRIM'], ...changes }),
      }).steps;
    const kept = [{ will: 'cached', reason: null, tasks_again: 0, tasks_cached: 2 }];
    expect(shownFor({ cached: { TRIM: 2 }, kept: ['aa/000001', 'aa/000002'] })).toMatchObject(kept);
    expect(shownFor({ cached: {}, kept: [] })).toMatchObject(kept);
    expect(shownFor({ groups: [group('TRIM', ['aa/000001', 'aa/000002'])] })).toMatchObject(kept);
  });

  it('lists each step in order: what it will do, why, and its tasks', () => {
    const { steps: shown, ...sums } = summarizePreview({
      steps,
      tasks,
      frozen: [],
      usual: new Map(),
      found: found({
        cached: { TRIM: 1 },
        groups: [
          group('ALIGN', ['bb/000001', 'bb/000002']),
          group('CALL', ['cc/000001'], { reason: 'uses', uses: 'ALIGN' }),
        ],
      }),
    });
    expect(shown).toMatchObject([
      { step: 'Trim reads', will: 'cached', reason: null, tasks_cached: 1, last_ms: 10_000 },
      { step: 'Align reads', will: 'again', reason: 'chosen', names: ['ALIGN (a)', 'ALIGN (b)'], last_ms: 40_000 },
      { step: 'Call variants', will: 'again', reason: 'uses', uses: 'Align reads', last_ms: null },
      { step: 'Merge', will: 'first', reason: null, tasks_again: 0 },
    ]);
    expect(sums).toEqual({ tasks_again: 3, tasks_cached: 1, tasks_maybe: 0, dirs_moved: 3, expected_ms: null });
  });

  it('shows tasks that may run again, without a time, when another Nextflow finds only some of them', () => {
    const { steps: shown, ...sums } = summarizePreview({
      steps,
      tasks,
      frozen: [],
      usual: new Map(),
      isOtherNextflow: true,
      found: found({
        cached: { TRIM: 1, ALIGN: 1 },
        groups: [
          group('ALIGN', ['bb/000002'], { reason: 'not_cached', is_moved: false }),
          group('CALL', ['cc/000001'], { reason: 'unfinished', is_moved: false }),
        ],
      }),
    });
    expect(shown).toMatchObject([
      { process: 'TRIM', will: 'maybe', reason: 'nextflow', tasks_cached: 0, tasks_maybe: 1 },
      { process: 'ALIGN', will: 'partly', reason: 'not_cached', tasks_again: 1, tasks_maybe: 1 },
      { process: 'CALL', will: 'again', reason: 'unfinished', tasks_again: 1, tasks_maybe: 0 },
      { process: 'MERGE', will: 'first', reason: null, tasks_maybe: 0 },
    ]);
    expect(sums).toEqual({ tasks_again: 2, tasks_cached: 0, tasks_maybe: 2, dirs_moved: 0, expected_ms: null });
  });

  it.each([
    ['that use the results of an uncached step', { use_uncached: ['CALL'] }, 'cached'],
    ['of every other step, if an older runner does not report which use it', {}, 'maybe'],
  ] as const)('shows as uncertain the tasks of an uncached step, and those %s', (_, uses, trimmed) => {
    const { steps: shown, ...sums } = summarizePreview({
      steps: steps.slice(0, 3),
      tasks: tasks.map((each) => ({ ...each, status: 'completed' })),
      frozen: [],
      usual: new Map(),
      uncached: new Set(['ALIGN']),
      found: found({ cached: { TRIM: 1, ALIGN: 2, CALL: 1 }, ...uses } as Partial<RedoResponse>),
    });
    expect(shown).toMatchObject([
      { process: 'TRIM', will: trimmed },
      { process: 'ALIGN', will: 'maybe', reason: 'no_cache', tasks_cached: 0, tasks_maybe: 2 },
      { process: 'CALL', will: 'maybe', reason: 'may_use', tasks_maybe: 1 },
    ]);
    expect(sums).toMatchObject({ tasks_again: 0, expected_ms: null });
  });

  it('shows tasks that may run again when the pipeline changed since their last run', () => {
    const foundAgain = task('aa/000001', 'TRIM (a)', [0, 10], { attempt: 2, status: 'cached' });
    const { steps: shown, ...sums } = summarizePreview({
      steps,
      tasks: [...tasks, foundAgain],
      frozen: [],
      usual: new Map(),
      otherRevision: new Set([1]),
      found: found({
        cached: { TRIM: 1, ALIGN: 2, QC: 1 },
        steps: ['TRIM', 'ALIGN', 'CALL', 'QC'],
        groups: [group('CALL', ['cc/000001'], { reason: 'unfinished', is_moved: false })],
      }),
    });
    expect(shown).toMatchObject([
      { process: 'TRIM', will: 'cached', reason: null, tasks_cached: 1, tasks_maybe: 0 },
      { process: 'ALIGN', will: 'maybe', reason: 'pipeline', tasks_cached: 0, tasks_maybe: 2 },
      { process: 'CALL', will: 'again', reason: 'unfinished' },
      { process: 'MERGE', will: 'first' },
      { process: 'QC', will: 'maybe', reason: 'pipeline', tasks_maybe: 1 },
    ]);
    expect(sums).toEqual({ tasks_again: 1, tasks_cached: 1, tasks_maybe: 3, dirs_moved: 0, expected_ms: null });
  });

  it('shows tasks as rerun, finished or not, when their dirs are gone, and counts the existing dirs', () => {
    const stopped = task('bb/000003', 'ALIGN (c)', [20, 50], { status: 'aborted', completed_at: null });
    const { steps: shown, tasks_again } = summarizePreview({
      steps,
      tasks: [...tasks, stopped],
      frozen: [],
      usual: new Map(),
      found: found({ cached: { ALIGN: 2 }, kept: ['bb/000001', 'bb/000002'] }),
    });
    expect(shown.slice(0, 3)).toMatchObject([
      { process: 'TRIM', will: 'again', reason: 'work_dir_gone', names: ['TRIM (a)'] },
      { process: 'ALIGN', will: 'partly', reason: 'unfinished', names: ['ALIGN (c)'], tasks_cached: 2 },
      { process: 'CALL', will: 'again', reason: 'unfinished', names: ['CALL (a)'] },
    ]);
    expect(tasks_again).toBe(3);
  });

  it('shows finished tasks as rerun when their dirs lost the exit code file', () => {
    const { steps: shown, tasks_again } = summarizePreview({
      steps: steps.slice(0, 2),
      tasks: tasks.slice(0, 3),
      frozen: [],
      usual: new Map(),
      found: found({
        steps: ['TRIM', 'ALIGN'],
        cached: { TRIM: 1, ALIGN: 1 },
        groups: [group('ALIGN', ['bb/000002'], { reason: 'unfinished', is_moved: false })],
      }),
    });
    expect(shown[1]).toMatchObject({ will: 'partly', reason: 'work_dir_gone', names: ['ALIGN (b)'], tasks_cached: 1 });
    expect(tasks_again).toBe(1);
  });

  it('shows tasks that may run again, without a time, when an input is gone or changed', () => {
    const { steps: shown, ...sums } = summarizePreview({
      steps,
      tasks,
      frozen: [],
      usual: new Map(),
      isInputChanged: true,
      found: found({ cached: { TRIM: 1 }, groups: [group('ALIGN', ['bb/000001', 'bb/000002'])] }),
    });
    expect(shown.slice(0, 2)).toMatchObject([
      { process: 'TRIM', will: 'maybe', reason: 'input', tasks_cached: 0, tasks_maybe: 1 },
      { process: 'ALIGN', will: 'again', reason: 'chosen' },
    ]);
    expect(sums).toMatchObject({ tasks_maybe: 1, expected_ms: null });
  });

  it('shows tasks that may run again when a changed parameter cannot be searched in their commands', () => {
    const { steps: shown, tasks_maybe } = summarizePreview({
      steps,
      tasks,
      frozen: [],
      usual: new Map(),
      mayUseChanged: true,
      found: found({ cached: { TRIM: 1 }, groups: [group('ALIGN', ['bb/000001', 'bb/000002'])] }),
    });
    expect(shown.slice(0, 2)).toMatchObject([
      { process: 'TRIM', will: 'maybe', reason: 'parameter', tasks_cached: 0, tasks_maybe: 1 },
      { process: 'ALIGN', will: 'again', reason: 'chosen' },
    ]);
    expect(tasks_maybe).toBe(1);
  });

  it('expects the last duration for a step that was restarted before, without the pauses of its first attempt', () => {
    const paused = task('bb/000001', 'ALIGN (a)', [10, 500]);
    const again = task('bb/000001', 'ALIGN (a)', [600, 630], { attempt: 2 });
    const { steps: shown } = summarizePreview({
      steps,
      tasks: [tasks[0]!, paused, again],
      frozen: [[at(20), at(400)]],
      usual: new Map(),
      found: found({ cached: { TRIM: 1 }, groups: [group('ALIGN', ['bb/000001'])] }),
    });
    expect(shown[1]).toMatchObject({ process: 'ALIGN', last_ms: 30_000 });
  });

  it('expects the duration of parallel tasks, and usual times for steps without a success', () => {
    const groups = [group('ALIGN', ['bb/000001', 'bb/000002']), group('CALL', ['cc/000001'])];
    const usual = new Map([
      ['CALL', 7_000],
      ['MERGE', 500],
      ['ALIGN', 1],
    ]);
    const about = { steps, tasks, usual, found: found({ groups, cached: { TRIM: 1 } }) };
    expect(summarizePreview({ ...about, frozen: [] }).expected_ms).toBe(40_000 + 7_000 + 500);
    // Five seconds of each pause are outside the tasks.
    const frozen = [[5, 15] as const, [45, 55] as const].map(([from, to]) => [at(from), at(to)] as const);
    expect(summarizePreview({ ...about, frozen }).expected_ms).toBe(40_000 - 5_000 - 5_000 + 7_000 + 500);
  });

  it('expects the duration of finished tasks for a step whose tasks continue, like its row', () => {
    const stopped = task('bb/000002', 'ALIGN (b)', [20, 50], { status: 'aborted', completed_at: null });
    const { steps: shown, expected_ms } = summarizePreview({
      steps: steps.slice(0, 2),
      tasks: [...tasks.slice(0, 2), stopped],
      frozen: [],
      usual: new Map([['ALIGN', 7_000]]),
      found: found({
        steps: ['TRIM', 'ALIGN'],
        cached: { TRIM: 1, ALIGN: 1 },
        groups: [group('ALIGN', ['bb/000002'], { reason: 'unfinished' })],
      }),
    });
    expect([shown[1]!.last_ms, expected_ms]).toEqual([30_000, 30_000]);
  });

  it('expects the duration of finished tasks of the same step for each stopped task', () => {
    const stopped = (name: string, from: number) =>
      task(`bb/00000${name}`, `ALIGN (${name})`, [from, from], { status: 'aborted', completed_at: null });
    const summaryOf = (ended: TaskView[], open: TaskView[], redone: string[], end: number) =>
      summarizePreview({
        steps: steps.slice(1, 2),
        tasks: [...ended, ...open],
        frozen: [],
        endings: new Map([[1, at(end)]]),
        usual: new Map(),
        found: found({
          steps: ['ALIGN'],
          cached: { ALIGN: ended.length },
          groups: [
            group('ALIGN', redone, { reason: 'uses' }),
            group(
              'ALIGN',
              open.map(({ hash }) => hash),
              { reason: 'unfinished' },
            ),
          ],
        }),
      });
    const [a, b] = [task('bb/00000a', 'ALIGN (a)', [0, 8]), task('bb/00000b', 'ALIGN (b)', [0, 8])];
    const [c, d] = [stopped('c', 8), stopped('d', 8)];
    // One after another: 8 s, and two tasks of 8 s.
    expect(summaryOf([a], [stopped('c', 8)], ['bb/00000a'], 10).expected_ms).toBe(8_000 + 8_000);
    expect(summaryOf([a], [stopped('c', 8), stopped('d', 10)], [], 10)).toMatchObject({
      expected_ms: 16_000,
      steps: [{ will: 'partly', last_ms: 8_000, expected_ms: 16_000 }],
    });
    // Two tasks at the same time.
    expect(summaryOf([a, b], [c, d], [], 10).expected_ms).toBe(8_000);
    // Never shorter than the time that one of them already ran.
    expect(summaryOf([a, b], [c], [], 20).expected_ms).toBe(12_000);
  });

  it('expects no duration for a step with an unfinished task that already exceeds the usual time', () => {
    const stopped = task('aa/000001', 'TRIM (a)', [0, 0], { status: 'aborted', completed_at: null, duration_ms: null });
    const summaryOf = (usualMs: number, frozen: [string, string][] = []) =>
      summarizePreview({
        steps: steps.slice(0, 1),
        tasks: [stopped],
        frozen,
        endings: new Map([[1, at(13)]]),
        usual: new Map([['TRIM', usualMs]]),
        found: found({ steps: ['TRIM'], groups: [group('TRIM', ['aa/000001'], { reason: 'unfinished' })] }),
      });
    expect(summaryOf(9_500)).toMatchObject({ expected_ms: null, steps: [{ last_ms: null, usual_ms: null }] });
    expect(summaryOf(20_000)).toMatchObject({ expected_ms: 20_000, steps: [{ usual_ms: 20_000 }] });
    expect(summaryOf(9_500, [[at(2), at(8)]])).toMatchObject({ expected_ms: 9_500 });
  });

  it('counts a task once if an earlier attempt ran it with other parameters', () => {
    const before = ['a', 'b'].map((name, n) => task(`a0/00000${n}`, `TRIM (${name})`, [0, 33]));
    const now = ['a', 'b'].map((name, n) => task(`a1/00000${n}`, `TRIM (${name})`, [100, 110], { attempt: 2 }));
    const { steps: shown } = summarizePreview({
      steps: steps.slice(0, 1),
      tasks: [...before, ...now],
      frozen: [],
      usual: new Map(),
      found: found({ steps: ['TRIM'], cached: { TRIM: 4 } }),
    });
    expect(shown).toMatchObject([{ will: 'cached', tasks_cached: 2, last_ms: 10_000 }]);
  });

  it('counts several tries of a task once, and no task that finally succeeded', () => {
    const tries = [
      task('dd/000001', 'CALL (b)', [0, 1], { status: 'retried' }),
      task('dd/000002', 'CALL (b)', [1, 2]),
      task('dd/000003', 'CALL (c)', [0, 1], { status: 'retried' }),
      task('dd/000004', 'CALL (c)', [1, 2], { status: 'failed' }),
    ];
    const unfinished = group(
      'CALL',
      tries.filter(({ status }) => status !== 'completed').map(({ hash }) => hash),
      { reason: 'unfinished', is_moved: false },
    );
    const { steps: shown } = summarizePreview({
      steps,
      tasks: tries,
      frozen: [],
      usual: new Map(),
      found: found({ steps: ['CALL'], groups: [unfinished], cached: { CALL: 1 } }),
    });
    expect(shown.find(({ process }) => process === 'CALL')).toMatchObject({
      will: 'partly',
      names: ['CALL (c)'],
      tasks_again: 1,
    });
  });
});
