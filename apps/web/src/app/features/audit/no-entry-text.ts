import { shortId } from '../../shared/format.ts';
import { type AuditState, jobIdIn, type TimeSpan, spanText } from './audit-state.ts';

/**
 * Returns the message for an empty result: "No cancel by Ada in the last hour has “tube” in its reason."
 * @param nameOf returns the name of an actor
 */
export function noEntryText(state: AuditState, nameOf = (actor: string) => actor): string {
  const { commands, outcomes, actor, span, q } = state;
  const by = actor && ` by ${nameOf(actor)}`;
  const outcome = outcomes.length ? ` with the outcome ${outcomes.join(' or ')}` : '';
  const what = `${commands.join(' or ') || 'entry'}${by}${jobText(state)}${outcome}${timeText(span)}`;
  return q ? `No ${what} has “${q}” in its reason.` : `There is no ${what}.`;
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
