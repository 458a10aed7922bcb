import type { OneJob } from '../../commands/one-job.ts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { runnerKilled } from './runner-killed.ts';
import { servicesKilled } from './services-killed.ts';

/** @param shared its Reprise is running, and its page is opened here */
export function kill9(shared: SharedPage): void {
  const job = {} as OneJob;
  beforeAll(() => shared.start(Promise.resolve(shared.lab)));
  // An open page follows every job.
  beforeAll(() => shared.page.goto('about:blank'));
  afterAll(() => shared.browser.close());

  describe('of a runner during a cancel', () => runnerKilled(shared, job));
  describe('while a job runs', () => servicesKilled(shared, job));
}
