import { ensureBuilt } from '../setup/build.ts';
import { thisMachine } from '../setup/machine.ts';
import { ensureNextflow } from '../setup/nextflow.ts';

/** Makes what the images of docker/Dockerfile are made of: the built services and page, and Nextflow. */
const say = (line: string) => console.log(line);
await ensureBuilt(thisMachine(), say);
await ensureNextflow(thisMachine(), say);
