import type { SharedPage } from '../../in-the-page/shared-page.ts';
import type { OneJob } from '../one-job.ts';
import { cancelledEarly } from './cancelled-early.ts';
import { killed } from './killed.ts';
import { paused } from './paused.ts';
import { restarted } from './restarted.ts';

/** Each step begins where the one before ended. */
export function oneJob(shared: SharedPage): void {
  const job = {} as OneJob;
  describe('that is cancelled early', () => cancelledEarly(shared, job));
  describe('whose Nextflow is killed in a rerun', () => killed(job));
  describe('that is paused in a resume', () => paused(shared, job));
  describe('that has completed', () => restarted(shared, job));
}
