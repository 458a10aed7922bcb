import { startReprise } from '@reprise/launcher';

/**
 * `node start-built.ts`: starts Reprise from what is built, prints its link, and holds its services until it is killed. In a
 * PID namespace of its own, where the lock of a build, which goes by process id, keeps nobody from building at once.
 */
const { link } = await startReprise(process.env, { build: false, say: (line) => console.error(line) });
console.log(`Reprise is ready: ${link}`);
setInterval(() => undefined, 60_000); // its services do not keep it running
