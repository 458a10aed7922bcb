import type { JobView } from '@reprise/contracts';
import { verbs, type Verb } from '../record/ledger.ts';

/** Relative frequency of each command. */
const weights: Readonly<Record<Verb, number>> = {
  submit: 40,
  cancel: 12,
  rerun: 8,
  resume: 12,
  restart: 5,
  pause: 5,
  unpause: 6,
  priority: 6,
  pause_queue: 2,
  resume_queue: 4,
};
/** Jobs that have not ended: with more of them, no client submits another one. */
const MOST_OPEN = 24;
/** Share of commands that go to a job that allows them, as far as known. */
const ALLOWED = 0.85;
export const QUEUE = 'default';

export interface Choice {
  readonly verb: Verb;
  /** Job or queue; null for a submission. */
  readonly target: string | null;
  /** Input of a submission: the folder of a sample, and its upload. */
  readonly reads?: { readonly folder: string; readonly upload: string };
}

/** Draws a command. A job that allows it is preferred; the others show that refusals have no effect. */
export function chooseCommand(random: () => number, jobs: readonly JobView[]): Choice {
  const isFull = jobs.filter(({ status }) => status !== 'completed' && status !== 'failed').length >= MOST_OPEN;
  const verb = drawVerb(random, isFull || jobs.length === 0);
  const isAimed = random() < ALLOWED;
  const draw = random();
  if (verb === 'submit') return { verb, target: null };
  if (verb === 'pause_queue' || verb === 'resume_queue') return { verb, target: QUEUE };
  const allowing = jobs.filter(({ allowed_actions }) => (allowed_actions as readonly string[]).includes(verb));
  const among = isAimed && allowing.length > 0 ? allowing : jobs;
  const job = among[Math.floor(draw * among.length)];
  return job ? { verb, target: job.job_id } : { verb: 'submit', target: null };
}

function drawVerb(random: () => number, isFull: boolean): Verb {
  const possible = verbs.filter((verb) => !(isFull && verb === 'submit'));
  const sum = possible.reduce((total, verb) => total + weights[verb], 0);
  let at = random() * sum;
  return possible.find((verb) => (at -= weights[verb]) < 0) ?? 'resume_queue';
}
