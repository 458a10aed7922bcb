import * as z from 'zod';

/** Default queue of jobs, which always exists. */
export const DEFAULT_QUEUE = 'default';

/** Queue name: a single subject token. */
export const QueueName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, - and _, at most 63');
