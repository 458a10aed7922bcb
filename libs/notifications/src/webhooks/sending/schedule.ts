import { GONE, type WebhookTry } from '../../contract/index.ts';
import type { Claimed, Settlement } from '../deliveries/claim.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Delays after the first, second, ... failed try. Source: example schedule of the Standard Webhooks specification
 * 1.0.0.
 */
export const WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Maximum random share by which a delay is lengthened, so that many retries do not happen at the same time. */
const JITTER = 0.2;
const LONGEST_MS = 24 * HOUR;

/** The outcome of a request, with the receiver's `Retry-After`. */
export type Tried = WebhookTry & { readonly retry_after_ms: number };

/** Returns the effect of a try on its delivery and its subscription. `random`: from 0 to 1. */
export function afterTry(
  { tries, is_test }: Pick<Claimed, 'tries' | 'is_test'>,
  tried: Tried,
  random: number,
): Settlement {
  if (tried.error === null) return { status: 'delivered', next_try_at: null, disable: null };
  if (is_test) return { status: 'failed', next_try_at: null, disable: null };
  // It stays pending, so that it is sent again when the subscription is enabled.
  if (tried.response_status === GONE) return { status: 'pending', next_try_at: tried.at, disable: 'at_once' };
  const wait = WAITS_MS[tries];
  if (wait === undefined) return { status: 'failed', next_try_at: null, disable: 'if_nothing_got_through' };
  const ms = Math.max(wait * (1 + JITTER * random), Math.min(tried.retry_after_ms, LONGEST_MS));
  const next_try_at = new Date(Date.parse(tried.at) + tried.duration_ms + Math.round(ms)).toISOString();
  return { status: 'pending', next_try_at, disable: null };
}
