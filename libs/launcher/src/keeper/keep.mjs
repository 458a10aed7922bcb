// @ts-check
/**
 * `node keep.mjs <helper>`: keeps Reprise running until a signal stops it. It holds the processes of the services,
 * rotates their logs and stops them in order. Memory-intensive work (the start, and restarts after a crash) is done by
 * a helper, which then exits. Plain JavaScript, because a TypeScript loader would stay in memory. Decision 96.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from '../watch/watch.mjs';
import { HeldServices } from './held-services.mjs';

/**
 * Milliseconds in which everything stops, even on a busy machine. The next start ends processes that are still running
 * then.
 */
const STOP_TIMEOUT = 60_000;
/** Milliseconds within which simultaneous ends of services are all reported. */
const NOTICED_WITHIN = 50;
/** Milliseconds after which the end of a service is no longer attributed to its start. */
const PROVEN_AFTER = 60_000;
/** Milliseconds between a failed helper and the next one. */
const RETRY_AFTER = 5_000;

/** The first helper fills the cache, so that the next one loads in less than half the time. */
const compileCache = join(import.meta.dirname, '../../../../.tools/compile-cache');

const program = process.argv[2] ?? '';
const services = new HeldServices(onServiceEnd);
/** @type {import('node:child_process').ChildProcess | undefined} */
let helper;
/** @type {import('./messages.ts').Handover | undefined} */
let handover;
/** @type {(() => void) | undefined} */
let endWatch;
let isStopping = false;
/** @type {NodeJS.Timeout | undefined} */
let retry;

/** @param {string} line */
const say = (line) => console.log(line);
// Output errors are ignored, so that it keeps running even if its output is no longer read.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
// The services run in their own sessions and do not keep this process alive.
setInterval(() => undefined, 2 ** 30);
startHelper();

function startHelper() {
  retry = undefined;
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  const started = fork(program, [String(process.pid)], {
    env,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  helper = started;
  started.on('message', (message) => void onMessage(/** @type {import('./messages.ts').ToKeeper} */ (message)));
  started.once('exit', (code) => void onHelperEnd(code ?? 1));
  started.once('error', (error) => {
    if (started.pid !== undefined) return;
    console.error(`The start cannot be run: ${error.message}`);
    started.emit('exit', 1);
  });
  tell({ type: 'begin', handover, held: services.records() });
  setTimeout(startAhead, NOTICED_WITHIN);
}

/** @param {import('./messages.ts').ToHelper} message */
function tell(message) {
  // A helper that ended in the meantime needs no message.
  if (helper?.connected) helper.send(message, () => undefined);
}

/** @param {import('./messages.ts').ToKeeper} message */
async function onMessage(message) {
  if (message.type === 'serving') {
    handover = message.handover;
    endWatch ??= watch(handover.watched, services, say);
    return;
  }
  const { id, service, command } = message;
  try {
    if (isStopping) throw new Error(`The ${service.name} was not started: Reprise is being stopped`);
    const { pid, logStart } = await services.start(service, command);
    tell({ type: 'started', id, pid, logStart });
  } catch (error) {
    tell({ type: 'refused', id, message: /** @type {Error} */ (error).message });
  }
}

/**
 * @param {number} pid
 * @param {string} how
 */
function onServiceEnd(pid, how) {
  if (helper) tell({ type: 'ended', pid, how });
  else if (handover && !isStopping && !retry) startHelper();
}

/**
 * Restarts ended services while the helper loads. The helper then waits until they are ready. Repeated crashes are left
 * to the helper.
 */
function startAhead() {
  if (isStopping || !handover) return;
  for (const { name, age, how } of services.records())
    if (how !== undefined && (age > PROVEN_AFTER || !handover.crashes[name])) services.startAhead(name);
}

/** @param {number} code */
async function onHelperEnd(code) {
  helper = undefined;
  if (isStopping) return;
  if (!handover) {
    // A request of the helper that was not read yet starts nothing.
    isStopping = true;
    await services.stop();
    process.exit(code === 0 ? 1 : code);
  }
  // Level-triggered: an end during the hand-over counts too.
  if (services.hasEnded) retry = setTimeout(startHelper, code === 0 ? 0 : RETRY_AFTER);
}

async function stop() {
  if (isStopping) return;
  isStopping = true;
  clearTimeout(retry);
  setTimeout(() => process.exit(1), STOP_TIMEOUT);
  if (handover) say('Stopping; running attempts go on and are adopted at the next start');
  if (helper) {
    const ended = once(helper, 'exit');
    tell({ type: 'stop' });
    await ended;
  }
  endWatch?.();
  await services.stop();
  if (handover) rmSync(handover.lock, { force: true });
  process.exit();
}
