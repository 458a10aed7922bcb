/** Another event that matches the expected filter was appended first. The caller should load and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly code = 'CONFLICT';
}

/** The log did not store the event before the deadline. */
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

/** The log was replaced, or ends before the checkpoint. The checkpoint is then invalid. */
export class StreamChangedError extends Error {
  override readonly name = 'StreamChangedError';
  readonly code = 'STREAM_CHANGED';
}

/** The event is invalid; the message names the type and each field. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly code = 'INVALID_EVENT';
}

/** The target stream of a restore is not empty, or has another writer. */
export class StreamNotEmptyError extends Error {
  override readonly name = 'StreamNotEmptyError';
  readonly code = 'STREAM_NOT_EMPTY';
}

/** The server cannot store the log; the message says what to do. */
export class UnsuitableServerError extends Error {
  override readonly name = 'UnsuitableServerError';
  readonly code = 'UNSUITABLE_SERVER';
}
