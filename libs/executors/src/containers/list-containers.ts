import { namesOf } from '@reprise/nextflow';
import type { FailedTool } from '../ask-tool.ts';
import type { Listing, LiveTask, Phase } from '../executor.ts';

/** Queries an engine and returns its output. */
export type AskEngine = (...args: string[]) => Promise<string>;

/** Prefix of container names in Nextflow's wrapper. */
const NAME = '^/?nxf-';
const FORMAT = '{{.Id}}\t{{.State.Status}}\t{{json .Config.WorkingDir}}\t{{json .Args}}';
/** A task's script in its work dir. With `scratch`, only the arguments contain it. */
const SCRIPT = /(\/\S*)\/\.command\.(?:run|sh)\b/;
const SHORT_ID = 12;

/** States of containers without processes. Unknown states count as alive. */
const ENDED: ReadonlySet<string> = new Set(['exited', 'dead', 'stopped', 'removing']);

const PHASES: Readonly<Record<string, Phase>> = {
  // The container starts once the program that created it starts it.
  created: 'blocked',
  configured: 'blocked',
  initialized: 'blocked',
  paused: 'stopped',
  stopping: 'ending',
};

/** Lists the live containers of tasks in a work dir, regardless of the user who started them. */
export async function listContainers(workRoot: string, ask: AskEngine): Promise<Listing> {
  try {
    return { alive: (await containersOf(workRoot, ask)).filter(({ state }) => !ENDED.has(state)) };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

/** Returns the ids of stopped containers that are not removed. @throws Error if the engine cannot be queried */
export async function endedContainers(workRoot: string, ask: AskEngine): Promise<string[]> {
  const ended = (await containersOf(workRoot, ask)).filter(({ state }) => ENDED.has(state));
  return ended.map(({ native_id }) => native_id);
}

async function containersOf(workRoot: string, ask: AskEngine): Promise<LiveTask[]> {
  const folders = namesOf(workRoot);
  const isOurs = (dir: string) => folders.some((folder) => dir.startsWith(`${folder}/`));
  const ids = linesOf(await ask('ps', '--all', '--quiet', '--no-trunc', '--filter', `name=${NAME}`));
  if (ids.length === 0) return [];
  const facts = linesOf(await ask('inspect', '--format', FORMAT, ...ids).catch(withoutRemoved));
  return facts.flatMap((line) => containerIn(line, isOurs));
}

const linesOf = (text: string) => text.split('\n').filter(Boolean);

/**
 * Returns the output of a failed `inspect` about the other containers if it failed only because some were removed.
 * @throws the error if it failed for another reason
 */
function withoutRemoved(error: Error): string {
  const { stdout = '', stderr = '' } = error.cause as FailedTool;
  const problems = linesOf(stderr);
  if (problems.length === 0 || problems.some((line) => !/no such (?:object|container)/i.test(line))) throw error;
  return stdout;
}

function containerIn(line: string, isOurs: (dir: string) => boolean): LiveTask[] {
  const [id = '', state = '', workingDir = '""', args = '[]'] = line.split('\t');
  const dirs = [parsed(workingDir), ...[parsed(args)].flat().map((each) => SCRIPT.exec(String(each))?.[1])];
  const work_dir = dirs.find((dir): dir is string => typeof dir === 'string' && isOurs(dir));
  if (work_dir === undefined) return [];
  return [{ native_id: id.slice(0, SHORT_ID), phase: PHASES[state] ?? 'running', state, work_dir }];
}

const parsed = (json: string): unknown => JSON.parse(json) as unknown;
