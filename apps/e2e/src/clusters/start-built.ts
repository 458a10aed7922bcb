import { startReprise } from '@reprise/launcher';

/**
 * `node start-built.ts`: starts Reprise from a finished build, prints its link, and holds its services until it is
 * killed. In a separate PID namespace, where the build lock, which uses process ids, would not prevent concurrent
 * builds.
 */
const { link } = await startReprise(process.env, { build: false, say: (line) => console.error(line) });
console.log(`Reprise is ready: ${link}`);
setInterval(() => undefined, 60_000); // its services do not keep it running
