/**
 * Time when an attempt's process ended. Computed from its start and its duration if these are known, because the end is
 * recorded later, and much later if the runner was offline.
 */
export function endedAt(started_at: string | null, duration_ms: number | null, recorded_at: string): string {
  if (started_at === null || duration_ms === null) return recorded_at;
  const end = Date.parse(started_at) + duration_ms;
  return end < Date.parse(recorded_at) ? new Date(end).toISOString() : recorded_at;
}
