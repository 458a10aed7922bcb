/** A log of an attempt, and the byte offset of the line to show; null for its end. */
export type LogPlace = { file: string; at: number | null };
