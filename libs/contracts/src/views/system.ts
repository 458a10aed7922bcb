import * as z from 'zod';

/** How far what the API answers is behind the log. */
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
  /** Sequence of the last event whose effect can be read. */
  last_seq: z.int(),
  /** Last sequence of the log. */
  head: z.int(),
  /** In events. */
  lag: z.int(),
  /** How long it has been behind, in milliseconds; 0 where it is not. */
  lag_ms: z.number(),
  events_per_second: z.number(),
  /** A sentence for a person, where something is wrong. */
  problem: z.string().nullable(),
});
export type ProjectorView = z.infer<typeof ProjectorView>;

export const LastRebuild = z.object({ finished_at: z.iso.datetime(), events: z.int(), duration_ms: z.int() });
export type LastRebuild = z.infer<typeof LastRebuild>;

/** `GET /api/projection`. `last_rebuild` made the tables as they are; null where none did, or while the database is away. */
export const ProjectionView = ProjectorView.extend({ last_rebuild: LastRebuild.nullable() });
export type ProjectionView = z.infer<typeof ProjectionView>;

/** `GET /api/inputs`: a folder inside the input roots; without a path the roots themselves. Paths are absolute. */
export const InputListing = z.object({
  path: z.string().nullable(),
  /** Null above a root. */
  parent: z.string().nullable(),
  roots: z.array(z.string()),
  entries: z.array(
    z.object({ name: z.string(), path: z.string(), kind: z.enum(['dir', 'file']), bytes: z.int().nullable() }),
  ),
  /** True where the folder holds more entries than are listed. */
  truncated: z.boolean(),
});
export type InputListing = z.infer<typeof InputListing>;
