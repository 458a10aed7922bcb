import { jobCommandNames, type JobCommandName } from '@reprise/contracts';
import { allowedActions } from './allowed-actions.ts';
import { decide, type JobCommand } from './decide.ts';
import { jobThatIs, stateNames, type StateName } from './job.fixture.ts';
import { isRefusal } from './refusal.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';
import { unknownJob } from './state.ts';

const actions = (state: StateName, workDir: WorkDirPresence = 'present') =>
  allowedActions(jobThatIs(state), workDir).join(', ');

describe('the actions that a page may offer', () => {
  const isAccepted = (name: JobCommandName, state: StateName, work_dir: WorkDirPresence) => {
    const command = {
      name,
      reason: null,
      keep_work_dir: false,
      mode: 'freeze',
      what: 'all',
      work_dir,
      set: { run: '1' },
    } as JobCommand;
    const decision = decide(jobThatIs(state), command);
    return !isRefusal(decision) && decision.length > 0;
  };
  const presences = ['present', 'absent', 'unknown'] as const;

  it.each(stateNames.filter((name) => !name.includes('cancelling')))(
    '%s: the commands that are accepted and have an effect',
    (state) => {
      for (const workDir of presences)
        expect(actions(state, workDir)).toBe(
          jobCommandNames.filter((name) => isAccepted(name, state, workDir)).join(', '),
        );
    },
  );

  it.each<[StateName, string]>([
    ['pending', 'cancel'],
    ['pending, claimed', 'cancel'],
    ['pending, cancelling', ''],
    ['running', 'cancel'],
    ['running, cancelling', ''],
    ['running, pausing', 'cancel'],
    ['paused', 'cancel'],
    ['paused, cancelling', ''],
    ['paused, unpausing', 'cancel'],
    ['completed', 'rerun'],
    ['failed: error', 'resume, rerun'],
    ['failed: killed', 'resume, rerun'],
    ['failed: runner_lost', 'resume, rerun'],
    ['failed: start_failed', 'rerun'],
    ['failed: cancelled', 'resume, rerun'],
    ['failed: cancelled unstarted', 'rerun'],
  ])('%s: of cancel, resume and rerun "%s"', (state, expected) => {
    const three = ['cancel', 'resume', 'rerun'];
    const offered = allowedActions(jobThatIs(state), 'present').filter((name) => three.includes(name));
    expect(offered.join(', ')).toBe(expected);
  });

  it.each(stateNames.filter((name) => name.includes('cancelling')))('%s: none', (state) => {
    expect(actions(state)).toBe('');
  });

  it('are in the order of the catalogue', () => {
    expect(actions('failed: error')).toBe('resume, restart, rerun, clean, pin, label');
  });

  it('include resume and restart if the work dir is unknown, and not if it is gone', () => {
    expect(actions('failed: error', 'unknown')).toBe('resume, restart, rerun, clean, pin, label');
    expect(actions('failed: error', 'absent')).toBe('rerun, clean, pin, label');
  });

  it('are empty for a job that does not exist', () => {
    expect(allowedActions(unknownJob, 'present')).toEqual([]);
  });
});
