import 'reflect-metadata';
import { createRunner } from './create-runner.ts';
import { Runner } from './runner.ts';
import { readSettings, type RunnerSettings } from './settings.ts';
import { Lifetime } from './wiring/lifetime.ts';

async function main(settings: RunnerSettings): Promise<void> {
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

const settings = readSettings(process.env);
if ('wrong' in settings) {
  for (const line of settings.wrong) console.error(line);
  process.exit(1);
}
main(settings).catch((error: unknown) => {
  console.error(`The runner could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
