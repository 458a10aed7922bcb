import { globSync, lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Targets of the pipeline `spy`. */
export interface Targets {
  /** Files to read. */
  readonly read: readonly string[];
  /** Files to write to. */
  readonly write: readonly string[];
  /** Folders to create a file in. */
  readonly fill: readonly string[];
  readonly ports: { readonly nats: number; readonly postgres: number };
}

/** Report of `probe.mjs`: the successful attempts of each list. */
export interface Tried {
  readonly read: readonly string[];
  readonly written: readonly string[];
  readonly filled: readonly string[];
  /** First bytes of the servers' responses. */
  readonly nats: string;
  readonly postgres: string;
  readonly env: Readonly<Record<string, string>>;
  /** Paths of the open files. */
  readonly files: readonly string[];
  readonly uid: number;
}

/** World-readable but not secret: ids, a time, and the owner of the data dir. */
const HARMLESS = new Set(['runner.id', 'storage.id', 'runner.heard', 'lock']);

/**
 * Returns everything in the data dir except the jobs' own files, and everything that belongs to the services'
 * processes.
 * @param elsewhere secret files outside the data dir
 */
export function targetsIn(
  dataDir: string,
  jobId: string,
  services: readonly number[],
  ports: Targets['ports'],
  elsewhere: readonly string[],
): Targets {
  const found = below(dataDir);
  const files = found.filter(({ stats }) => !stats.isDirectory()).map(({ path }) => path);
  const folders = [dataDir, ...found.filter(({ stats }) => stats.isDirectory()).map(({ path }) => path)];
  const job = join(dataDir, 'jobs', jobId);
  const attempt = join(job, 'attempts/1');
  const ofProcesses = services.flatMap((pid) => [`/proc/${pid}/environ`, `/proc/${pid}/mem`, `/proc/${pid}/maps`]);
  const secrets = files.filter((path) => !HARMLESS.has(path.slice(dataDir.length + 1)));
  return {
    read: [
      ...secrets,
      ...elsewhere,
      ...ofProcesses,
      ...services.map((pid) => `/proc/${pid}/root${dataDir}/admin.token`),
    ],
    write: [
      ...files,
      ...elsewhere,
      ...['process', 'supervisor', 'start.json', 'opened', 'gate.sh', 'cgroup'].map((name) => join(attempt, name)),
      join(job, 'lock'),
    ],
    fill: [...folders, join(dataDir, 'jobs'), job, attempt],
    ports,
  };
}

/** Long random strings in the files of the data dir, and in the environments of the services. */
export function secretsIn(dataDir: string, services: readonly number[]): string[] {
  const texts = [
    ...below(dataDir)
      .filter(({ path, stats }) => stats.isFile() && stats.size < 64 * 1024 && isSecret(path.slice(dataDir.length)))
      .map(({ path }) => readOrNothing(path)),
    ...services.map((pid) => readFileSync(`/proc/${pid}/environ`, 'latin1')),
  ];
  return [...new Set(texts.flatMap((text) => text.match(/[0-9a-f]{32,}|[A-Za-z0-9+/]{40,}={0,2}/g) ?? []))].filter(
    (text) => !text.includes('/'),
  );
}

/** The servers' data and the logs contain names that are not secret, such as job ids. */
const isSecret = (path: string) => !/\/(logs|store|data|heads|run)\//.test(path) && !path.endsWith('.id');

/** Command lines of all processes. */
export const commandLines = (): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readOrNothing(`/proc/${pid}/cmdline`))
    .join('\n');

/** Returns the combined text of all files under a folder. */
export const textUnder = (folder: string): string =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readOrNothing(join(entry.parentPath, entry.name)))
    .join('\n');

interface Found {
  readonly path: string;
  readonly stats: Stats;
}

/** Everything except links. Servers write there, so files that have disappeared are skipped. */
function below(dataDir: string): Found[] {
  const pointer = readOrNothing(join(dataDir, 'postgres.folder')).trim();
  const inside = globSync('**/*', { cwd: dataDir, exclude: (name) => ['jobs', 'git', 'plans'].includes(name) });
  const outside = pointer ? globSync('**/*', { cwd: pointer }).map((path) => join(pointer, path)) : [];
  return [...inside.map((path) => join(dataDir, path)), ...outside].flatMap((path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && !stats.isSymbolicLink() ? [{ path, stats }] : [];
  });
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // it has ended, or does not exist
  }
}
