import type { Lab } from '../../lab.ts';
import type { OneJob } from '../one-job.ts';
import { cancelledEarly } from './cancelled-early.ts';
import { killed } from './killed.ts';
import { paused } from './paused.ts';

/** The steps depend on each other. The exome test covers a restart from a step. */
export function oneJob(shared: { readonly lab: Lab }): void {
  const job = {} as OneJob;
  describe('with an early cancel', () => cancelledEarly(shared, job));
  describe('with Nextflow killed in a rerun', () => killed(job));
  describe('with a pause in a resume', () => paused(shared, job));
}
