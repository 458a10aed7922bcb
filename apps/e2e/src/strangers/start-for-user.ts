import { once } from 'node:events';
import { startReprise } from '@reprise/launcher';

/** Starts a Reprise, prints where it is as a line of JSON, and stops it when stdin closes. */
const { url, token, dataDir, services, stop } = await startReprise(process.env, { build: false });
const pids = Object.values(services).flatMap((service) => (service ? [service.pid] : []));
console.log(JSON.stringify({ url, token, dataDir, services: pids }));
await once(process.stdin.resume(), 'close');
await stop();
