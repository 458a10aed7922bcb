import { ensureBuilt, thisMachine } from '@reprise/setup';

/** Builds what the journeys start, once for all of them; `npm test` has built it. */
export default () => process.env.NPM_TEST_BUILT || ensureBuilt(thisMachine(), () => undefined);
