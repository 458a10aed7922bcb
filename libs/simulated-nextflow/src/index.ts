import { fileURLToPath } from 'node:url';

export { bundledNextflow } from './bundled.ts';

/** Path of the executable that replaces `nextflow`. */
export const simulatedNextflow = fileURLToPath(new URL('../nextflow', import.meta.url));

/** Folder of the pipelines for the simulation. */
export const simulatedPipelines = fileURLToPath(new URL('../pipelines', import.meta.url));
