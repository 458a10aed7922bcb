import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANY_REGISTRY, withAddresses } from './addressed-lockfile.mjs';
import { noteProcess, untilNotedEnds, withLock } from './install-lock.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const oldestToStart = [20, 0];
/** First version of Node that runs TypeScript directly. */
const oldestToRun = [22, 18];
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const stamp = join(root, 'node_modules', '.installed-from');
/** Held while packages are installed. */
const lock = join(root, '.tools', 'packages.lock');
/** File with the process id of the npm that installs them, which continues if the process with the lock is killed. */
const npmProcess = join(root, '.tools', 'npm.pid');
/** npm reads this file instead of `package-lock.json`. */
const shrinkwrap = join(root, 'npm-shrinkwrap.json');

/**
 * Options of Node for a program that reads complete logs. The objects of an event are short-lived, but still alive when
 * Node's default young generation of 16 MiB is full, and copying the survivors takes a tenth of a rebuild.
 */
export const forWholeLogs = ['--max-semi-space-size=64'];

/**
 * Installs the packages if they are missing or the lockfile changed, then executes a program of this checkout with a
 * current Node and these options. A Node without exec waits for it at the same terminal, and forwards signals.
 * @param options arguments for Node
 * @param folder working directory of the program
 */
export async function run(program, options = [], folder = root) {
  const { node: version } = process.versions;
  if (!isAtLeast(version, oldestToStart)) {
    fail(`Reprise needs Node ${oldestToStart[0]} or newer; this is Node ${version} (${process.execPath}).`);
  }
  try {
    await installPackages();
  } catch (error) {
    fail(`Packages could not be installed: ${error.message}`);
  }
  const node = currentNode();
  const args = [...options, join(root, program), ...process.argv.slice(2)];
  if (process.execve) {
    process.chdir(folder);
    process.execve(node, [node, ...args]);
  }
  const { code, error } = await runHere(node, args, { folder });
  if (error) fail(`${program} cannot be run: ${error.message}`);
  process.exit(code);
}

async function installPackages() {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockfile).digest('hex');
  if (isInstalled(hash)) return;
  const whenHeld = (pid) => console.error(`Waiting for process ${pid}, which installs packages (its lock: ${lock})`);
  await withLock(lock, whenHeld, async () => {
    if (!isInstalled(hash)) await installFrom(lockfile, hash);
  });
}

const isInstalled = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

async function installFrom(lockfile, hash) {
  await untilNotedEnds(npmProcess, (pid) =>
    console.error(`Waiting for process ${pid}: the npm of an installation that was killed`),
  );
  // npm may be interrupted halfway.
  rmSync(stamp, { force: true });
  // Standard output belongs to the program, which may print JSON.
  console.error('Installing packages (about a minute)');
  let { code, error } = await installAddressed(lockfile);
  if (code !== 0 && code < 128 && !error) {
    console.error('Trying without addresses: another registry may keep its packages elsewhere');
    ({ code, error } = await npm());
  }
  if (error) fail(`npm cannot be run (${error.message}): put it on PATH.`);
  if (code !== 0) fail('Packages could not be installed; npm says why above. Mend that, then start again.');
  writeFileSync(stamp, hash);
}

async function installAddressed(lockfile) {
  writeFileSync(shrinkwrap, withAddresses(lockfile));
  try {
    return await npm(`--replace-registry-host=${ANY_REGISTRY}`);
  } finally {
    rmSync(shrinkwrap, { force: true });
  }
}

function npm(...options) {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', ...options];
  return runHere('npm', args, { stdio: ['inherit', 2, 'inherit'], onStart: (pid) => noteProcess(npmProcess, pid) });
}

/**
 * Runs a command at this terminal until it ends, and forwards signals. If a signal ended it, its code is 128 plus the
 * number of the signal.
 */
async function runHere(command, args, { folder = root, stdio = 'inherit', onStart = () => undefined }) {
  const child = spawn(command, args, { cwd: folder, stdio });
  if (child.pid !== undefined) onStart(child.pid);
  const pass = (signal) => child.kill(signal);
  for (const signal of passedOn) process.on(signal, pass);
  const outcome = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, error }));
    child.once('exit', (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal] }));
  });
  for (const signal of passedOn) process.off(signal, pass);
  return outcome;
}

/** The Node that was installed with the packages, if there is one for this system, else the current one. */
function currentNode() {
  const packaged = join(root, 'node_modules', '.bin', 'node');
  if (spawnSync(packaged, ['--version']).status === 0) return packaged;
  const { node } = process.versions;
  if (isAtLeast(node, oldestToRun)) return process.execPath;
  const system = `${process.platform} ${process.arch}`;
  return fail(
    `No Node for ${system} comes with the packages: install Node ${oldestToRun.join('.')} or newer; this is Node ${node}.`,
  );
}

function isAtLeast(version, wanted) {
  const [major, minor] = version.split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

/** Ends this process. Code 1 is reserved for the program's findings: `verify` uses it for a changed history. */
function fail(line) {
  console.error(line);
  process.exit(2);
}
