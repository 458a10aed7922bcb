import type { PreviewStep, RunPreview } from '@reprise/contracts';
import { duration, plural, shortDuration, shortRevision } from '../../shared/format.ts';
import type { IconName } from '../../shared/parts/icons.ts';

/**
 * Returns the plan for a step: "run again", "2 of 5 run again". `ignoresParams`: whether tasks may stay cached although
 * a parameter changed.
 */
export function willText(
  { will, reason, tasks_again, tasks_cached, tasks_maybe }: PreviewStep,
  ignoresParams = false,
): string {
  if (reason === 'changed' && ignoresParams) return 'may run again';
  if (will === 'partly')
    return `${tasks_again} of ${tasks_again + tasks_cached + tasks_maybe} run again${tasks_maybe > 0 ? ', others may' : ''}`;
  return { cached: 'stay cached', maybe: 'may run again', again: 'run again', first: 'run' }[will];
}

/** Why a step runs again: "uses Align reads". `of` is the kind of attempt that is previewed. */
export function whyText({ will, reason, uses }: PreviewStep, of: 'restart' | 'resume'): string {
  switch (reason) {
    case 'chosen':
      return 'chosen';
    case 'uses':
      return uses ? `uses ${uses}` : 'uses a step that runs again';
    case 'may_use':
      return 'may use a step that runs again';
    case 'changed':
      return 'has the old parameter';
    case 'not_cached':
      return "not in Nextflow's cache";
    case 'work_dir_gone':
      return 'work dir is gone or lacks files';
    case 'unfinished':
      return 'not finished';
    case 'input':
      return 'may use an input that is gone or changed';
    case 'nextflow':
      return 'other Nextflow';
    case 'pipeline':
      return 'pipeline changed';
    case 'parameter':
      return 'may use a changed parameter';
    case 'no_cache':
      return 'its cache may be off';
    case null:
      if (will === 'first') return 'has not run yet';
      return of === 'resume' ? 'finished so far' : 'not affected';
  }
}

/** "54 s", or "≈ 30 s" for unfinished tasks or an estimate from earlier jobs. */
export function timeText({ last_ms, usual_ms, expected_ms }: PreviewStep): string {
  if (expected_ms !== null && expected_ms !== last_ms) return `≈ ${shortDuration(expected_ms)}`;
  if (last_ms !== null) return shortDuration(last_ms);
  return usual_ms === null ? '–' : `≈ ${shortDuration(usual_ms)}`;
}

export const iconOf = ({ will }: PreviewStep): IconName =>
  will === 'cached' ? 'layers' : will === 'first' ? 'circle-dashed' : 'rotate-ccw';

/**
 * "3 steps stay cached, 1 runs again, 4 run for the first time, about 6 m 15 s of tasks." The time does not include
 * Nextflow's own.
 */
export function summaryText({ steps, expected_ms }: RunPreview): string {
  const count = (...wills: PreviewStep['will'][]) => steps.filter(({ will }) => wills.includes(will)).length;
  const [cached, maybe] = [count('cached'), count('maybe')];
  const [again, first] = [count('again', 'partly'), count('first')];
  const took = (ms: number) => `${ms < 1000 ? 'less than a second' : `about ${duration(ms)}`} of tasks`;
  if (again + first + maybe === 0 && cached > 1) return `All ${cached} steps stay cached: nothing runs again.`;
  const kept =
    cached === 0 ? 'No step stays cached' : `${plural(cached, 'step')} ${cached === 1 ? 'stays' : 'stay'} cached`;
  if (again + first + maybe === 0) return `${kept}: nothing runs again.`;
  const runs = (n: number, how: string) => (n === 0 ? '' : `${n} ${n === 1 ? 'runs' : 'run'} ${how}`);
  const time = expected_ms === null ? '' : took(expected_ms);
  const unsure = cached === 0 ? [`${plural(maybe, 'step')} may run again`] : [kept, `${maybe} may run again`];
  return `${[...(maybe === 0 ? [kept] : unsure), runs(again, 'again'), runs(first, 'for the first time'), time].filter(Boolean).join(', ')}.`;
}

/** Text about tasks that an ended attempt would still have submitted. It is unknown whether there are any. */
export const notCountedText = ({ steps }: RunPreview): string =>
  steps.some(({ will }) => will === 'cached' || will === 'maybe' || will === 'partly')
    ? 'Tasks that it had not submitted yet are not counted here: they run too.'
    : '';

/** "4 work dirs are moved aside and put back if the attempt cannot start." Empty if there are none. */
export const movedText = ({ dirs_moved }: RunPreview): string =>
  dirs_moved === 0
    ? ''
    : `${plural(dirs_moved, 'work dir')} ${dirs_moved === 1 ? 'is' : 'are'} moved aside, and put back if the attempt cannot start.`;

/** Maximum number of paths in a sentence. */
const MOST_NAMED = 3;

