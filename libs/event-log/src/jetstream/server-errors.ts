import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';

/** The connection was lost during a request. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** Meaning of a failed request. Error codes of the protocol appear only in this file. */
export type RequestFailure =
  /** An expectation did not hold. */
  | 'conflict'
  /** An id of a batch was already used. */
  | 'repeated_id'
  /** The request may have taken effect. */
  | 'no_answer'
  /** Without effect; can be retried. */
  | 'busy'
  /** The stream does not exist. */
  | 'no_stream'
  /** There are fewer servers than replicas. */
  | 'too_few_servers'
  /** We closed the connection. */
  | 'closed'
  /** Without effect, and a retry would not help. */
  | 'refused';

const BATCH_REPEATS_ID = 10201;
/**
 * A batch that lost a message or timed out. In clusters: an id that is being stored concurrently, or an expectation
 * that cannot be checked yet, because another event under its filter is being stored.
 */
const BUSY: readonly number[] = [10176, 10158, JetStreamApiCodes.StreamWrongLastSequenceUnknown];
/** Without a cluster; in a cluster. */
const TOO_FEW_SERVERS: readonly number[] = [10074, 10005];
const OVERLOADED: readonly number[] = [429, 503];

/** Classifies an error; `undefined` if it does not come from the server. */
export function failureOf(error: unknown): RequestFailure | undefined {
  if (error instanceof JetStreamApiError) {
    if (error.code === JetStreamApiCodes.StreamWrongLastSequence) return 'conflict';
    if (error.code === BATCH_REPEATS_ID) return 'repeated_id';
    if (error.code === JetStreamApiCodes.StreamNotFound) return 'no_stream';
    if (TOO_FEW_SERVERS.includes(error.code)) return 'too_few_servers';
    if (error.code === JetStreamApiCodes.JetStreamNotEnabledForAccount) return 'refused';
    return BUSY.includes(error.code) || OVERLOADED.includes(error.status) ? 'busy' : 'refused';
  }
  if (error instanceof Error && error.name === 'JetStreamNotEnabled') return failureOf(error.cause);
  if (error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError) return 'closed';
  if (error instanceof errors.RequestError) {
    if (error.isNoResponders()) return 'busy';
    return error.cause instanceof errors.PermissionViolationError ? 'refused' : 'no_answer';
  }
  if (error instanceof errors.AuthorizationError || error instanceof errors.PermissionViolationError) return 'refused';
  const lost = [errors.TimeoutError, errors.ConnectionError, ConnectionLostError];
  return lost.some((kind) => error instanceof kind) ? 'no_answer' : undefined;
}

/** Returns the last sequence under the filter whose expectation did not hold, as the server reports it; 0 if unknown. */
export const actualLastSeq = (conflict: unknown): number =>
  Number(/: (\d+)$/.exec((conflict as Error).message)?.[1] ?? 0);
