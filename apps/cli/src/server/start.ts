import { startReprise } from '@reprise/launcher';
import { errorText } from '@reprise/setup';
import { dropClientHandlers } from './drop-client-handlers.ts';
import { pageLink } from './page-link.ts';

/** Milliseconds in which everything has stopped also on a busy machine; the next start ends what is still running then. */
const STOP_TIMEOUT = 60_000;

/** Starts Reprise and keeps it running until a signal stops it; ends this process. */
export async function start(): Promise<never> {
  dropClientHandlers();
  const say = (line: string) => console.log(line);
  const asked = new AbortController();
  asked.signal.addEventListener('abort', () => setTimeout(() => process.exit(1), STOP_TIMEOUT).unref());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  // The services run in sessions of their own and do not keep this process alive.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    const reprise = await startReprise(process.env, { say, signal: asked.signal });
    say(`Reprise is ready: ${pageLink(reprise.link, process.env['REPRISE_PUBLIC_URL'])}`);
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
  // A step of the set-up that is still running ends with this process.
  process.exit();
}
