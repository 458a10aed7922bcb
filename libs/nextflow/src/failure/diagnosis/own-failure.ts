import { basename } from 'node:path';
import type { ExplainAccess } from '../../access/access-explainer.ts';
import { adviceIn } from './denied.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Nextflow's own message, and the exception below it in the log. */
export interface OwnFailure {
  readonly said: readonly string[];
  /** `java.nio.file.AccessDeniedException: /data/panel.json`; null if the log has none. */
  readonly exception: string | null;
}

const RUN = 'Nextflow could not run the pipeline';
/** Place in the script that Nextflow names below the message. */
export const PLACE = /^at line (\d+) of (.*)$/;
const CHECK_PATH = 'Check the path';

interface FileProblem {
  readonly path: string;
  /** Java's reason, such as `Too many open files`. */
  readonly reason: string | undefined;
  readonly at: string;
}

type Sign = readonly [exception: RegExp, diagnose: (problem: FileProblem) => Diagnosis];
const own = (what: string, advice: string): Diagnosis => ({
  what: `${RUN}: ${what}`,
  isWhole: true,
  advice,
  then: 'rerun',
  short: what,
});

/** Java exceptions about files. Their messages are only a path. */
const SIGNS: readonly Sign[] = [
  [/\bNoSuchFileException$/, ({ path, at }) => own(`there is no ${path}${at}`, CHECK_PATH)],
  [/\bNotDirectoryException$/, ({ path, at }) => own(`${path} is not a folder${at}`, CHECK_PATH)],
  [/\bFileAlreadyExistsException$/, ({ path, at }) => own(`${path} is there already${at}`, 'Move it away')],
  [/\bDirectoryNotEmptyException$/, ({ path, at }) => own(`the folder ${path} is not empty${at}`, 'Move it away')],
  [
    /\bFileSystemLoopException$/,
    ({ path, at }) => own(`the links of ${path} lead back to it${at}`, 'Replace the link by its file'),
  ],
  [
    /\b(?:FileSystemException|FileNotFoundException)$/,
    ({ path, reason, at }) => own(`${path} cannot be used${at}${reason ? `: ${lower(reason)}` : ''}`, CHECK_PATH),
  ],
];

/** `java.nio.file.FileSystemException: /a -> /b: File name too long`; `java.io.FileNotFoundException: /a (Is a directory)` */
const FILE_EXCEPTION =
  /^(?<kind>java\.(?:nio\.file|io)\.\w*Exception): (?<path>\/.+?)(?: -> .+?)?(?:: (?<reason>[A-Z][^:]*)| \((?<why>[^()]+)\))?$/;

/** Diagnoses a file error of Nextflow itself. The message is often only a path. */
export async function fileFailure({ said, exception }: OwnFailure, explain: ExplainAccess): Promise<Diagnosis | null> {
  const at = placeOf(said);
  if (said[0] === 'Is a directory') return own(`a folder is read as if it were a file${at}`, CHECK_PATH);
  const { kind = '', path, reason, why } = FILE_EXCEPTION.exec(exception ?? '')?.groups ?? {};
  const isAbout = path !== undefined && said.some((line) => line.includes(path));
  const asked = isAbout ? path : said.map(notFound).find((found) => found !== undefined);
  const problem = { path: asked ?? '', reason: reason ?? why, at };
  // Java also reports a missing file if a parent folder is closed.
  const access =
    asked === undefined ? null : await explain(asked, { isInput: !said.some((line) => SCRIPT.test(line)) });
  if (access) return own(`it may not use ${problem.path}${at}: ${access.reason}`, adviceIn(access));
  if (!isAbout) return null;
  if (/AccessDenied/.test(kind) || /^Permission denied$/i.test(problem.reason ?? ''))
    return own(`it may not use ${path}${at}`, 'Give the user that tasks run as (REPRISE_TASK_USER) the right to it');
  if (/^No such file or directory$/.test(problem.reason ?? '')) return own(`there is no ${path}${at}`, CHECK_PATH);
  return SIGNS.find(([sign]) => sign.test(kind))?.[1](problem) ?? null;
}

/** Messages of Nextflow about a missing path. */
const NOT_FOUND =
  /^(?:No such file or directory|Path does not exist|Cannot find script file): (\/.+)$|^No files match pattern `.*` at path: (\/.+)$/;
const SCRIPT = /^Cannot find script file: /;
const notFound = (line: string) => NOT_FOUND.exec(line)?.slice(1).find(Boolean);

function placeOf(said: readonly string[]): string {
  const [, line, script] = said.map((each) => PLACE.exec(each)).find((match) => match !== null) ?? [];
  return line && script ? ` (line ${line} of ${basename(script)})` : '';
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
