import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Reprise instance started by an ordinary user. */
export interface OfUser {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  readonly services: readonly number[];
  killRunner(): Promise<void>;
  startRunner(): Promise<void>;
  stop(): Promise<void>;
}

/** User and group `nobody`. */
export const NOBODY = 65534;

/**
 * Starts Reprise as `nobody`, or as the current user if that is not root.
 * @param env complete environment
 * @param under wrapper command, with its arguments
 */
export async function startedByUser(env: NodeJS.ProcessEnv, under: readonly string[] = []): Promise<OfUser> {
  const program = fileURLToPath(new URL('./start-for-user.ts', import.meta.url));
  const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const [command = '', ...args] = [
    ...under,
    ...(process.getuid?.() === 0 ? asNobody : []),
    ...[process.execPath, '--no-warnings', program],
  ];
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const nextLine = async (what: string) => {
    const line = await Promise.race([once(lines, 'line') as Promise<[string]>, ended.then(() => null)]);
    if (!line) throw new Error(`Reprise did not ${what}`);
    return line[0];
  };
  const tell = async (what: 'kill' | 'start') => {
    child.stdin.write(`${what}\n`);
    await nextLine(`${what} its runner`);
  };
  return {
    ...(JSON.parse(await nextLine('start')) as Pick<OfUser, 'url' | 'token' | 'dataDir' | 'services'>),
    killRunner: () => tell('kill'),
    startRunner: () => tell('start'),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
