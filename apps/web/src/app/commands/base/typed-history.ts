import { typedEntry, type HistoryEntry, type TypedHistoryEntry } from '@reprise/contracts';

/** Types the entries of a history. Includes the schemas of all events, so it is imported only where it is used. */
export const typedHistory = (history: readonly HistoryEntry[]): TypedHistoryEntry[] => history.map(typedEntry);
