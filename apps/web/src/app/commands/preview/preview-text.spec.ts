import type { PreviewStep } from '@reprise/contracts';
import { aPreview, aPreviewStep } from '../../testing/previews.ts';
import {
  changedInputsText,
  changedParamText,
  changedPipelineText,
  ignoredParamsText,
  missingInputsText,
  missingPipelineText,
  movedText,
  otherNextflowText,
  obstacleText,
  summaryText,
  timeText,
  notCountedText,
  whyText,
  willText,
} from './preview-text.ts';

const [step, preview] = [aPreviewStep, aPreview];
const cached = step({ will: 'cached', reason: null });

describe('the text of a preview', () => {
  it('states what each step does, and why', () => {
    const words = (each: PreviewStep) => `${willText(each)}: ${whyText(each, 'restart')}`;
    expect(words(step({}))).toBe('run again: chosen');
    expect(words(step({ reason: 'uses', uses: 'Align reads' }))).toBe('run again: uses Align reads');
    expect(words(step({ will: 'partly', reason: 'unfinished', tasks_again: 2, tasks_cached: 3 }))).toBe(
      '2 of 5 run again: not finished',
    );
    expect(willText(step({ will: 'partly', tasks_again: 2, tasks_maybe: 3 }))).toBe('2 of 5 run again, others may');
    expect(words(step({ will: 'maybe', reason: 'nextflow' }))).toBe('may run again: other Nextflow');
    expect(words(step({ will: 'maybe', reason: 'parameter' }))).toBe('may run again: may use a changed parameter');
    expect(words(step({ will: 'maybe', reason: 'no_cache' }))).toBe('may run again: its cache may be off');
    expect(words(step({ reason: 'not_cached' }))).toBe("run again: not in Nextflow's cache");
    expect(words(step({ reason: 'work_dir_gone' }))).toBe('run again: work dir is gone or lacks files');
    expect(words(step({ will: 'first', reason: null }))).toBe('run: has not run yet');
    expect(words(cached)).toBe('stay cached: not affected');
    expect(whyText(cached, 'resume')).toBe('finished so far');
    const resumes = [cached, step({ will: 'partly' }), step({ will: 'first' })];
    const more = 'Tasks that it had not submitted yet are not counted here: they run too.';
    expect(resumes.map((each) => notCountedText(preview({ steps: [each] })))).toEqual([more, more, '']);
  });

  it('states that another Nextflow repeats all tasks, or that the job waits for one', () => {
    expect(otherNextflowText(preview({}))).toBe('');
    expect(
      otherNextflowText(preview({ nextflow: { ran: '24.10.0', next: '26.04.1, parser v2', finds: 'none' } })),
    ).toBe(
      'The last attempt ran with Nextflow 24.10.0, which no runner with its files has now. This one runs with 26.04.1, parser v2, which finds none of its tasks: all run again.',
    );
    const waits = (finds: 'all' | 'some') =>
      otherNextflowText(preview({ nextflow: { ran: '24.10.0', next: null, finds } }));
    expect(waits('all')).toBe(
      'The last attempt ran with Nextflow 24.10.0. No runner with its files has that now, or another version that the job accepts: it waits until one does, and then finds its cache.',
    );
    expect(waits('some')).toBe(
      'The last attempt ran with Nextflow 24.10.0. No runner with its files has that now, or another version that the job accepts: it waits until one does. Another than 24.10.0 may have other hashes for its tasks: each may run again, or stay cached.',
    );
    expect(otherNextflowText(preview({ nextflow: { ran: '26.08.0', next: '26.04.6', finds: 'some' } }))).toBe(
      'The last attempt ran with Nextflow 26.08.0, which no runner with its files has now. This one runs with 26.04.6, which has other hashes for some tasks: each may run again, or stay cached.',
    );
    expect(whyText(step({ reason: 'nextflow' }), 'resume')).toBe('other Nextflow');
  });

  it('warns that the pipeline changed, so that each task may run again', () => {
    expect(changedPipelineText(preview({}))).toBe('');
    const pipeline_changed = { ran: '1b75885f00', now: '90cb4ea100' };
    expect(changedPipelineText(preview({ pipeline_changed }))).toBe(
      'The pipeline changed since: tasks of this job ran with its revision 1b75885f, this attempt runs 90cb4ea1. A task with another script or other inputs runs again: it is not known in advance which ones, so each may run again or stay cached.',
    );
    expect(whyText(step({ will: 'maybe', reason: 'pipeline' }), 'resume')).toBe('pipeline changed');
  });

  it('warns that the server cannot load the pipeline', () => {
    expect(missingPipelineText(preview({}))).toBe('');
    const pipeline_missing = 'The server could not load the pipeline rna: no JSON. Correct it, then try again.';
    expect(missingPipelineText(preview({ pipeline_missing }))).toBe(
      `${pipeline_missing} On a runner without this pipeline, the attempt fails at its start.`,
    );
  });

  it('warns that a Nextflow that ignores parameters may keep old results', () => {
    expect(ignoredParamsText(preview({}))).toBe('');
    expect(ignoredParamsText(preview({ ignores_params: '25.04.4, parser v2' }))).toBe(
      'Nextflow 25.04.4, parser v2, ignores parameters when it reads its cache: a task that uses a changed one may keep its old result. Rerun instead, which starts from scratch, or submit a similar job with the syntax parser v1, or with Nextflow 26.04.2 or later.',
    );
    expect(willText(step({ reason: 'changed' }), true)).toBe('may run again');
    expect(changedParamText({ param: 'p', steps: ['Call variants'] }, true)).toBe(
      'Call variants has its old value, and may keep the old result.',
    );
    expect(changedParamText({ param: 'p', steps: null }, true)).toContain('may keep its old result');
    expect(changedParamText({ param: 'p', steps: [] }, true)).toContain('may keep its old result');
  });

  it('states how long a step took last time, or takes in other jobs', () => {
    const times = [
      { last_ms: 84_000, usual_ms: 1, expected_ms: 84_000 },
      { last_ms: 8_000, expected_ms: 16_000 },
      { usual_ms: 30_000, expected_ms: 30_000 },
      { last_ms: 84_000 },
      { usual_ms: 30_000 },
      {},
    ].map((each) => timeText(step(each)));
    expect(times).toEqual(['1 m 24 s', '≈ 16 s', '≈ 30 s', '1 m 24 s', '≈ 30 s', '–']);
  });

  it('names inputs that no longer exist', () => {
    const words = (...paths: string[]) =>
      missingInputsText({ missing_inputs: paths.map((path) => ({ field: 'params.reads', path })) });
    expect(words()).toBe('');
    expect(words('/in/a')).toBe(
      'Not there any more: /in/a. Tasks that use it run again, with all that use these: they fail, or replace results by others made without it. Put it back first.',
    );
    expect(words('/in/a', '/in/b', '/in/c', '/in/d')).toMatch(
      /^Not there any more: \/in\/a, \/in\/b, \/in\/c, 1 more\. Tasks that use one of them .* without them\. Put them back first\.$/,
    );
  });

  it('names inputs that changed under their paths', () => {
    expect(changedInputsText(preview({}))).toBe('');
    expect(changedInputsText(preview({ changed_inputs: ['/in/a'] }))).toBe(
      'Changed since the last attempt read it: /in/a. Tasks that get it as a file run again, with all that use these. Tasks that get only its folder may stay cached: rerun instead to use the change.',
    );
  });

  it('sums up the steps, the time and the moved dirs', () => {
    const steps = [cached, cached, step({}), step({})];
    expect(summaryText(preview({ steps, expected_ms: 375_000 }))).toBe(
      '2 steps stay cached, 2 run again, about 6 m 15 s of tasks.',
    );
    expect(summaryText(preview({ steps: [cached, step({})], expected_ms: 200 }))).toBe(
      '1 step stays cached, 1 runs again, less than a second of tasks.',
    );
    expect(summaryText(preview({ steps: [cached, step({})] }))).toBe('1 step stays cached, 1 runs again.');
    expect(summaryText(preview({ steps: [step({})] }))).toBe('No step stays cached, 1 runs again.');
    expect(summaryText(preview({ steps: [cached] }))).toBe('1 step stays cached: nothing runs again.');
    const first = step({ will: 'first', reason: null });
    expect(summaryText(preview({ steps: [cached, cached, step({ will: 'partly' }), first, first, first] }))).toBe(
      '2 steps stay cached, 1 runs again, 3 run for the first time.',
    );
    const maybe = step({ will: 'maybe', reason: 'nextflow' });
    expect(summaryText(preview({ steps: [maybe, maybe, step({})] }))).toBe('2 steps may run again, 1 runs again.');
    expect(summaryText(preview({ steps: [cached, maybe] }))).toBe('1 step stays cached, 1 may run again.');
    expect(notCountedText(preview({ steps: [maybe] }))).toContain('not counted here');
    expect(movedText(preview({ dirs_moved: 1 }))).toBe(
      '1 work dir is moved aside, and put back if the attempt cannot start.',
    );
  });

  it('states the effect of a changed parameter, as far as it is known', () => {
    expect(changedParamText({ param: 'x', steps: null })).toContain('cannot tell which tasks');
    expect(changedParamText({ param: 'x', steps: [] })).toContain('in no command');
    expect(changedParamText({ param: 'x', steps: ['Trim reads'] })).toBe(
      'Trim reads has its old value, and runs again with all that use it.',
    );
  });

  it('names the holder of a lock, and unknown work dirs', () => {
    expect(obstacleText(preview({ held: { lock: 'job', pid: 4711 } }))).toMatch(
      /^Process 4711 still has the lock of this job/,
    );
    expect(obstacleText(preview({ work_dir: 'unknown' }))).toMatch(/^No runner that has the files/);
    expect(obstacleText(preview({}))).toBe('');
  });
});
