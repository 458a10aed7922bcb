import { namesOf } from '@reprise/nextflow';
import { askTool, type FailedTool } from '../ask-tool.ts';
import type { Listing, LiveTask, Phase } from '../executor.ts';

/** Id, priority, name, user, state, date, time, queue of one that runs, slots, task of an array. Names have no spaces. */
const LINE = /^ *(\d+) +\S+ +\S+ +\S+ +([A-Za-z]+) +\S+ +\S+ +(?:\S*@(\S+) +)?\d+(?: +(\d+))? *$/;
/** Nextflow submits in the work dir, and names it no other way. */
const DETAIL = /^(job_number|sge_o_workdir): +(.*)$/;

/**
 * Lists the jobs of SGE whose work dir is in a folder of work dirs, each task of an array by itself. Jobs end while
 * it is asked: first those that are alive, then where they work.
 */
export async function listSgeJobs(workRoot: string, env: NodeJS.ProcessEnv): Promise<Listing> {
  const ask = (...args: string[]) => askTool('qstat', args, env);
  try {
    const live = await ask('-u', '*', '-g', 'd');
    if (!live.trim()) return { alive: [] };
    // Without them, a hold of an operator could not be told from one of the user, who can release it.
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

/** It fails where all jobs have ended since they were listed. @throws Error it failed for another reason */
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

/** Lines below the header. @throws Error one that is not as those of SGE 8: what it says is not known */
function linesOf(printed: string): Line[] {
  const [, , ...lines] = printed.split('\n');
  return lines.filter(Boolean).map((line) => {
    const [, job, state, node, task] = LINE.exec(line) ?? [];
    if (job === undefined || state === undefined)
      throw new Error(`qstat printed what is not understood: ${line.trim()}`);
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
