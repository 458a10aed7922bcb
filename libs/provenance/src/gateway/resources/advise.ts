import type { TaskView } from '@reprise/contracts';
import type { Advice, AdvisedDirective, NoAdvice } from '../../contract/index.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const GB = 2 ** 30;
const MB = 2 ** 20;

/** Number of measured tasks below which a directive gets no advice. */
const FEWEST_TASKS = 10;

interface Rule {
  readonly directive: AdvisedDirective['directive'];
  /** Factor by which the greatest use is multiplied. */
  readonly margin: number;
  readonly requested: (task: TaskView) => number | null;
  readonly used: (task: TaskView) => number | null;
  /** Rounds up to an amount that a person would write. */
  readonly rounded: (amount: number) => number;
  /** The amount in Nextflow's config. */
  readonly written: (amount: number) => string;
}

/** Rounds up to a multiple of a step, at least one step. */
const upTo = (step: number) => (amount: number) => Math.max(1, Math.ceil(amount / step)) * step;
const memoryStep = (amount: number) => (amount >= 8 * GB ? GB : amount >= GB ? 512 * MB : 64 * MB);
const timeStep = (amount: number) => (amount >= HOUR_MS ? HOUR_MS / 2 : 5 * MINUTE_MS);

/** Memory and time have margins, because a task that exceeds them is killed. A task with fewer CPUs is slower. */
const RULES: readonly Rule[] = [
  {
    directive: 'cpus',
    margin: 1.1,
    requested: ({ resources }) => resources?.cpus ?? null,
    used: ({ cpu_percent }) => (cpu_percent === null ? null : cpu_percent / 100),
    rounded: (amount) => Math.max(1, Math.ceil(amount)),
    written: String,
  },
  {
    directive: 'memory',
    margin: 1.25,
    requested: ({ resources }) => resources?.memory ?? null,
    used: ({ peak_rss }) => peak_rss,
    rounded: (amount) => upTo(memoryStep(amount))(amount),
    written: (amount) => (amount % GB === 0 ? `${String(amount / GB)}.GB` : `${String(amount / MB)}.MB`),
  },
  {
    directive: 'time',
    margin: 2,
    requested: ({ resources }) => resources?.time_ms ?? null,
    used: ({ resources }) => resources?.realtime_ms ?? null,
    rounded: (amount) => upTo(timeStep(amount))(amount),
    written: (amount) =>
      amount % HOUR_MS === 0 ? `${String(amount / HOUR_MS)}.h` : `${String(amount / MINUTE_MS)}.min`,
  },
];

/**
 * Advises requesting less for a step: never below the maximum use of its tasks plus a margin, never more than any of
 * them requested. Gives no advice if there are few tasks, or if one was killed, since its need is then unknown.
 * @param tasks those of one step that ran to the end, at least one
 */
export function advise(tasks: readonly TaskView[]): { advice: Advice | null; no_advice: NoAdvice | null } {
  const { process } = tasks[0]!;
  const none = (reason: NoAdvice) => ({ advice: null, no_advice: reason });
  if (tasks.length < FEWEST_TASKS) return none('few_tasks');
  if (tasks.some(({ resources }) => !resources)) return none('unknown_requests');
  if (tasks.some(wasKilled)) return none('killed_tasks');
  // The name is part of a config that people copy.
  if (!/^\w+(:\w+)*$/.test(process)) return none('unusual_name');
  const directives = RULES.flatMap((rule) => adviseOn(rule, tasks) ?? []);
  if (directives.length === 0) return none('nothing_to_save');
  return { advice: { directives, config: configOf(process, directives) }, no_advice: null };
}

/** Whether a signal ended a task, or Nextflow did at its limit, so that it may have needed more than was measured. */
const wasKilled = ({ status, exit_code }: TaskView): boolean =>
  (status === 'failed' || status === 'retried') && (exit_code === null || exit_code > 128);

function adviseOn(rule: Rule, tasks: readonly TaskView[]): AdvisedDirective | null {
  const requests = tasks.map(rule.requested).filter((amount) => amount !== null);
  const uses = tasks.map(rule.used).filter((amount) => amount !== null);
  if (requests.length < tasks.length || uses.length < FEWEST_TASKS) return null;
  const least = requests.reduce((a, b) => Math.min(a, b));
  const greatest = uses.reduce((a, b) => Math.max(a, b));
  const advised = rule.rounded(greatest * rule.margin);
  if (advised >= least) return null;
  const { directive, margin, written } = rule;
  return {
    directive,
    tasks: uses.length,
    requested: least,
    greatest_use: greatest,
    margin_percent: Math.round((margin - 1) * 100),
    advised,
    written: written(advised),
    saved_hours: directive === 'time' ? null : savedHours(rule, tasks, advised),
  };
}

/** CPU hours, or hours of GB of memory. */
function savedHours({ directive, requested }: Rule, tasks: readonly TaskView[], advised: number): number {
  const unit = directive === 'memory' ? GB : 1;
  const saved = (task: TaskView) =>
    ((requested(task)! - advised) / unit) * ((task.resources?.realtime_ms ?? 0) / HOUR_MS);
  return tasks.reduce((sum, task) => sum + saved(task), 0);
}

/** Selects by the full name, which takes precedence over a selector of the pipeline by the short one. */
const configOf = (process: string, directives: readonly AdvisedDirective[]): string =>
  [
    'process {',
    `  withName: '${process}' {`,
    ...directives.map(({ directive, written }) => `    ${directive} = ${written}`),
    '  }',
    '}',
  ].join('\n');
