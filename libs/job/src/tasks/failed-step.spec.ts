import type { StepState } from '@reprise/contracts';
import { failedStep } from './failed-step.ts';
import { currentStep } from './step-views.ts';

const noTasks = {
  total: 0,
  waiting: 0,
  running: 0,
  completed: 0,
  cached: 0,
  failed: 0,
  ignored: 0,
  retried: 0,
  aborted: 0,
};
const step = (process: string, label: string, state: StepState) => ({ process, step: label, state });
const steps = [step('WES:FIRST', 'First step', 'done'), step('WES:SECOND', 'Second step', 'waiting')];

describe('the step of a failed job', () => {
  it.each([
    ['that of the failing task', 'WES:FIRST', 'First step'],
    ['the one that could not start, although another has succeeded', 'WES:SECOND', 'Second step'],
    ['the process, without its workflows, if no plan names it', 'WES:SUB:THIRD', 'THIRD'],
    ['absent if Nextflow itself failed after a step', null, null],
  ])('is %s', (_, failing_step, expected) => {
    expect(failedStep({ cause: 'error', failing_step }, steps)).toBe(expected);
  });

  it('is the current step of the failed job, although another was reached', () => {
    const views = steps.map((each) => ({ ...each, tasks: noTasks, started_at: null, completed_at: null }));
    const of = (step: string | null, cause: 'error' | 'killed' = 'error') => currentStep(views, { cause, step });
    expect(of('Second step')).toBe('Second step');
    expect(of(null)).toBeNull();
    expect(of(null, 'killed')).toBe('First step');
  });

  it('is one with a failed task if the failure names none, unless the run was killed', () => {
    const failed = [...steps, step('THIRD', 'Third step', 'failed')];
    expect(failedStep({ cause: 'error', failing_step: null }, failed)).toBe('Third step');
    expect(failedStep({ cause: 'killed', failing_step: null }, failed)).toBeNull();
  });
});
