import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LaunchSpec } from '../supervise/spec.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';

/** A test's own folder, which contains attempts. `end` removes all files and processes. */
export class Scratch {
  readonly dir = mkdtempSync(join(tmpdir(), 'reprise-nextflow-'));
  readonly #launched: LaunchSpec[] = [];

  /** A launch spec with a marker unique to the test. */
  spec(argv: LaunchSpec['argv'], changes: Partial<LaunchSpec> = {}): LaunchSpec {
    const spec: LaunchSpec = {
      argv,
      launchDir: this.dir,
      attemptDir: join(this.dir, `attempt-${this.#launched.length + 1}`),
      lockFile: join(this.dir, 'lock'),
      env: testEnv(),
      marker: { REPRISE_JOB_ID: randomUUID(), REPRISE_ATTEMPT: '1' },
      cgroup: 'off',
      ...changes,
    };
    this.#launched.push(spec);
    return spec;
  }

  async end(): Promise<void> {
    for (const spec of this.#launched) await terminateTree({ ...spec, graceMs: 0 });
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export function testEnv(): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  return { PATH, HOME, LANG };
}
