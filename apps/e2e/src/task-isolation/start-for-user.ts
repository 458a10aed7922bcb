import { createInterface } from 'node:readline';
import { startReprise } from '@reprise/launcher';

/**
 * Starts a Reprise instance, prints its facts as a line of JSON, and stops it when stdin closes. The line `kill` or
 * `start` on stdin kills or starts its runner, and is echoed once that is done.
 */
const { url, token, dataDir, services, stop } = await startReprise(process.env, { build: false });
const pids = Object.values(services).flatMap((service) => (service ? [service.pid] : []));
console.log(JSON.stringify({ url, token, dataDir, services: pids }));
for await (const line of createInterface({ input: process.stdin })) {
  await services.runner[line as 'kill' | 'start']();
  console.log(line);
}
await stop();
