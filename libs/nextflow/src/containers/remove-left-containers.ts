import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { taskDirs } from '../files/task-dirs.ts';
import { namesOf } from '../process/is-task-in.ts';
import { exitCodeIn } from '../watch/task-dir.ts';
import { engineOf } from './used-engines.ts';

const ANSWERS_WITHIN_MS = 10_000;
const MOST_LOOKS = 60;
const LOOK_EVERY_MS = 500;
/** Time of Docker for a container that never began. */
const NEVER = '0001-';
/** Names of containers in Nextflow's wrapper begin so. */
const NAME = '^/?nxf-';

/** An ended attempt, and the environment in which Docker is found. */
export interface EndedAttempt {
  readonly workDir: string;
  readonly endedAt: Date;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Removes the containers of Docker that tasks without an exit code left behind. They have ended: their wrapper, which would
 * have removed them, was killed. What began later is of an attempt after this one. Images stay. Podman removes its containers
 * by itself.
 * @returns ids of the removed containers
 * @throws Error Docker cannot be asked, or says that one still runs
 */
export async function removeLeftContainers({ workDir, endedAt, env }: EndedAttempt): Promise<string[]> {
  if (!workDir.startsWith('/') || !(await hasInterruptedContainer(workDir))) return [];
  const isOwn = ({ begunAt, dir }: Container) =>
    !begunAt.startsWith(NEVER) &&
    new Date(begunAt) <= endedAt &&
    namesOf(workDir).some((folder) => dir.startsWith(`${folder}/`));
  const list = async () => (await containersIn(env)).filter(isOwn);
  let own = await list();
  // The daemon learns of an end some time after the kernel.
  for (let looks = 0; looks < MOST_LOOKS && own.some(({ runs }) => runs); looks += 1) {
    await sleep(LOOK_EVERY_MS);
    own = await list();
  }
  const ids = own.filter(({ runs }) => !runs).map(({ id }) => id);
  if (ids.length > 0) await docker(['rm', ...ids], env).catch(printed);
  const running = own.find(({ runs }) => runs);
  if (running) throw new Error(`Docker says that ${running.id} still runs`);
  return ids;
}

/** Whether a task that wrote no exit code ran in a container of Docker. */
async function hasInterruptedContainer(workDir: string): Promise<boolean> {
  for (const dir of await taskDirs(workDir)) {
    if ((await exitCodeIn(dir)) !== null) continue;
    if ((await engineOf(dir))?.name === 'docker') return true;
  }
  return false;
}

interface Container {
  readonly id: string;
  readonly runs: boolean;
  /** ISO time. */
  readonly begunAt: string;
  readonly dir: string;
}

/** Lists the containers of tasks of Nextflow, whoever began them. */
async function containersIn(env: EndedAttempt['env']): Promise<Container[]> {
  const ids = await docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `name=${NAME}`], env);
  if (ids.length === 0) return [];
  const format = '{{.Id}} {{.State.Running}} {{.State.StartedAt}} {{.Config.WorkingDir}}';
  const lines = await docker(['inspect', '--format', format, ...ids], env).catch(printed);
  return lines.map((line) => {
    const [id = '', runs, begunAt = '', ...dir] = line.split(' ');
    return { id, runs: runs === 'true', begunAt, dir: dir.join(' ') };
  });
}

type Failed = Error & { readonly code?: unknown; readonly stdout?: string };

async function docker(args: string[], env: EndedAttempt['env']): Promise<string[]> {
  const options = { env, timeout: ANSWERS_WITHIN_MS, maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)('docker', args, options);
  return stdout.split('\n').filter(Boolean);
}

/** Docker fails where one of many containers was removed meanwhile, and prints the others. */
function printed(error: Failed): string[] {
  if (error.code !== 1) throw error;
  return (error.stdout ?? '').split('\n').filter(Boolean);
}
