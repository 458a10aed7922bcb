import { access, readlink } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { ExplainAccess } from '../../access/access-explainer.ts';
import type { AccessText } from '../../access/describe-access.ts';
import type { Diagnosis } from './diagnosis.ts';
import { NAME_CONTAINER } from './programs.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

const DENIED = /\bPermission denied\b|\bAccessDeniedException\b/i;
/** A quoted path may contain spaces. Otherwise the path ends at a space, or at the colon before the reason. */
const PATHS = [
  /Permission denied: '(.+?)'/,
  /[‘'"]([^‘'"’]+)[’'"]\s*:? (?:\(?Permission denied)/i,
  /AccessDeniedException: (\S+)/,
  /(?:^|: |[\s(])([^\s:'"‘’()]+)(?: :|:)? \(?Permission denied/,
];
const CANNOT_EXECUTE = 126;

/** Diagnoses a task that lacks permission for a file: its user, the closed folder, and the command that opens it. */
export async function denied(
  failure: TaskFailure,
  taskDir: string | null,
  explain: ExplainAccess,
): Promise<Diagnosis | null> {
  const line = failure.cause;
  if (line === null || !DENIED.test(line)) return null;
  const named = PATHS.map((pattern) => pattern.exec(line)?.[1]).find((path) => path !== undefined);
  const path = named === undefined ? null : await target(named, taskDir);
  const exit = exitText(failure);
  const closed = path === null ? null : await explain(path, { isInput: failure.exitCode !== CANNOT_EXECUTE });
  if (path !== null && closed)
    return {
      what: `may not use ${path}${exit}`,
      why: closed.reason,
      advice: adviceIn(closed),
      short: `may not use ${path}: ${closed.reason}`,
    };
  if (failure.exitCode === CANNOT_EXECUTE && path !== null && isInside(taskDir, path)) {
    // A failed task runs again in a different folder, so its script has to open the file.
    const name = relative(taskDir, path);
    // `env`, `timeout` and `xargs` report this for a missing program if a folder of the PATH is closed.
    if (!(await isThere(path)))
      return {
        what: `needs ${name}, which is not installed where it ran, or not executable${exit}`,
        advice: `Install it, ${NAME_CONTAINER}`,
      };
    return {
      what: `may not run ${name} in its work dir${exit}: it is not executable`,
      advice: `Write \`chmod +x ${name}\` before it in the script`,
      short: `may not run ${name}`,
    };
  }
  if (failure.exitCode === CANNOT_EXECUTE && path !== null)
    return {
      what: `may not run ${path}${exit}: it is not executable for the user of the tasks`,
      advice: `Run \`chmod a+x ${path}\` as its owner`,
      short: `may not run ${path}`,
    };
  return {
    what: `was refused a file${exit}`,
    why: line,
    advice: 'Give the user that tasks run as (REPRISE_TASK_USER) the right to it',
  };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const isInside = (folder: string | null, path: string): folder is string =>
  folder !== null && path.startsWith(`${folder}/`);

/** The remedy. It is followed by `, then resume.`. */
export const adviceIn = ({ remedy }: AccessText): string => remedy.replace(/\.$/, '');

/** A staged input is a link in the task's folder. The target of the link is closed. */
async function target(path: string, taskDir: string | null): Promise<string | null> {
  if (path.startsWith('/')) return path;
  if (taskDir === null) return null;
  const staged = resolve(taskDir, path);
  const leadsTo = await readlink(staged).catch(() => null);
  return leadsTo === null ? staged : resolve(dirname(staged), leadsTo);
}
