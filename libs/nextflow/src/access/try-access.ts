import { spawn, type ChildProcess } from 'node:child_process';
import { pollUntil } from '../process/poll-until.ts';
import { signalGroup } from '../process/signal.ts';

/** Path that tasks will use. */
export interface RequestedPath {
  readonly path: string;
  /** Default `read`. `enter`: a folder whose names are not listed. `read_all`: a folder with all its content. */
  readonly use?: 'enter' | 'read' | 'read_all' | undefined;
}

/** Path that could not be used: the requested path, or a path below it. */
export interface Refused {
  readonly asked: RequestedPath;
  readonly at: string;
}

/** Time limit for folders with very many files; partial results count. Below the gateway's request timeout. */
const MOST_MS = 1_000;

/**
 * For each pair of a use and a path, prints the path if it is closed or invisible, else the first closed path in it,
 * else nothing. Each ends with a NUL. Asks the kernel instead of reading mode bits, so that access lists and network
 * drives are respected.
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

/**
 * Returns the paths that a process behind a prefix cannot read or see. Best effort: returns an empty list if there is
 * no answer.
 */
export async function tryAccess(prefix: readonly string[], asked: readonly RequestedPath[]): Promise<Refused[]> {
  const pairs = asked.flatMap(({ path, use = 'read' }) => [use, path]);
  const printed = await outputOf([...prefix, 'sh', '-c', SCRIPT, 'access', ...pairs]);
  return printed
    .split('\0')
    .slice(0, -1)
    .flatMap((at, index) => (asked[index] && at !== '' ? [{ asked: asked[index], at }] : []));
}

/** Permission to try on an open file or folder. */
export interface OpenPlace {
  readonly fd: number;
  readonly use: 'enter' | 'list' | 'read';
}

/** By descriptor, so that the content of a closed folder is tried too. */
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

/** Returns which of the places a process behind a prefix can use, in order. */
export async function tryOpenPlaces(prefix: readonly string[], places: readonly OpenPlace[]): Promise<boolean[]> {
  const command = [...prefix, 'sh', '-c', OF_DESCRIPTORS, 'access', ...places.map(({ use }) => use)];
  const printed = await outputOf(
    command,
    places.map(({ fd }) => fd),
  );
  return places.map((_, index) => printed[index] !== '0');
}

/** Returns a command's output. The time limit also ends its children. Empty if the command cannot be run. */
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

/** Runs the command as the leader of its own process group. Null if its arguments are too long or contain a NUL. */
function spawned(command: string, args: readonly string[], fds: readonly number[]): ChildProcess | null {
  try {
    return spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'ignore', ...fds], detached: true });
  } catch {
    return null;
  }
}
