import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { covered } from './covered.ts';
import { handOver } from './hand-over.ts';
import { noIsolation, type Isolation, type Needs } from './isolation.ts';
import { asUser, readTaskUser, type TaskUser } from './task-user.ts';

export interface IsolationSpec {
  /** `off`: tasks run as the runner does, and a warning says so. */
  readonly setting: 'auto' | 'off';
  /** The user that tasks run as where this process is root. */
  readonly user: string | undefined;
  /** Folders of which tasks see only what they need, and files that they cannot open, where this process is not root. */
  readonly hidden: readonly string[];
  /** Programs and folders that tasks must reach. */
  readonly reached: readonly string[];
}

const EXPOSED = 'Tasks can read and write what Reprise keeps, its keys and logins too: ';

/** Finds out what this machine permits, by trying it. Never throws: without isolation a warning says why. */
export function chooseIsolation(spec: IsolationSpec): Isolation {
  if (spec.setting === 'off') return noIsolation(`${EXPOSED}REPRISE_TASK_ISOLATION is off.`);
  try {
    return process.getuid?.() === 0 ? byUser(spec) : byNamespace(spec);
  } catch (error) {
    return noIsolation(`${EXPOSED}${(error as Error).message}.`);
  }
}

/** @throws Error naming what stands in the way */
function byUser({ user: name, reached }: IsolationSpec): Isolation {
  if (!name) throw new Error('this runner is root, and REPRISE_TASK_USER names no user for them');
  const user = readTaskUser(name);
  attempt([...asUser(user), 'true'], `no process can be started as ${name}`);
  const closed = reached.flatMap((path) => closedFolder(path, user) ?? []);
  const hidden = [...new Set(closed)];
  const inNamespace = (needs: Needs) => [
    ...['unshare', '--mount'],
    ...covered(hidden, { ...needs, paths: [...(needs.paths ?? []), ...reached] }),
  ];
  if (hidden.length > 0)
    attempt(
      [...inNamespace({ cwd: '/' }), ...asUser(user), 'true'],
      `the user ${name} cannot enter ${hidden.join(', ')}, where Reprise lies, and no mount namespace can be had`,
    );
  return {
    kind: 'user',
    user: { ...user, closed: hidden, shown: reached },
    warnings: [],
    environment: { HOME: user.home, USER: user.name, LOGNAME: user.name },
    prefix: (needs) => [...(hidden.length > 0 ? inNamespace(needs) : []), ...asUser(user)],
    letThrough: async (folder) => {
      await chown(folder, 0, user.gid);
      await chmod(folder, 0o710);
    },
    handOver: async (paths) => {
      for (const path of paths) await handOver(path, user);
    },
  };
}

/** The outermost folder on the way to a path that the user cannot enter; null where it can reach the path. */
function closedFolder(path: string, user: TaskUser): string | null {
  const above = foldersAbove(resolve(path));
  const [command = '', ...args] = asUser(user);
  const check = 'for folder; do [ -x "$folder" ] || { echo "$folder"; exit; }; done';
  const { stdout } = spawnSync(command, [...args, 'sh', '-c', check, 'sh', ...above], { encoding: 'utf8', cwd: '/' });
  return stdout.trim() || null;
}

const foldersAbove = (path: string): string[] => (path === '/' ? [] : [...foldersAbove(dirname(path)), dirname(path)]);

/** @throws Error naming what stands in the way */
function byNamespace({ hidden }: IsolationSpec): Isolation {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  const prefix: Isolation['prefix'] = (needs) => [
    ...['unshare', '--user', '--map-root-user', '--mount'],
    ...covered(hidden, needs),
    // A user namespace below the one that has made the mounts cannot undo them.
    ...['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'],
  ];
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

/** @throws Error with the reason, and the end of what was printed */
function attempt([command = '', ...args]: string[], reason: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: '/' });
  if (status === 0) return;
  const printed = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  throw new Error(printed ? `${reason} (${printed})` : reason);
}
