import { ensureBuilt, thisMachine } from '@reprise/setup';

/** Builds what the journeys start, once for all of them. */
export default () => ensureBuilt(thisMachine(), () => undefined);
