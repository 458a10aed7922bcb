import { spawn, type ChildProcess } from 'node:child_process';
import { pollUntil } from '../process/poll-until.ts';
import { signalGroup } from '../process/signal.ts';

/** Path that tasks are to use. */
export interface AskedPath {
  readonly path: string;
  /** `read` by default. `enter`: a folder whose names are not listed. `read_all`: a folder with all that is in it. */
  readonly use?: 'enter' | 'read' | 'read_all' | undefined;
}

/** Path that could not be used: the asked one, or one in it. */
export interface Refused {
  readonly asked: AskedPath;
  readonly at: string;
}

/** For a folder with very many files; what was found until then counts. Less than the gateway waits for an answer. */
const MOST_MS = 1_000;

/**
 * Per pair of use and path prints the path, where it is closed or not to be seen, else the first closed path in it, else
 * nothing; each ends with a NUL. The kernel is asked, and no mode bits are read: access lists count, and network drives.
 */
const SCRIPT = `while [ $# -gt 0 ]; do
  if [ -d "$2" ]; then
    if [ ! -x "$2" ]; then printf %s "$2"
    elif [ "$1" = enter ]; then :
    elif [ ! -r "$2" ]; then printf %s "$2"
    elif [ "$1" = read_all ]; then
      find -L "$2" '(' -type d '(' ! -readable -o ! -executable ')' -o -type f ! -readable ')' -printf %p -quit
    fi
  elif [ ! -r "$2" ]; then printf %s "$2"
  fi
  printf '\\0'
  shift 2
done 2>/dev/null`;

/** Returns the paths that a process behind a prefix cannot read, or cannot see. Best effort: without an answer, none. */
export async function tryAccess(prefix: readonly string[], asked: readonly AskedPath[]): Promise<Refused[]> {
  const pairs = asked.flatMap(({ path, use = 'read' }) => [use, path]);
  const printed = await outputOf([...prefix, 'sh', '-c', SCRIPT, 'access', ...pairs]);
  return printed
    .split('\0')
    .slice(0, -1)
    .flatMap((at, index) => (asked[index] && at !== '' ? [{ asked: asked[index], at }] : []));
}

/** Permission to be tried on an open file or folder. */
export interface OpenPlace {
  readonly fd: number;
  readonly use: 'enter' | 'list' | 'read';
}

/** By descriptors: what lies behind a closed folder is tried too. */
const OF_DESCRIPTORS = `fd=3
for use; do
  place=/proc/self/fd/$fd
  case $use in
    enter) [ -x "$place" ] ;;
    list) [ -x "$place" ] && [ -r "$place" ] ;;
    read) [ -r "$place" ] ;;
  esac && printf 1 || printf 0
  fd=$((fd + 1))
done`;

/** Returns which of the places a process behind a prefix can use, in their order. */
export async function tryOpenPlaces(prefix: readonly string[], places: readonly OpenPlace[]): Promise<boolean[]> {
  const command = [...prefix, 'sh', '-c', OF_DESCRIPTORS, 'access', ...places.map(({ use }) => use)];
  const printed = await outputOf(
    command,
    places.map(({ fd }) => fd),
  );
  return places.map((_, index) => printed[index] !== '0');
}

/** Returns what a command prints within the time limit, which also ends its children; nothing where it cannot be run. */
async function outputOf([command = '', ...args]: readonly string[], fds: readonly number[] = []): Promise<string> {
  const child = spawned(command, args, fds);
  if (!child?.stdout) return '';
  let printed = '';
  let isOver = false;
  child.once('error', () => (isOver = true));
  child.stdout.setEncoding('utf8').on('data', (part: string) => (printed += part));
  child.stdout.once('close', () => (isOver = true));
  if (await pollUntil(() => isOver, { withinMs: MOST_MS, everyMs: 5 })) return printed;
  signalGroup(child.pid ?? 0, 'SIGKILL');
  child.stdout.destroy();
  return printed;
}

/** Runs it as the leader of its own process group. Null where its arguments are too long, or hold a NUL. */
function spawned(command: string, args: readonly string[], fds: readonly number[]): ChildProcess | null {
  try {
    return spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'ignore', ...fds], detached: true });
  } catch {
    return null;
  }
}
