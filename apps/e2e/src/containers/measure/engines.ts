import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedBlock } from '../../documented-block.ts';

/** An engine as its own tool shows it, by no tie that Reprise uses. */
export class Engine {
  readonly env: Readonly<Record<string, string>>;
  readonly #tool: string;

  constructor(tool: string, env: Readonly<Record<string, string>>) {
    this.#tool = tool;
    this.env = env;
  }

  /** Ids of the containers that run. It must answer. */
  running(): string[] {
    return lines(this.ask('ps', '--quiet', '--no-trunc'));
  }

  /** Ids of the containers that it has, also of those that have ended. */
  all(): string[] {
    return lines(this.ask('ps', '--all', '--quiet', '--no-trunc'));
  }

  ask(...args: string[]): string {
    const env = { ...process.env, ...this.env };
    return execFileSync(this.#tool, args, { cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env });
  }

  /** Seconds in which it ends as many containers that ignore TERM by its own `kill` or `stop`. */
  bareEnd(count: number, ...command: readonly string[]): number {
    const image = ['--network', 'none', 'own', '/bin/bash', '-c', "trap '' TERM; sleep 600"];
    const ids = Array.from({ length: count }, () => this.ask('run', '--detach', '--rm', ...image).trim());
    const since = performance.now();
    this.ask(...command, ...ids);
    while (this.running().length > 0);
    return Math.round(performance.now() - since) / 1_000;
  }
}

/** Podman of root, with its storage in a folder and an image from an archive. */
export function rootPodman(folder: string, archive: string): Engine {
  mkdirSync(folder);
  const [settings, storage] = [join(folder, 'containers.conf'), join(folder, 'storage.conf')];
  writeFileSync(settings, documentedBlock('containers', 'toml', '[engine]'));
  const places = [`graphroot = "${folder}/storage"`, `runroot = "${folder}/run"`];
  writeFileSync(storage, ['[storage]', 'driver = "vfs"', ...places, ''].join('\n'));
  const podman = new Engine('podman', { CONTAINERS_CONF: settings, CONTAINERS_STORAGE_CONF: storage });
  podman.ask('import', archive, 'own');
  return podman;
}

const lines = (text: string) => text.split('\n').filter(Boolean);
