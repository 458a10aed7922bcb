import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** Facts that determine how setup installs a program. Plain data, so that tests can describe another machine. */
export interface Machine {
  /** The checkout. Tools are installed into its `.tools`. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly uid: number;
  /** The `ID` and `ID_LIKE` values of /etc/os-release. */
  readonly distribution: readonly string[];
  /** Whether systemd runs, in which case the service of a package starts after its installation. */
  readonly hasSystemd: boolean;
}

export type Version = readonly [major: number, minor: number, patch: number];

/** Folder of the checkout, or of the installation: the nearest parent with the bundled pipelines. */
export const checkout = installation(import.meta.dirname);

function installation(from: string): string {
  if (existsSync(join(from, 'pipelines', 'wes')) || from === dirname(from)) return from;
  return installation(dirname(from));
}

export function thisMachine(): Machine {
  return {
    root: checkout,
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    uid: process.getuid?.() ?? -1,
    distribution: readDistribution(),
    hasSystemd: existsSync('/run/systemd/system'),
  };
}

/**
 * Whether packages can be installed without confirmation, which is the case for root on Debian, Ubuntu or a derivative.
 */
export function canUseApt(machine: Machine): boolean {
  const debian = machine.distribution.some((word) => word === 'debian' || word === 'ubuntu');
  return debian && machine.uid === 0 && findOnPath(machine, 'apt-get') !== undefined;
}

/** The first executable file of that name on the machine's PATH. */
export function findOnPath(machine: Machine, name: string): string | undefined {
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first version number that the command prints; undefined if it cannot run or prints none. */
export function versionOf(machine: Machine, file: string, args: readonly string[]): Version | undefined {
  const result = spawnSync(file, args, { env: machine.env, encoding: 'utf8', timeout: 60_000 });
  return result.status === 0 ? parseVersion(`${result.stdout}\n${result.stderr}`) : undefined;
}

function parseVersion(text: string): Version | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

export function isAtLeast(version: Version, wanted: readonly [number, number]): boolean {
  return version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1]);
}

function readDistribution(): string[] {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    return [...text.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].flatMap((line) =>
      (line[1] ?? '').replaceAll('"', '').split(' '),
    );
  } catch {
    return [];
  }
}
