import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath, isAtLeast, versionOf, type Machine } from '../machine.ts';
import { buildWithGo, isMade, installOnce, ownFile } from './own-tool.ts';
import { runStep, SetupError, type Say } from '../run-step.ts';

const tool = { name: 'nats-server', version: 'v2.15.2' } as const;
/** The log's expectation on a subject filter requires 2.12. */
const oldest = [2, 12] as const;
const release = `https://github.com/nats-io/nats-server/releases/download/${tool.version}`;

export type NatsServerChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'built-before'; readonly file: string }
  | { readonly from: 'go'; readonly go: string }
  | { readonly from: 'release'; readonly archive: string }
  | { readonly from: 'nowhere'; readonly advice: string };

/** nats-server >= 2.12 on PATH, else built here earlier, else with Go, else the official release. */
export function chooseNatsServer(machine: Machine): NatsServerChoice {
  const onPath = findOnPath(machine, 'nats-server');
  const found = onPath === undefined ? undefined : versionOf(machine, onPath, ['--version']);
  if (onPath !== undefined && found !== undefined && isAtLeast(found, oldest)) return { from: 'path', file: onPath };
  if (isMade(machine, tool)) return { from: 'built-before', file: ownFile(machine, tool) };
  const go = findOnPath(machine, 'go');
  if (go !== undefined) return { from: 'go', go };
  const archive = releaseArchive(machine);
  if (archive !== undefined) return { from: 'release', archive };
  return {
    from: 'nowhere',
    advice: `No nats-server is published for ${machine.platform} ${machine.arch}: put nats-server ${oldest.join('.')} or newer on PATH, or set NATS_URL to a running one.`,
  };
}

/** Ensures a nats-server, and returns its path. @throws SetupError */
export async function ensureNatsServer(machine: Machine, say: Say): Promise<string> {
  const choice = chooseNatsServer(machine);
  switch (choice.from) {
    case 'path':
    case 'built-before':
      return choice.file;
    case 'go':
      return buildWithGo(
        machine,
        tool,
        { go: choice.go, module: 'github.com/nats-io/nats-server/v2', takes: 'half a minute' },
        say,
      );
    case 'release':
      return installOnce(machine, tool, () => download(machine, choice.archive, say));
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
}

function releaseArchive(machine: Machine): string | undefined {
  const platform = { linux: 'linux', darwin: 'darwin' }[machine.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[machine.arch];
  return platform && arch ? `nats-server-${tool.version}-${platform}-${arch}` : undefined;
}

async function download(machine: Machine, archive: string, say: Say): Promise<void> {
  say(`nats-server ${tool.version}: downloading the official release`);
  const sums = await get(`${release}/SHA256SUMS`);
  const bytes = await get(`${release}/${archive}.tar.gz`);
  const expected = checksumOf(`${archive}.tar.gz`, sums.toString('utf8'));
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (expected !== actual) {
    throw new SetupError(
      `${archive}.tar.gz has the checksum ${actual}, its release says ${expected ?? 'nothing'}: not installed.`,
    );
  }
  const folder = join(machine.root, '.tools', 'bin');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${archive}.tar.gz`);
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

async function get(url: string): Promise<Buffer> {
  const answer = await fetch(url).catch((error: unknown) => {
    throw new SetupError(
      `${url} cannot be reached (${String(error)}): put nats-server ${oldest.join('.')} or newer on PATH.`,
    );
  });
  if (!answer.ok)
    throw new SetupError(
      `${url} answered ${String(answer.status)}: put nats-server ${oldest.join('.')} or newer on PATH.`,
    );
  return Buffer.from(await answer.arrayBuffer());
}
