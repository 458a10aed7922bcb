import type { AttemptCommand } from './decide.ts';
import { cancellation, failure, start, success } from './job.fixture.ts';

/** Every runner command about an attempt, by name. */
export const runnerCommands = (attempt: number, runner = 'runner-a') =>
  ({
    claim: { name: 'claim', attempt, runner_id: runner },
    start: { name: 'start', ...start(attempt, runner) },
    succeed: { name: 'succeed', ...success(attempt) },
    fail: { name: 'fail', ...failure(attempt, 'error') },
    confirm_cancel: { name: 'confirm_cancel', ...cancellation(attempt) },
    confirm_pause: { name: 'confirm_pause', attempt, mode: 'freeze' },
    confirm_unpause: { name: 'confirm_unpause', attempt },
    report_unproven: {
      name: 'report_unproven',
      attempt,
      during: 'end',
      executors: [{ name: 'slurm', message: 'Slurm does not answer', left: [], left_count: null }],
    },
    report_nextflow: { name: 'report_nextflow', attempt, nextflow_version: '25.04.4', syntax_parser: 'v1' },
    report_survivors: { name: 'report_survivors', attempt, pids: [4711], signals: [] },
  }) as const satisfies Record<AttemptCommand['name'], AttemptCommand>;
