import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Transport, type NatsOptions } from '@nestjs/microservices';
import { connectionOptions, openJetStreamLog } from '@reprise/event-log';
import { readVersion } from '@reprise/nextflow';
import { loadPipelines } from '@reprise/pipelines';
import { Logger, PinoLogger } from 'nestjs-pino';
import { childEnvironment } from './attempt/child-environment.ts';
import { readRunnerIdentity } from './runner-identity.ts';
import { Leases } from './heartbeat/leases.ts';
import { RunnerModule } from './runner.module.ts';
import { Runner } from './runner.ts';
import { pipelineFolders, readSettings, type RunnerSettings } from './settings.ts';

async function main(settings: RunnerSettings): Promise<void> {
  const dataDir = settings.REPRISE_DATA_DIR;
  const identity = readRunnerIdentity(dataDir);
  const name = `runner ${identity.runner_id}`;
  const nats: NatsOptions = {
    transport: Transport.NATS,
    options: connectionOptions({ servers: settings.NATS_URL, name }) as NatsOptions['options'],
  };
  const { REPRISE_RUNNER_LEASE: leaseMs } = settings;
  const leases = new Leases({ runnerId: identity.runner_id, leaseMs, now: Date.now() });
  const app = await NestFactory.createMicroservice(
    RunnerModule.of({ identity, dataDir, leases, logLevel: settings.REPRISE_LOG_LEVEL }),
    { ...nats, bufferLogs: true },
  );
  const logger = new Logger(await app.resolve(PinoLogger), {});
  app.useLogger(logger);

  const environment = childEnvironment(process.env);
  const { version, warning } = await readVersion(settings.REPRISE_NEXTFLOW, environment);
  if (warning) logger.warn(warning);
  const { pipelines, broken } = loadPipelines(pipelineFolders(settings));
  for (const { file, field, reason } of broken) logger.warn(`${file}${field ? `, ${field}` : ''}: ${reason}`);

  const { log } = await openJetStreamLog({
    servers: settings.NATS_URL,
    name: `${name} log`,
    replicas: settings.REPRISE_NATS_REPLICAS,
  });
  const services = ClientProxyFactory.create(nats);
  await services.connect();
  const runner = new Runner(
    log,
    services,
    leases,
    pipelines,
    {
      dataDir,
      identity,
      environment,
      nextflow: settings.REPRISE_NEXTFLOW,
      nextflowVersion: version,
      cgroup: settings.REPRISE_CGROUP,
      graceMs: settings.REPRISE_CANCEL_GRACE,
      slots: settings.REPRISE_RUNNER_SLOTS,
      leaseMs,
      inputRoots: settings.REPRISE_INPUT_ROOTS,
      diskReserve: settings.REPRISE_DISK_RESERVE,
      simulated: /simulated/i.test(version),
    },
    logger,
  );
  const stop = async () => {
    runner.stop();
    await Promise.allSettled([app.close(), services.close(), log.close()]);
    process.exit();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await app.listen();
  await runner.start();
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
