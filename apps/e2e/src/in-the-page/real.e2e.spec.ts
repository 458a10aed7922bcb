import { Lab } from '../lab.ts';
import { SharedPage } from './shared-page.ts';
import { apiPages } from './walks/api-pages.ts';
import { audit } from './walks/audit.ts';
import { history } from './walks/history.ts';
import { oneJob } from './walks/one-job.ts';
import { uploads } from './walks/uploads.ts';
import { widePipeline } from './walks/wide-pipeline.ts';

const journeys: Record<string, (shared: SharedPage) => void> = {
  'a person who reads the history': history,
  'a person who reads the audit': audit,
  'a person at the page of a job': oneJob,
  'a person with reads on their computer': uploads,
  'a person who reads the API pages': apiPages,
  'a pipeline folder with every kind of content': widePipeline,
};

/** Starting a separate Reprise instance for each would take longer than the tests. */
describe('on a real Nextflow, under any locale', () => {
  const shared = new SharedPage();
  const locale = process.env['LC_ALL'];
  beforeAll(() => {
    process.env['LC_ALL'] = 'C';
    return shared.start(Lab.start({ REPRISE_REASON_REQUIRED: 'rerun,delete_upload' }));
  });
  afterAll(async () => {
    if (locale === undefined) delete process.env['LC_ALL'];
    else process.env['LC_ALL'] = locale;
    await shared.stop();
  });

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared);
    // Frees all slots for the next one.
    afterAll(() => shared.lab.tidy());
  });
});
