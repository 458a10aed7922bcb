import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { taskDirs } from '../files/task-dirs.ts';
import { namesOf } from '../process/is-task-in.ts';
import { exitCodeIn } from '../records/task-dir.ts';
import { engineOf, type UsedEngine } from './used-engines.ts';

const ANSWERS_WITHIN_MS = 10_000;
const MOST_LOOKS = { docker: 60, podman: 6 } as const;
const LOOK_EVERY_MS = 500;
/** Podman does not notice the end of a container if its monitor was killed too. Its record must be removed by force. */
const FORCED = ['rm', '--force', '--time', '0'];
/** The first forced removal fails if the process is gone, but marks the record as ended. */
const MOST_FORCED = 2;
/** Exit codes of tasks whose container an engine ends when it stops, so their wrapper cannot remove it. */
const ENDED_BY_ENGINE = [137, 143];
/** Start time of a container that never began. */
const NEVER = '0001-';
/** Prefix of container names in Nextflow's wrapper. */
const NAME = '^/?nxf-';

/** An ended attempt, and how its tasks used their engine. */
export interface EndedAttempt {
  readonly workDir: string;
  readonly endedAt: Date;
  readonly env: Readonly<Record<string, string>>;
  /** Prefix that makes a command run like a task, because Podman has separate containers for each user. */
  readonly prefix?: () => readonly string[];
}

/**
 * Removes the Docker and Podman containers of tasks without an exit code, or with that of a signal. They have ended,
 * but the wrapper that would have removed them was killed, or the engine was stopped. Containers that started later
 * belong to later attempts. Images are kept.
 * @returns ids of the removed containers
 * @throws Error if an engine cannot be queried, or reports that a container is still running
 */
export async function removeLeftContainers(attempt: EndedAttempt): Promise<string[]> {
  const removed: string[] = [];
  if (!attempt.workDir.startsWith('/')) return removed;
  for (const engine of await interruptedEngines(attempt.workDir)) removed.push(...(await removeOf(engine, attempt)));
  return removed;
}

async function removeOf(engine: UsedEngine['name'], { workDir, endedAt, env, prefix = () => [] }: EndedAttempt) {
  const ask: Ask = async (...args) => {
    const [command = '', ...rest] = [...prefix(), engine, ...args];
    const options = { env, timeout: ANSWERS_WITHIN_MS, maxBuffer: 2 ** 26 };
    const { stdout } = await promisify(execFile)(command, rest, options);
    return stdout.split('\n').filter(Boolean);
  };
  const isOwn = ({ begunAt, dir }: Container) =>
    !begunAt.startsWith(NEVER) &&
    new Date(begunAt) <= endedAt &&
    namesOf(workDir).some((folder) => dir.startsWith(`${folder}/`));
  const list = async () => (await containersIn(ask)).filter(isOwn);
  let own = await list();
  // The daemon notices that a container has ended some time after the kernel does.
  for (let looks = 0; looks < MOST_LOOKS[engine] && own.some(({ runs }) => runs); looks += 1) {
    await sleep(LOOK_EVERY_MS);
    own = await list();
  }
  const removed = own.filter(({ runs }) => !runs).map(({ id }) => id);
  if (removed.length > 0) await ask('rm', ...removed).catch(printed);
  let running = own.filter(({ runs }) => runs).map(({ id }) => id);
  for (let tries = 0; engine === 'podman' && tries < MOST_FORCED && running.length > 0; tries += 1) {
    await ask(...FORCED, ...running).catch(printed);
    const left = new Set((await list()).map(({ id }) => id));
    removed.push(...running.filter((id) => !left.has(id)));
    running = running.filter((id) => left.has(id));
  }
  if (running[0]) throw new Error(`${engine} says that ${running[0]} still runs`);
  return removed;
}

/** Queries an engine and returns its output lines. */
type Ask = (...args: string[]) => Promise<string[]>;

/** Returns the engines of containers that may be left. */
async function interruptedEngines(workDir: string): Promise<ReadonlySet<UsedEngine['name']>> {
  const found = new Set<UsedEngine['name']>();
  for (const dir of await taskDirs(workDir)) {
    const exit = await exitCodeIn(dir);
    if (exit !== null && !ENDED_BY_ENGINE.includes(exit)) continue;
    const engine = await engineOf(dir);
    if (engine) found.add(engine.name);
  }
  return found;
}

interface Container {
  readonly id: string;
  readonly runs: boolean;
  /** ISO time. */
  readonly begunAt: string;
  readonly dir: string;
}

/** Lists the containers of Nextflow tasks, regardless of the user who started them. */
async function containersIn(ask: Ask): Promise<Container[]> {
  const ids = await ask('ps', '--all', '--quiet', '--no-trunc', '--filter', `name=${NAME}`);
  if (ids.length === 0) return [];
  // As JSON, because Podman prints times in a different format otherwise.
  const format = '{{.Id}} {{.State.Running}} {{json .State.StartedAt}} {{.Config.WorkingDir}}';
  const lines = await ask('inspect', '--format', format, ...ids).catch(printed);
  return lines.map((line) => {
    const [id = '', runs, begunAt = '', ...dir] = line.split(' ');
    return { id, runs: runs === 'true', begunAt: begunAt.replaceAll('"', ''), dir: dir.join(' ') };
  });
}

type Failed = Error & { readonly code?: unknown; readonly stdout?: string };

/** If one of several containers was removed in the meantime, an engine fails, but prints the others. */
function printed(error: Failed): string[] {
  if (error.code !== 1 && error.code !== 125) throw error;
  return (error.stdout ?? '').split('\n').filter(Boolean);
}
