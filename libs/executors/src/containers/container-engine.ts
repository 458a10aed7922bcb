import type { UsedEngine } from '@reprise/nextflow';
import { askTool } from '../ask-tool.ts';
import type { AttemptSpec, Executor } from '../executor.ts';
import { executorOf, type Pace } from '../scheduler.ts';
import { endedContainers, listContainers, type AskEngine } from './list-containers.ts';

const LABELS = { docker: 'Docker', podman: 'Podman' } as const;
/** Without a timeout, Podman waits ten seconds after TERM. */
const REMOVE = { docker: ['rm', '--force'], podman: ['rm', '--force', '--time', '0'] } as const;

/** Engines answer in a fraction of a second, and end a container as quickly. */
const PACE: Pace = { everyMs: 300, withinMs: 30_000 };
const ANSWERS_WITHIN_MS = 5_000;
const MOST_AT_ONCE = 100;

/** Docker or Podman, queried with its own tool, which must be on the PATH of the runner. */
export function containerEngine(
  { name, bySudo }: UsedEngine,
  env: NodeJS.ProcessEnv = process.env,
  pace: Pace = PACE,
): Executor {
  const ask: AskEngine = (...args) => {
    const [tool = '', ...rest] = [...(bySudo ? ['sudo', '--non-interactive'] : []), name, ...args];
    return askTool(tool, rest, env, ANSWERS_WITHIN_MS);
  };
  const each = async (args: readonly string[], ids: readonly string[]) => {
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE)
      await ask(...args, ...ids.slice(from, from + MOST_AT_ONCE));
  };
  const nothing = () => Promise.resolve();
  // When Nextflow ends the wrappers, they stop their containers with a grace period. A removal has none.
  const { askToEnd: _, ...executor } = executorOf(
    {
      name,
      label: LABELS[name],
      noun: 'container',
      hold: nothing,
      release: nothing,
      list: ({ workRoot }) => listContainers(workRoot ?? '', ask),
      cancel: (ids) => each(REMOVE[name], ids),
      stop: (ids) => each(['pause'], ids),
      resume: (ids) => each(['unpause'], ids),
    },
    pace,
  );
  const thaw = async (attempt: AttemptSpec) => {
    const listing = await executor.list(attempt);
    const frozen = 'alive' in listing ? listing.alive.filter(({ phase }) => phase === 'stopped') : [];
    const ids = frozen.map(({ native_id }) => native_id);
    await each(['unpause'], ids).catch(() => undefined); // one may have ended
  };
  const removeEnded = async (workRoot: string) => each(['rm'], await endedContainers(workRoot, ask));
  const end = async (attempt: AttemptSpec) => {
    const ending = await executor.end(attempt);
    // A busy engine may end a container but abort its removal. The attempt's end does not wait for the removal.
    if (ending.proven_at !== null) void removeEnded(attempt.workRoot ?? '').catch(() => undefined);
    return ending;
  };
  // Engines do not queue containers, because Nextflow starts them.
  return { ...executor, thaw, end, hold: () => Promise.resolve(null) };
}
