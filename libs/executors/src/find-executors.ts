import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { askTool } from './ask-tool.ts';
import { isSeen } from './containers/is-seen.ts';

/** Executor or engine of containers whose tool is on the PATH of tasks. */
export interface FoundExecutor {
  readonly name: string;
  /** Why tasks cannot use it, as a sentence without a full stop; null: they can. */
  readonly problem: string | null;
  /** How an end of its tasks is proven: by the processes of this machine, or by its own answers only. */
  readonly proof: 'processes' | 'answers';
}

interface Candidate {
  readonly name: string;
  /** Asks it something, as any user may. */
  readonly question: readonly [tool: string, ...args: string[]];
  readonly proof: (env: NodeJS.ProcessEnv) => FoundExecutor['proof'];
}

const ANSWERS_WITHIN_MS = 5_000;

const byEngine = (name: 'docker' | 'podman') => (env: NodeJS.ProcessEnv) =>
  isSeen({ name, bySudo: false }, env) ? 'processes' : 'answers';
const asChildren = () => 'processes' as const;

/** Tools that are looked for. A new executor is a line. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'docker', question: ['docker', 'version', '--format', '{{.Server.Version}}'], proof: byEngine('docker') },
  // It also starts the process by which Podman keeps a user's namespace: a job that did would take it along.
  { name: 'podman', question: ['podman', 'ps', '--quiet'], proof: byEngine('podman') },
  { name: 'apptainer', question: ['apptainer', '--version'], proof: asChildren },
  { name: 'singularity', question: ['singularity', '--version'], proof: asChildren },
  { name: 'slurm', question: ['sinfo', '--noheader', '--format=%P'], proof: () => 'answers' },
  // PBS has a qstat, too.
  { name: 'sge', question: ['qconf', '-sh'], proof: () => 'answers' },
  // Nodes that are down: the shortest question that Torque, PBS Pro and OpenPBS have in common, and SGE has not.
  { name: 'pbs', question: ['pbsnodes', '-l'], proof: () => 'answers' },
  { name: 'lsf', question: ['lsid'], proof: () => 'answers' },
];

/**
 * Finds the executors that tasks can reach, by asking each as a task would.
 * @param env environment of tasks
 * @param prefix what is put before a command so that it runs as tasks do
 */
export async function findExecutors(env: NodeJS.ProcessEnv, prefix: readonly string[] = []): Promise<FoundExecutor[]> {
  const there = CANDIDATES.filter(({ question: [tool] }) => isOnPath(tool, env['PATH']));
  return Promise.all(
    there.map(async ({ name, question, proof }) => {
      const [command = '', ...args] = [...prefix, ...question];
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
