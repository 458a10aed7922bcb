import type { TypedHistoryEntry } from '@reprise/contracts';
import type { IconName } from '../../../shared/parts/icons.ts';

/** A part of a sentence. `isActor`: the text is a recorded actor, which is shown by name. */
export type TextPart = { text: string; bold: boolean; isActor?: true };
/** A line below the sentence: an effect of the command, or a detail. */
export type TrailEffect = { icon: IconName; tone: string; text: string };
export type TrailText = { icon: IconName; tone: string; text: TextPart[]; effects: TrailEffect[] };

/** One or more events as one sentence. */
export type TrailItem = TrailText & {
  key: number;
  /** The event that determines the position and time of the sentence, and the state of the job to show. */
  moment: Pick<TypedHistoryEntry, 'seq' | 'at'>;
  /** The actor; `null` for observations, which have an icon instead. */
  person: string | null;
  quote: string | null;
  events: TypedHistoryEntry[];
};

export const bold = (text: string): TextPart => ({ text, bold: true });
export const byActor = (actor: string): TextPart => ({ text: actor, bold: true, isActor: true });
export const plain = (text: string): TextPart => ({ text, bold: false });
/** @param nameOf returns the name of an actor */
export const joinedText = (parts: TextPart[], nameOf = (actor: string) => actor): string =>
  parts.map(({ text, isActor }) => (isActor ? nameOf(text) : text)).join('');
export const done = (text: string): TrailEffect => ({ icon: 'check', tone: 'completed', text });
