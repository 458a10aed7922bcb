import 'reflect-metadata';
import { SettingsError } from '@reprise/settings';
import { createRunner } from './create-runner.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { Runner } from './runner.ts';
import { readSettings } from './base/settings.ts';
import { Lifetime } from './base/lifetime.ts';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  lockDataDir(settings.REPRISE_DATA_DIR);
  const app = await createRunner(settings);
  const stop = () => {
    app.get(Lifetime).end(); // Nest calls its hooks only after it has closed the server
    void app.close().finally(() => process.exit());
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await app.listen();
  await app.get(Runner).start();
}

main().catch((error: unknown) => {
  const { message } = error as Error;
  console.error(error instanceof SettingsError ? message : `The runner could not start: ${message}`);
  process.exit(1);
});
