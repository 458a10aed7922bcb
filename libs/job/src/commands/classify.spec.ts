import { commands } from '@reprise/contracts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { unknownJob } from '../state.ts';

const { reason, ...classified } = commands.classify.event.example;
const classify = { name: 'classify', reason, classified } as unknown as Parameters<typeof decide>[1];
const refused = (status: string) => `wrong_status: Cannot classify variants of a job with status: ${status}`;

describe('classifying a variant', () => {
  it.each<[StateName, string]>([
    ['completed', 'variant_classified'],
    ['pending', refused('pending')],
    ['pending, cancelling', refused('pending')],
    ['running', refused('running')],
    ['running, cancelling', refused('running')],
    ['paused', refused('paused')],
    ['failed: error', refused('failed')],
    ['failed: cancelled', refused('failed')],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), classify))).toBe(expected);
  });

  it('records the variant with its evidence, and the reason', () => {
    expect(decide(jobThatIs('completed'), classify)).toEqual([
      { type: 'variant_classified', data: commands.classify.event.example },
    ]);
  });

  it('leaves the job unchanged, also when it is read after a rerun', () => {
    const event = recorded(99, 'variant_classified', {
      ...commands.classify.event.example,
      criteria: [],
      sources: [],
    });
    for (const state of ['completed', 'pending', 'running'] as const)
      expect(evolve(jobThatIs(state), event)).toEqual(jobThatIs(state));
  });

  it('is refused for an unknown job', () => {
    expect(outcome(decide(unknownJob, classify))).toBe('unknown_job: There is no such job.');
  });
});
