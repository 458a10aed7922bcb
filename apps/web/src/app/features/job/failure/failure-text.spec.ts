import { aFailure, aJob, aStep, aTask } from '../../../testing/views.ts';
import {
  adviceOf,
  automaticText,
  failedByLaunch,
  failedToStart,
  failureTitle,
  launchAdvice,
  messageWithoutAdvice,
} from './failure-text.ts';

const NONE_DONE = { steps_done: 0, steps_total: 7 };

const failed = (failure: Parameters<typeof aFailure>[0], possible = true) =>
  aJob({
    status: 'failed',
    steps: [aStep('ALIGN', 'done', { completed: 1 })],
    failure: aFailure(failure),
    resumable: { possible, why: null, until: null },
  });

describe('a failed job', () => {
  it.each([
    ['could not start', { cause: 'start_failed' as const }, 1, true],
    ['refused its parameters before any task', { cause: 'error' as const }, 0, true],
    ['failed in a task', { cause: 'error' as const }, 1, false],
    ['was killed', { cause: 'killed' as const }, 0, false],
  ])('is recognised when it %s: other parameters are the first advice, or not', (_, failure, tasks, first) => {
    const all = Array.from({ length: tasks }, () => aTask());
    expect(failedToStart(failed(failure), all)).toBe(first);
  });

  it.each([
    ["Unknown configuration profile: 'nope'", { profiles: ['nope'] }, 0, true],
    ["Unable to parse config file: '/jobs/1/extra.config'", { config: 'process {' }, 0, true],
    ["Unknown workflow entry name: 'OTHER'", { entry: 'OTHER' }, 0, true],
    ["Unknown configuration profile: 'nope'", null, 0, false],
    ['Unknown configuration profile', { profiles: ['nope'] }, 1, false],
    ['No such file: /data/reads.csv', { profiles: ['test'] }, 0, false],
  ])(
    'needs a new job when it reports "%s" with launch options %j and %i tasks: %s',
    (message, launch, tasks, needed) => {
      const job = { ...failed({ cause: 'error', message, stderr_tail: [] }), launch };
      const all = Array.from({ length: tasks }, () => aTask());
      expect(failedByLaunch(job, all)).toBe(needed);
    },
  );

  it('needs a new job for a setting of its extra config, also after tasks have run', () => {
    const message =
      'CALL ran longer than its time limit (3s). The extra config of the job sets `time`, and a resume or rerun keeps it. Submit another like it.';
    const job = { ...failed({ message, exit_code: null }), launch: { config: 'process.time = "3s"' } };
    expect(failedByLaunch(job, [aTask()])).toBe(true);
    expect(messageWithoutAdvice(job)).toBe('CALL ran longer than its time limit (3s).');
    expect(launchAdvice(job)).toBe(
      'The extra config of the job sets `time`, and a resume or rerun keeps it. Submit another like it.',
    );
  });

  it('advises to free space on a full disk, whatever the exit code', () => {
    const message = 'CALL (NA12878) failed because the disk is full. Free some space, then resume.';
    for (const exit_code of [null, 1, 137]) {
      const job = failed({ exit_code, message });
      expect(failureTitle(job)).toBe('Call variants found the disk full');
      expect(adviceOf(job)).toBe(
        'Free some space on the disk of the work dir, then resume: finished steps stay cached.',
      );
    }
    expect(messageWithoutAdvice(failed({ message }))).toBe('CALL (NA12878) failed because the disk is full.');
    expect(adviceOf(failed({ message }, false))).toBe('Free some space on the disk of the work dir, then rerun.');
  });

  it('keeps the advice of its exit code if it only quotes words about a disk', () => {
    expect(adviceOf(failed({ message: 'CALL ended with exit code 137: disk is full of samples' }))).toBe(
      "If memory ran out, give the step more memory in the pipeline's configuration, then resume: finished steps that are unchanged stay cached.",
    );
  });

  it('shows the advice in its message once', () => {
    const job = failed({
      exit_code: 125,
      message: 'HELLO did not start: Docker cannot be reached at unix:///run/d.sock. Start Docker, then resume.',
    });
    expect(messageWithoutAdvice(job)).toBe('HELLO did not start: Docker cannot be reached at unix:///run/d.sock.');
    expect(adviceOf(job)).toBe('Start Docker, then resume: finished steps stay cached.');
    const plugin = failed({
      exit_code: null,
      message: "It has none. Name it: plugins { id 'a@1.0.0' }, then rerun.",
    });
    expect(adviceOf(plugin)).toBe("Name it: plugins { id 'a@1.0.0' }, then rerun.");
  });

  it('has the title of the step that failed or could not start, or else of the pipeline', () => {
    const second = aFailure({ step: 'Second step', exit_code: null });
    expect(failureTitle(aJob({ status: 'failed', current_step: 'First step', failure: second }))).toBe(
      'Second step failed',
    );
    expect(failureTitle(failed({ step: null, failing_step: null }))).toBe('The pipeline failed');
    expect(failureTitle(failed({ exit_code: 139 }))).toBe('Call variants crashed');
  });

  it.each([
    ['finished steps', { progress: { steps_done: 1, steps_total: 7 } }, ': finished steps stay cached'],
    [
      'only finished tasks',
      { steps: [aStep('ALIGN', 'failed', { completed: 1, failed: 1 })] },
      ': finished tasks stay cached',
    ],
    [
      'a step with ignored failures',
      {
        progress: { steps_done: 1, steps_total: 7 },
        steps: [aStep('COUNT', 'done', { completed: 1, ignored: 2 })],
      },
      ': finished tasks stay cached',
    ],
    ['nothing finished', { steps: [] }, ''],
    [
      'an empty cache',
      {
        progress: { steps_done: 1, steps_total: 7 },
        warnings: [{ about: 'cache' as const, message: 'The cache is empty.' }],
      },
      '',
    ],
  ])('lists what stays cached when it has %s', (_, part, words) => {
    const job = { ...failed({ message: 'It failed. Start Docker, then resume.' }), progress: NONE_DONE, ...part };
    expect(adviceOf(job)).toBe(`Start Docker, then resume${words}.`);
  });

  it('was killed from outside only if the signal is known', () => {
    expect(failureTitle(failed({ cause: 'killed', signal: 'SIGKILL' }))).toBe('The run was killed from outside');
    expect(failureTitle(failed({ cause: 'killed', signal: null }))).toBe('How the run ended is unknown');
  });

  it('was not killed if another cause is known', () => {
    const killed = { cause: 'error', exit_code: 137 } as const;
    const titleWith = (summary: string | null) => failureTitle(failed({ ...killed, summary }));
    for (const summary of [
      null,
      'killed, by the system for memory or by hand',
      'used more memory than its limit on LSF',
    ])
      expect(titleWith(summary)).toMatch(/ was killed$/);
    const docker = failed({
      ...killed,
      summary: 'ended, most likely because Docker was stopped',
      message: "CALL was ended (exit code 137). Start Docker on the runner's machine, then resume.",
    });
    expect(failureTitle(docker)).toMatch(/ failed with exit code 137$/);
    expect(adviceOf(docker)).not.toContain('memory');
  });

  it('does not promise a cache that its next attempt does not find', () => {
    const job = failed({ message: 'It failed. Start Docker, then resume.' });
    expect(adviceOf(job, false)).toBe('Start Docker, then resume.');
  });

  it('keeps only unchanged steps in the cache if its pipeline needs a correction', () => {
    const message =
      'ALIGN (S1) did not write S1.bam. Correct its script, or the outputs that it declares, then resume.';
    expect(adviceOf(failed({ message }))).toBe(
      'Correct its script, or the outputs that it declares, then resume: finished steps that are unchanged stay cached.',
    );
  });

  it('points to no further lines if its message is complete', () => {
    const words = { exit_code: null, failing_step: null, stderr_tail: ['-> Entry 1: no file'] };
    expect(adviceOf(failed({ ...words, message: 'Wrong:\n-> Entry 1: no file' }, false))).toBe(
      'Remove the cause named above, then rerun.',
    );
  });

  it('states that its files are locked after an abandon, until nothing of it is left', () => {
    const proven = failed({ cause: 'abandoned', exit_code: null });
    const abandoned = { ...proven, abandoned: { at: '', by: 'ada', executors: [] } };
    expect(failureTitle(abandoned)).toBe('Abandoned: not proven to have ended');
    expect(adviceOf(abandoned)).toBe(
      'Its runner keeps asking. Until nothing of it is left, it cannot be resumed, rerun or cleaned: submit another like this.',
    );
    expect(failureTitle(proven)).toBe('Abandoned; nothing of it is left');
    expect(adviceOf(proven)).toBe('Its tasks have ended: resume or rerun it.');
  });

  it('advises to check the machine if its runner was lost', () => {
    const lost = failed({ cause: 'runner_lost', exit_code: null });
    expect(failureTitle(lost)).toBe('The runner was lost while this ran');
    expect(adviceOf(lost)).toBe("Check the runner's machine, then resume: finished steps stay cached.");
  });

  it('announces a resume by its policy, with the way to stop it, also after the last one', () => {
    const resume = { cause: 'runner_lost', number: 1, times: 1 } as const;
    expect(automaticText(failed({}))).toBeNull();
    expect(automaticText({ ...failed({}), automatic_resume: { ...resume, state: 'due' } })).toBe(
      'Reprise resumes it by itself: the runner was lost (1 of 1). To stop it, cancel the new attempt.',
    );
    expect(automaticText({ ...failed({}), automatic_resume: { ...resume, state: 'used_up' } })).toBe(
      'Not resumed again: the runner was lost, after 1 of 1 resume by Reprise.',
    );
  });
});
