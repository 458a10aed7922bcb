import { namesOf } from '@reprise/nextflow';
import type { FailedTool } from '../ask-tool.ts';
import type { Listing, LiveTask, Phase } from '../executor.ts';
import { isIn } from '../work-root.ts';

/** Runs an LSF tool and returns its output. */
type AskLsf = (tool: 'bjobs' | 'bparams', ...args: string[]) => Promise<string>;

const FIELDS = ['jobid', 'jobindex', 'stat', 'exec_cwd', 'sub_cwd', 'output_file', 'exec_host', 'pend_reason'] as const;
type Job = Readonly<Record<Uppercase<(typeof FIELDS)[number]>, string>>;

/** Unknown states count as alive. */
const ENDED: ReadonlySet<string> = new Set(['DONE', 'EXIT']);
/**
 * A `ZOMBI` job was killed while its node did not answer, and may still run there. `PSUSP` and `USUSP` are set by the
 * user or an administrator, `SSUSP` by LSF. Source: bjobs of IBM Spectrum LSF 10.1, "STAT"
 */
const PHASES: Readonly<Record<string, Phase>> = {
  PEND: 'waiting',
  FWD_PEND: 'waiting',
  WAIT: 'waiting',
  PSUSP: 'held',
  USUSP: 'stopped',
  SSUSP: 'blocked',
  ZOMBI: 'ending',
};

/**
 * Lists the LSF jobs submitted in a work dir below this folder, array tasks separately.
 * @param asksAsRoot whether the query runs as root instead of the owner: LSF may be configured to hide the owner's jobs
 * from root
 */
export async function listLsfJobs(
  workRoot: string | undefined,
  ask: AskLsf,
  { asksAsRoot }: { readonly asksAsRoot: boolean },
): Promise<Listing> {
  const isOurs = isIn(workRoot);
  const isOursAtHome = isInHome(workRoot);
  try {
    if (asksAsRoot) await seesJobsOfOthers(ask);
    // All states, because zombies would be missing otherwise.
    const printed = await ask('bjobs', '-u', 'all', '-a', '-o', FIELDS.join(' '), '-json').catch(noneIsThere);
    const alive = jobsIn(printed).flatMap((job): LiveTask[] => {
      const work_dir = workDirsOf(job).find((dir) => isOurs(dir) || isOursAtHome(dir));
      if (ENDED.has(job.STAT) || work_dir === undefined) return [];
      return [taskOf(job, work_dir)];
    });
    return { alive };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

/**
 * @throws Error if an empty answer would not prove that there are none
 */
async function seesJobsOfOthers(ask: AskLsf): Promise<void> {
  const [, level = '0'] = /\bSECURE_JOB_INFO_LEVEL\s*=\s*(\d+)/.exec(await ask('bparams', '-a')) ?? [];
  if (level !== '0')
    throw new Error(
      `LSF hides jobs of other users from root, as whom Reprise asks (SECURE_JOB_INFO_LEVEL = ${level}): run Reprise as the user that submits`,
    );
}

/** `bjobs` may fail if LSF knows no jobs at all. @throws Error if it failed for another reason */
function noneIsThere(error: unknown): string {
  const { stdout = '', stderr = '' } = (error as { readonly cause: FailedTool }).cause;
  if (!NONE.test(`${stdout}\n${stderr}`.trim())) throw error;
  return '';
}

const NONE = /^No (?:unfinished )?job found$/;
/** LSF prints this on each of its own retries, before the answer. */
const WAITING = /^\s*Cannot connect to LSF\. Please wait \.\.\.\s*$/gm;

/**
 * @throws Error if the output is not in the format of LSF 10.1
 */
function jobsIn(printed: string): readonly Job[] {
  const text = printed.replaceAll(WAITING, '').trim();
  if (text === '' || NONE.test(text)) return [];
  const records = parsed(text)?.RECORDS;
  if (!Array.isArray(records) || !records.every(isJob))
    throw new Error(`bjobs printed unexpected output: ${startOf(text)}`);
  return records;
}

function parsed(text: string): { readonly RECORDS?: unknown } | null {
  try {
    return JSON.parse(text) as { readonly RECORDS?: unknown } | null;
  } catch {
    return null; // not JSON
  }
}

const startOf = (text: string) => text.split('\n')[0]?.slice(0, 100) ?? '';

const isJob = (record: unknown): record is Job =>
  FIELDS.every((field) => typeof (record as Record<string, unknown> | null)?.[field.toUpperCase()] === 'string') &&
  (record as Job).JOBID !== '' &&
  (record as Job).STAT !== '';

function taskOf(job: Job, work_dir: string): LiveTask {
  const { JOBID, JOBINDEX, STAT, EXEC_HOST, PEND_REASON } = job;
  const isElement = Number(JOBINDEX) > 0 && !JOBID.includes('[');
  const phase = PHASES[STAT] ?? 'running';
  const reason = phase === 'running' ? '' : PEND_REASON.trim().replace(/;$/, '');
  const node = [...new Set(EXEC_HOST.split(':').map((host) => host.replace(/^\d+\*/, '')))].filter(Boolean).join(',');
  return {
    native_id: isElement ? `${JOBID}[${JOBINDEX}]` : JOBID,
    phase,
    state: STAT,
    work_dir,
    ...(reason && { reason }),
    ...(node && { node }),
  };
}

/** `OUTPUT_FILE` is the file that Nextflow lets a task write its output to, except for arrays. */
function workDirsOf({ EXEC_CWD, SUB_CWD, OUTPUT_FILE }: Job): readonly string[] {
  const [, logDir] = /^(.*)\/\.command\.log$/.exec(OUTPUT_FILE) ?? [];
  return [EXEC_CWD, SUB_CWD, logDir ?? ''];
}

/**
 * Returns whether `$HOME/ngs/work/…`, which is how LSF prints a folder below the submitter's home, may be in this work
 * dir: its path must begin with a suffix of the work dir's path. The suffix is unique because it ends with the job id.
 */
function isInHome(workRoot: string | undefined): (dir: string) => boolean {
  const ends = namesOf(workRoot).flatMap((folder) => {
    const parts = folder.split('/').slice(1);
    return parts.map((_, from) => `/${parts.slice(from).join('/')}/`);
  });
  return (dir) => dir.startsWith('$HOME/') && ends.some((end) => dir.slice('$HOME'.length).startsWith(end));
}
