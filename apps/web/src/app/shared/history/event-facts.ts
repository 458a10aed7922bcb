import { bytes, capital, count, duration, utc } from '../format.ts';

/** A fact about an event, for users. */
export interface EventFact {
  readonly name: string;
  readonly value: string;
}

/** Number of list items that are written out. */
const FIRST = 5;
/** Facts that are already part of an entry's sentence. */
const TOLD: ReadonlySet<string> = new Set(['attempt', 'reason']);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * Returns an event's data as facts: times, durations and sizes as text, and only the first items of a list. Empty
 * values are omitted. It is generic, so that it works for events from later releases.
 */
export const eventFacts = (data: object): EventFact[] =>
  Object.entries(data).flatMap(([name, value]): EventFact[] => {
    const text = TOLD.has(name) ? '' : factText(name, value);
    return text === '' ? [] : [{ name: capital(wordsOf(name)), value: text }];
  });

/** Returns "duration" for "duration_ms", because the value contains the unit. */
const wordsOf = (name: string): string => name.replace(/_(ms|bytes|at)$/, '').replaceAll('_', ' ');

function factText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number') return numberText(name, value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return TIME.test(value) ? utc(value) : value;
  if (Array.isArray(value)) return listText(name, value);
  return typeof value === 'object' ? partsText(value) : '';
}

function numberText(name: string, value: number): string {
  if (name.endsWith('_ms')) return duration(value);
  if (name === 'bytes' || name.endsWith('_bytes')) return bytes(value);
  // Ids of processes and positions in a sequence are not amounts.
  return ['pid', 'pos', 'classification', 'seq'].includes(name) ? String(value) : count(value);
}

function listText(name: string, items: readonly unknown[]): string {
  const texts = items.slice(0, FIRST).map((item) => factText(name, item));
  const more = items.length > FIRST ? [`and ${count(items.length - FIRST)} more`] : [];
  return [...texts.filter(Boolean), ...more].join('; ');
}

/** Names of parameters remain unchanged. */
const partsText = (parts: object): string =>
  Object.entries(parts)
    .map(([name, value]) => [name, factText(name, value)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
