import type { Listing, LiveTask, Phase } from '../executor.ts';
import { isIn } from '../work-root.ts';
import { readRecords, type PbsRecord } from './records.ts';

/** Runs PBS's `qstat` and returns its output. */
type AskQstat = (...args: string[]) => Promise<string>;

/** States as documented in the manuals. Sources: qstat(1B) of OpenPBS 23 and of Torque 6.1 */
const WORDS: Readonly<Record<string, string>> = {
  B: 'begun',
  C: 'completed',
  E: 'exiting',
  F: 'finished',
  H: 'held',
  M: 'moved',
  Q: 'queued',
  R: 'running',
  S: 'suspended',
  T: 'transiting',
  U: 'suspended by its workstation',
  W: 'waiting',
  X: 'expired',
};
/** States of jobs without processes. Unknown states count as alive, like jobs that were moved elsewhere. */
const ENDED: ReadonlySet<string> = new Set(['C', 'F', 'X']);
const PHASES: Readonly<Record<string, Phase>> = {
  E: 'ending',
  M: 'blocked',
  Q: 'waiting',
  S: 'blocked',
  T: 'waiting',
  U: 'blocked',
  W: 'waiting',
};

/** Value of a variable up to the next one. PBS Pro escapes commas with a backslash, Torque does not. */
const WORK_DIR = /(?:^|,)PBS_O_WORKDIR=(.*?)(?=,[A-Za-z_]\w*=|$)/s;
const ELEMENT = /\[\d+\]/;

/**
 * Lists the jobs of PBS Pro, OpenPBS or Torque submitted in a work dir below this folder, array tasks separately.
 * @param asksAsRoot whether the query runs as root, who is neither the owner nor necessarily a manager: by default, PBS
 * hides the jobs of other users
 */
export async function listPbsJobs(
  workRoot: string | undefined,
  ask: AskQstat,
  { asksAsRoot }: { readonly asksAsRoot: boolean },
): Promise<Listing> {
  const isOurs = isIn(workRoot);
  try {
    if (asksAsRoot) await seesJobsOfOthers(ask);
    const records = readRecords(await ask('-f', '-t'));
    const byName = new Map(records.map((record) => [record.name, record]));
    const alive = records.flatMap((record) => {
      const task = taskOf(record, byName.get(record.name.replace(ELEMENT, '[]')) ?? record);
      if (task?.work_dir === undefined && task && asksAsRoot) throw new Error(HIDDEN);
      return task?.work_dir !== undefined && isOurs(task.work_dir) ? [task] : [];
    });
    // An array is counted by its tasks, or as itself if none of them is alive.
    const elements = new Set(alive.map(({ native_id }) => native_id).filter((id) => ELEMENT.test(id)));
    const arrays = new Set([...elements].map((id) => id.replace(ELEMENT, '[]')));
    return { alive: alive.filter(({ native_id }) => !arrays.has(native_id)) };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

const REMEDY = 'make root@<this machine> a manager of it';
/** Torque shows a job's variables only to its owner and to managers. */
const HIDDEN = `PBS hides from root, as whom Reprise asks, where jobs work: ${REMEDY}`;

/**
 * @throws Error if an empty answer would not prove that there are none
 */
async function seesJobsOfOthers(ask: AskQstat): Promise<void> {
  const sees = readRecords(await ask('-B', '-f')).some(
    ({ attributes }) =>
      attributes.get('query_other_jobs') === 'True' || /(?:^|,)root@/.test(attributes.get('managers') ?? ''),
  );
  if (!sees)
    throw new Error(
      `PBS hides jobs of other users from root, as whom Reprise asks: ${REMEDY}, or set query_other_jobs to True`,
    );
}

/** @param array the array that the task belongs to, or the job itself. @throws Error if required fields are missing */
function taskOf({ name, attributes }: PbsRecord, array: PbsRecord): LiveTask | null {
  const state = attributes.get('job_state')?.trim();
  if (!state) throw new Error(`qstat printed unexpected output: no job_state of ${name}`);
  if (ENDED.has(state)) return null;
  const variables = attributes.get('Variable_List') ?? array.attributes.get('Variable_List') ?? '';
  const work_dir = WORK_DIR.exec(variables)?.[1]?.replaceAll('\\,', ',') ?? logDirIn(attributes.get('Output_Path'));
  const isHeld = state === 'H' || (state === 'Q' && array.attributes.get('job_state') === 'H');
  const node = nodesIn(attributes.get('exec_host'));
  const phase = isHeld ? phaseOfHeld(array) : (PHASES[state] ?? 'running');
  const reason = phase === 'running' || phase === 'ending' ? undefined : attributes.get('comment');
  return {
    native_id: name,
    phase,
    state: isHeld ? 'held' : (WORDS[state] ?? state),
    ...(work_dir && { work_dir }),
    ...(reason && { reason }),
    ...(node && { node }),
  };
}

/** A user can release only the user's own hold. */
const phaseOfHeld = ({ attributes }: PbsRecord): Phase =>
  attributes.get('Hold_Types')?.trim() === 'u' ? 'held' : 'blocked';

/** `head.lab:/work/ab/cdef12/.command.log`: the file that Nextflow lets a task write its output to. */
const logDirIn = (path = ''): string | undefined => /^[^:]*:(\/.*)\/\.command\.log$/.exec(path)?.[1];

/** `node1/0*2+node2/0` */
const nodesIn = (host = ''): string => [...new Set(host.split('+').map((each) => each.replace(/\/.*$/, '')))].join(',');
