import type { AccessProblem, ClosedPlace } from './access-problem.ts';

/** Parts of a message about a path that tasks cannot read. */
export interface AccessText {
  /** Who cannot enter or read which place. It has no full stop, so that it can follow a colon or begin a sentence. */
  readonly reason: string;
  /** Sentence with the command that fixes it, and with alternatives. */
  readonly remedy: string;
}

/**
 * Message about a path that tasks cannot read, for a form field or a task failure.
 * @param isInput whether uploading the files would help
 */
export function describeAccess(problem: AccessProblem, { isInput }: { readonly isInput: boolean }): AccessText {
  const { user, closed, isHidden } = problem;
  const [first] = closed;
  const owner = closed.every((place) => place.owner === first.owner) ? first.owner : null;
  const others = [
    ...(owner !== null && owner !== 'root' && !/^\d+$/.test(owner) ? [`set REPRISE_TASK_USER=${owner}`] : []),
    ...(isInput ? ['upload the files instead'] : []),
  ];
  const run = `Run as root: \`${commandFor(problem)}\`${isHidden ? ', and start the runner again' : ''}`;
  return {
    reason: `the user ${user}, as which tasks run, may not ${first.use} ${first.path}${rights(first)}`,
    remedy: `${[run, ...others].join(', or ')}.`,
  };
}

const rights = ({ owner, mode }: ClosedPlace) =>
  owner === null || mode === null ? '' : ` (owner ${owner}, mode ${mode})`;

/** A single command that opens everything. */
function commandFor({ user, path, closed, isBelow, hasSetfacl }: AccessProblem): string {
  const within = isBelow ? [path] : [];
  const single = isBelow ? closed.filter((place) => !isIn(place.path, path)) : closed;
  const of = (use: ClosedPlace['use']) => single.filter((place) => place.use === use).map((place) => place.path);
  const parts: readonly (readonly [letters: string, recursive: boolean, paths: readonly string[]])[] = [
    ['x', false, of('enter')],
    ['rx', false, of('list')],
    ['r', false, of('read')],
    ['rX', true, within],
  ];
  return parts
    .filter(([, , paths]) => paths.length > 0)
    .map(([letters, recursive, paths]) => {
      const command = hasSetfacl
        ? `setfacl ${recursive ? '-R ' : ''}-m u:${user}:`
        : `chmod ${recursive ? '-R ' : ''}o+`;
      return `${command}${letters} ${paths.map(quoted).join(' ')}`;
    })
    .join(' && ');
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);

/** Quoted for a shell. */
const quoted = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
