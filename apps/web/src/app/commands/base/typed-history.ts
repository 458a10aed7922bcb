import { typedEntry, type HistoryEntry, type TypedHistoryEntry } from '@reprise/contracts';

/**
 * Adds types to the entries of a history. Imported only where it is used, because it includes the schemas of all
 * events.
 */
export const typedHistory = (history: readonly HistoryEntry[]): TypedHistoryEntry[] => history.map(typedEntry);
