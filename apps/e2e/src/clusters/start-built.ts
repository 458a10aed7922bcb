import { startReprise } from '@reprise/launcher';

/**
 * `node start-built.ts`: starts Reprise from a finished build, prints its link, and keeps its services running until it
 * is killed. For use in a separate PID namespace: there the build lock, which relies on process ids, would not prevent
 * concurrent builds.
 */
const { link } = await startReprise(process.env, { build: false, say: (line) => console.error(line) });
console.log(`Reprise is ready: ${link}`);
setInterval(() => undefined, 60_000); // its services do not keep this process alive
