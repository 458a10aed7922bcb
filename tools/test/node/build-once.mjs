import { ensureBuilt, thisMachine } from '@reprise/setup';

/** Builds everything that the end-to-end tests start, once for all of them. In `npm test`, it is already built. */
export default () => process.env.NPM_TEST_BUILT || ensureBuilt(thisMachine(), () => undefined);
