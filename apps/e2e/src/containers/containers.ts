import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { liveState } from '../processes.ts';

/** Containers of a Docker daemon, according to Docker and the kernel, independently of Reprise. */
export class Containers {
  readonly #ids = new Set<string>();
  readonly #docker: string;
  readonly #host: string;

  constructor(docker: string, socket: string) {
    this.#docker = docker;
    this.#host = `unix://${socket}`;
  }

  /** Ids of running containers, from Docker. Throws if it does not answer. */
  running(): string[] {
    const ids = this.#list();
    for (const id of ids) this.#ids.add(id);
    return ids;
  }

  /** Ids of paused containers, from Docker. */
  stopped(): string[] {
    return this.#list('--filter', 'status=paused');
  }

  /** Ids of all containers known to Docker, including exited ones. */
  all(): string[] {
    return this.#list('--all');
  }

  /** Ends a container by a command to Docker. */
  kill(id: string): void {
    execFileSync(this.#docker, ['--host', this.#host, 'kill', id]);
  }

  /** Id of an image, from Docker. */
  imageId(name: string): string {
    const args = ['--host', this.#host, 'image', 'inspect', '--format', '{{.Id}}', name];
    return execFileSync(this.#docker, args, { encoding: 'utf8' }).trim();
  }

  #list(...which: string[]): string[] {
    const args = ['--host', this.#host, 'ps', '--quiet', '--no-trunc', ...which];
    return execFileSync(this.#docker, args, { encoding: 'utf8' }).split('\n').filter(Boolean);
  }

  /** States of the live processes in all containers seen so far, from the kernel. */
  states(): string[] {
    return this.processes().map(({ state }) => state);
  }

  processes(): { pid: number; state: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && this.#isInside(name))
      .map((pid) => ({ pid: Number(pid), state: liveState(Number(pid)) }))
      .filter((each): each is { pid: number; state: string } => each.state !== null);
  }

  #isInside(pid: string): boolean {
    try {
      const cgroups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
      return [...this.#ids].some((id) => cgroups.includes(id));
    } catch {
      return false;
    }
  }
}
