const LATEST = Date.UTC(9999, 11, 31);

/** Formats ms since 1970 as ISO 8601; null for times outside of the years 1970 to 9999. */
export const isoTime = (ms: number | null): string | null =>
  ms !== null && ms >= 0 && ms <= LATEST ? new Date(ms).toISOString() : null;
