import { ensureBuilt, ensureNextflow, thisMachine } from '@reprise/setup';

/** Makes what the images of docker/Dockerfile are made of: the built services and page, the operator's command, and Nextflow. */
const say = (line: string) => console.log(line);
await ensureBuilt(thisMachine(), say, ['gateway', 'runner', 'web', 'cli']);
await ensureNextflow(thisMachine(), say, 'maven');
