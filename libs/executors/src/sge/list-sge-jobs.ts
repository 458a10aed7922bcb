import { namesOf } from '@reprise/nextflow';
import { askTool, type FailedTool } from '../ask-tool.ts';
import type { Listing, LiveTask, Phase } from '../executor.ts';

/** Id, priority, name, user, state, date, time, queue if running, slots, array task. Names contain no spaces. */
const LINE = /^ *(\d+) +\S+ +\S+ +\S+ +([A-Za-z]+) +\S+ +\S+ +(?:\S*@(\S+) +)?\d+(?: +(\d+))? *$/;
/** Nextflow submits a job in its work dir and passes the work dir in no other way. */
const DETAIL = /^(job_number|sge_o_workdir): +(.*)$/;

/**
 * Lists the SGE jobs with a work dir below this folder, array tasks separately. The live jobs are queried first, then
 * their work dirs, because jobs may end during the queries.
 */
export async function listSgeJobs(workRoot: string, env: NodeJS.ProcessEnv): Promise<Listing> {
  const ask = (...args: string[]) => askTool('qstat', args, env);
  try {
    const live = await ask('-u', '*', '-g', 'd');
    if (!live.trim()) return { alive: [] };
    // Without this, an operator's hold would look like a hold that the user can release.
    const heldByUser = isAnyHeld(live) ? idsIn(await ask('-u', '*', '-g', 'd', '-s', 'hu')) : new Set<string>();
    const folders = namesOf(workRoot);
    const workDirs = workDirsIn(await ask('-j', '*').catch(noneIsLeft));
    const alive = linesOf(live).flatMap(({ job, task, state, node }): LiveTask[] => {
      const work_dir = workDirs.get(job);
      if (!work_dir || !folders.some((folder) => work_dir.startsWith(`${folder}/`))) return [];
      const native_id = idOf(job, task);
      return [{ native_id, phase: phaseOf(state, heldByUser.has(native_id)), state, work_dir, ...(node && { node }) }];
    });
    return { alive };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

/** qstat fails if all jobs have ended since they were listed. @throws Error if it failed for another reason */
function noneIsLeft(error: unknown): string {
  const { stdout = '', stderr = '' } = (error as { readonly cause: FailedTool }).cause;
  if (/^Following jobs do not exist/m.test(`${stdout}\n${stderr}`)) return '';
  throw error;
}

interface Line {
  readonly job: string;
  readonly task: string | undefined;
  readonly state: string;
  readonly node: string | undefined;
}

/** Returns the lines below the header. @throws Error if a line is not in the format of SGE 8 */
function linesOf(printed: string): Line[] {
  const [, , ...lines] = printed.split('\n');
  return lines.filter(Boolean).map((line) => {
    const [, job, state, node, task] = LINE.exec(line) ?? [];
    if (job === undefined || state === undefined) throw new Error(`qstat printed unexpected output: ${line.trim()}`);
    return { job, task, state, node };
  });
}

const idOf = (job: string, task: string | undefined) => (task === undefined ? job : `${job}.${task}`);
const idsIn = (printed: string) => new Set(linesOf(printed).map(({ job, task }) => idOf(job, task)));
const isAnyHeld = (printed: string) => linesOf(printed).some(({ state }) => state.includes('h'));

function workDirsIn(printed: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let job = '';
  for (const line of printed.split('\n')) {
    const [, key, value = ''] = DETAIL.exec(line) ?? [];
    if (key === 'job_number') job = value.trim();
    if (key === 'sge_o_workdir') found.set(job, value);
  }
  return found;
}

/** Source: qstat(1) of Son of Grid Engine 8.1.9, "the status of the job" */
function phaseOf(state: string, isHeldByUser: boolean): Phase {
  if (state.includes('d')) return 'ending';
  if (state.includes('E')) return 'blocked';
  if (state.includes('h')) return isHeldByUser ? 'held' : 'blocked';
  if (/[sSTNP]/.test(state)) return 'blocked';
  return state.includes('q') ? 'waiting' : 'running';
}
