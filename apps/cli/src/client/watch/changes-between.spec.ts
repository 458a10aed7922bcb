import type { JobView, StepView } from '@reprise/contracts';
import { changesBetween } from './changes-between.ts';

const tasks = {
  total: 2,
  waiting: 0,
  running: 0,
  completed: 2,
  cached: 0,
  failed: 0,
  ignored: 0,
  retried: 0,
  aborted: 0,
};
const step = (name: string, state: StepView['state']) => ({ process: name, step: name, state, tasks });
const job = (status: string, attempt: number, ...steps: object[]) =>
  ({ sample_name: 'DEMO1', status, pending_action: null, failure: null, attempt, steps }) as unknown as JobView;

describe('changesBetween', () => {
  it('lists the status and each step that began or ended', () => {
    const before = job('running', 1, step('Align', 'running'), step('Call', 'waiting'));
    expect(changesBetween(undefined, before)).toEqual(['DEMO1: running', '  Align running 2/2']);
    expect(changesBetween(before, job('running', 1, step('Align', 'done'), step('Call', 'running')))).toEqual([
      '  Align done 2/2',
      '  Call running 2/2',
    ]);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('lists a step again if tasks were added to it after it looked complete', () => {
    const cached = (cached: number) => ({
      ...step('Align', 'cached'),
      tasks: { ...tasks, total: cached, completed: 0, cached },
    });
    expect(changesBetween(job('running', 2, cached(1)), job('running', 2, cached(2)))).toEqual([
      '  Align cached 2/2 (2 cached)',
    ]);
  });

  it('lists the end after the steps before it, and a new attempt from its beginning', () => {
    const before = job('running', 1, step('Align', 'running'));
    const after = job('failed', 1, step('Align', 'failed'));
    expect(changesBetween(before, after)).toEqual(['  Align failed 2/2', 'DEMO1: failed']);
    expect(changesBetween(after, job('running', 2, step('Align', 'cached')))).toEqual([
      'DEMO1: running (attempt 2)',
      '  Align cached 2/2',
    ]);
  });
});
