import { parseArgs } from 'node:util';
import { builtApp, ensureBuilt, errorText, thisMachine } from '@reprise/setup';
import { startReprise, type Reprise } from '@reprise/launcher';
import { Restarts } from './restarts.ts';
import { servePage } from './serve-page.ts';
import { watchFiles } from './watch-files.ts';

/** `npm run dev`: like `npm start`, but rebuilds and restarts after each change. The settings are the same. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4200' } } });
const say = (line: string) => console.log(line);
const machine = thisMachine();
const { root } = machine;
/** Folders whose files are part of a running service. */
const watched = ['libs', 'pipelines', 'apps/gateway/src', 'apps/runner/src'];
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
const isAsked = () => asked.signal.aborted;
const untilAsked = new Promise<void>((resolve) => asked.signal.addEventListener('abort', () => resolve()));

const reprise = await startWhenItBuilds();
if (reprise) {
  const restarts = new Restarts({
    services: reprise.services,
    build: () => ensureBuilt(machine, () => undefined, ['gateway', 'runner']),
    built: (name) => builtApp(root, name),
    say,
  });
  const stopWatching = watchFiles(root, watched, (paths) => restarts.ask(paths));
  const page = servePage(root, Number(values.port), new URL(reprise.url).port);
  say(`Sign in once: ${reprise.link}`);
  say(`Then the page as you write it: http://127.0.0.1:${values.port}`);
  await untilAsked;
  say('Stopping; running attempts go on and are adopted at the next start');
  stopWatching();
  await page.stop();
  await restarts.settled();
  await reprise.stop();
}
process.exit();

/** A build error must not end the process: it is reported, and the next change triggers another build. */
async function startWhenItBuilds(): Promise<Reprise | undefined> {
  while (!isAsked()) {
    try {
      return await startReprise(process.env, { say, signal: asked.signal });
    } catch (error) {
      if (isAsked()) return undefined;
      say(errorText(error));
      say('Waiting for a change');
      await new Promise<void>((resolve) => {
        const stop = watchFiles(root, ['apps', 'libs', 'pipelines', 'tools'], done);
        asked.signal.addEventListener('abort', done);
        function done() {
          stop();
          resolve();
        }
      });
    }
  }
  return undefined;
}
