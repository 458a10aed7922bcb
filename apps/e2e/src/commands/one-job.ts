import type { Sample } from '../sample.ts';

/** A job that walks share, one attempt after the other: the first walk submits it. */
export interface OneJob {
  sample: Sample;
}
