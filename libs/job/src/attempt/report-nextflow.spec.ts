import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

const report = runnerCommands(1).report_nextflow;

describe('reporting that a different Nextflow runs than was started', () => {
  it.each<[StateName, string]>([
    ['pending, claimed', 'not_started: This attempt has not started.'],
    ['running', 'nextflow_observed'],
    ['running, cancelling', 'nextflow_observed'],
    ['paused', 'nextflow_observed'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), report))).toBe(expected);
  });

  it('is recorded once, and is the version that a resume keeps', () => {
    const { name: _, ...data } = report;
    const known = evolve(jobThatIs('running'), recorded(20, 'nextflow_observed', data));
    expect(known).toMatchObject({
      last_run: { nextflow_version: '25.04.4', syntax_parser: 'v1', work_dir: '/jobs/1/work' },
    });
    expect(outcome(decide(known, report))).toBe('already_started: This attempt has started with that Nextflow.');
    const old = evolve(known, recorded(21, 'nextflow_observed', { attempt: 1, nextflow_version: '24.10.0' }));
    expect(old).not.toHaveProperty('last_run.syntax_parser');
  });
});
