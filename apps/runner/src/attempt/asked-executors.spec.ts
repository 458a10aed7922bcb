import { isAskedExecutor } from '@reprise/contracts/executor-text';
import { isAsked } from '@reprise/executors';

describe('the executors that a submission expects a runner to poll', () => {
  const names = ['slurm', 'sge', 'pbs', 'pbspro', 'lsf', 'condor', 'k8s', 'awsbatch', 'google-batch'];
  it.each(names.flatMap((name) => ['/work', 's3://lab/work'].map((workRoot) => [name, workRoot] as const)))(
    'are those that a runner polls: %s with %s',
    (name, workRoot) =>
      expect(isAskedExecutor(name, workRoot)).toBe(isAsked(name, { workRoot, attemptDir: '/nowhere' })),
  );
});
