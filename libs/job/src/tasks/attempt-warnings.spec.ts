import { attemptWarnings } from './attempt-warnings.ts';
import { noProgress } from './progress.ts';

const file = (path: string, problem: 'vanished' | null) =>
  ({ path, bytes: null, sha256: problem ? null : 'ab', read_at: null, problem }) as const;
const inputs = (...files: ReturnType<typeof file>[]) => ({ files, manifest: null, complete: true });

describe('the warnings of an attempt', () => {
  it('are those of its run, plus missing inputs', () => {
    const trace = { about: 'trace' as const, message: 'Nextflow wrote no trace.' };
    expect(attemptWarnings(noProgress)).toEqual([]);
    expect(attemptWarnings({ ...noProgress, warnings: [trace], inputs: inputs(file('/in/a', null)) })).toEqual([trace]);
    const gone = inputs(file('/in/a', 'vanished'), file('/in/b', null));
    expect(attemptWarnings({ ...noProgress, warnings: [trace], inputs: gone })).toEqual([
      trace,
      { about: 'inputs', message: 'Input /in/a was gone when Reprise read the inputs.' },
    ]);
    const both = inputs(file('/in/a', 'vanished'), file('/in/b', 'vanished'));
    expect(attemptWarnings({ ...noProgress, inputs: both })).toEqual([
      { about: 'inputs', message: '2 inputs, such as /in/a, were gone when Reprise read the inputs.' },
    ]);
  });
});
