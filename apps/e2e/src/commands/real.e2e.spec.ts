import { scale } from '@reprise/testing/random';
import { kill9 } from '../crashes/walks/kill-9.ts';
import { SharedPage } from '../in-the-page/shared-page.ts';
import { Lab } from '../lab.ts';
import { cancelRaces } from './walks/cancel-races.ts';
import { cancel } from './walks/cancel.ts';
import { oneJob } from './walks/one-job.ts';
import { spied } from './walks/spied.ts';

/** Milliseconds from a real Nextflow's submission of its last step to its end. */
const REST_MS = 600;

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a pipeline that tries every secret': spied,
  'a cancel': cancel,
  'a job': oneJob,
  'kill -9': kill9,
  // Few points in time, because each takes a JVM; `commands/simulated` has many.
  ...(scale > 1 && {
    'a cancel that races the end of its job': (shared: SharedPage) =>
      cancelRaces(shared, { times: scale, slots: 1, restMs: REST_MS }),
  }),
};

/** Each start of Nextflow takes three seconds of processor time: what one run can show in a row, it shows. */
describe('commands to jobs of a real Nextflow', () => {
  const shared = new SharedPage();
  // The grace is longer than it takes to kill a runner that is about to end what ignores TERM.
  beforeAll(async () => {
    shared.lab = await Lab.start({ REPRISE_RATE_LIMIT: '0', REPRISE_CANCEL_GRACE: '5s' });
  });
  afterAll(() => shared.lab.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    afterAll(() => shared.lab.tidy());
  });
});
