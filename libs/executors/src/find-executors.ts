import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { askTool } from './ask-tool.ts';
import { isSeen } from './containers/is-seen.ts';
import type { Probe } from './scheduler.ts';
import { SCHEDULERS } from './schedulers.ts';

/** Executor or container engine whose tool is on the PATH of tasks. */
export interface FoundExecutor {
  readonly name: string;
  /** Why tasks cannot use it, as a sentence without a full stop; null if they can. */
  readonly problem: string | null;
  /** How the end of its tasks is proven: by local processes, or by its own answers. */
  readonly proof: 'processes' | 'answers';
}

interface Candidate {
  readonly name: string;
  readonly probe: Probe;
  readonly proof: (env: NodeJS.ProcessEnv) => FoundExecutor['proof'];
}

const ANSWERS_WITHIN_MS = 5_000;

const byEngine = (name: 'docker' | 'podman') => (env: NodeJS.ProcessEnv) =>
  isSeen({ name, bySudo: false }, env) ? 'processes' : 'answers';
const asChildren = () => 'processes' as const;

/** Engines and schedulers to look for, each by a query that any user may send. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'docker', probe: ['docker', 'version', '--format', '{{.Server.Version}}'], proof: byEngine('docker') },
  // It also starts the process that keeps a user's namespace for Podman: if a job started it, it would end with the
  // job.
  { name: 'podman', probe: ['podman', 'ps', '--quiet'], proof: byEngine('podman') },
  { name: 'apptainer', probe: ['apptainer', '--version'], proof: asChildren },
  { name: 'singularity', probe: ['singularity', '--version'], proof: asChildren },
  ...SCHEDULERS.flatMap(({ name, probe }) => (probe ? [{ name, probe, proof: () => 'answers' as const }] : [])),
];

/**
 * Finds the executors that tasks can reach, by querying each as a task would.
 * @param env environment of tasks
 * @param prefix makes a command run like a task
 */
export async function findExecutors(env: NodeJS.ProcessEnv, prefix: readonly string[] = []): Promise<FoundExecutor[]> {
  const there = CANDIDATES.filter(({ probe: [tool] }) => isOnPath(tool, env['PATH']));
  return Promise.all(
    there.map(async ({ name, probe, proof }) => {
      const [command = '', ...args] = [...prefix, ...probe];
      const problem = await askTool(command, args, env, ANSWERS_WITHIN_MS).then(
        () => null,
        (error: unknown) => (error as Error).message,
      );
      return { name, problem, proof: proof(env) };
    }),
  );
}

const isOnPath = (tool: string, path = ''): boolean =>
  path.split(delimiter).some((folder) => isAbsolute(folder) && isExecutable(join(folder, tool)));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
