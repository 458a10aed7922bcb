import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureNatsServer, thisMachine } from '@reprise/setup';
import {
  freePort,
  launchNatsServer,
  launchPostgres,
  postgresAccount,
  postgresBinaries,
  started,
  stopProcess,
} from '@reprise/local-servers';

/** Creates a temporary folder that other users may enter, because Postgres may run as another user. */
export function scratch(): AsyncDisposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  chmodSync(path, 0o755);
  return { path, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts a nats-server that syncs before it acknowledges, as in production. */
export async function benchNats(folder: string): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const binary = await ensureNatsServer(thisMachine(), (line) => console.error(line));
  const logFile = join(folder, 'nats.log');
  const { identity } = await started(await launchNatsServer({ binary, folder: join(folder, 'nats'), port, logFile }));
  return {
    url: `nats://127.0.0.1:${String(port)}`,
    [Symbol.asyncDispose]: () => stopProcess(identity, 'SIGTERM', 5_000),
  };
}

/** Starts a Postgres with default settings, including fsync. */
export async function benchPostgres(folder: string): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const account = postgresAccount();
  const { identity } = await started(
    await launchPostgres({
      binaries: postgresBinaries(account),
      account,
      folder: join(folder, 'postgres'),
      port,
      password: 'bench',
      logFile: join(folder, 'postgres.log'),
    }),
  );
  return {
    url: `postgres://postgres:bench@127.0.0.1:${String(port)}/postgres`,
    [Symbol.asyncDispose]: () => stopProcess(identity, 'SIGINT', 5_000),
  };
}
