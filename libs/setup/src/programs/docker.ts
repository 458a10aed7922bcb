import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { installOnce, isMade, ownFile } from './own-tool.ts';
import { runStep, SetupError, type Say } from '../run-step.ts';

/** Debian 12 has Compose 1, which is no longer maintained, so it comes from Debian 13. */
const compose = { name: 'docker-compose', version: 'trixie' } as const;
const PLUGIN = 'usr/libexec/docker/cli-plugins/docker-compose';

export interface Docker {
  readonly dockerd: string;
  /** Compose 2 as a standalone program. */
  readonly compose: string;
}

export type DockerChoice =
  | ({ readonly from: 'here' } & Docker)
  | { readonly from: 'apt' }
  | { readonly from: 'nowhere'; readonly advice: string };

/** A Docker daemon for the test. It requires root, and Debian, whose packages also make up its images. */
export function chooseDocker(machine: Machine): DockerChoice {
  if (!canUseApt(machine) || machine.distribution.includes('ubuntu'))
    return {
      from: 'nowhere',
      advice: 'The stack of docker-compose.yml is only tried by root on Debian, which can start a Docker of its own.',
    };
  const dockerd = findOnPath(machine, 'dockerd');
  // Its service would change the machine's firewall and forwarding.
  if (dockerd === undefined && machine.hasSystemd)
    return {
      from: 'nowhere',
      advice:
        'The stack of docker-compose.yml is not tried: installing Docker would start its service, which changes the firewall. To allow that, type `apt-get install docker.io`.',
    };
  if (dockerd === undefined || !isMade(machine, compose)) return { from: 'apt' };
  return { from: 'here', dockerd, compose: ownFile(machine, compose) };
}

/**
 * Ensures that Docker and Compose are installed, if the test machine allows it.
 * @returns null if it does not
 * @throws SetupError
 */
export async function ensureDocker(machine: Machine, say: Say): Promise<Docker | null> {
  const choice = chooseDocker(machine);
  if (choice.from === 'here') return choice;
  if (choice.from === 'nowhere') {
    say(choice.advice);
    return null;
  }
  say('Docker: installing it with apt (about a minute)');
  if (findOnPath(machine, 'dockerd') === undefined) await aptInstall(machine, 'docker', ['docker.io', 'iproute2']);
  await installOnce(machine, compose, () => unpackCompose(machine));
  const installed = chooseDocker(machine);
  if (installed.from === 'here') return installed;
  throw new SetupError('apt installed docker.io, and there is still no dockerd on PATH.');
}

/** Does not change the system, because apt reads the lists of that release in a separate folder. */
async function unpackCompose(machine: Machine): Promise<void> {
  const folder = join(machine.root, '.tools', 'compose');
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['sources', 'lists/partial', 'cache/archives/partial', 'unpacked'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const source of debianSources()) {
    const text = readFileSync(source, 'utf8').replaceAll(codename(), compose.version);
    writeFileSync(join(folder, 'sources', source.split('/').at(-1)!), text);
  }
  const options = [
    ...['-o', `Dir::Etc::SourceParts=${join(folder, 'sources')}`, '-o', 'Dir::Etc::SourceList=/dev/null'],
    ...['-o', `Dir::State::Lists=${join(folder, 'lists')}`, '-o', `Dir::Cache=${join(folder, 'cache')}`],
    ...['-o', 'APT::Sandbox::User=root'],
  ];
  const step = { name: 'docker-compose', cwd: folder };
  await runStep(machine, { ...step, command: 'apt-get', args: [...options, 'update'] });
  await runStep(machine, { ...step, command: 'apt-get', args: [...options, 'download', compose.name] });
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))!;
  await runStep(machine, { ...step, command: 'dpkg-deb', args: ['--extract', archive, 'unpacked'] });
  cpSync(join(folder, 'unpacked', PLUGIN), ownFile(machine, compose));
  rmSync(folder, { recursive: true });
}

function debianSources(): string[] {
  const sources = ['/etc/apt/sources.list', '/etc/apt/sources.list.d/debian.sources'];
  return sources.filter((file) => existsSync(file));
}

const codename = (): string =>
  /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'bookworm';
