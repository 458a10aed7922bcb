import { z } from 'zod';

/** Version of the format. A reader rejects later versions. */
export const FORMAT_VERSION = 1;

const Seq = z.int().nonnegative();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Mode = z.int().min(0).max(0o7777);

/** A file of the backup, `files/<sha256>`. */
const Stored = z.object({ sha256: Sha256, bytes: z.int().nonnegative() });
export type Stored = z.infer<typeof Stored>;

/**
 * Path below the data dir, or below the uploads folder if it begins with `uploads/`. Never leads out of that folder.
 */
const InnerPath = z.string().refine((path) => isInside(path), 'leads out of the data dir');

const isInside = (path: string): boolean =>
  path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));

const DataFile = Stored.extend({
  path: InnerPath,
  mode: Mode,
  /** Modification time in milliseconds, by which the next backup sees that the file is unchanged. */
  modified_ms: z.number(),
  /** Path of an earlier file in this list that is a hard link to the same file. */
  same_as: InnerPath.optional(),
});
export type DataFile = z.infer<typeof DataFile>;

const DataFolder = z.object({ path: InnerPath, mode: Mode });

const Segment = z.object({
  file: z.string().regex(/^events\/\d{12}-\d{12}\.ndjson$/),
  first_seq: z.int().positive(),
  last_seq: z.int().positive(),
  bytes: z.int().nonnegative(),
  sha256: Sha256,
  /** Hash of the segment's last event in the audit chain. */
  hash: Sha256,
});
export type Segment = z.infer<typeof Segment>;

const Table = z.object({
  /** `schema.table`. */
  name: z.string(),
  rows: z.int().nonnegative(),
  /** Rows as JSON, one per line; null if the table is restored empty. */
  file: Stored.nullable(),
});

const DatabasePart = z.object({
  /** Last event before the tables were read. The tables contain its changes and those of earlier events. */
  as_of_seq: Seq,
  as_of: z.iso.datetime(),
  /** SQL before and after the rows are loaded. */
  before: Stored,
  after: Stored,
  tables: z.array(Table),
});
export type DatabasePart = z.infer<typeof DatabasePart>;

const LeftOut = z.object({
  what: z.string(),
  path: z.string(),
  /** Null if the size is unknown. */
  bytes: z.int().nonnegative().nullable(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** One backup. Written last, so that a backup with a manifest is complete. */
export const Manifest = z.object({
  format: z.literal('reprise backup'),
  version: z.literal(FORMAT_VERSION),
  /** Version of Reprise that made it. */
  reprise: z.string(),
  /** Name of the backup: the time at which it started, as in the name of the file. */
  name: z.string(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  log: z.object({
    /** Creation time of the stream. */
    created: z.string(),
    last_seq: Seq,
    /** Hash of the last event in the audit chain. */
    hash: Sha256,
    segments: z.array(Segment),
  }),
  database: DatabasePart,
  files: z.array(DataFile),
  folders: z.array(DataFolder),
  left_out: z.array(LeftOut),
  /** Settings of the command that made the backup, without secrets. */
  settings: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** Files of the tables, each once. */
export const filesOfDatabase = ({ before, after, tables }: DatabasePart): Stored[] =>
  distinct([before, after, ...tables.flatMap(({ file }) => file ?? [])]);

/** All files `files/<sha256>` of a backup, each once. */
export const storedFiles = ({ database, files }: Manifest): Stored[] =>
  distinct([...filesOfDatabase(database), ...files]);

const distinct = (all: readonly Stored[]): Stored[] => [
  ...new Map(all.map(({ sha256, bytes }) => [sha256, { sha256, bytes }])).values(),
];

/** Error that a backup is unusable, with the reason. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Parses a manifest.
 * @param file path of the manifest, for the message
 * @throws BackupError if the manifest is damaged, or has a later format
 */
export function parseManifest(text: string, file: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BackupError(`${file} is damaged: it is not JSON. ${OTHER_BACKUP}`, { cause });
  }
  const header = z.object({ version: z.int(), reprise: z.string() }).safeParse(json);
  if (header.success && header.data.version > FORMAT_VERSION)
    throw new BackupError(
      `${file} has format ${String(header.data.version)}, and this release reads up to ${String(FORMAT_VERSION)}. ` +
        `Use Reprise ${header.data.reprise} or later.`,
    );
  const manifest = Manifest.safeParse(json);
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new BackupError(`${file} is damaged: ${where || 'it'}: ${issue?.message ?? ''}. ${OTHER_BACKUP}`);
}

const OTHER_BACKUP = 'Move it away to use the backups next to it.';

/** Whether release `a` is later than release `b`, according to their numbers. */
export function isLaterRelease(a: string, b: string): boolean {
  const [one, other] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (one?.[i] ?? 0) - (other?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
