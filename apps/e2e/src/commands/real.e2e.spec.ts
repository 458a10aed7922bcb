import { scale } from '@reprise/testing/random';
import { kill9 } from '../crashes/walks/kill-9.ts';
import { SharedPage } from '../in-the-page/shared-page.ts';
import { Lab } from '../lab.ts';
import { cancelRaces } from './walks/cancel-races.ts';
import { cancel } from './walks/cancel.ts';
import { oneJob } from './walks/one-job.ts';
import { spied } from './walks/spied.ts';

/** Milliseconds between the submission of a real Nextflow's last step and its end. */
const REST_MS = 600;

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a pipeline that tries every secret': spied,
  'a cancel': cancel,
  'a job': oneJob,
  'kill -9': kill9,
  // Only a few points in time are tested, because each requires a JVM. `commands/simulated` covers many.
  ...(scale > 1 && {
    'a cancel that races the end of its job': (shared: SharedPage) =>
      cancelRaces(shared, { times: scale, slots: 1, restMs: REST_MS }),
  }),
};

/** Starting Nextflow takes three seconds of CPU time, so one run covers as much as possible. */
describe('commands to jobs on a real Nextflow', () => {
  const shared = new SharedPage();
  // The grace period is longer than it takes to kill a runner that is about to kill a process that ignores TERM.
  beforeAll(async () => {
    shared.lab = await Lab.start({ REPRISE_RATE_LIMIT: '0', REPRISE_CANCEL_GRACE: '5s' });
  });
  afterAll(() => shared.lab.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    afterAll(() => shared.lab.tidy());
  });
});
