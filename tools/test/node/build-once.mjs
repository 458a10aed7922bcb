import { ensureBuilt, thisMachine } from '@reprise/setup';

/** Builds everything that the journeys start, once for all. `npm test` has already built it. */
export default () => process.env.NPM_TEST_BUILT || ensureBuilt(thisMachine(), () => undefined);
