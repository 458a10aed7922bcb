import { duration, shortDuration } from './durations.ts';
import { amountText, memoryText } from './resource-text.ts';

/** Texts about the advice to request fewer resources. Like the page's other texts, this file does not import zod. */

interface AdvisedDirective {
  readonly directive: 'cpus' | 'memory' | 'time';
  readonly tasks: number;
  readonly requested: number;
  readonly greatest_use: number;
  readonly margin_percent: number;
  readonly advised: number;
  readonly saved_hours: number | null;
}

const WRITTEN = { cpus: amountText, memory: memoryText, time: duration };
/** Texts of a measured use. Rounded like in the table of the resources. */
const MEASURED = { ...WRITTEN, time: shortDuration };
const SAVED = { cpus: 'CPU hours', memory: 'GB hours', time: '' };

/** Returns the advice about one directive, with its figures, as a sentence or two. */
export function adviceText(advised: AdvisedDirective): string {
  const { directive, tasks, margin_percent: margin, saved_hours: saved } = advised;
  const [instead, requested] = [advised.advised, advised.requested].map(WRITTEN[directive]);
  const greatest = MEASURED[directive](advised.greatest_use);
  const why = `The greatest use of ${String(tasks)} measured tasks was ${greatest}, and the margin is ${String(margin)} %.`;
  const saves =
    saved === null ? '' : ` These tasks would have requested ${amountText(saved)} ${SAVED[directive]} less.`;
  return `${directive}: ${instead!} instead of ${requested!}. ${why}${saves}`;
}

/** Why a step gets no advice, as the end of a sentence. */
export const NO_ADVICE = {
  few_tasks: 'fewer than ten of its tasks have ended.',
  unknown_requests: 'what some of its tasks requested is not recorded.',
  killed_tasks: 'a task was killed, so it may need more than was measured.',
  unusual_name: 'the name of its process cannot be written into a config.',
  nothing_to_save: 'its tasks used what they requested, requested nothing, or were too short to be measured.',
} as const;
