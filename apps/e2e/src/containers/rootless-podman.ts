import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PODMAN_SETTINGS } from './podman-settings.ts';

/** Podman of an ordinary user, with its storage in a folder. */
export class RootlessPodman {
  readonly env: Record<string, string>;
  readonly #uid: number;
  readonly #home: string;

  constructor(folder: string, uid: number) {
    this.#uid = uid;
    this.#home = join(folder, 'home');
    for (const made of [folder, this.#home, join(folder, 'storage')]) mkdirSync(made);
    const [engine, storage] = [join(folder, 'containers.conf'), join(folder, 'storage.conf')];
    writeFileSync(engine, PODMAN_SETTINGS);
    // A job has a home of its own: without a path, its images would end with it.
    writeFileSync(storage, `[storage]\ndriver = "vfs"\nrootless_storage_path = "${folder}/storage"\n`);
    for (const own of [this.#home, join(folder, 'storage')]) chownSync(own, uid, uid);
    this.env = { CONTAINERS_CONF: engine, CONTAINERS_STORAGE_CONF: storage };
  }

  load(archive: string, name: string): void {
    this.#podman('import', archive, name);
  }

  /** Ids of the containers that run, as Podman says. */
  running(): string[] {
    return this.#podman('ps', '--quiet').split('\n').filter(Boolean);
  }

  /** Id of an image, as Podman says. */
  imageId(name: string): string {
    return `sha256:${this.#podman('image', 'inspect', '--format', '{{.Id}}', name).trim()}`;
  }

  #podman(...args: string[]): string {
    const asUser = [`--reuid=${String(this.#uid)}`, `--regid=${String(this.#uid)}`, '--clear-groups'];
    return execFileSync('setpriv', [...asUser, 'podman', ...args], {
      ...{ cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      env: { PATH: process.env['PATH'], HOME: this.#home, ...this.env },
    });
  }
}
