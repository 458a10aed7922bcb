import { errorText } from './error-text.ts';
import { startReprise } from './start-reprise.ts';

/** Who reads the lines may go away; what runs does not end with that. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const say = (line: string) => console.log(line);
/** Milliseconds in which all must have been stopped; what then still runs is ended at the next start. */
const patience = 10_000;
const asked = new AbortController();
asked.signal.addEventListener('abort', () => setTimeout(() => process.exit(1), patience).unref());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());

/** What was started runs in sessions of its own and does not keep this process alive. */
const alive = setInterval(() => undefined, 2 ** 30);

try {
  const reprise = await startReprise(process.env, { say, signal: asked.signal });
  say(`Reprise is ready: ${reprise.link}`);
  await new Promise((resolve) => {
    if (asked.signal.aborted) resolve(undefined);
    else asked.signal.addEventListener('abort', resolve);
  });
  say('Stopping; running attempts go on and are adopted at the next start');
  await reprise.stop();
} catch (error) {
  if (!asked.signal.aborted) {
    console.error(errorText(error));
    process.exitCode = 1;
  }
} finally {
  clearInterval(alive);
}
// A step of the set-up that is still under way ends with this process.
process.exit();
