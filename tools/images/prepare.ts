import { join } from 'node:path';
import { ensureBuilt } from '../setup/build.ts';
import { checkout, thisMachine } from '../setup/machine.ts';
import { ensureNextflow } from '../setup/nextflow.ts';
import { runStep } from '../setup/run-step.ts';

/** Makes what the images of docker/Dockerfile are made of: the built services and page, the tools, and Nextflow. */
const say = (line: string) => console.log(line);
await ensureBuilt(thisMachine(), say);
const args = [join(checkout, 'tools/docker/bundle-tools.ts'), checkout];
await runStep(thisMachine(), { name: 'build-tools', command: process.execPath, args });
await ensureNextflow(thisMachine(), say);
