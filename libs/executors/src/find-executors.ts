import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { askAsTask } from './ask-tool.ts';
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
  /** Why it is unreliable, and therefore not queried, in a user namespace of tasks; null if it is reliable. */
  readonly apart?: (env: NodeJS.ProcessEnv) => string | null;
}

/** How tasks are started. */
interface AsTask {
  /** Prefix that makes a command run like a task. */
  readonly prefix?: readonly string[];
  /** Whether each attempt has its own user namespace. */
  readonly inNamespace?: boolean;
}

const ANSWERS_WITHIN_MS = 5_000;

const byEngine = (name: 'docker' | 'podman') => (env: NodeJS.ProcessEnv) =>
  isSeen({ name, bySudo: false }, env) ? 'processes' : 'answers';
const asChildren = () => 'processes' as const;

/**
 * Rootless Podman has one process that holds the namespaces of a user's containers. A command in a namespace of tasks
 * cannot join the namespace of another attempt, or of the user. Source: `TryJoinFromFilePaths` in Podman's
 * `pkg/rootless`
 */
const ONE_AT_A_TIME =
  "rootless Podman works for one job at a time only in the namespaces of an ordinary user's tasks: set REPRISE_TASK_ISOLATION=off, or start Reprise as root";

/** Engines and schedulers to look for, each with a query that any user may send. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'docker', probe: ['docker', 'version', '--format', '{{.Server.Version}}'], proof: byEngine('docker') },
  {
    name: 'podman',
    // The query also starts the process that holds a user's namespace for Podman. If a job started it, it would end
    // with the job.
    probe: ['podman', 'ps', '--quiet'],
    proof: byEngine('podman'),
    apart: (env) => (byEngine('podman')(env) === 'processes' ? ONE_AT_A_TIME : null),
  },
  { name: 'apptainer', probe: ['apptainer', '--version'], proof: asChildren },
  { name: 'singularity', probe: ['singularity', '--version'], proof: asChildren },
  ...SCHEDULERS.flatMap(({ name, probe }) => (probe ? [{ name, probe, proof: () => 'answers' as const }] : [])),
];

/**
 * Finds the executors that tasks can reach by querying each of them as a task would.
 * @param env environment of tasks
 */
export async function findExecutors(
  env: NodeJS.ProcessEnv,
  { prefix = [], inNamespace = false }: AsTask = {},
): Promise<FoundExecutor[]> {
  const there = CANDIDATES.filter(({ probe: [tool] }) => isOnPath(tool, env['PATH']));
  return Promise.all(
    there.map(async ({ name, probe, proof, apart }) => {
      const unreliable = inNamespace ? (apart?.(env) ?? null) : null;
      if (unreliable !== null) return { name, problem: unreliable, proof: proof(env) };
      const [tool, ...args] = probe;
      const problem = await askAsTask(tool, args, { env, prefix }, ANSWERS_WITHIN_MS).then(
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
