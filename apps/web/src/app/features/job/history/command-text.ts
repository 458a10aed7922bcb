import {
  cancel,
  commandOf,
  isEndingEvent,
  isRefusedEntry,
  isUnchangedEntry,
  type EntryOf,
  type RefusedType,
  type TypedHistoryEntry,
  type UnchangedTypeFor,
} from '@reprise/contracts';
import { verbBeforeJob } from '../../../shared/history/command-verb.ts';
import { newValue } from '../../../shared/history/new-value.ts';
import { withShownStatus } from '../../../shared/status/refusal-status.ts';
import { classWord, nameOfVariant } from '../../../shared/history/class-text.ts';
import { meaningWord } from '../../../shared/history/meaning-text.ts';
import { bold, byActor, done, plain, type TextPart, type TrailText } from './trail-item.ts';

/** "a.meyer asked to cancel this". An event that is not a command is described by its type. */
export function commandText(entry: TypedHistoryEntry): TextPart[] {
  const { type } = entry.recorded;
  if (type === cancel.joined) return [byActor(entry.actor), plain(' asked to cancel this too')];
  if (entry.type === 'clean_requested' && entry.data.storage_id !== undefined)
    return [byActor(entry.actor), plain(' asked to delete files that a rerun left on another runner')];
  if (entry.type === 'queue_changed')
    return [byActor(entry.actor), plain(' moved this to the queue '), bold(entry.data.to)];
  if (entry.type === 'restart_requested')
    return [byActor(entry.actor), plain(' restarted this from '), bold(entry.data.step)];
  const to = newValue(entry);
  const asked = commandOf(type)?.text.asked ?? type.replaceAll('_', ' ');
  return [byActor(entry.actor), plain(` ${asked}`), ...(to === null ? [] : [plain(' to '), bold(to)])];
}

/** Text of a command with a special sentence; null for others. */
export function ownText(entry: TypedHistoryEntry, history: readonly TypedHistoryEntry[]): TrailText | null {
  if (isRefusedEntry(entry)) return refusedText(entry, history);
  if (isUnchangedEntry(entry)) return unchangedText(entry);
  switch (entry.type) {
    case 'variant_classified':
      return classifiedText(entry);
    case 'variant_signed':
      return variantSignedText(entry);
    case 'abandon_requested':
      return { icon: 'circle-minus', tone: 'cancelling', text: commandText(entry), effects: [] };
    case 'cancel_requested':
    case 'cancel_joined':
      return { icon: 'octagon-x', tone: 'cancelling', text: commandText(entry), effects: [] };
    default:
      return null;
  }
}

/** "a.meyer classified PRNP p.Glu200Lys as likely pathogenic". */
function classifiedText({ actor, data }: EntryOf<'variant_classified'>): TrailText {
  const chosen = classWord(data.class).toLowerCase();
  const text = [byActor(actor), plain(` classified ${nameOfVariant(data)} as `), bold(chosen)];
  return { icon: 'list', tone: 'completed', text, effects: [] };
}

/** "a.meyer signed PRNP p.Glu200Lys as likely pathogenic". */
function variantSignedText({ actor, data }: EntryOf<'variant_signed'>): TrailText {
  const text = [byActor(actor), plain(` signed ${nameOfVariant(data)} as `), bold(classWord(data.class).toLowerCase())];
  const effects = [done(`Signed as ${data.name}, meaning: ${meaningWord(data.meaning).toLowerCase()}`)];
  return { icon: 'file-check', tone: 'completed', text, effects };
}

/** A refused command, with the message that the user received. */
function refusedText(entry: EntryOf<RefusedType>, history: readonly TypedHistoryEntry[]): TrailText {
  const look = { icon: 'shield-x', tone: 'refused' } as const;
  const verb = verbBeforeJob(commandOf(entry.type)?.name ?? '');
  return {
    ...look,
    text: [byActor(entry.actor), plain(` tried to ${verb} this`)],
    effects: [{ ...look, text: `Refused: ${withShownStatus(entry.data.detail, endedBefore(entry.seq, history))}` }],
  };
}

/** Outcome of the job before an event; null if it had not ended. */
function endedBefore(seq: number, history: readonly TypedHistoryEntry[]) {
  const ending = history.findLast((entry) => entry.seq < seq && isEndingEvent(entry.type));
  if (!ending) return null;
  const cause = ending.type === 'attempt_cancelled' ? ('cancelled' as const) : ('error' as const);
  return { status: 'failed', pending_action: null, failure: { cause } } as const;
}

/** A command that had no effect. */
function unchangedText(entry: EntryOf<UnchangedTypeFor<'job' | 'queue' | 'runner'>>): TrailText {
  const look = { icon: 'circle-dashed', tone: 'pending' } as const;
  const verb = verbBeforeJob(commandOf(entry.type)?.name ?? '');
  return {
    ...look,
    text: [byActor(entry.actor), plain(` asked to ${verb} this`)],
    effects: [{ ...look, text: `Nothing changed: ${entry.data.detail}` }],
  };
}
