import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LaunchDefaults, SYNTAX_PARSERS, type LaunchOptions, type Params, type SyntaxParser } from '@reprise/contracts';
import * as z from 'zod';
import { engineNames, type EngineName } from './engine.ts';

/**
 * `case.json` of a case. In strings, `{case}`, `{side}`, `{http}`, `{work}` and `{git}` are replaced by the values of
 * `Places`.
 */
const CaseFile = z.strictObject({
  about: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
  launch: LaunchDefaults.default({}),
  /** Additional fields of the manifest. */
  manifest: z.record(z.string(), z.unknown()).default({}),
  /** Additional files by name, such as those with names that break tools in a checkout. */
  files: z.record(z.string(), z.string()).default({}),
  /** Whether Reprise fetches it from a git repository, which is created from its folder. */
  from_git: z.boolean().default(false),
  /** Attempts after the first one. */
  then: z.array(z.enum(['resume', 'rerun'])).default([]),
  /** Files created in the side folder before the attempts after the first one. */
  mend: z.array(z.string()).default([]),
  /** Whether the last attempt ends with exit status 0. */
  succeeds: z.boolean().default(true),
  /** Part of the message of a job that fails. */
  message: z.string().optional(),
  /** Part of the problem with which Reprise refuses the submission, if the bare run ends before its first task. */
  refused: z.string().optional(),
  /** Minimum number of tasks in the first attempt: a case without tasks would always be equal. */
  tasks: z.int().default(1),
  /**
   * Processes whose tasks are not compared, because Nextflow's trace does not always show that they ended. If a task
   * cannot be submitted, Nextflow may end the run before another thread records the task (`submitPendingTasks` of its
   * `TaskPollingMonitor`). In the trace of 26.04, a task that was ended at its time limit is still running.
   */
  traced_by_chance: z.array(z.string()).default([]),
  /** Globs of files whose content differs from run to run. */
  varying: z.array(z.string()).default([]),
  /**
   * Engines on which the case is meaningful. Docker passes no variables on. Slurm has no limits of one second, takes
   * long for 2,000 jobs, and gets job names from Nextflow in which quotes are not closed.
   */
  engines: z.array(z.enum(engineNames)).default([...engineNames]),
  /** Nextflow parsers that accept the script. */
  parsers: z.array(z.enum(SYNTAX_PARSERS)).default([...SYNTAX_PARSERS]),
  /** Longest time of an attempt, in seconds. */
  seconds: z.int().default(120),
});

/** Nextflow script, with its launch and expected results. */
export interface CompatibilityCase extends z.infer<typeof CaseFile> {
  readonly name: string;
  /** Folder with its files, readable by tasks. */
  readonly folder: string;
}

/** Values of the placeholders for one run. */
export interface Places {
  /** Files of the case. */
  readonly case: string;
  /** Empty folder of this run for side effects, writable by tasks. */
  readonly side: string;
  /** Address that serves the files of the case. */
  readonly http: string;
  /** Folder of this run for external work dirs. */
  readonly work: string;
  /** Address of the repository of the case. */
  readonly git: string;
}

const CASES = join(import.meta.dirname, 'cases');

/** Names of all cases that run on an engine with a parser. */
export const caseNames = (engine: EngineName = 'local', parser: SyntaxParser = 'v1'): string[] =>
  globSync('*/*/case.json', { cwd: CASES })
    .filter((file) => {
      const { engines, parsers } = caseIn(join(CASES, dirname(file)));
      return engines.includes(engine) && parsers.includes(parser);
    })
    .map((file) => basename(dirname(file)))
    .toSorted();

const caseIn = (folder: string) => CaseFile.parse(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));

/**
 * Copies a case to a separate folder.
 * @param config additional lines of Nextflow config for the case's runs
 * @throws Error if there is no such case, or its `case.json` is invalid
 */
export function copyCase(name: string, folders: string, config = ''): CompatibilityCase {
  const [file] = globSync(`*/${name}/case.json`, { cwd: CASES });
  if (file === undefined) throw new Error(`There is no case ${name}.`);
  const folder = join(folders, name);
  cpSync(dirname(join(CASES, file)), folder, { recursive: true });
  const parsed = caseIn(folder);
  for (const [path, text] of Object.entries(parsed.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const own = parsed.launch.config ?? configOf(parsed.manifest, folder) ?? '';
  const launch = config === '' ? parsed.launch : { ...parsed.launch, config: `${own}\n${config}` };
  return { ...parsed, launch, name, folder };
}

/** Reads the config that a manifest sets for all jobs, if any. */
export function configOf(manifest: Record<string, unknown>, folder: string): string | undefined {
  const { config } = (manifest['launch'] ?? {}) as CompatibilityCase['launch'];
  return config?.startsWith('./') ? readFileSync(join(folder, config), 'utf8') : config;
}

/** Fills the placeholders of parameters and launch options. */
export const placed = <T extends Params | LaunchOptions>(value: T, places: Places): T =>
  JSON.parse(
    JSON.stringify(value).replace(/\{(case|side|http|work|git)\}/g, (_, name: keyof Places) => places[name]),
  ) as T;
