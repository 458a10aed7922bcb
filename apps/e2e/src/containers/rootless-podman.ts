import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedBlock } from '../documented-block.ts';

/** Magic number of overlayfs, on which another overlayfs cannot be stacked. Source: include/uapi/linux/magic.h */
const OVERLAYFS = 0x794c7630;

/** Podman of an ordinary user, set up as in docs/containers.md, with storage in a folder. */
export class RootlessPodman {
  readonly env: Record<string, string>;
  readonly #uid: number;
  readonly home: string;

  constructor(folder: string, uid: number) {
    this.#uid = uid;
    this.home = join(folder, 'home');
    for (const made of [folder, this.home, join(folder, 'storage')]) mkdirSync(made);
    const [engine, storage] = [join(folder, 'containers.conf'), join(folder, 'storage.conf')];
    writeFileSync(engine, documentedBlock('containers', 'toml', '[engine]'));
    const driver = statfsSync(folder).type === OVERLAYFS ? 'vfs' : 'overlay';
    writeFileSync(
      storage,
      documentedBlock('containers', 'toml', '[storage]')
        .replace('"overlay"', `"${driver}"`)
        .replace('/srv/reprise/images', `${folder}/storage`),
    );
    for (const own of [this.home, join(folder, 'storage')]) chownSync(own, uid, uid);
    this.env = { CONTAINERS_CONF: engine, CONTAINERS_STORAGE_CONF: storage };
  }

  load(archive: string, name: string): void {
    this.#podman('import', archive, name);
  }

  /** Ids of running containers, from Podman. */
  running(): string[] {
    return this.#podman('ps', '--quiet').split('\n').filter(Boolean);
  }

  /** Id of an image, from Podman. */
  imageId(name: string): string {
    return `sha256:${this.#podman('image', 'inspect', '--format', '{{.Id}}', name).trim()}`;
  }

  #podman(...args: string[]): string {
    const asUser = [`--reuid=${String(this.#uid)}`, `--regid=${String(this.#uid)}`, '--clear-groups'];
    return execFileSync('setpriv', [...asUser, 'podman', ...args], {
      cwd: '/',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], HOME: this.home, ...this.env },
    });
  }
}
