import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { liveState } from '../../processes.ts';
import type { Engine } from './engines.ts';

/** Name of the first process of a container with a namespace of process ids, as Nextflow starts it. */
const FIRST_PROCESS = 'appinit';

const START_WITHIN_MS = 60_000;

/** Apptainer, which has neither a daemon nor a list: its containers are observed through their first processes. */
export class Apptainer implements Engine {
  readonly #image: string;

  /** @param image folder with the files of an image */
  constructor(image: string) {
    this.#image = image;
  }

  running(): number[] {
    return readdirSync('/proc').map(Number).filter(isContainer);
  }

  all = (): number[] => this.running();

  bareKill(count: number): number {
    const program = ['/bin/bash', '-c', "trap '' TERM; sleep 600"];
    for (let started = 0; started < count; started += 1)
      spawn('apptainer', ['exec', '--no-home', '--pid', this.#image, ...program], { cwd: '/', stdio: 'ignore' });
    const deadline = performance.now() + START_WITHIN_MS;
    while (this.running().length < count)
      if (performance.now() > deadline) throw new Error('Apptainer started no containers: try its command by hand');
    const since = performance.now();
    for (const pid of this.running()) process.kill(pid, 'SIGKILL');
    while (this.running().length > 0);
    return Math.round(performance.now() - since) / 1_000;
  }
}

function isContainer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trim() === FIRST_PROCESS && liveState(pid) !== null;
  } catch {
    return false; // no process, or it has ended
  }
}
