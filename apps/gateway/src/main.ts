import 'reflect-metadata';
import { SettingsError } from '@reprise/settings';
import { createGateway } from './create-gateway.ts';
import { readSettings } from './shared/settings.ts';

try {
  const settings = readSettings(process.env);
  const app = await createGateway(settings);
  await app.listen(settings.port, settings.host);
  // `npm start` considers the gateway ready only after this line, see libs/launcher/src/services/gateway-readiness.ts.
  console.log(JSON.stringify({ service: 'gateway', msg: 'listening', url: await app.getUrl() }));
} catch (error) {
  const { message, stack } = error as Error;
  console.error(error instanceof SettingsError ? message : `The gateway could not start: ${stack ?? message}`);
  process.exit(1);
}
