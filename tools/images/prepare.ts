import { ensureBuilt, ensureNextflow, thisMachine } from '@reprise/setup';

/**
 * Creates the contents of the images that docker/Dockerfile builds: the built services and page, the `reprise` command,
 * and Nextflow.
 */
const say = (line: string) => console.log(line);
await ensureBuilt(thisMachine(), say, ['gateway', 'runner', 'web', 'cli']);
await ensureNextflow(thisMachine(), say, 'maven');
