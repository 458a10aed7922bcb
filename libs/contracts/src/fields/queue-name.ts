import * as z from 'zod';

/** Queue of jobs that name none; it exists without having been made. */
export const DEFAULT_QUEUE = 'default';

/** Name of a queue: one token of a subject. */
export const QueueName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, - and _, at most 63');
