import type { OneJob } from '../../commands/one-job.ts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { runnerKilled } from './runner-killed.ts';
import { servicesKilled } from './services-killed.ts';

/** @param shared whose Reprise runs, and whose page this opens */
export function kill9(shared: SharedPage): void {
  const job = {} as OneJob;
  beforeAll(() => shared.start(Promise.resolve(shared.lab)));
  // A page that is open follows every job.
  beforeAll(() => shared.page.goto('about:blank'));
  afterAll(() => shared.browser.close());

  describe('of a runner, with a job that is to be cancelled,', () => runnerKilled(shared, job));
  describe('while a job runs,', () => servicesKilled(shared, job));
}
