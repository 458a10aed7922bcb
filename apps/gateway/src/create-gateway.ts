import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ThrottlerStorage } from '@nestjs/throttler';
import express from 'express';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import { catalogue } from './catalogue.ts';
import type { AdminToken } from './shared/auth/admin-token.ts';
import { AnonymousRequests } from './shared/auth/anonymous-requests.ts';
import { authenticate, identifyCaller, tokenLink } from './shared/auth/authenticate.ts';
import { Identities } from './shared/auth/identities.ts';
import { MachineAccess } from './shared/auth/machine-access.ts';
import { BrowserSessions } from './shared/auth/session/browser-sessions.ts';
import { SessionCookie } from './shared/auth/session/session-cookie.ts';
import { ADMIN_TOKEN } from './shared/auth/tokens.ts';
import { compress } from './shared/http/middleware/compress.ts';
import { correlationId } from './shared/http/middleware/correlation-id.ts';
import { jsonOnly } from './shared/http/middleware/json-only.ts';
import { logRequests, makeLogger } from './shared/http/middleware/log-requests.ts';
import { cspNonce, securityHeaders } from './shared/http/middleware/security-headers.ts';
import { WrongTokens } from './shared/auth/wrong-tokens.ts';
import { connect } from './shared/servers/connections.ts';
import { natsOptions } from './shared/servers/nats-options.ts';
import { RequestMetrics } from './shared/metrics/request-metrics.ts';
import { docsPage } from './shared/openapi/docs-page.ts';
import { eventsPage } from './shared/openapi/events-page.ts';
import { openApiDocument } from './shared/openapi/document.ts';
import { COMMAND_PATH, serveCommand } from './page/serve-command.ts';
import { servePage } from './page/serve-page.ts';
import type { GatewaySettings } from './shared/settings.ts';

const MAX_BODY = '1mb';
const MAX_FORM = '64kb';
/**
 * Longer than the idle timeout of proxies, so that the gateway never closes a connection that a proxy is about to
 * reuse.
 */
const KEEP_ALIVE_MS = 75_000;

/** Connects to the servers and builds the gateway. It answers requests after `listen`. */
export async function createGateway(settings: GatewaySettings, wings = catalogue): Promise<NestExpressApplication> {
  const logger = makeLogger(settings);
  // If a file is invalid, startup ends before any connection is opened.
  for (const { check } of wings) await check?.(settings);
  const migrations = wings.flatMap(({ migrate }) => migrate ?? []);
  const connections = await connect(settings, (sentence) => logger.info(sentence), migrations);
  for (const warning of connections.warnings) logger.warn(warning);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(settings, connections, logger, wings), {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.set(
    'trust proxy',
    settings.trustProxy.map(([address, bits]) => `${address.toString()}/${String(bits)}`),
  );
  app.disable('x-powered-by');
  (app.getHttpServer() as Server).keepAliveTimeout = KEEP_ALIVE_MS;
  app.setGlobalPrefix('api', { exclude: ['health/{*rest}', 'metrics'] });

  const who = {
    token: app.get<AdminToken>(ADMIN_TOKEN),
    cookie: app.get(SessionCookie),
    machine: app.get(MachineAccess),
    identities: app.get(Identities),
    openPaths: wings.flatMap(({ openPaths = [] }) => openPaths),
  };
  const formPaths = wings.flatMap(({ formPaths: paths = [] }) => paths);
  const storage = app.get<ThrottlerStorage>(ThrottlerStorage);
  const anonymous = new AnonymousRequests(storage, settings.anonymousRateLimit, logger);
  const wrongTokens = new WrongTokens(storage);
  app.use(correlationId, identifyCaller(who), logRequests(logger), app.get(RequestMetrics).middleware);
  app.use(cspNonce, securityHeaders, compress, anonymous.middleware);
  app.use(tokenLink(who, app.get(BrowserSessions), wrongTokens));
  app.use('/api', authenticate(who, wrongTokens), jsonOnly(formPaths));
  app.useBodyParser('json', { limit: MAX_BODY });
  for (const path of formPaths) app.use(`/api${path}`, express.urlencoded({ extended: false, limit: MAX_FORM }));
  app.use(
    '/api',
    docsPage(() => openApiDocument()),
    eventsPage(),
  );
  app.use(COMMAND_PATH, serveCommand(settings.commandPackage));
  app.use(...servePage(settings.webDir));

  app.connectMicroservice(natsOptions(settings));
  await app.startAllMicroservices();
  app.enableShutdownHooks();
  return app;
}
