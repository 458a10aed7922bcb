/** A log of an attempt, and the byte at which the line of it begins that is to be shown; null for its end. */
export type LogPlace = { file: string; at: number | null };
