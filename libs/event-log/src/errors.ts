/** Somebody else appended under the expected filter first. Load again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly code = 'CONFLICT';
}

/** The log did not take the event before the deadline. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
  readonly code = 'LOG_UNAVAILABLE';
  /** `unknown`: the event may be stored; appending it again with the same id is safe. */
  readonly outcome: 'unknown' | 'not_stored';
  constructor(message: string, outcome: 'unknown' | 'not_stored', options?: ErrorOptions) {
    super(message, options);
    this.outcome = outcome;
  }
}

/** The log is another one than before, or ends before what was already read: a checkpoint in it means nothing now. */
export class StreamChangedError extends Error {
  override readonly name = 'StreamChangedError';
  readonly code = 'STREAM_CHANGED';
}

/** An event that must not be appended; the message names the type and each field. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly code = 'INVALID_EVENT';
}

/** A stream that was to be filled from its start has, or got, something else in it. */
export class StreamNotEmptyError extends Error {
  override readonly name = 'StreamNotEmptyError';
  readonly code = 'STREAM_NOT_EMPTY';
}

/** The server cannot hold the log; the message says what to do. */
export class UnsuitableServerError extends Error {
  override readonly name = 'UnsuitableServerError';
  readonly code = 'UNSUITABLE_SERVER';
}
