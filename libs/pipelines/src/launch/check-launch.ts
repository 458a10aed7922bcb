import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import {
  type FieldProblem,
  isUrl,
  type LaunchInput,
  type LaunchOptions,
  MAX_LAUNCH_BYTES,
  whyNoRelease,
} from '@reprise/contracts';
import { isInside } from '../paths/absolute-params.ts';
import type { Pipeline } from '../pipeline.ts';
import { launchFileProblem } from './launch-file.ts';
import { mayBeSet } from './variables.ts';

/** Rules of the operator for launch options in submissions. The options in a manifest are the operator's own. */
export interface LaunchRules {
  /** Folders that linked files must be in. */
  readonly inputRoots: readonly string[];
  /** Folders and URL prefixes that are permitted for work dirs. */
  readonly workRoots: readonly string[];
  /** Whether a job may add its own config, which can run any code as Nextflow's user. */
  readonly takesConfig: boolean;
}

export type CheckedLaunch =
  /** Options of the job, with the manifest's defaults; undefined if there are none. */
  | { readonly ok: true; readonly launch: LaunchOptions | undefined }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

/** Validates submitted launch options, and adds the defaults of the pipeline's manifest. */
export function checkLaunch(pipeline: Pipeline, given: LaunchInput, rules: LaunchRules): CheckedLaunch {
  const { launch: defaults, repository, manifest } = pipeline;
  const errors: FieldProblem[] = [];
  const wrong = (field: string, message: string) => errors.push({ field: `launch.${field}`, message });
  if (given.revision !== undefined && !repository)
    wrong('revision', 'is only for pipelines from a git repository; this one is a folder');
  if (given.config !== undefined && given.config !== (defaults.config ?? '') && !rules.takesConfig)
    wrong('config', 'is switched off here: REPRISE_EXTRA_CONFIG is off');
  for (const [name, value] of Object.entries(given.env ?? {}))
    if (value !== null && value !== defaults.env?.[name] && !mayBeSet(name, manifest.environment))
      wrong(`env.${name}`, 'is not a variable that the manifest of this pipeline lets a job set');
  for (const [name, path] of Object.entries(given.files ?? {})) {
    if (path === null) continue;
    const problem = launchFileProblem(name) ?? (path === defaults.files?.[name] ? null : fileProblem(path, rules));
    if (problem) wrong(`files.${name}`, problem);
  }
  const work_dir = given.work_dir?.trim();
  const work = work_dir && work_dir !== defaults.work_dir ? workDirProblem(work_dir, rules) : null;
  if (work) wrong('work_dir', work);
  const launch = withDefaults(defaults, { ...given, ...(work_dir !== undefined && { work_dir }) });
  const contradiction = whyNoRelease(launch);
  if (contradiction !== null) wrong('nextflow', contradiction);
  if (Buffer.byteLength(JSON.stringify(launch)) > MAX_LAUNCH_BYTES)
    errors.push({ field: 'launch', message: 'is too large: at most 32 KiB' });
  if (errors.length) return { ok: false, errors };
  return { ok: true, launch: Object.keys(launch).length ? launch : undefined };
}

/** Merges field by field; variables and files are merged by name. Empty, false, or null for a name means unset. */
function withDefaults(defaults: LaunchOptions, given: LaunchInput): LaunchOptions {
  const merged: LaunchOptions = {
    ...defaults,
    ...given,
    env: withoutNulls({ ...defaults.env, ...given.env }),
    files: withoutNulls({ ...defaults.files, ...given.files }),
  };
  const isSet = (value: unknown) =>
    value !== undefined &&
    value !== false &&
    value !== '' &&
    (typeof value !== 'object' || Object.keys(value ?? {}).length !== 0);
  const entries = Object.entries(merged).filter(([, value]) => value === true || isSet(value));
  return Object.fromEntries(entries);
}

const withoutNulls = (values: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

function fileProblem(path: string, { inputRoots }: LaunchRules): string | null {
  if (!isAbsolute(path)) return 'must be an absolute path';
  const real = realOrNull(path);
  const isAllowed = liesIn(real ?? realOfNearest(resolve(path)), inputRoots);
  if (!isAllowed) return `must lie in one of the input roots: ${path}`;
  return real ? null : `does not exist: ${path}`;
}

function workDirProblem(path: string, { workRoots }: LaunchRules): string | null {
  const where = workRoots.length ? `must lie in ${workRoots.join(' or ')}` : 'cannot be chosen here';
  const message = `${where} (REPRISE_WORK_ROOTS): ${path}`;
  if (isUrl(path)) {
    const isAllowed = workRoots.some((root) => isUrl(root) && `${path}/`.startsWith(`${root.replace(/\/+$/, '')}/`));
    return isAllowed && !path.split('/').includes('..') ? null : message;
  }
  if (!isAbsolute(path)) return 'must be an absolute path, or a URL such as s3://bucket/work';
  return liesIn(
    realOfNearest(resolve(path)),
    workRoots.filter((root) => !isUrl(root)),
  )
    ? null
    : message;
}

const liesIn = (real: string, roots: readonly string[]) =>
  roots.some((root) => isInside(real, realOrNull(root) ?? root));

function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Returns the real path. For a missing path, returns that of its nearest existing parent with the rest appended. */
function realOfNearest(path: string): string {
  if (path === dirname(path)) return path;
  return realOrNull(path) ?? join(realOfNearest(dirname(path)), basename(path));
}
