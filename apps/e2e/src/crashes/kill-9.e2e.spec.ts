import type { OneJob } from '../commands/one-job.ts';
import { SharedPage } from '../in-the-page/shared-page.ts';
import { Lab } from '../lab.ts';
import { runnerKilled } from './walks/runner-killed.ts';
import { servicesKilled } from './walks/services-killed.ts';

const journeys: Record<string, (shared: SharedPage, job: OneJob) => void> = {
  'of a runner, with a job that is to be cancelled,': runnerKilled,
  'while a job runs,': servicesKilled,
};

describe('kill -9, where no cgroup can be made', () => {
  const shared = new SharedPage();
  const job = {} as OneJob;
  // The grace is longer than it takes to kill a runner that is about to end what ignores TERM.
  beforeAll(() => shared.start(Lab.start({ REPRISE_CGROUP: 'off', REPRISE_CANCEL_GRACE: '5s' })));
  // A page that is open follows every job.
  beforeAll(() => shared.page.goto('about:blank'));
  afterAll(() => shared.stop());

  describe.each(Object.entries(journeys))('%s', (_, journey) => {
    journey(shared, job);
  });
});
