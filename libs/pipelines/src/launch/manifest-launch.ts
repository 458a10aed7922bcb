import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { isUrl, type LaunchOptions, type PipelineManifest } from '@reprise/contracts';
import { isInside } from '../paths/absolute-params.ts';
import { launchFileProblem } from './launch-file.ts';
import { mayBeSet } from './variables.ts';

type Problem = [field: string, reason: string];

/** Returns the launch options of a manifest, with absolute paths and the text of a config file, and their errors. */
export function manifestLaunch(
  { launch, environment, repository }: PipelineManifest,
  folder: string,
): { launch: LaunchOptions; problems: Problem[] } {
  const problems: Problem[] = [];
  const { config, env = {}, files, work_dir, ...rest } = launch;
  for (const name of Object.keys(env))
    if (!mayBeSet(name, environment)) problems.push([`launch.env.${name}`, 'is not allowed by environment']);
  if (rest.revision !== undefined && repository === undefined)
    problems.push(['launch.revision', 'needs a repository in the manifest']);
  const links = Object.entries(files ?? {}).map(([name, target]): [string, string] => {
    const problem = launchFileProblem(name);
    if (problem) problems.push([`launch.files.${name}`, problem]);
    return [name, absolute(folder, target)];
  });
  for (const [name, target] of links)
    if (!isAbsolute(target)) problems.push([`launch.files.${name}`, 'must be an absolute path, or begin with ./']);
  if (work_dir !== undefined && !isUrl(work_dir) && !isAbsolute(work_dir))
    problems.push(['launch.work_dir', 'must be an absolute path, or a URL such as s3://bucket/work']);
  return {
    launch: {
      ...rest,
      ...(config !== undefined && { config: configText(folder, config, problems) }),
      ...(Object.keys(env).length > 0 && { env }),
      ...(links.length > 0 && { files: Object.fromEntries(links) }),
      ...(work_dir !== undefined && { work_dir }),
    },
    problems,
  };
}

const absolute = (folder: string, path: string) => (path.startsWith('./') ? resolve(folder, path) : path);

function configText(folder: string, config: string, problems: Problem[]): string {
  if (!/^\.\/\S+$/.test(config)) return config;
  try {
    const file = realpathSync(resolve(folder, config));
    if (!isInside(file, folder)) throw new Error('it is not in the folder');
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push(['launch.config', `cannot be read: ${(error as Error).message}`]);
    return '';
  }
}
