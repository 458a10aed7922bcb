import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { scale } from '@reprise/testing/random';
import { Lab } from '../lab.ts';
import { cancelRaces } from './walks/cancel-races.ts';
import { closedInputs } from './walks/closed-inputs.ts';
import { clean } from './walks/clean.ts';
import { failingStep } from './walks/failing-step.ts';
import { pauseRaces } from './walks/pause-races.ts';
import { runnerKilledAtStart } from './walks/runner-killed-at-start.ts';

const slots = 4;
const journeys: Record<string, (shared: { readonly lab: Lab }) => void> = {
  'a step that fails': failingStep,
  'cleaning a job': clean,
  'an input that tasks cannot read': closedInputs,
  'pauses at any moment': (shared) => pauseRaces(shared, { times: 4 * scale, slots }),
  'a cancel that races the end of its job': (shared) => cancelRaces(shared, { times: 8 * scale, slots }),
  'a runner that is killed while it starts a job': runnerKilledAtStart,
};

/** Used if no cgroup can be created. The tests of real Nextflow cover cgroups. */
describe('commands to jobs on a simulated Nextflow', () => {
  const shared = {} as { lab: Lab };
  beforeAll(async () => {
    const simulated = { REPRISE_NEXTFLOW: simulatedNextflow, REPRISE_RATE_LIMIT: '0', REPRISE_CGROUP: 'off' };
    shared.lab = await Lab.start({ ...simulated, REPRISE_RUNNER_SLOTS: String(slots) });
  });
  afterAll(() => shared.lab.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    afterEach(() => shared.lab.tidy());
  });
});
