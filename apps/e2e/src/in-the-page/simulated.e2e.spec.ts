import { startAtLocalhost } from '../access/access-lab.ts';
import { withoutPasswords } from '../access/walks/without-passwords.ts';
import { SharedPage } from './shared-page.ts';
import { keyboard } from './walks/keyboard.ts';
import { manyJobs } from './walks/many-jobs.ts';
import { queue } from './walks/queue.ts';
import { runners } from './walks/runners.ts';
import { samplesheet } from './walks/samplesheet.ts';
import { twoBrowsers } from './walks/two-browsers.ts';

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a person with only a keyboard': keyboard,
  'a person with a samplesheet': samplesheet,
  'two people in two browsers': twoBrowsers,
  'one command to many jobs': manyJobs,
  'the page of the runners': runners,
  'the page of the queue': queue,
  'accounts without passwords': withoutPasswords,
};

/** Starting a Reprise for each would take longer than what they do. */
describe('on a simulated Nextflow', () => {
  const shared = new SharedPage();
  beforeAll(() => shared.start(startAtLocalhost({ REPRISE_CANCEL_GRACE: '2s' }).then(({ lab }) => lab)));
  afterAll(() => shared.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    // The next one has all slots.
    afterAll(() => shared.lab.cancelAll());
  });
});
