import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '@reprise/setup';

const MOST_OUTPUT = 2 ** 26;

/** A copy of the checkout, like a clone on a server, and `docker compose` in it. */
export class Stack {
  readonly folder: string;
  readonly #program: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param socket of the Docker daemon */
  constructor(folder: string, program: string, socket: string) {
    this.folder = folder;
    this.#program = program;
    // Outside the folder, because files that Compose keeps in the home would change the build context.
    const home = dirname(folder);
    this.#env = { PATH: process.env['PATH'], HOME: home, DOCKER_HOST: `unix://${socket}`, DOCKER_BUILDKIT: '1' };
    const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const files = execFileSync('git', git, { cwd: checkout, encoding: 'utf8' }).split('\0').filter(Boolean);
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(checkout, file), join(folder, file), { verbatimSymlinks: true });
    }
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Content of a file in `docker/secrets`. */
  secret = (name: string) => readFileSync(join(this.folder, 'docker/secrets', name), 'utf8');

  /** @param runners ids of further runners */
  makeSecrets(...runners: string[]): void {
    execFileSync(join(this.folder, 'docker/make-secrets.sh'), runners);
  }

  /** Runs `docker compose` with arguments. @returns its stdout @throws Error with the end of its output */
  async compose(...args: string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.#env, maxBuffer: MOST_OUTPUT, encoding: 'utf8' } as const;
    try {
      const { stdout } = await promisify(execFile)(this.#program, args, options);
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`docker compose ${args.join(' ')} failed:\n${`${stdout}${stderr}`.slice(-4000)}`, {
        cause: error,
      });
    }
  }
}
