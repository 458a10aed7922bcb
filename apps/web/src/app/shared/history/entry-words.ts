import {
  cancel,
  commandOf,
  isTaskEntry,
  typedEntry,
  type AuditEntry,
  type CommandWords,
  type EventType,
} from '@reprise/contracts';
import { capital } from '../format.ts';
import { meaningWord } from '../variants/meaning-words.ts';
import { accessDeed } from './access-words.ts';
import { inputDeed, inputName } from './input-words.ts';

/** Events that are no command of a person. */
const DID: Partial<Record<EventType, string>> = {
  attempt_claimed: 'Took attempt',
  attempt_started: 'Started attempt',
  paused: 'Paused attempt',
  unpaused: 'Continued attempt',
  attempt_succeeded: 'Ended attempt',
  attempt_failed: 'Ended attempt',
  attempt_cancelled: 'Stopped attempt',
  cancel_unconfirmed: 'Could not stop attempt',
  cleaned: 'Cleaned up',
  slot_taken: 'Took a slot for attempt',
  slot_released: 'Freed the slot of attempt',
  drained: 'Drained the runner',
};

/** The deed, in the past: "Cancelled", "Tried to rerun", "Started attempt 2". Other events by their type. */
export function didWords(entry: AuditEntry): string {
  const { type, attempt } = entry;
  const deed = accessDeed(type) ?? inputDeed(type);
  if (deed !== undefined) return deed;
  if (type === cancel.joined) return 'Asked to cancel too';
  const command = commandOf(type);
  if (command) return command.refused === type ? `Tried to ${command.words.verb}` : command.words.past;
  const did = new Map(Object.entries(DID)).get(type) ?? capital(type.replaceAll('_', ' '));
  const typed = typedEntry(entry);
  if (isTaskEntry(typed)) return `${did}: ${typed.data.process}`;
  return did.endsWith('attempt') && attempt !== null ? `${did} ${attempt}` : did;
}

/** "Ana Ruiz changed the priority of DEMO1." @param nameOf returns the name of an actor */
export function entrySentence(entry: AuditEntry, nameOf: (actor: string) => string): string {
  const { type, sample_name } = entry;
  const deed = didWords(entry);
  const isNamed =
    [commandOf, accessDeed, inputDeed].some((find) => find(type) !== undefined) || Object.hasOwn(DID, type);
  const did = isNamed ? deed.charAt(0).toLowerCase() + deed.slice(1) : `recorded “${deed}”`;
  const job = sample_name === null ? '' : ` ${beforeJob(type)}${sample_name}`;
  const input = inputName(entry);
  return `${nameOf(entry.actor)} ${did}${job}${input && `: ${input}`}.`;
}

/** Word between a deed and the name of its job: "cancelled DEMO1", "was denied a request for DEMO1". */
function beforeJob(type: string): string {
  if (accessDeed(type) !== undefined) return 'for ';
  if (type === 'cleaned') return 'after ';
  const words: CommandWords | undefined = commandOf(type)?.words;
  return words && !words.ofJobs ? '' : 'of ';
}

/** Returns why a command was given: its reason in quotes, and of a signature what it means; empty where it has neither. */
export function whyWords(entry: AuditEntry): string {
  const typed = typedEntry(entry);
  const meaning = typed.type === 'variant_signed' ? `Meaning: ${meaningWord(typed.data.meaning).toLowerCase()}` : '';
  return [meaning, entry.reason && `“${entry.reason}”`].filter(Boolean).join('. ');
}

/** Whether the entry records what a person did for a reason that they could give. */
export const isCommand = ({ type }: AuditEntry): boolean =>
  commandOf(type) !== undefined || (inputDeed(type) !== undefined && type !== 'upload_received');
