import { jobCommandNames, type JobCommandName } from '@reprise/contracts';
import { allowedActions } from './allowed-actions.ts';
import { decide, type JobCommand } from './decide.ts';
import { jobThatIs, stateNames, type StateName } from './job.fixture.ts';
import { isRefusal } from './refusal.ts';
import type { WorkDirPresence } from './resume/decide.ts';
import { unknownJob } from './state.ts';

const actions = (state: StateName, workDir: WorkDirPresence = 'present') =>
  allowedActions(jobThatIs(state), workDir).join(', ');

describe('the actions a page may offer', () => {
  const isAccepted = (name: JobCommandName, state: StateName, work_dir: WorkDirPresence) => {
    const command = { name, reason: null, keep_work_dir: false, work_dir } as JobCommand;
    return !isRefusal(decide(jobThatIs(state), command));
  };
  const presences = ['present', 'absent', 'unknown'] as const;

  it.each(stateNames.filter((name) => !name.includes('cancelling')))('%s: the commands that are accepted', (state) => {
    for (const workDir of presences)
      expect(actions(state, workDir)).toBe(
        jobCommandNames.filter((name) => isAccepted(name, state, workDir)).join(', '),
      );
  });

  it.each(stateNames.filter((name) => name.includes('cancelling')))('%s: none', (state) => {
    expect(actions(state)).toBe('');
  });

  it('come in the order of the catalogue', () => {
    expect(actions('failed: error')).toBe('resume, rerun');
  });

  it('have resume where nobody knows about the work dir, and not where it is gone', () => {
    expect(actions('failed: error', 'unknown')).toBe('resume, rerun');
    expect(actions('failed: error', 'absent')).toBe('rerun');
  });

  it('are none for a job that does not exist', () => {
    expect(allowedActions(unknownJob, 'present')).toEqual([]);
  });
});
