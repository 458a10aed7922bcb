import Sequencer from '@jest/test-sequencer';

/** The longest journeys, the longest first. A fresh clone has no times of earlier runs to order them by. */
const LONGEST = [
  'accessibility',
  'runner-crash',
  'cancel-races',
  'resume-and-rerun',
  'ten-thousand-jobs',
  'in-the-page',
  'cancel',
  'npm-start',
].map((name) => `/${name}.e2e.spec.ts`);

/** Starts the longest specs first: left to the end, one runs alone while a core has nothing to do. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => LONGEST.findIndex((name) => path.endsWith(name)) + 1 || LONGEST.length + 1;
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
