import { join } from 'node:path';
import { scale } from '@reprise/testing/random';
import { SharedPage } from '../in-the-page/shared-page.ts';
import { Lab } from '../lab.ts';
import { cancelRaces } from './walks/cancel-races.ts';
import { cancelledEarly } from './walks/cancelled-early.ts';
import { cancel } from './walks/cancel.ts';
import { failingStep } from './walks/failing-step.ts';
import { killed } from './walks/killed.ts';
import { paused } from './walks/paused.ts';

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a cancel': cancel,
  'a job that is cancelled early': cancelledEarly,
  'a job whose Nextflow is killed': killed,
  'a step that fails': failingStep,
  'a paused job': paused,
  'a cancel that races the end of its job': (shared) => cancelRaces(shared, { times: 3 * scale, slots: 1 }),
};

/** Each start of Nextflow takes three seconds of processor time: what one run can show in a row, it shows. */
describe('commands to jobs of a real Nextflow', () => {
  const shared = new SharedPage();
  beforeAll(() =>
    shared.start(
      Lab.start({ REPRISE_PIPELINES: join(import.meta.dirname, '../../pipelines'), REPRISE_RATE_LIMIT: '0' }),
    ),
  );
  // A page that is open follows every job.
  beforeAll(() => shared.page.goto('about:blank'));
  afterAll(() => shared.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    afterAll(() => shared.lab.tidy());
  });
});
