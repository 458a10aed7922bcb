import { startAtLocalhost } from '../access/access-lab.ts';
import { withoutPasswords } from '../access/walks/without-passwords.ts';
import { SharedPage } from './shared-page.ts';
import { firstLoad } from './walks/first-load.ts';
import { keyboard } from './walks/keyboard.ts';
import { lostAnswers } from './walks/lost-answers.ts';
import { manyJobs } from './walks/many-jobs.ts';
import { pdfs } from './walks/pdfs.ts';
import { queue } from './walks/queue.ts';
import { runners } from './walks/runners.ts';
import { samplesheet } from './walks/samplesheet.ts';
import { tenThousandJobs } from './walks/ten-thousand-jobs.ts';
import { twoBrowsers } from './walks/two-browsers.ts';
import { watchedJob } from './walks/watched-job.ts';
import { webhooks } from './walks/webhooks.ts';

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a new browser': firstLoad,
  'a list of 10,000 jobs': tenThousandJobs,
  'a person who watches a job': watchedJob,
  'a person with only a keyboard': keyboard,
  'a person with a samplesheet': samplesheet,
  'two people in two browsers': twoBrowsers,
  'one command to many jobs': manyJobs,
  'a person with an unreliable network': lostAnswers,
  'the page of the runners': runners,
  'the page of the queue': queue,
  'a person who sets up a webhook': webhooks,
  'PDFs among the results': pdfs,
  'accounts without passwords': withoutPasswords,
};

/** Starting a separate Reprise instance for each would take longer than the tests. */
describe('on a simulated Nextflow', () => {
  const shared = new SharedPage();
  const settings = { REPRISE_CANCEL_GRACE: '2s', REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' };
  beforeAll(() => shared.start(startAtLocalhost(settings).then(({ lab }) => lab)));
  afterAll(() => shared.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    // Frees all slots for the next one.
    afterAll(() => shared.lab.cancelAll());
  });
});