/** Text about missing inputs; empty if there are none. */
export function missingInputsText({ missing_inputs }: Pick<RunPreview, 'missing_inputs'>): string {
  if (missing_inputs.length === 0) return '';
  const paths = firstOf(missing_inputs.map(({ path }) => path));
  const [it, that] = missing_inputs.length === 1 ? ['it', 'it'] : ['them', 'one of them'];
  return `Not there any more: ${paths}. Tasks that use ${that} run again, with all that use these: they fail, or replace results by others made without ${it}. Put ${it} back first.`;
}

/** Text about inputs whose files changed; empty if there are none. */
export function changedInputsText({ changed_inputs }: Pick<RunPreview, 'changed_inputs'>): string {
  if (changed_inputs.length === 0) return '';
  const [it, that] = changed_inputs.length === 1 ? ['it', 'it'] : ['them', 'one of them'];
  // Nextflow hashes a folder by its own time, which does not change when a file in it changes.
  return `Changed since the last attempt read ${it}: ${firstOf(changed_inputs)}. Tasks that get ${that} as a file run again, with all that use these. Tasks that get only its folder may stay cached: rerun instead to use the change.`;
}

function firstOf(paths: readonly string[]): string {
  const more = paths.length - MOST_NAMED;
  return [...paths.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** Text about how a changed parameter affects the cache. `ignoresParams`: whether tasks that use it may stay cached. */
export function changedParamText({ steps }: RunPreview['changes'][number], ignoresParams = false): string {
  if (ignoresParams) {
    if (steps === null) return 'Reprise cannot tell which tasks use it: any of them may keep its old result.';
    if (steps.length === 0)
      return 'its old value is in no command. A task that uses it otherwise may keep its old result.';
    return `${steps.join(', ')} ${steps.length === 1 ? 'has' : 'have'} its old value, and may keep the old result.`;
  }
  if (steps === null)
    return 'Reprise cannot tell which tasks use it: any of them may run again, including those before the step.';
  if (steps.length === 0) return 'its old value is in no command. A task that uses it otherwise runs again too.';
  const isOne = steps.length === 1;
  return `${steps.join(', ')} ${isOne ? 'has' : 'have'} its old value, and ${isOne ? 'runs' : 'run'} again with all that use ${isOne ? 'it' : 'them'}.`;
}

const FINDS = {
  all: 'which finds its cached tasks',
  some: 'which has other hashes for some tasks: each may run again, or stay cached',
  none: 'which finds none of its tasks: all run again',
} as const;

/** Text about a Nextflow that differs from the last attempt's; empty if it is the same. */
export function otherNextflowText({ nextflow }: Pick<RunPreview, 'nextflow'>): string {
  if (!nextflow) return '';
  const { ran, next, finds } = nextflow;
  if (next === null)
    return `The last attempt ran with Nextflow ${ran}. No runner with its files has that now, or another version that the job accepts: it waits until one does${finds === 'all' ? ', and then finds its cache.' : `. Another than ${ran} may have other hashes for its tasks: each may run again, or stay cached.`}`;
  return `The last attempt ran with Nextflow ${ran}, which no runner with its files has now. This one runs with ${next}, ${FINDS[finds]}.`;
}

/** Text about a pipeline whose files have changed since tasks of the job ran; empty if they are unchanged. */
export function changedPipelineText({ pipeline_changed }: Pick<RunPreview, 'pipeline_changed'>): string {
  if (!pipeline_changed) return '';
  const { ran, now } = pipeline_changed;
  return `The pipeline changed since: tasks of this job ran with its revision ${shortRevision(ran)}, this attempt runs ${shortRevision(now)}. A task with another script or other inputs runs again: it is not known in advance which ones, so each may run again or stay cached.`;
}

/** Text about a pipeline that the server cannot load; empty if it can. A runner may have its own copy of the folder. */
export const missingPipelineText = ({ pipeline_missing }: Pick<RunPreview, 'pipeline_missing'>): string =>
  pipeline_missing === null
    ? ''
    : `${pipeline_missing} On a runner without this pipeline, the attempt fails at its start.`;

/** Warning about results if Nextflow omits changed parameters from task hashes; otherwise empty. */
export const ignoredParamsText = ({ ignores_params }: Pick<RunPreview, 'ignores_params'>): string =>
  ignores_params === null
    ? ''
    : `Nextflow ${ignores_params}, ignores parameters when it reads its cache: a task that uses a changed one may keep its old result. Rerun instead, which starts from scratch, or submit a similar job with the syntax parser v1, or with Nextflow 26.04.2 or later.`;

/** Text about what prevents a start; empty if nothing does. */
export function obstacleText({ held, work_dir }: RunPreview): string {
  if (held)
    return `Process ${held.pid} still has the lock of ${held.lock === 'job' ? 'this job' : 'its session'}. Processes of earlier attempts are ended first; if it is another one, the attempt cannot start.`;
  if (work_dir === 'unknown')
    return 'No runner that has the files of this job answers now, so nothing can be previewed. The start checks them.';
  return '';
}
