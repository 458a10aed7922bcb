import { editableParams, valueOf, withChange } from './changed-params.ts';
import { stepsToChoose, stepToBegin } from './steps-to-choose.ts';
import { aJob } from '../../testing/views.ts';

describe('the changed parameters of a restart', () => {
  const params = { reference: '/hg19.fa', depth: 30, fast: true, lanes: [1], nothing: null };
  const [reference, depth] = editableParams(params);

  it('are limited to those that fit into a line', () => {
    expect(editableParams(params).map(({ name }) => name)).toEqual(['reference', 'depth', 'fast']);
  });

  it('keep the type of value, and leave non-numbers to the server', () => {
    expect([valueOf(depth!, ' 40 '), valueOf(depth!, 'deep'), valueOf(reference!, ' /hg38.fa ')]).toEqual([
      40,
      'deep',
      '/hg38.fa',
    ]);
  });

  it('are only those that differ', () => {
    const changes = withChange({}, depth!, 40);
    expect(changes).toEqual({ depth: 40 });
    expect(withChange(changes, depth!, 30)).toEqual({});
  });
});

describe('the steps offered for a restart', () => {
  const tasks = (total: number) => ({
    total,
    waiting: 0,
    running: 0,
    completed: total,
    cached: 0,
    failed: 0,
    ignored: 0,
    retried: 0,
    aborted: 0,
  });
  const step = (process: string, total: number, state: 'done' | 'failed' | 'waiting') => ({
    process,
    step: process,
    state,
    tasks: tasks(total),
    started_at: null,
    completed_at: null,
  });
  const job = aJob({
    steps: [step('A', 1, 'done'), step('B', 1, 'failed'), step('C', 1, 'done'), step('D', 0, 'waiting')],
  });

  it('are those with tasks, and the failed one, or else the last, is preselected', () => {
    expect(stepsToChoose(job, null).map(({ process }) => process)).toEqual(['A', 'B', 'C']);
    expect(stepToBegin(job)).toBe('B');
    expect(stepToBegin({ steps: [step('A', 1, 'done'), step('C', 1, 'done'), step('D', 0, 'waiting')] })).toBe('C');
    expect(stepToBegin({ steps: [] })).toBe('');
  });
});
