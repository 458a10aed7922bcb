/** The same `Idempotency-Key` was used before for a different request. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

/** Every try to append the command's events ended in a conflict. */
export class JobContendedError extends Error {
  override readonly name = 'JobContendedError';
  readonly code = 'JOB_CONTENDED';
}

/** Like `JobContendedError`, for a command to a queue. */
export class QueueContendedError extends Error {
  override readonly name = 'QueueContendedError';
  readonly code = 'QUEUE_CONTENDED';
}

/** Like `JobContendedError`, for a command to a runner. */
export class RunnerContendedError extends Error {
  override readonly name = 'RunnerContendedError';
  readonly code = 'RUNNER_CONTENDED';
}
