import { typedEntry, type HistoryEntry, type TypedHistoryEntry } from '@reprise/contracts';

/**
 * Adds types to the entries of a history. Import it only where it is needed, because it includes the schemas of all
 * events.
 */
export const typedHistory = (history: readonly HistoryEntry[]): TypedHistoryEntry[] => history.map(typedEntry);
