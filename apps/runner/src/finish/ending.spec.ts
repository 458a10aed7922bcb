import type { EndReport, Ending } from '@reprise/executors';
import type { Ended, FailureDigest } from '@reprise/nextflow';
import { cancelled, endingKind, failed, type EndingFacts } from './ending.ts';

const process = { pid: 4711, start_time: '1', boot_id: 'boot' };
const exited = (exit_code: number, signal: string | null = null): Ended => ({
  status: 'exited',
  process,
  exit_code,
  signal,
  ended_at: '2026-01-01T00:00:00.000Z',
});
const quiet: EndReport = {
  ended_before_signal: true,
  signals: [],
  processes_ended: 0,
  survivors: [],
  executors: [],
};
const facts = (more: Partial<EndingFacts>): EndingFacts => ({
  attempt: 1,
  ended: exited(1),
  report: quiet,
  cancelling: false,
  signalled_at: null,
  duration_ms: 5,
  ...more,
});
const digest: FailureDigest = {
  failing_step: 'CALL',
  failing_task: 'ab/cdef12',
  exit_code: 137,
  stderr_tail: ['Killed'],
  caused_by: null,
  disk_full: false,
  summary: 'killed, by the system for memory or by hand',
  message: 'CALL ended with exit code 137.',
};
const run = (changes: Partial<FailureDigest> = {}) => ({
  digest: { ...digest, ...changes },
  tasks: { finished: 2, lost: 0 },
});
const at = '2026-01-01T00:00:00.000Z';

describe('the ending of an attempt', () => {
  it.each([
    ['succeeds on exit 0', facts({ ended: exited(0) }), 'succeeded'],
    ['fails on another code', facts({}), 'failed'],
    ['is cancelled when it ended after the first signal', facts({ cancelling: true, signalled_at: at }), 'cancelled'],
    [
      'keeps its success when it ended well before the signal',
      facts({ ended: exited(0), cancelling: true }),
      'succeeded',
    ],
    ['keeps its failure when it ended before the signal', facts({ cancelling: true }), 'failed'],
    [
      'succeeds on exit 0 even after a signal',
      facts({ ended: exited(0), cancelling: true, signalled_at: at }),
      'succeeded',
    ],
    [
      'is cancelled when supervisor and program were killed after a signal',
      facts({ ended: { status: 'vanished', process }, cancelling: true, signalled_at: at }),
      'cancelled',
    ],
  ])('%s', (_, given, kind) => {
    expect(endingKind(given)).toBe(kind);
  });

  it('reports the failing step, its exit code and the last lines of its stderr', () => {
    expect(failed(facts({}), run())).toMatchObject({
      cause: 'error',
      failing_step: 'CALL',
      exit_code: 137,
      stderr_tail: ['Killed'],
      message: 'CALL ended with exit code 137.',
    });
  });

  it('reports the exit code of Nextflow only if Nextflow itself failed, and not for a task that never ran', () => {
    const exitOf = (changes: Partial<FailureDigest>) => failed(facts({}), run({ exit_code: null, ...changes }));
    expect(exitOf({})).toMatchObject({ failing_task: 'ab/cdef12', exit_code: null });
    expect(exitOf({ failing_step: null, failing_task: null })).toMatchObject({ exit_code: 1 });
  });

  it('reports in plain words that Nextflow was killed from outside, and the number of ended orphans', () => {
    const command = failed(facts({ ended: exited(137, 'SIGKILL'), report: { ...quiet, processes_ended: 4 } }), run());
    expect(command).toMatchObject({ cause: 'killed', signal: 'SIGKILL', processes_ended: 4 });
    expect(command).toHaveProperty(
      'message',
      'Nextflow was killed from outside Reprise (SIGKILL). 4 processes of this attempt were ended. Finished tasks are kept: resume to continue from there.',
    );
  });

  it('reports that it is unknown how Nextflow ended if its supervisor is gone', () => {
    expect(failed(facts({ ended: { status: 'vanished', process } }), run())).toMatchObject({
      cause: 'killed',
      message: expect.stringMatching(
        /^The supervisor of Nextflow is gone: .+ It is unknown how Nextflow ended\. /,
      ) as string,
    });
  });

  it('includes cluster jobs in the number, reports when it is unknown, and records what was proven', () => {
    const times = { asked_at: at, proven_at: at };
    const slurm: Ending = {
      name: 'slurm',
      label: 'Slurm',
      noun: 'job',
      isAsked: true,
      ended: ['8', '9'],
      ended_count: 2,
      left: { alive: [] },
      ...times,
    };
    const cloud: Ending = {
      ...slurm,
      name: 'google-batch',
      isAsked: false,
      ended: [],
      ended_count: 0,
      proven_at: null,
    };
    const report = { ...quiet, processes_ended: 1, executors: [slurm, cloud] };
    const executors = [
      { name: 'slurm', ended: ['8', '9'], ended_count: 2, ...times },
      { name: 'google-batch', ended: [], ended_count: 0, asked_at: at, proven_at: null },
    ];
    expect(failed(facts({ ended: exited(137, 'SIGKILL'), report }), run())).toMatchObject({
      message: expect.stringContaining(
        'One process and 2 jobs on Slurm of this attempt were ended. Whether tasks are left on Google Batch is not known: see that there is none. Finished',
      ) as string,
      executors,
    });
    expect(cancelled(facts({ signalled_at: at, report }))).toMatchObject({ survivors: 0, executors });
  });

  it.each([
    ['none exist', { finished: 0, lost: 0 }],
    ['a resume runs them all again', { finished: 2, lost: 2 }],
  ])('promises no finished tasks when %s', (_, tasks) => {
    const killed = facts({ ended: exited(137, 'SIGKILL') });
    expect(failed(killed, { digest, tasks })).toHaveProperty(
      'message',
      'Nextflow was killed from outside Reprise (SIGKILL). No process of it was found. Resume or rerun the job.',
    );
  });

  it('advises no resume if the folder of the attempt is gone, because the work dir may be gone too', () => {
    expect(failed(facts({ ended: { status: 'none' } }), run())).toHaveProperty(
      'message',
      "The folder of this attempt is gone, including Nextflow's output. No process of it was found.",
    );
  });

  it('warns of finished tasks that a resume runs again', () => {
    expect(failed(facts({}), { digest, tasks: { finished: 3, lost: 1 } })).toMatchObject({
      warnings: [
        { about: 'cache', message: "Nextflow's cache lacks 1 of its 3 finished tasks: a resume runs it again." },
      ],
    });
    expect(failed(facts({}), run())).not.toHaveProperty('warnings');
  });

  it('reports the same if Nextflow received a signal and exited by itself', () => {
    const command = failed(facts({ report: { ...quiet, processes_ended: 1 } }), run({ aborted_by: 'SIGTERM' }));
    expect(command).toMatchObject({
      cause: 'killed',
      signal: 'SIGTERM',
      exit_code: 1,
      failing_step: null,
      message:
        'Nextflow was ended from outside Reprise (SIGTERM). One process of this attempt was ended. Finished tasks are kept: resume to continue from there.',
    });
  });

  it('confirms a cancel with the sent signals, also after a restart of this runner', () => {
    const sent = { signal: 'SIGKILL', target: 'group 4711', at };
    expect(cancelled(facts({ signalled_at: at, report: { ...quiet, signals: [sent] } }))).toMatchObject({
      signals: [sent],
    });
    expect(cancelled(facts({ signalled_at: at }))).toMatchObject({
      signals: [{ signal: 'SIGTERM', target: 'nextflow', at }],
      survivors: 0,
    });
  });
});
