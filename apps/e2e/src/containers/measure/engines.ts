import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { documentedBlock } from '../../documented-block.ts';
import { NOBODY } from '../../task-isolation/started-by-user.ts';
import { RootlessPodman } from '../rootless-podman.ts';

/** A container engine observed independently of Reprise. */
export interface Engine {
  /** Ids of running containers. Throws if the engine does not answer. */
  running(): readonly (number | string)[];
  /** Ids of all its containers, including exited ones. */
  all(): readonly (number | string)[];
  /** Seconds it takes to kill the given number of containers without Reprise. */
  bareKill(count: number): number;
  /** Seconds it takes to stop them with a grace period in seconds. Undefined for an engine without such a command. */
  bareStop?(count: number, grace: number): number;
}

/** An engine with a list of containers, observed through its own tool. */
export class ListingEngine implements Engine {
  readonly env: Readonly<Record<string, string>>;
  readonly #command: readonly [string, ...string[]];

  constructor(command: readonly [string, ...string[]], env: Readonly<Record<string, string>>) {
    this.#command = command;
    this.env = env;
  }

  running(): string[] {
    return lines(this.ask('ps', '--quiet', '--no-trunc'));
  }

  all(): string[] {
    return lines(this.ask('ps', '--all', '--quiet', '--no-trunc'));
  }

  ask(...args: string[]): string {
    const [tool, ...before] = this.#command;
    const env = { ...process.env, ...this.env };
    return execFileSync(tool, [...before, ...args], {
      cwd: '/',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env,
    });
  }

  /** Seconds it takes to end the given number of containers that ignore TERM with its own `kill`. */
  bareKill = (count: number): number => this.#bareEnd(count, 'kill');

  /** Seconds it takes to end these containers with its own `stop` and a grace period in seconds. */
  bareStop = (count: number, grace: number): number => this.#bareEnd(count, 'stop', '--time', String(grace));

  #bareEnd(count: number, ...command: readonly string[]): number {
    const image = ['--network', 'none', 'own', '/bin/bash', '-c', "trap '' TERM; sleep 600"];
    const ids = Array.from({ length: count }, () => this.ask('run', '--detach', '--rm', ...image).trim());
    const since = performance.now();
    this.ask(...command, ...ids);
    while (this.running().length > 0);
    return Math.round(performance.now() - since) / 1_000;
  }
}

/** An engine, and the environment variables with which tasks of a Reprise instance reach it. */
export interface ReachedEngine {
  readonly engine: Engine;
  readonly env: Readonly<Record<string, string>>;
}

/** Podman of root, with storage in a folder and an image from an archive. */
export function rootPodman(folder: string, archive: string): ReachedEngine & { readonly engine: ListingEngine } {
  mkdirSync(folder);
  const [settings, storage] = [join(folder, 'containers.conf'), join(folder, 'storage.conf')];
  writeFileSync(settings, documentedBlock('containers', 'toml', '[engine]'));
  const places = [`graphroot = "${folder}/storage"`, `runroot = "${folder}/run"`];
  writeFileSync(storage, ['[storage]', 'driver = "vfs"', ...places, ''].join('\n'));
  const env = { CONTAINERS_CONF: settings, CONTAINERS_STORAGE_CONF: storage };
  const engine = new ListingEngine(['podman'], env);
  engine.ask('import', archive, 'own');
  return { engine, env };
}

/** Podman as a service that tasks can reach only through a socket. The guardian of its folder stops it. */
export async function podmanService(folder: string, archive: string): Promise<ReachedEngine> {
  const { engine } = rootPodman(folder, archive);
  const socket = join(folder, 'socket');
  const address = `unix://${socket}`;
  spawn('podman', ['system', 'service', '--time=0', address], {
    env: { ...process.env, ...engine.env },
    stdio: 'ignore',
  });
  const service = new ListingEngine(['podman', '--url', address], {});
  const answers = () => {
    try {
      return service.ask('version') !== '';
    } catch {
      return undefined; // it starts
    }
  };
  await waitUntil(answers, { every: 100, what: 'the service of Podman answers' });
  chmodSync(socket, 0o666); // tasks run as another user
  return { engine, env: { CONTAINER_HOST: address } };
}

/** Podman of an ordinary user, set up as in docs/containers.md. */
export function usersPodman(folder: string, archive: string): ReachedEngine {
  const podman = new RootlessPodman(folder, NOBODY);
  podman.load(archive, 'own');
  const asUser = ['setpriv', `--reuid=${String(NOBODY)}`, `--regid=${String(NOBODY)}`, '--clear-groups'] as const;
  return { engine: new ListingEngine([...asUser, 'podman'], { ...podman.env, HOME: podman.home }), env: podman.env };
}

const lines = (text: string) => text.split('\n').filter(Boolean);
