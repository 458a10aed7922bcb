import type { StepState } from '@reprise/contracts';
import { failedStep } from './failed-step.ts';

const step = (process: string, label: string, state: StepState) => ({ process, step: label, state });
const steps = [step('WES:FIRST', 'First step', 'done'), step('WES:SECOND', 'Second step', 'waiting')];

describe('the step that a failure is shown at', () => {
  it.each([
    ['that of the failing task', 'WES:FIRST', 'First step'],
    ['the one that could not start, though another has succeeded', 'WES:SECOND', 'Second step'],
    ['the process, without its workflows, where no plan names it', 'WES:SUB:THIRD', 'THIRD'],
    ['none, where Nextflow itself failed after a step', null, null],
  ])('is %s', (_, failing_step, expected) => {
    expect(failedStep({ cause: 'error', failing_step }, steps)).toBe(expected);
  });

  it('is one with a failed task where the failure names none, unless the run was killed', () => {
    const failed = [...steps, step('THIRD', 'Third step', 'failed')];
    expect(failedStep({ cause: 'error', failing_step: null }, failed)).toBe('Third step');
    expect(failedStep({ cause: 'killed', failing_step: null }, failed)).toBeNull();
  });
});
