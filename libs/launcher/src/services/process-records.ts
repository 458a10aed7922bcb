import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from '@reprise/local-servers';

/** Which processes a start has made, as files `run/<name>.pid` of process id and start, for a next start to find. */
export class ProcessRecords {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'run');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  write(name: string, identity: ProcessIdentity): void {
    writeFileSync(this.file(name), `${String(identity.pid)}\n${identity.started}\n`, { mode: 0o600 });
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** Those recorded, the last started first. */
  all(): { name: string; identity: ProcessIdentity }[] {
    const names = readdirSync(this.#folder).map((file) => file.replace(/\.pid$/, ''));
    return names.map((name) => {
      const [pid, started = ''] = readFileSync(this.file(name), 'utf8').split('\n');
      return { name, identity: { pid: Number(pid), started } };
    });
  }

  /** The file of one record. */
  file(name: string): string {
    return join(this.#folder, `${name}.pid`);
  }
}
