import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath, isAtLeast, versionOf, type Machine } from '../machine.ts';
import { runStep, SetupError, type Say } from '../run-step.ts';
import { fetchBytes, smallFileMs } from './download.ts';
import { buildWithGo, installOnce, isMade, ownFile } from './own-tool.ts';

const tool = { name: 'nats-server', version: 'v2.15.2' } as const;
/** First version with expectations on subject filters, which the log needs. */
const oldest = [2, 12] as const;
const advice = `Put nats-server ${oldest.join('.')} or newer on PATH, or set NATS_URL to a running one.`;

/** Where the official releases are. */
export interface Releases {
  readonly url: string;
  /** How long their server may take for a small file, in milliseconds. */
  readonly limitMs?: number;
}

const official: Releases = { url: 'https://github.com/nats-io/nats-server/releases/download' };

export type NatsServerChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'installed-before'; readonly file: string }
  | { readonly from: 'release'; readonly archive: string; readonly go: string | undefined }
  | { readonly from: 'go'; readonly go: string }
  | { readonly from: 'nowhere'; readonly advice: string };

/**
 * nats-server >= 2.12 on PATH, else installed here earlier, else the official release; Go builds it if the release
 * cannot be reached, or if there is none for this system.
 */
export function chooseNatsServer(machine: Machine): NatsServerChoice {
  const onPath = findOnPath(machine, 'nats-server');
  const found = onPath === undefined ? undefined : versionOf(machine, onPath, ['--version']);
  if (onPath !== undefined && found !== undefined && isAtLeast(found, oldest)) return { from: 'path', file: onPath };
  if (isMade(machine, tool)) return { from: 'installed-before', file: ownFile(machine, tool) };
  const [archive, go] = [releaseArchive(machine), findOnPath(machine, 'go')];
  if (archive !== undefined) return { from: 'release', archive, go };
  if (go !== undefined) return { from: 'go', go };
  return { from: 'nowhere', advice: `No nats-server is published for ${machine.platform} ${machine.arch}. ${advice}` };
}

/** Ensures a nats-server, and returns its path. @throws SetupError */
export async function ensureNatsServer(machine: Machine, say: Say, releases: Releases = official): Promise<string> {
  const choice = chooseNatsServer(machine);
  switch (choice.from) {
    case 'path':
    case 'installed-before':
      return choice.file;
    case 'release':
      return installOnce(machine, tool, () => bring(machine, choice, releases, say));
    case 'go':
      return installOnce(machine, tool, () => build(machine, choice.go, say));
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
}

function releaseArchive(machine: Machine): string | undefined {
  const platform = { linux: 'linux', darwin: 'darwin' }[machine.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[machine.arch];
  return platform && arch ? `nats-server-${tool.version}-${platform}-${arch}` : undefined;
}

/** Installs the official release; if that fails, builds it with Go. */
async function bring(
  machine: Machine,
  { archive, go }: Extract<NatsServerChoice, { from: 'release' }>,
  { url, limitMs = smallFileMs(go) }: Releases,
  say: Say,
): Promise<void> {
  try {
    await installRelease(machine, `${url}/${tool.version}`, archive, limitMs);
    say(`nats-server ${tool.version}: installed from its official release`);
  } catch (error) {
    if (go === undefined) throw new SetupError(`${(error as Error).message} ${advice}`);
    say(`nats-server ${tool.version}: ${(error as Error).message}`);
    await build(machine, go, say);
  }
}

const build = (machine: Machine, go: string, say: Say): Promise<void> =>
  buildWithGo(machine, tool, { go, module: 'github.com/nats-io/nats-server/v2', takes: 'half a minute' }, say);

/** @throws SetupError if it cannot be reached, or does not match its published SHA-256 */
async function installRelease(machine: Machine, release: string, archive: string, limitMs: number): Promise<void> {
  const name = `${archive}.tar.gz`;
  const published = checksumOf(name, new TextDecoder().decode(await fetchBytes(`${release}/SHA256SUMS`, limitMs)));
  const bytes = await fetchBytes(`${release}/${name}`);
  if (hash('sha256', bytes) !== published)
    throw new SetupError(
      `${release}/${name} has the SHA-256 ${hash('sha256', bytes)}, and ${published ?? 'none'} is published: it was not installed.`,
    );
  const folder = join(machine.root, '.tools', 'bin');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, bytes);
  await runStep(machine, {
    name: 'nats-server',
    command: 'tar',
    args: ['-xzf', file, '-C', folder, '--strip-components=1', `${archive}/nats-server`],
  });
  rmSync(file);
  chmodSync(ownFile(machine, tool), 0o755);
}

/** The checksum of a file from the `<sha256>  <name>` lines of a release. */
export function checksumOf(name: string, sums: string): string | undefined {
  const line = sums.split('\n').find((candidate) => candidate.trim().split(/\s+\*?/)[1] === name);
  return line?.trim().split(/\s+/)[0];
}
