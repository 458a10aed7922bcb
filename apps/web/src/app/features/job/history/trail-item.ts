import type { TypedHistoryEntry } from '@reprise/contracts';
import type { IconName } from '../../../shared/icons.ts';

/** A part of a sentence. */
export type TextPart = { text: string; bold: boolean };
/** A line below the sentence: an effect of what was asked for, or a detail. */
export type TrailEffect = { icon: IconName; tone: string; text: string };
export type TrailWords = { icon: IconName; tone: string; text: TextPart[]; effects: TrailEffect[] };

/** One or more events as one sentence. */
export type TrailItem = TrailWords & {
  key: number;
  /** The event after which the job is as the sentence says. */
  moment: Pick<TypedHistoryEntry, 'seq' | 'at'>;
  /** Who did it; `null` for what the system saw, which has an icon instead. */
  person: string | null;
  /** When it began. */
  at: string;
  quote: string | null;
  events: TypedHistoryEntry[];
};

export const bold = (text: string): TextPart => ({ text, bold: true });
export const plain = (text: string): TextPart => ({ text, bold: false });
export const plainText = (parts: TextPart[]): string => parts.map(({ text }) => text).join('');
export const done = (text: string): TrailEffect => ({ icon: 'check', tone: 'completed', text });
