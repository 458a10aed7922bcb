import type { Sample } from '../sample.ts';

/** A job that tests share, one attempt after another. The first test submits it. */
export interface OneJob {
  sample: Sample;
}
