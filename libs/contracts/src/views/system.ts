import * as z from 'zod';

/** Lag of the read model behind the log. */
export const ProjectorView = z.object({
  state: z.enum([
    'catching_up',
    'following',
    'standby',
    'stream_changed',
    'database_away',
    'log_away',
    'stuck',
    'stopped',
  ]),
  /** Sequence of the last projected event. */
  last_seq: z.int(),
  /** Last sequence of the log. */
  head: z.int(),
  /** Number of events. */
  lag: z.int(),
  /** Duration of the lag in milliseconds; 0 if there is no lag. */
  lag_ms: z.number(),
  events_per_second: z.number(),
  /** Problem as a sentence, if any. */
  problem: z.string().nullable(),
});
export type ProjectorView = z.infer<typeof ProjectorView>;

export const LastRebuild = z.object({ finished_at: z.iso.datetime(), events: z.int(), duration_ms: z.int() });
export type LastRebuild = z.infer<typeof LastRebuild>;

/**
 * `GET /api/projection`. `last_rebuild` is `null` if the tables were never rebuilt, or if the database is unavailable.
 */
export const ProjectionView = ProjectorView.extend({ last_rebuild: LastRebuild.nullable() });
export type ProjectionView = z.infer<typeof ProjectionView>;

/**
 * `GET /api/inputs`: entries of a folder within the input roots, or the roots if there is no path. Paths are absolute.
 */
export const InputListing = z.object({
  path: z.string().nullable(),
  /** Null at a root. */
  parent: z.string().nullable(),
  roots: z.array(z.string()),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      kind: z.enum(['dir', 'file']),
      bytes: z.int().nullable(),
      /** Modification time of the file or folder; null for a root. */
      modified_at: z.iso.datetime().nullable(),
    }),
  ),
  /** Whether the list is truncated. */
  truncated: z.boolean(),
});
export type InputListing = z.infer<typeof InputListing>;
