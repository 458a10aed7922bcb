import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { unknownJob } from '../state.ts';

const rerun = { name: 'rerun', reason: null, keep_work_dir: false } as const;
const refused = (status: string) => `wrong_status: Cannot rerun job with status: ${status}`;

describe('rerunning', () => {
  it.each<[StateName, string]>([
    ['pending', refused('pending')],
    ['pending, claimed', refused('pending')],
    ['pending, cancelling', refused('pending')],
    ['running', refused('running')],
    ['running, cancelling', refused('running')],
    ['running, pausing', refused('running')],
    ['paused', refused('paused')],
    ['paused, cancelling', refused('paused')],
    ['paused, unpausing', refused('paused')],
    ['completed', 'rerun_requested'],
    ['failed: error', 'rerun_requested'],
    ['failed: killed', 'rerun_requested'],
    ['failed: runner_lost', 'rerun_requested'],
    ['failed: start_failed', 'rerun_requested'],
    ['failed: cancelled', 'rerun_requested'],
    ['failed: cancelled unstarted', 'rerun_requested'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), rerun))).toBe(expected);
  });

  it('requests the next attempt with unchanged parameters', () => {
    expect(decide(jobThatIs('completed'), rerun)).toEqual([
      { type: 'rerun_requested', data: { attempt: 2, reason: null, params: { depth: 50 }, keep_work_dir: false } },
    ]);
  });

  it('accepts changed parameters, a reason, and that the work dir is kept', () => {
    const data = { reason: 'deeper', params: { depth: 80 }, keep_work_dir: true };
    expect(decide(jobThatIs('failed: error'), { name: 'rerun', ...data })).toEqual([
      { type: 'rerun_requested', data: { attempt: 2, ...data } },
    ]);
  });

  it('records kept results only if they are kept', () => {
    const decided = (keep_results: boolean) => decide(jobThatIs('completed'), { ...rerun, keep_results });
    expect(decided(true)).toMatchObject([{ data: { keep_results: true } }]);
    expect(decided(false)).toEqual(decide(jobThatIs('completed'), rerun));
  });

  it('is refused if inputs are gone and it would delete their results, unless it keeps them', () => {
    const gone = (...missing_inputs: string[]) => ({ ...rerun, missing_inputs });
    const decided = (command: typeof rerun) => outcome(decide(jobThatIs('completed'), command));
    expect(decided(gone('/in/S1'))).toBe(
      'inputs_gone: Cannot rerun: /in/S1 is not there any more. Put it back, or change the parameters. Without it, a rerun has to keep the results.',
    );
    expect(decided(gone('/a', '/b', '/c', '/d', '/e'))).toContain(
      '/a, /b, /c and 2 more are not there any more. Put them',
    );
    expect(decided({ ...gone('/in/S1'), keep_results: true } as typeof rerun)).toBe('rerun_requested');
    expect(decided(gone())).toBe('rerun_requested');
  });

  it('accepts another revision of the pipeline, by name and commit, and keeps the other launch options', () => {
    const revision = { name: '2.0', commit: 'c2' };
    const [asked] = decide(jobThatIs('completed'), { ...rerun, revision }) as unknown as [
      { data: { revision: object } },
    ];
    expect(asked.data).toMatchObject({ revision });
    const job = { ...jobThatIs('completed'), launch: { profiles: ['test'] } };
    const data = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
    expect(evolve(job, recorded(9, 'rerun_requested', { ...data, revision }))).toMatchObject({
      pipeline_revision: 'c2',
      launch: { profiles: ['test'], revision: '2.0' },
    });
    expect(evolve(job, recorded(9, 'rerun_requested', data))).toMatchObject({ pipeline_revision: 'r1' });
  });

  it('is refused for an unknown job', () => {
    expect(outcome(decide(unknownJob, rerun))).toBe('unknown_job: There is no such job.');
  });
});
