import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { covered, type Covers } from './covered.ts';
import { handOver } from './hand-over.ts';
import { noIsolation, type Isolation, type Needs } from './isolation.ts';
import { asUser, readTaskUser, type TaskUser } from './task-user.ts';

export interface IsolationSpec {
  /** `off`: tasks run like the runner itself, with a warning. */
  readonly setting: 'auto' | 'off';
  /** The user that tasks run as; requires that this process is root. */
  readonly user: string | undefined;
  /**
   * Folders in which tasks see only what they need, and files that they cannot open; used if this process is not root.
   */
  readonly hidden: readonly string[];
  /** Folders in which tasks can change only their own files; used if this process is not root. */
  readonly readOnly?: readonly string[];
  /** Programs and folders that tasks must reach. */
  readonly reached: readonly string[];
}

/** Options that propagate mounts created outside on demand during a job, but not the reverse. */
const FOLLOWING = ['--propagation', 'slave'];
const EXPOSED = 'Tasks can read and write what Reprise keeps, its keys and logins too: ';

/**
 * Determines what this machine permits by trying it. Never throws; if isolation is not possible, a warning explains
 * why.
 */
export function chooseIsolation(spec: IsolationSpec): Isolation {
  if (spec.setting === 'off') return noIsolation(`${EXPOSED}REPRISE_TASK_ISOLATION is off.`);
  try {
    return process.getuid?.() === 0 ? byUser(spec) : byNamespace(spec);
  } catch (error) {
    return noIsolation(`${EXPOSED}${(error as Error).message}.`);
  }
}

/** @throws Error with the reason why it is not possible */
function byUser({ user: name, reached }: IsolationSpec): Isolation {
  if (!name) throw new Error('this runner is root, and REPRISE_TASK_USER names no user for them');
  const user = readTaskUser(name);
  attempt([...asUser(user), 'true'], `no process can be started as ${name}`);
  const closed = reached.flatMap((path) => closedFolder(path, user) ?? []);
  const hidden = [...new Set(closed)];
  const inNamespace = (covers: Covers, { writable = [], ...needs }: Needs) => [
    ...['unshare', '--mount', ...FOLLOWING],
    // Reprise's files belong to another user, so paths that are always visible, such as the jobs, need not be
    // read-only.
    ...covered(covers, { ...needs, writable: [...writable, ...reached] }),
  ];
  const test = (covers: Covers, reason: string) =>
    attempt([...inNamespace(covers, { cwd: '/' }), ...asUser(user), 'true'], reason);
  if (hidden.length > 0)
    test(
      { hidden },
      `the user ${name} cannot enter ${hidden.join(', ')}, where Reprise lies, and no mount namespace can be had`,
    );
  const { covers, warnings } = withHome({ hidden }, user, test);
  const isCovered = covers.hidden.length > 0 || covers.readOnly !== undefined;
  return {
    kind: 'user',
    user: { ...user, closed: hidden, shown: reached },
    warnings,
    environment: { HOME: user.home, USER: user.name, LOGNAME: user.name },
    prefix: (needs) => [...(isCovered ? inNamespace(covers, needs) : []), ...asUser(user)],
    letThrough: async (folder) => {
      await chown(folder, 0, user.gid);
      await chmod(folder, 0o710);
    },
    handOver: async (paths) => {
      for (const path of paths) await handOver(path, user);
    },
  };
}

/** Makes the user's home read-only for tasks, so that they leave no files for the next job. */
function withHome(covers: Covers, { name, home }: TaskUser, test: (covers: Covers, reason: string) => void) {
  const readOnly = { ...covers, readOnly: [home] };
  if (!existsSync(home) || home === '/') return { covers, warnings: [] };
  try {
    test(readOnly, `Tasks can change the home of ${name}, ${home}: no mount namespace can be had`);
    return { covers: readOnly, warnings: [] };
  } catch (error) {
    return { covers, warnings: [`${(error as Error).message}.`] };
  }
}

/** The outermost parent folder of a path that the user cannot enter; null if the path is reachable. */
function closedFolder(path: string, user: TaskUser): string | null {
  const above = foldersAbove(resolve(path));
  const [command = '', ...args] = asUser(user);
  const check = 'for folder; do [ -x "$folder" ] || { echo "$folder"; exit; }; done';
  const { stdout } = spawnSync(command, [...args, 'sh', '-c', check, 'sh', ...above], { encoding: 'utf8', cwd: '/' });
  return stdout.trim() || null;
}

const foldersAbove = (path: string): string[] => (path === '/' ? [] : [...foldersAbove(dirname(path)), dirname(path)]);

/** @throws Error with the reason why it is not possible */
function byNamespace({ hidden, readOnly = [] }: IsolationSpec): Isolation {
  const prefix = namespacePrefix({ hidden, readOnly }, { uid: process.getuid!(), gid: process.getgid!() });
  const folder = mkdtempSync(join(tmpdir(), 'reprise-isolation-'));
  try {
    attempt(
      [...prefix({ cwd: folder }), 'true'],
      'this runner is not root, and the system permits no user namespaces to it',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { ...noIsolation(), kind: 'namespace', prefix };
}

/** Builds the prefix for an ordinary user. */
export const namespacePrefix =
  (covers: Covers, { uid, gid }: Pick<TaskUser, 'uid' | 'gid'>): Isolation['prefix'] =>
  (needs) => [
    ...['unshare', '--user', '--map-root-user', '--mount', ...FOLLOWING],
    ...covered(covers, needs),
    // A user namespace below the one that created the mounts cannot undo them.
    ...['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'],
  ];

/** @throws Error with the reason and the end of the output */
function attempt([command = '', ...args]: string[], reason: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: '/' });
  if (status === 0) return;
  const printed = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  throw new Error(printed ? `${reason} (${printed})` : reason);
}
