const LATEST = Date.UTC(9999, 11, 31);

/** ISO 8601 of ms since 1970; null for what is no time that a year of four digits can tell. */
export const isoTime = (ms: number | null): string | null =>
  ms !== null && ms >= 0 && ms <= LATEST ? new Date(ms).toISOString() : null;
