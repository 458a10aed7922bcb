import { shortId } from '../../shared/format.ts';
import { type AuditState, type EntriesKey, jobIdIn, type TimeSpan, spanText } from './audit-state.ts';

/** Kinds of entries that are shown; empty if all are. */
const AMONG: Record<EntriesKey, string> = {
  commands: 'Among commands, uploads and inputs, ',
  story: 'Among all entries but those of tasks, ',
  all: '',
  access: 'Among sign-ins, accounts and approvals, ',
  runner: 'Among entries of runners, ',
  input: 'Among uploads and inputs, ',
};

/**
 * Returns the message for an empty result: "Among uploads and inputs, no entry by Ada in the last hour has “tube” in its
 * reason."
 * @param nameOf returns the name of an actor
 */
export function noEntryText(state: AuditState, nameOf = (actor: string) => actor): string {
  const { commands, outcomes, actor, span, q, entries } = state;
  const by = actor && ` by ${nameOf(actor)}`;
  const outcome = outcomes.length ? ` with the outcome ${outcomes.join(' or ')}` : '';
  const what = `${commands.join(' or ') || 'entry'}${by}${jobText(state)}${outcome}${timeText(span)}`;
  const text = `${AMONG[entries]}${q ? `no ${what} has “${q}” in its reason` : `there is no ${what}`}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function jobText(state: AuditState): string {
  const { sample, pipeline } = state;
  if (!sample && !pipeline) return '';
  const id = jobIdIn(state);
  const of = pipeline && ` of ${pipeline}`;
  if (id) return ` on job ${shortId(id)}${of}`;
  return ` on a job${of}${sample && ` with “${sample}” in its name`}`;
}

function timeText(span: TimeSpan): string {
  const words = spanText(span);
  if (!words) return '';
  if ('last' in span) return ` in the ${words}`;
  return span.from && span.to ? ` from ${words}` : ` ${words}`;
}
