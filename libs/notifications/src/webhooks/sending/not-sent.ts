import type { Tried } from './schedule.ts';

/** Returns the outcome of a try that sent nothing. `at` in milliseconds. */
export const notSent = (url: string, at: number, error: string): Tried => ({
  at: new Date(at).toISOString(),
  url,
  duration_ms: 0,
  response_status: null,
  response_body: '',
  error,
  retry_after_ms: 0,
});
