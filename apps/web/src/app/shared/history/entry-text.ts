import {
  cancel,
  commandOf,
  isTaskEntry,
  isUnchangedEntry,
  isUnchangedType,
  typedEntry,
  type AuditEntry,
  type CommandText,
  type EventType,
} from '@reprise/contracts';
import { capital } from '../format.ts';
import { meaningWord } from './meaning-text.ts';
import { accessAction } from './access-text.ts';
import { inputAction, inputName } from './input-text.ts';
import { newValue } from './new-value.ts';

/** Events that are not a user's command. */
const DID: Partial<Record<EventType, string>> = {
  attempt_claimed: 'Took attempt',
  attempt_started: 'Started attempt',
  paused: 'Paused attempt',
  unpaused: 'Continued attempt',
  attempt_succeeded: 'Ended attempt',
  attempt_failed: 'Ended attempt',
  attempt_cancelled: 'Stopped attempt',
  cancel_unconfirmed: 'Could not stop attempt',
  nextflow_observed: 'Found another Nextflow to run attempt',
  attempt_unproven: 'Could not prove what it did with attempt',
  end_proven: 'Proved the end of attempt',
  cleaned: 'Cleaned up',
  slot_taken: 'Took a slot for attempt',
  slot_released: 'Freed the slot of attempt',
  drained: 'Had nothing left to run',
  storage_announced: 'Announced its storage',
};

/**
 * Returns the action in the past tense: "Cancelled", "Tried to rerun", "Started attempt 2". Other events are described
 * by their type.
 */
export function didText(entry: AuditEntry): string {
  const { type, attempt } = entry;
  const action = accessAction(type) ?? inputAction(type);
  if (action !== undefined) return action;
  if (type === cancel.joined) return 'Asked to cancel too';
  const command = commandOf(type);
  if (command && isUnchangedType(type)) return `Asked to ${command.text.verb}`;
  if (command) return command.refused === type ? `Tried to ${command.text.verb}` : command.text.past + toText(entry);
  const did = new Map(Object.entries(DID)).get(type) ?? capital(type.replaceAll('_', ' '));
  const typed = typedEntry(entry);
  if (isTaskEntry(typed)) return `${did}: ${typed.data.process}`;
  return did.endsWith('attempt') && attempt !== null ? `${did} ${attempt}` : did;
}

/**
 * "Ana Ruiz asked to cancel DEMO1." Describes only the request, because its outcome may differ.
 * @param nameOf returns the name of an actor
 */
export function entrySentence(entry: AuditEntry, nameOf: (actor: string) => string): string {
  const input = inputName(entry);
  return `${nameOf(entry.actor)} ${askedText(entry) ?? seenText(entry)}${input && `: ${input}`}.`;
}

/** A command with its job: "asked to cancel DEMO1", "tried to rerun DEMO1"; null for other events. */
function askedText(entry: AuditEntry): string | null {
  const { type, sample_name } = entry;
  const command = commandOf(type);
  if (!command) return null;
  const words: CommandText = command.text;
  const withJob = words.verb + ofJob(words.ofJobs ? 'of ' : '', sample_name);
  if (command.refused === type) return `tried to ${withJob}`;
  const typed = typedEntry(entry);
  if (isUnchangedEntry(typed)) return `asked to ${withJob}, and nothing changed: ${clause(typed.data.detail)}`;
  const to = toText(entry);
  if (sample_name === null) return words.asked + to;
  if (typed.type === 'queue_changed') return `moved ${sample_name}${to}`;
  const joined = type === cancel.joined ? ' too' : '';
  if (/\bthis\b/.test(words.asked)) return words.asked.replace(/\bthis\b/, sample_name) + joined;
  return `${words.asked} of ${sample_name}${to}`;
}

/** " to 5", " to the queue urgent": what the command changed; empty for other events. */
function toText(entry: AuditEntry): string {
  const typed = typedEntry(entry);
  const value = newValue(typed);
  if (value === null) return '';
  return typed.type === 'queue_changed' ? ` to the queue ${value}` : ` to ${value}`;
}

/** "the queue was not paused", from the sentence in an event. */
const clause = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');

/** An event that is not a command: "started attempt 1 of DEMO1", "was denied a request for DEMO1". */
function seenText(entry: AuditEntry): string {
  const { type, sample_name } = entry;
  const action = didText(entry);
  const isAccess = accessAction(type) !== undefined;
  const isNamed = isAccess || inputAction(type) !== undefined || Object.hasOwn(DID, type);
  const did = isNamed ? action.charAt(0).toLowerCase() + action.slice(1) : `recorded “${action}”`;
  return did + ofJob(isAccess ? 'for ' : type === 'cleaned' ? 'after ' : 'of ', sample_name);
}

const ofJob = (before: string, sample_name: string | null): string =>
  sample_name === null ? '' : ` ${before}${sample_name}`;

/** Returns the reason of a command in quotes, or the meaning of a signature; empty if it has neither. */
export function whyText(entry: AuditEntry): string {
  const typed = typedEntry(entry);
  const meaning = typed.type === 'variant_signed' ? `Meaning: ${meaningWord(typed.data.meaning).toLowerCase()}` : '';
  return [meaning, entry.reason && `“${entry.reason}”`].filter(Boolean).join('. ');
}

/** Whether the entry records a user's action that can have a reason. */
export const isCommand = ({ type }: AuditEntry): boolean =>
  commandOf(type) !== undefined || (inputAction(type) !== undefined && type !== 'upload_received');
