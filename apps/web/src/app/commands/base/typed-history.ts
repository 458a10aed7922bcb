import { typedEntry, type HistoryEntry, type TypedHistoryEntry } from '@reprise/contracts';

/** Types the entries of a history. It brings the schemas of all events, so that it is imported where it is used. */
export const typedHistory = (history: readonly HistoryEntry[]): TypedHistoryEntry[] => history.map(typedEntry);
