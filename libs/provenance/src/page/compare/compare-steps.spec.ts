import type { TaskView } from '@reprise/contracts';
import { aFailure, anAttempt, aStep, aTask, at, NOON } from '@reprise/web/testing/views.ts';
import { stepRows } from './compare-steps.ts';

const task = (process: string, part: Partial<TaskView>) => aTask({ process, tag: process, ...part });
const cellText = ({ text, width, fill, note }: ReturnType<typeof stepRows>[number]['a']) =>
  [fill ?? '-', Math.round(width), text, note].join(' ').trim();

describe('the steps of two compared attempts', () => {
  const a = {
    attempt: anAttempt({
      status: 'failed',
      steps: [aStep('TRIM', 'done'), aStep('ALIGN', 'failed'), aStep('CALL', 'waiting')],
    }),
    tasks: [
      task('TRIM', { started_at: at(0), completed_at: at(20) }),
      task('ALIGN', { started_at: at(20), completed_at: at(60), status: 'failed', exit_code: 137 }),
    ],
  };
  const changed = { kind: 'param' as const, name: 'depth', from: '30', to: '60', made_by: null };
  const b = {
    attempt: anAttempt({
      attempt: 2,
      status: 'succeeded',
      steps: [aStep('TRIM', 'cached'), aStep('ALIGN', 'done'), aStep('CALL', 'done'), aStep('QC', 'skipped')],
    }),
    tasks: [
      task('TRIM', { status: 'cached', duration_ms: 20_000 }),
      task('ALIGN', { status: 'retried', started_at: at(100), completed_at: at(110), exit_code: 137 }),
      task('ALIGN', {
        started_at: at(110),
        completed_at: at(180),
        cache_miss: { attempt: 1, hash: 'aa/000000', changes: [changed] },
      }),
      task('CALL', { started_at: at(180), completed_at: at(200) }),
    ],
  };

  it('are on one time scale, in the order of the pipeline, each with its outcome', () => {
    expect(
      stepRows(a, b, NOON + 90_000).map((row) => [row.process, row.differs, cellText(row.a), cellText(row.b)]),
    ).toEqual([
      ['TRIM', true, 'done 25 20 s', 'cached 25 cached'],
      [
        'ALIGN',
        true,
        'failed 50 40 s exit 137',
        'done 100 1 m 20 s Ran again: parameter depth was 30, now 60. 1 try repeated',
      ],
      ['CALL', true, '- 0 not reached', 'done 25 20 s'],
      ['QC', true, '- 0 not reached', '- 0 skipped'],
    ]);
  });

  it('say that an attempt of another pipeline has no such step, also if it failed', () => {
    const wes = { ...a, job: { pipeline: 'wes' } };
    const attempt = anAttempt({ status: 'succeeded', steps: [aStep('EAT', 'done')] });
    const tasks = [task('EAT', { started_at: at(0), completed_at: at(40) })];
    const other = { attempt, tasks, job: { pipeline: 'eat' } };
    const rows = stepRows(wes, other, NOON + 90_000);
    expect(rows.map((row) => [row.process, row.differs, cellText(row.a), cellText(row.b)])).toEqual([
      ['EAT', true, '- 0 no such step', 'done 100 40 s'],
      ['TRIM', true, 'done 50 20 s', '- 0 no such step'],
      ['ALIGN', true, 'failed 100 40 s exit 137', '- 0 no such step'],
      ['CALL', true, '- 0 not reached', '- 0 no such step'],
    ]);
    const unlisted = { ...wes, attempt: anAttempt({ status: 'failed', steps: [] }), tasks: [] };
    expect(cellText(stepRows(unlisted, other, NOON + 90_000)[0]!.a)).toBe('- 0 not reached');
  });

  it('say that a completed attempt of the same pipeline has no such step', () => {
    const attempt = anAttempt({ status: 'succeeded', steps: [aStep('TRIM', 'done')] });
    const [trim, align] = stepRows({ attempt, tasks: [] }, b, NOON + 90_000);
    expect([cellText(trim!.a), cellText(align!.a)]).toEqual(['done 0 0 s', '- 0 no such step']);
  });

  it('show a step whose task could not be created as reached but not started', () => {
    const failure = aFailure({ failing_step: 'CALL', failing_task: null });
    const attempt = { ...a.attempt, failure };
    const [, , call, qc] = stepRows({ ...a, attempt }, b, NOON + 90_000);
    expect([cellText(call!.a), cellText(qc!.a)]).toEqual(['- 0 did not start', '- 0 not reached']);
  });

  it('last until now if they still run', () => {
    const attempt = anAttempt({ attempt: 2, steps: [aStep('ALIGN', 'running')] });
    const tasks = [task('ALIGN', { status: 'running', started_at: at(30), completed_at: null })];
    expect(cellText(stepRows(a, { attempt, tasks }, NOON + 90_000)[0]!.b)).toBe('running 100 1 m 00 s');
  });

  it('last at most until the end of their attempt if they were stopped', () => {
    const steps = [aStep('ALIGN', 'stopped')];
    const attempt = anAttempt({ attempt: 2, status: 'cancelled', completed_at: at(90), steps });
    const tasks = [task('ALIGN', { status: 'aborted', started_at: at(30), completed_at: null })];
    expect(cellText(stepRows(a, { attempt, tasks }, NOON + 90_000)[0]!.b)).toBe('stopped 100 at most 1 m 00 s');
  });

  it('end when their last task was stopped, also if another one failed', () => {
    const attempt = anAttempt({ status: 'failed', completed_at: at(90), steps: [aStep('ALIGN', 'failed')] });
    const tasks = [
      task('ALIGN', { started_at: at(20), completed_at: at(60), status: 'failed', exit_code: 2 }),
      task('ALIGN', { started_at: at(30), completed_at: null, status: 'aborted', hash: 'bb/000000' }),
    ];
    const stopped = new Map([['bb/000000', Date.parse(at(70))]]);
    const align = (side: Parameters<typeof stepRows>[0]) =>
      cellText(stepRows(side, b, NOON).find(({ process }) => process === 'ALIGN')!.a);
    expect(align({ attempt, tasks, stopped })).toContain(' 50 s exit 2');
    expect(align({ attempt, tasks })).toContain('at most 1 m 10 s exit 2');
  });

  it('exclude the time in which the job was frozen', () => {
    const frozen = [{ from: Date.parse(at(30)), to: Date.parse(at(50)) }];
    const rows = stepRows({ ...a, frozen }, { ...b, frozen }, NOON + 90_000);
    expect(rows.map((row) => cellText(row.a))).toContain('failed 25 20 s exit 137');
  });

  it('are equal if they have the same outcome, whatever their durations', () => {
    const quick = { ...a, tasks: [task('TRIM', { started_at: at(0), completed_at: at(1) }), ...a.tasks.slice(1)] };
    expect(stepRows(a, quick, NOON + 90_000).map(({ differs }) => differs)).toEqual([false, false, false]);
  });
});
