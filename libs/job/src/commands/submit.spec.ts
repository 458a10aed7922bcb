import { decide } from '../decide.ts';
import { jobThatIs, outcome, stateNames, submission } from '../job.fixture.ts';
import { unknownJob } from '../state.ts';

const submit = { name: 'submit', ...submission } as const;

describe('submitting', () => {
  it('creates an unknown job', () => {
    expect(decide(unknownJob, submit)).toEqual([{ type: 'submitted', data: submission }]);
  });

  it.each(stateNames)('is refused for an existing job (%s)', (state) => {
    expect(outcome(decide(jobThatIs(state), submit))).toBe('submitted_before: This job was submitted before.');
  });
});
